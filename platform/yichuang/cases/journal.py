"""The book of a case: reads its events, appends to them, and keeps the cached columns true."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.cases.clock import Clock, Deadline, clock
from yichuang.cases.days import begins
from yichuang.cases.desk import Desk, Hand
from yichuang.cases.lifecycle import apply, fold
from yichuang.cases.records import Case, CaseEvent
from yichuang.cases.silence import SYSTEM, deemed_acceptance, silent_since
from yichuang.cases.situation import Event, Situation
from yichuang.cases.vocabulary import ENDED, Kind
from yichuang.errors import StaleRevision

DEADLINES = ("notice_due", "promise_due", "statutory_due", "deliver_due", "defer_due", "next_due")


def history(db: Session, case: Case) -> list[CaseEvent]:
    """The events of a case in order."""
    return list(db.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)))


def situation_of(db: Session, case: Case) -> Situation:
    """What the stored events of a case add up to."""
    return fold(row.event() for row in history(db, case))


def clock_of(case: Case, now: Situation, desk: Desk) -> Clock:
    """The clock of a case in a situation."""
    return clock(now, case.matter.clock, desk.calendar, desk.thresholds)


def situation_at(db: Session, case: Case, desk: Desk, today: date) -> Situation:
    """The situation on a day for pages that only read: silence counts although it may not be recorded yet."""
    now = situation_of(db, case)
    since = _silent_since(case, now, desk, today)
    return apply(now, deemed_acceptance(since, begins(today)), case.matter) if since else now


def open_book(db: Session, case: Case, hand: Hand) -> Situation:
    """Hold the case's filing until the transaction ends; record what silence has brought about before the act.

    Raises StaleRevision when the case is no longer what the person saw. An act dated inside the notice period
    is in time although it is entered a little late.
    """
    _hold_filing(db, case)
    if hand.revision is not None and hand.revision != case.revision:
        raise StaleRevision(f"{case.number}已有新的办理记录，您看到的不是最新情况，没有登记。请刷新后再办理。")
    now = situation_of(db, case)
    since = _silent_since(case, now, hand.desk, hand.day)
    return append(db, case, now, deemed_acceptance(since, hand.at), hand) if since else now


def settle_silence(db: Session, case: Case, hand: Hand) -> bool:
    """Record the acceptance that silence has brought about by the hand's day; whether there was one."""
    before = case.revision
    return open_book(db, case, hand).deemed and case.revision > before


def record(db: Session, case: Case, event: Event, hand: Hand) -> Situation:
    """Append one event and renew the cached columns, in the caller's transaction.

    Raises as `open_book` and as `lifecycle.apply`.
    """
    return append(db, case, open_book(db, case, hand), event, hand)


def append(db: Session, case: Case, now: Situation, event: Event, hand: Hand) -> Situation:
    """Add an event to an open book; gives the situation after it."""
    then = apply(now, event, case.matter)
    dates = refresh(case, then, hand.desk)
    row = CaseEvent(
        case_id=case.id,
        seq=then.events,
        kind=event.kind.value,
        happened_on=event.happened_on,
        recorded_at=event.at,
        by_id=None if event.by == SYSTEM else hand.person_id,
        by_name=event.by,
        detail=dict(event.detail),
        clock=dates,
    )
    db.add(row)
    db.flush()
    return then


def refresh(case: Case, now: Situation, desk: Desk) -> dict[str, Any]:
    """Write the cached columns from a situation and its clock; gives the deadlines as JSON."""
    case.revision, case.state = now.events, now.state.value
    for name in ("received_on", "accepted_on", "decided_on", "closed_on", "delivered_on"):
        setattr(case, name, getattr(now, name))
    case.outcome = now.outcome.value if now.outcome else None
    case.outputs, case.flags = dict(now.outputs), sorted(flag.value for flag in now.flags)
    case.handler_login, case.handler_name = now.handler, now.handler_name
    return _cache(case, clock_of(case, now, desk))


def reschedule(db: Session, case: Case, hand: Hand) -> bool:
    """Recompute the dates under the desk's calendar; an event tells what moved. Whether anything did."""
    now = open_book(db, case, hand)
    if now.state in ENDED:
        return False
    before = _dates(case)
    refresh(case, now, hand.desk)
    after = _dates(case)
    moved = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if moved:
        append(db, case, now, Event(Kind.RESCHEDULED, hand.day, hand.at, hand.name, {"moved": moved}), hand)
    return bool(moved)


def _hold_filing(db: Session, case: Case) -> None:
    # All cases of the filing, always in one order: two departments deciding at once must see each other, else
    # neither would free the case that waits for both.
    db.flush()
    siblings = select(Case).where(Case.filing_id == case.filing_id).order_by(Case.id).with_for_update()
    db.scalars(siblings.execution_options(populate_existing=True)).all()


def _silent_since(case: Case, now: Situation, desk: Desk, today: date) -> date | None:
    notice_due = clock_of(case, now, desk).notice_due
    return silent_since(now, case.matter.clock.profile, notice_due, today)


def _dates(case: Case) -> dict[str, Any]:
    dates = {name: getattr(case, name) for name in DEADLINES}
    found: dict[str, Any] = {name: on.isoformat() if on else None for name, on in dates.items()}
    return found | {"confirmed": case.due_confirmed}


def _cache(case: Case, dial: Clock) -> dict[str, Any]:
    found: dict[str, Deadline | None] = {name: getattr(dial, name) for name in DEADLINES}
    for name, deadline in found.items():
        setattr(case, name, deadline.on if deadline else None)
    open_dates = (found["next_due"], found["promise_due"], found["statutory_due"])
    case.due_confirmed = all(each.confirmed for each in open_dates if each)
    case.yellow_at, case.orange_at, case.red_at = dial.yellow_at, dial.orange_at, dial.red_at
    case.base_light = dial.base.value
    return _dates(case)
