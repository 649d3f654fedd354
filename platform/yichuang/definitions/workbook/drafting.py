"""Writes what a workbook says as drafts: all of it or nothing, and with `skip_bad` all rows that are right."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from yichuang.definitions.drafts import draft_document, draft_library
from yichuang.definitions.library import Library
from yichuang.definitions.records import Draft
from yichuang.definitions.references import closure
from yichuang.errors import Invalid

from .reading import WorkbookReading, read_workbook
from .state import Kept

BATCH = 500


def read_over_drafts(db: Session, path: Path) -> WorkbookReading:
    """What the workbook makes of the drafts as they are now. Raises NotAWorkbook or NotFound."""
    rows = db.execute(select(Draft.code, Draft.kind, Draft.body)).yield_per(BATCH)
    return read_workbook(path, {code: Kept(kind, body) for code, kind, body in rows})


def write_reading(db: Session, reading: WorkbookReading, at: datetime, by: str, *, skip_bad: bool = False) -> int:
    """Write the drafts that the reading changes or adds, in the caller's transaction; gives how many.

    Raises Invalid with all errors, and writes nothing, while there is one; with `skip_bad` bad rows are left out.
    """
    if reading.errors and not skip_bad:
        raise Invalid(f"有 {len(reading.errors)} 处错误，没有写入。",
                      problems=[problem.as_problem() for problem in reading.errors])
    written = reading.drafts.written
    codes = list(written)
    for start in range(0, len(codes), BATCH):
        batch = [_row(code, written[code], at, by) for code in codes[start:start + BATCH]]
        added = [row for row in batch if row["code"] not in reading.drafts.before]
        changed = [row for row in batch if row["code"] in reading.drafts.before]
        if added:
            db.execute(insert(Draft), added)
        if changed:
            db.execute(update(Draft), changed)
    return len(codes)


def _row(code: str, kept: Kept, at: datetime, by: str) -> dict[str, Any]:
    return {"code": code, "kind": kept.kind, "name": kept.document().get("name", code)[:200], "body": kept.body,
            "changed_at": at, "changed_by": by}


def documents_of(db: Session, codes: Iterable[str] = ()) -> list[Mapping[str, Any]]:
    """The drafts of these codes with all that they use, or all drafts, by kind and code. Raises NotFound."""
    wanted = _with_uses(db, list(codes))
    query = select(Draft.code, Draft.body).order_by(Draft.kind, Draft.code)
    return [json.loads(body) for code, body in db.execute(query) if not wanted or code in wanted]


def _with_uses(db: Session, codes: Sequence[str]) -> set[str]:
    for code in codes:
        draft_document(db, code)
    library = draft_library(db) if codes else Library()
    found = (library.get(code) for code in codes)
    return set(codes).union(*(closure(definition, library.get) for definition in found if definition is not None))
