"""The seeds changed and published again while filings are under way."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from journeys import Town
from yichuang.definitions.drafts import draft_document, save_draft
from yichuang.definitions.kinds import KINDS
from yichuang.definitions.library import Entry
from yichuang.definitions.publish import publish

Edit = Callable[[dict[str, Any]], Any]
NOTE = {"type": "string", "title": "补充说明（示例）", "maxLength": 100}


def edit_draft(db: Any, code: str, edit: Edit) -> None:
    """Change a draft in place."""
    document = json.loads(json.dumps(draft_document(db, code)))
    edit(document)
    save_draft(db, Entry(KINDS[document["kind"]].model_validate(document), document), datetime.now(UTC), "示例")


def republish(town: Town, edits: dict[str, Edit], bundle: str = "newborn") -> None:
    """Change these drafts and publish them, the bundle last, as a designer does."""
    with town.database.writing() as db:
        for code, edit in edits.items():
            edit_draft(db, code, edit)
        publish(db, [*edits, bundle], datetime.now(UTC), "示例")


def with_field(name: str = "bcsm", required: bool = True) -> Edit:
    """A matter's form asks for one thing more."""
    def edit(document: dict[str, Any]) -> None:
        schema = document["form"]["schema"]
        schema["properties"][name] = dict(NOTE)
        if required:
            schema["required"] = [*schema.get("required", []), name]
    return edit


def with_summary(document: dict[str, Any]) -> None:
    """Words that change nothing."""
    document["summary"] = "改过的说明（示例）。"
