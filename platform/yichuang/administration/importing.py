"""What importing a notice does, all in one transaction: days, certainty of years, dates of open cases, audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.cases.calendar_notices import Entry, changed_days, doubts, enter, first_moved
from yichuang.cases.calendars import CalendarNotice
from yichuang.cases.desk import DeskIn
from yichuang.cases.records import Case, CaseEvent
from yichuang.cases.sweeps import reschedule_open
from yichuang.cases.vocabulary import Kind
from yichuang.identity import audit
from yichuang.identity.actor import Actor
from yichuang.standards.workdays import Calendar, Day

from .year import year_of

DATES = {
    "notice_due": "受理期限",
    "promise_due": "承诺办结日",
    "statutory_due": "法定办结日",
    "deliver_due": "送达期限",
}


@dataclass(frozen=True)
class Imported:
    """What an import has done, or would do: its notices, days told differently, odd things, years by certainty."""

    notices: Sequence[CalendarNotice]
    days: Sequence[tuple[Day, Day]]
    doubts: tuple[str, ...]
    # (year, working days before, after, confirmed before, after)
    years: tuple[tuple[int, int, int, bool, bool], ...]
    moved: Sequence[dict[str, Any]]


def import_notice(db: Session, desk_in: DeskIn, entry: Entry, actor: Actor, at: datetime) -> Imported:
    """Write the notice, recompute the open cases that it reaches, and write down who did it.

    For a look beforehand, do it and roll back: what is shown is then exactly what will happen.
    """
    before = desk_in(db).calendar
    notices = enter(db, entry, at, actor.id)
    desk = desk_in(db)
    since = first_moved(before, desk.calendar, entry.years)
    numbers = reschedule_open(db, desk, at, since) if since else []
    detail = {"region": entry.region, "years": list(entry.years), "notice_no": entry.notice_no, "moved": len(numbers)}
    audit.record(db, actor, "calendar.import", f"calendar:{entry.region}", detail)
    return Imported(
        notices=notices,
        days=changed_days(before, desk.calendar, entry.years),
        doubts=tuple(doubts(entry.file, desk.calendar)),
        years=tuple(_year(before, desk.calendar, year) for year in entry.years),
        moved=moved_cases(db, at),
    )


def moved_cases(db: Session, at: datetime) -> list[dict[str, Any]]:
    """The cases whose dates an import of this instant has moved: number, matter, and each date before and after."""
    wanted = (
        select(CaseEvent, Case.number, Case.matter_name)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.kind == Kind.RESCHEDULED, CaseEvent.recorded_at == at)
        .order_by(Case.number)
    )
    return [
        {"number": number, "matter": matter, **_moves(event.detail["moved"])}
        for event, number, matter in db.execute(wanted)
    ]


def _moves(moved: dict[str, list[Any]]) -> dict[str, Any]:
    dates = [(words, *moved[name]) for name, words in DATES.items() if name in moved]
    return {"dates": dates, "now_confirmed": moved.get("confirmed", [None, None])[1]}


def _year(before: Calendar, after: Calendar, year: int) -> tuple[int, int, int, bool, bool]:
    first, then = year_of(before, year), year_of(after, year)
    return year, first.workdays, then.workdays, first.confirmed, then.confirmed
