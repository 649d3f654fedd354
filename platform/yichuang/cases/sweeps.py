"""What time does to cases without anybody's act: silence becomes acceptance, a new calendar moves dates."""

from __future__ import annotations

from datetime import date, datetime

from pyramid.registry import Registry  # type: ignore[import-untyped, unused-ignore]
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from yichuang.cases.days import legal_day
from yichuang.cases.desk import Desk, DeskIn, Hand
from yichuang.cases.journal import DEADLINES, reschedule, settle_silence
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import ENDED, State
from yichuang.store.db import SessionFactory, reading, writing


def accept_silent(sessions: SessionFactory, desk_in: DeskIn, at: datetime) -> list[str]:
    """Record every acceptance that silence has brought about; the numbers of the cases. Idempotent."""
    due = select(Case.id).where(Case.state == State.RECEIVED, Case.notice_due < legal_day(at)).order_by(Case.id)
    with reading(sessions) as db:
        candidates = db.scalars(due).all()
    accepted: list[str] = []
    for case_id in candidates:
        with writing(sessions) as db:
            case = db.get_one(Case, case_id)
            if settle_silence(db, case, Hand(desk_in(db), None, at)):
                accepted.append(case.number)
    return accepted


def reschedule_open(db: Session, desk: Desk, at: datetime, since: date = date.min) -> list[str]:
    """Recompute the dates of open cases, after a calendar was imported; the numbers of those that moved.

    `since`: the first day the calendar tells differently. A period that ends earlier never walks over it, so cases
    all of whose dates are earlier are passed over.
    """
    reached = or_(*(getattr(Case, name) >= since for name in DEADLINES))
    live = select(Case).where(Case.state.not_in(ENDED), reached).order_by(Case.id)
    hand = Hand(desk, None, at)
    return [case.number for case in db.scalars(live).all() if reschedule(db, case, hand)]


def silence_sweep(registry: Registry, at: datetime) -> None:
    """The periodic run; the composition has put a `DeskIn` into `registry["desk_in"]`."""
    accept_silent(registry["sessions"], registry["desk_in"], at)
