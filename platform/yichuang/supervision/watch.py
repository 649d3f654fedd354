"""The watch list: cases whose light has turned, gravest first, each with why and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, defer

from yichuang.cases.days import legal_day
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import Flag, Light, State
from yichuang.departments.lights import RANK, rank
from yichuang.standards.workdays import Calendar, workdays_between

PAGE_SIZE = 50
HIDDEN = (Case.instance, Case.facts, Case.roles, Case.outputs, Case.row_label)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases to list: a department, a matter, a light, or (`running`) all that are being handled."""

    department: str = ""
    matter: str = ""
    light: str = ""
    page: int = 1

    def query(self, **changes: str) -> dict[str, str]:
        """These filters as the address, with some of them changed."""
        said = {name: changes.get(name, getattr(self, name)) for name in ("department", "matter", "light")}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Watched:
    """A case on the list: its light, the day that was or will be missed, working days beyond it, and why.

    `passed`: the day is over, though there may have been no working day since.
    """

    case: Case
    light: Light
    due: date | None
    passed: bool
    days: int
    why: str


@dataclass(frozen=True, slots=True)
class Watchlist:
    """One page of the list."""

    rows: Sequence[Watched]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def watch(db: Session, within: ColumnElement[bool], wanted: Wanted, now: datetime, calendar: Calendar) -> Watchlist:
    """One page of the cases wanted; without a light, all whose light is yellow or graver."""
    condition = and_(within, *_conditions(wanted, now))
    total = db.scalar(select(func.count()).select_from(Case).where(condition)) or 0
    page = min(max(1, wanted.page), max(1, -(-total // PAGE_SIZE)))
    query = select(Case).where(condition).options(*(defer(column, raiseload=True) for column in HIDDEN))
    ordered = query.order_by(rank(now), Case.next_due.is_(None), Case.next_due, Case.id)
    found = db.scalars(ordered.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return Watchlist([watched(case, now, calendar) for case in found], total, page)


def watched(case: Case, now: datetime, calendar: Calendar) -> Watched:
    """A case with the reason for its light at an instant."""
    light, today = case.light(now), legal_day(now)
    due, why = _reason(case, light, today)
    passed = due is not None and today > due
    days = workdays_between(due, today, calendar) if due and passed else 0
    return Watched(case, light, due, passed, days, why)


def _conditions(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    gravity = rank(now)
    found = [gravity == RANK[Light(wanted.light)] if wanted.light else gravity <= RANK[Light.YELLOW]]
    if wanted.light == Light.GREY:
        found.append(Case.state != State.WAITING_UPSTREAM.value)
    if wanted.department:
        found.append(Case.department == wanted.department)
    if wanted.matter:
        found.append(Case.matter_code == wanted.matter)
    return found


def _reason(case: Case, light: Light, today: date) -> tuple[date | None, str]:
    """The deadline that made the light turn, and the rule in words."""
    state = case.status
    late = light in (Light.RED, Light.ORANGE)
    if state is State.RECEIVED:
        return case.notice_due, "收件后没有按时受理或一次告知" if late else "受理或一次告知即将到期"
    if state in (State.GRANTED, State.CLOSED):
        return case.deliver_due, "决定后没有按时送达" if late else "送达即将到期"
    if case.statutory_due and today > case.statutory_due:
        return case.statutory_due, "超过法定办结时限"
    if light is Light.RED and Flag.DEEMED.value in case.flags:
        return case.notice_due, Flag.DEEMED.label
    if late:
        return case.promise_due, "超过承诺办结时限"
    if light is Light.YELLOW:
        return _warned(case, today)
    return case.next_due, ""


def _warned(case: Case, today: date) -> tuple[date | None, str]:
    if case.defer_due and today > case.defer_due:
        return case.defer_due, "容缺材料过期未补交"
    if case.status is State.SPECIAL:
        return case.next_due, "特别程序过了告知的结束日期"
    return case.promise_due, "承诺办结即将到期"
