"""What time does to cases without anybody's act: silence becomes acceptance, a new calendar moves dates."""

from __future__ import annotations

from datetime import datetime

from pyramid.registry import Registry  # type: ignore[import-untyped, unused-ignore]
from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.cases.days import legal_day
from yichuang.cases.desk import Desk, Hand
from yichuang.cases.journal import reschedule, settle_silence
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import ENDED, State
from yichuang.store.db import SessionFactory, reading, writing


def accept_silent(sessions: SessionFactory, desk: Desk, at: datetime) -> list[str]:
    """Record every acceptance that silence has brought about; the numbers of the cases. Idempotent."""
    due = select(Case.id).where(Case.state == State.RECEIVED, Case.notice_due < legal_day(at)).order_by(Case.id)
    with reading(sessions) as db:
        candidates = db.scalars(due).all()
    accepted: list[str] = []
    for case_id in candidates:
        with writing(sessions) as db:
            case = db.get_one(Case, case_id)
            if settle_silence(db, case, Hand(desk, None, at)):
                accepted.append(case.number)
    return accepted


def reschedule_open(db: Session, desk: Desk, at: datetime) -> list[str]:
    """Recompute the dates of all open cases, after a calendar was imported; the numbers of those that moved."""
    live = select(Case).where(Case.state.not_in(ENDED)).order_by(Case.id)
    hand = Hand(desk, None, at)
    return [case.number for case in db.scalars(live).all() if reschedule(db, case, hand)]


def silence_sweep(registry: Registry, at: datetime) -> None:
    """The periodic run; the composition has put the `Desk` into `registry["desk"]`."""
    accept_silent(registry["sessions"], registry["desk"], at)
