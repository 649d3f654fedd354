"""Installs that exchange definitions: what their people do, on real databases and real files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from yichuang.definitions.drafts import draft_document, drafts, save_draft
from yichuang.definitions.exchange import (
    Choices,
    Plan,
    apply_plan,
    gather,
    gather_all,
    import_library,
    make_export,
    plan_import,
    read_all,
    record_export,
    write_export,
)
from yichuang.definitions.kinds import KINDS
from yichuang.definitions.library import Entry, read_paths
from yichuang.definitions.publish import publish
from yichuang.definitions.releases import latest

AT = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass
class Hall:
    """One install: what its people do with definitions."""

    database: Any
    name: str

    def take(self, *documents: dict[str, Any]) -> None:
        """Write documents as drafts."""
        with self.database.writing() as db:
            for document in documents:
                save_draft(db, Entry(KINDS[document["kind"]].model_validate(document), document), AT, "甲")

    def change(self, code: str, **changes: Any) -> None:
        """Edit a draft."""
        self.take({**self.draft(code), **changes})

    def publish(self, *codes: str) -> None:
        """Publish drafts."""
        with self.database.writing() as db:
            publish(db, codes, AT, "甲")

    def seed(self) -> None:
        """Take in and publish the seeds."""
        with self.database.writing() as db:
            publish(db, import_library(db, read_all([SEEDS]), AT, "甲").changes, AT, "甲")

    def draft(self, code: str) -> dict[str, Any]:
        """A draft's document."""
        with self.database.reading() as db:
            return dict(draft_document(db, code))

    def export(self, target: Path, *codes: str) -> Path:
        """Export these codes, or everything, to a folder or `.zip`."""
        with self.database.writing() as db:
            export = make_export(db, gather(db, codes) if codes else gather_all(db), self.name, AT)
            write_export(export, target)
            record_export(db, export, target.name, AT, "甲")
        return target

    def plan(self, *paths: Path, **choices: Any) -> Plan:
        """What importing would do."""
        with self.database.reading() as db:
            return plan_import(db, read_paths(paths), Choices(**choices))

    def take_in(self, *paths: Path, **choices: Any) -> Plan:
        """Import."""
        with self.database.writing() as db:
            plan = plan_import(db, read_paths(paths), Choices(**choices))
            apply_plan(db, plan, AT, "甲", "文件")
        return plan

    def listed(self) -> list[tuple[str, str, str, int | None, str | None]]:
        """Every draft with its newest release."""
        with self.database.reading() as db:
            found = [(draft, latest(db, draft.code)) for draft in drafts(db)]
        return [(draft.kind, draft.code, draft.body, newest and newest.number, newest and newest.digest)
                for draft, newest in found]

    def digest(self, code: str) -> tuple[int, str]:
        """Number and digest of the newest release."""
        with self.database.reading() as db:
            newest = latest(db, code)
            return newest.number, newest.digest


REGION = {"kind": "region", "code": "330106", "name": "示例区（示例）"}
DEPARTMENT = {
    "kind": "department", "code": "police", "name": "示例公安局（示例）", "region": "330106", "phone": "0571-00000000",
    "complaint_phone": "0571-00000001", "address": "示例路 1 号（示例）",
}
NAME = {"kind": "element", "code": "person.name", "name": "姓名", "value": {"type": "string"}, "synonyms": ["名字"]}


def as_file(folder: Path, name: str, value: Any) -> Path:
    """A file with this JSON."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path
