"""How far a filing is, told to the family: each case in a plain sentence with its dates and what it waits for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.cases.clock import Clock
from yichuang.cases.desk import Desk
from yichuang.cases.journal import clock_of, history, situation_at
from yichuang.cases.records import Case
from yichuang.cases.situation import Event, Situation
from yichuang.cases.story import told
from yichuang.cases.vocabulary import ENDED, Kind, Outcome, State
from yichuang.filing.records import Filing
from yichuang.templating import mask_name

from .standing import Facts, Standing, standing

# Office matters of the organ; the applicant gains nothing from them.
UNTOLD = frozenset({Kind.TAKEN, Kind.RESCHEDULED})
DONE = frozenset({State.CLOSED, State.DELIVERED})


@dataclass(frozen=True)
class CaseProgress:
    """One case as the family sees it; `row` says whose it is when there are several, masked."""

    name: str
    row: str
    department: str
    phone: str
    standing: Standing


@dataclass(frozen=True)
class Step:
    """One thing that happened, for the history."""

    on: date
    text: str
    matter: str


@dataclass(frozen=True)
class Progress:
    """A filing as the family sees it: names and telephone masked, no documents, no contents of forms."""

    number: str
    subject: str
    applicant: str
    phone: str
    received_on: date
    cases: tuple[CaseProgress, ...]
    steps: tuple[Step, ...]
    granted: int
    ended: int
    ready_on: date | None
    ready_confirmed: bool

    @property
    def wanting(self) -> bool:
        """Whether somebody waits for the applicant."""
        return any(each.standing.wants_you for each in self.cases)


@dataclass(frozen=True)
class _Read:
    """A case with all that is known of it on the day."""

    case: Case
    events: Sequence[Event]
    now: Situation
    clock: Clock


def progress_of(db: Session, filing: Filing, desk: Desk, today: date) -> Progress:
    """The progress of a filing on a legal day; silence counts although it may not be recorded yet."""
    rows = db.scalars(select(Case).where(Case.filing_id == filing.id).order_by(Case.seq)).all()
    names = {case.matter_code: case.matter_name for case in rows}
    read = [_read(db, case, desk, today) for case in rows]
    ready_on, confirmed = _ready(read)
    return Progress(
        number=filing.number, subject=filing.subject_name, applicant=mask_name(filing.applicant), phone=filing.phone,
        received_on=filing.received_on, cases=tuple(_told(each, names, today) for each in read), steps=_steps(read),
        granted=sum(_is_done(each.now) for each in read), ended=sum(_is_over(each.now) for each in read),
        ready_on=ready_on, ready_confirmed=confirmed)


def _read(db: Session, case: Case, desk: Desk, today: date) -> _Read:
    now = situation_at(db, case, desk, today)
    return _Read(case, [row.event() for row in history(db, case)], now, clock_of(case, now, desk))


def _told(read: _Read, names: Mapping[str, str], today: date) -> CaseProgress:
    case, snapshot = read.case, read.case.department_snapshot
    needs = [names.get(need["matter"], need["matter"]) for need in case.depends_on]
    last = {event.kind: event for event in read.events}
    facts = Facts(read.now, read.clock, case.matter, snapshot["name"], tuple(dict.fromkeys(needs)), last, today)
    return CaseProgress(case.matter_name, _whose(case), snapshot["name"], str(snapshot.get("phone") or ""),
                        standing(facts))


def _whose(case: Case) -> str:
    """Masked names look alike, so a row is told by its number, with its name masked where it has one."""
    if case.row is None:
        return ""
    number = f"第 {case.row + 1} 个"
    return number if case.row_label in ("", number) else f"{number}（{mask_name(case.row_label)}）"


def _is_done(now: Situation) -> bool:
    return now.state in DONE and now.outcome is Outcome.GRANTED


def _is_over(now: Situation) -> bool:
    return now.state in ENDED | DONE and not _is_done(now)


def _ready(read: Sequence[_Read]) -> tuple[date | None, bool]:
    """When all that is still open should be ready; None while one of them has no date yet."""
    open_ = [each.clock.promise_due for each in read if each.now.state not in ENDED | DONE]
    if not open_ or not all(open_):
        return None, True
    due: list[Any] = open_
    return max(each.on for each in due), all(each.confirmed for each in due)


def _steps(read: Sequence[_Read]) -> tuple[Step, ...]:
    """What happened, the newest first; the same thing on the same day in several cases is told once."""
    # By legal day, and within a day by the order in each case: all cases are received before one is accepted.
    events = sorted(((event.happened_on, place, event, each.case) for each in read
                     for place, event in enumerate(each.events)), key=lambda found: found[:2])
    found: dict[tuple[date, str], dict[str, None]] = {}
    for on, _, event, case in events:
        if event.kind not in UNTOLD:
            found.setdefault((on, told(event)), {})[case.matter_name] = None
    return tuple(Step(on, text, "、".join(names)) for (on, text), names in reversed(found.items()))
