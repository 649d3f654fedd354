"""Two installs that exchange definitions: one on either database, another beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from exchange_halls import Hall
from sqlalchemy.orm import Session

from yichuang.settings import Settings
from yichuang.store.db import SessionFactory, make_engine, make_session_factory, reading, writing


@dataclass
class Beside:
    """A database besides the test's own."""

    settings: Settings
    sessions: SessionFactory

    def writing(self) -> AbstractContextManager[Session]:
        return writing(self.sessions)

    def reading(self) -> AbstractContextManager[Session]:
        return reading(self.sessions)


@pytest.fixture
def here(database: Any) -> Hall:
    """The install that is looked at, on either database."""
    return Hall(database, "示例正式大厅（示例）")


@pytest.fixture
def there(beside: Callable[..., Beside]) -> Hall:
    """Another install, always on the embedded database."""
    return Hall(beside(), "示例测试大厅（示例）")


@pytest.fixture
def seeded(beside: Callable[..., Beside], seeded_template: Path) -> Hall:
    """Another install, on the published seeds."""
    return Hall(beside(seeded_template), "示例测试大厅（示例）")


@pytest.fixture
def beside(tmp_path: Path, sqlite_template: Path, settings_in: Callable[..., Settings]) -> Iterator[Callable[..., Beside]]:
    """Makes fresh databases besides the test's own."""
    engines = []

    def make(template: Path = sqlite_template) -> Beside:
        folder = tmp_path / f"beside-{len(engines)}"
        folder.mkdir()
        shutil.copy(template, folder / "yichuang.sqlite")
        settings = settings_in(folder)
        engines.append(make_engine(settings))
        return Beside(settings, make_session_factory(engines[-1]))

    yield make
    for engine in engines:
        engine.dispose()
