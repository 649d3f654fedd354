"""Drafts: read, save, list. A draft may be imperfect; only publishing demands that it is right."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.errors import NotFound

from .canonical import canonical
from .common import Definition
from .kinds import read_definition
from .library import Entry, Library
from .records import Draft

Change = Literal["added", "changed", "unchanged"]


def save_draft(db: Session, entry: Entry, at: datetime, by: str) -> Change:
    """Write the working copy; says whether anything changed. Pins belong to releases and are not kept."""
    return save_document(db, entry.document, at, by)


def save_document(db: Session, document: Mapping[str, Any], at: datetime, by: str) -> Change:
    """The same for a document that may lack what its kind demands: a matter as a library gives it. It has kind, code
    and name at least; publishing refuses it until it can be read."""
    document = {key: value for key, value in document.items() if key != "pins"}
    code, kind, name, body = document["code"], document["kind"], document["name"], canonical(document)
    draft = db.get(Draft, code)
    if draft is None:
        db.add(Draft(code=code, kind=kind, name=name, body=body, changed_at=at, changed_by=by))
        return "added"
    if draft.body == body:
        return "unchanged"
    draft.kind, draft.name, draft.body = kind, name, body
    draft.changed_at, draft.changed_by = at, by
    return "changed"


def draft_document(db: Session, code: str) -> Mapping[str, Any]:
    """The draft as JSON. Raises NotFound."""
    draft = db.get(Draft, code)
    if draft is None:
        raise NotFound(f"没有编码为“{code}”的定义。")
    document: Mapping[str, Any] = json.loads(draft.body)
    return document


def draft_library(db: Session) -> Library:
    """All drafts that can be read as their kind."""
    library = Library()
    for draft in db.scalars(select(Draft).order_by(Draft.code)):
        document = json.loads(draft.body)
        definition = read_definition(document)
        if isinstance(definition, Definition):
            library.add(Entry(definition, document))
    return library


def drafts(db: Session, kind: str | None = None) -> Iterator[Draft]:
    """Drafts by kind and code."""
    query = select(Draft).order_by(Draft.kind, Draft.code)
    yield from db.scalars(query if kind is None else query.where(Draft.kind == kind))
