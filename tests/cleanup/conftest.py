"""A designer's browser on the published seeds and a matter with dirty materials; the command on the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cleanup_samples import demand, material, matter
from webtest import TestApp
from yichuang_command import ROOT, Answer

from yichuang.app import make_app
from yichuang.cli import main
from yichuang.definitions.drafts import save_draft
from yichuang.definitions.kinds import KINDS
from yichuang.definitions.library import Entry

INCLUDES = {"yichuang.includes": "yichuang_renderers yichuang_designer"}
DIRTY = (
    material("doc-agent", "委托代理人办理提取的，提供代理人身份证明及委托书"),
    material("doc-unmarried", "=未婚证明"),
    matter("withdrawal", demand("doc-agent"), demand("doc-unmarried", basis=[]), department="hr-bureau"),
)


@pytest.fixture
def seeded(sqlite_database: Any, seeded_template: Path) -> Any:
    """The published seeds, and the dirty matter as a draft."""
    sqlite_database.engine.dispose()
    shutil.copy(seeded_template, sqlite_database.settings.var / "yichuang.sqlite")
    with sqlite_database.writing() as db:
        for document in DIRTY:
            entry = Entry(KINDS[document["kind"]].model_validate(document), document)
            save_draft(db, entry, datetime.now(UTC), "示例")
    return sqlite_database


@pytest.fixture
def wsgi(seeded: Any) -> Iterator[Any]:
    """The application with the designer's pages."""
    settings = seeded.settings.model_copy(update={"includes": tuple(INCLUDES["yichuang.includes"].split())})
    application = make_app(settings, {**INCLUDES, "jinja2.bytecode_caching": "true"})
    yield application
    application.registry["engine"].dispose()


@pytest.fixture
def designer(wsgi: Any, sign_in: Any) -> TestApp:
    """A browser in which a designer has signed in."""
    browser = TestApp(wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    sign_in(browser, "designer")
    return browser


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Answer]:
    """The command in this process, so that many cases cost little: command(var, "definitions", "cleanup", …)."""

    def ask(var: Path, *arguments: object) -> Answer:
        monkeypatch.chdir(ROOT)
        monkeypatch.setenv("YICHUANG_VAR", str(var))
        monkeypatch.delenv("YICHUANG_DATABASE", raising=False)
        # Settings are read once a file and process; another folder needs another file.
        ini = tmp_path / f"{var.name}.ini"
        shutil.copy(ROOT / "development.ini", ini)
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["-c", str(ini), *map(str, arguments)])
        said = capfd.readouterr()
        return Answer(int(ended.value.code or 0), said.out, said.err)

    return ask
