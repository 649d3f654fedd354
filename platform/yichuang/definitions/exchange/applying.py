"""Doing what was planned: drafts, releases, what is now common, and a line in the history; in one transaction."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import Change, save_draft
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry, Library

from .bases import drafts_of, remember
from .plan import Plan, Step
from .records import ExchangeRun
from .restoring import restore

PLACE = 200


def apply_plan(db: Session, plan: Plan, at: datetime, by: str, place: str) -> None:
    """Write what is not in conflict. What is stays as it is here, and so does what both sides know to be common."""
    for step in plan.of("added", "changed"):
        save_draft(db, _written(step), at, by)
    db.flush()
    made = restore(db, plan.releases, at, by)
    _draft_for(db, plan, at, by)
    remember(db, [step.entry for step in plan.steps if step.outcome != "conflict"], at)
    partner = "、".join(dict.fromkeys(export.manifest.hall for export in plan.reading.exports))
    counts: dict[str, int] = {outcome: len(plan.of(outcome)) for outcome in _OUTCOMES}
    counts |= {"conflicts": len(plan.conflicts) + len(plan.releases.apart), "releases": len(made)}
    db.add(ExchangeRun(way="import", at=at, by=by, place=place[:PLACE], partner=partner[:PLACE], counts=counts))


_OUTCOMES: tuple[Change, ...] = ("added", "changed", "unchanged")


def _written(step: Step) -> Entry:
    """The entry with the document to write, which merging may have made."""
    definition = read_definition(step.after)
    return Entry(definition if isinstance(definition, Definition) else step.entry.definition, step.after)


def _draft_for(db: Session, plan: Plan, at: datetime, by: str) -> None:
    """A release that comes without its draft gets one: nothing is published that the lists do not show."""
    newest = {sealed.code: sealed for sealed, _ in sorted(plan.releases.added, key=lambda each: each[1])}
    there = drafts_of(db, newest)
    for code, sealed in newest.items():
        if code not in there:
            save_draft(db, Entry(sealed.definition, sealed.document), at, by)


def write_all(db: Session, library: Library, at: datetime, by: str) -> dict[str, Change]:
    """Write every document as a draft over what is there; the same again changes nothing."""
    return {code: save_draft(db, entry, at, by) for code, entry in library.entries.items()}
