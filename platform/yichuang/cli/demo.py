"""Loading the demo: the seeds' definitions, published, and the demo accounts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from yichuang.definitions.exchange import import_library, read_all
from yichuang.definitions.publish import publish
from yichuang.errors import SettingsError
from yichuang.identity.people import demo_hashes, make_demo_people
from yichuang.settings import PACKAGE, Settings
from yichuang.store.db import SessionFactory, writing

PEOPLE = "people.json"
# Who imported and published, in the records.
SEEDS = "示例数据"


def load_demo(sessions: SessionFactory, settings: Settings) -> list[tuple[str, str]]:
    """Import and publish all seeds, make the demo accounts; gives log-ins and passwords. Can be repeated."""
    if settings.production:
        raise SettingsError("正式运行的设置（yichuang.production = true）不能装入演示数据。请换用演示的设置文件。")
    people = read_people()
    hashes = demo_hashes(people)
    at = datetime.now(UTC)
    with writing(sessions) as db:
        imported = import_library(db, read_all([seeds_folder()]), at, SEEDS)
        publish(db, imported.changes, at, SEEDS)
    with writing(sessions) as db:
        return make_demo_people(db, people, hashes)


def read_people() -> list[dict[str, Any]]:
    """The demo accounts of the seeds."""
    path = seeds_folder() / PEOPLE
    try:
        people: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"演示账号文件 seeds/{PEOPLE} 读不出来（{type(error).__name__}）。") from None
    return people


def seeds_folder() -> Path:
    """Where the seeds are: inside an installed package, else in the checkout."""
    packaged = PACKAGE / "seeds"
    return packaged if packaged.is_dir() else PACKAGE.parent.parent / "seeds"
