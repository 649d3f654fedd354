"""Figures of supervision, each with its fraction and its period: how many, out of how many, from when to when.

Columns seen in practice: domain reference 4.6 (收件数、办结数、红牌、黄牌、预警牌 by department).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from yichuang.cases.records import Case
from yichuang.cases.vocabulary import ENDED, Light, Outcome, State
from yichuang.departments.lights import RANK, rank

DECIDED = (Outcome.GRANTED.value, Outcome.DENIED.value)
# Not being handled: ended, not yet begun, or decided with only the delivery to come.
RESTING = tuple(state.value for state in (*sorted(ENDED), State.WAITING_UPSTREAM, State.CLOSED))


@dataclass(frozen=True, slots=True)
class Period:
    """Legal days from `first` to `last`, both counted."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Fraction:
    """So many out of so many; a share of nothing is no share."""

    part: int
    whole: int

    @property
    def percent(self) -> str:
        """The share with one decimal, a dash where there is nothing to share."""
        return f"{100 * self.part / self.whole:.1f}%" if self.whole else "—"


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of one department, or of all."""

    department: str = ""
    received: int = 0
    running: int = 0
    red: int = 0
    orange: int = 0
    yellow: int = 0
    grey: int = 0
    on_time: Fraction = field(default=Fraction(0, 0))


def by_department(
    db: Session, within: ColumnElement[bool], period: Period, now: datetime
) -> tuple[Measures, list[Measures]]:
    """The figures of all, and of each department, those with the gravest lights first."""
    columns = [each.label(name) for name, each in _columns(period, now).items()]
    rows = db.execute(select(Case.department, *columns).where(within).group_by(Case.department))
    found = [_measures(row._mapping) for row in rows]
    found.sort(key=lambda each: (-each.red, -each.orange, -each.yellow, each.department))
    return _sum(found), found


def _columns(period: Period, now: datetime) -> dict[str, ColumnElement[int]]:
    gravity = rank(now)
    judged = and_(
        Case.decided_on.between(period.first, period.last),
        Case.outcome.in_(DECIDED),
        Case.promise_due.is_not(None),
    )
    wanted = {
        "received": Case.received_on.between(period.first, period.last),
        "running": Case.state.not_in(RESTING),
        "red": gravity == RANK[Light.RED],
        "orange": gravity == RANK[Light.ORANGE],
        "yellow": gravity == RANK[Light.YELLOW],
        "grey": and_(gravity == RANK[Light.GREY], Case.state != State.WAITING_UPSTREAM.value),
        "judged": judged,
        "in_time": and_(judged, Case.decided_on <= Case.promise_due),
    }
    return {name: func.count().filter(condition) for name, condition in wanted.items()}


def _measures(row: object) -> Measures:
    figures = dict(row)  # type: ignore[call-overload]  # a RowMapping, which typeshed does not know as one
    on_time = Fraction(figures.pop("in_time"), figures.pop("judged"))
    return Measures(**figures, on_time=on_time)


def _sum(rows: Sequence[Measures]) -> Measures:
    return Measures(
        received=sum(each.received for each in rows),
        running=sum(each.running for each in rows),
        red=sum(each.red for each in rows),
        orange=sum(each.orange for each in rows),
        yellow=sum(each.yellow for each in rows),
        grey=sum(each.grey for each in rows),
        on_time=Fraction(sum(each.on_time.part for each in rows), sum(each.on_time.whole for each in rows)),
    )
