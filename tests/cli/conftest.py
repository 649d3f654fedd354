"""A published demo for the commands that need one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from yichuang_command import ROOT, run

from yichuang.definitions.library import read_paths


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database holds the seeds as drafts."""
    var = tmp_path_factory.mktemp("imported")
    assert run(var, "init").status == 0
    assert run(var, "definitions", "import", "seeds").status == 0
    return var


@pytest.fixture(scope="session")
def published(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database holds the seeds, published. Only for reading."""
    var = tmp_path_factory.mktemp("published") / "var"
    shutil.copytree(imported, var)
    codes = [definition.code for definition in read_paths([ROOT / "seeds"]).library]
    done = run(var, "definitions", "publish", *codes)
    assert done.status == 0, done.err
    return var


@pytest.fixture
def var(imported: Path, tmp_path: Path) -> Path:
    """A copy of the drafts to change."""
    shutil.copytree(imported, tmp_path / "var")
    return tmp_path / "var"
