"""The inbox of a department: its own cases whose parcel has been received, and nothing of anybody else's.

A case that waits for another matter has not been received by law; of these the inbox knows only that they will come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, defer

from yichuang.cases.days import legal_day
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import ENDED, Light, State
from yichuang.dispatch.records import Parcel
from yichuang.dispatch.replay import has_arrived
from yichuang.filing.records import Filing

from .lights import LATE, RANK, rank

PAGE_SIZE = 50
WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that ask the same of the department."""

    label: str
    states: tuple[State, ...]


_REVIEW = (State.CORRECTION, State.ACCEPTED, State.ACCEPTED_DEFERRED, State.SPECIAL, State.GRANTED, State.DENIED)
_DONE = tuple(state for state in State if state in ENDED)
GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        "todo": Group("待办", (State.RECEIVED, *_REVIEW, State.CLOSED)),
        "new": Group("待受理", (State.RECEIVED,)),
        "open": Group("在办", _REVIEW),
        "deliver": Group("待送达", (State.CLOSED,)),
        "done": Group("已办", _DONE),
        "all": Group("全部", (State.RECEIVED, *_REVIEW, State.CLOSED, *_DONE)),
        WAITING: Group("等前序", (State.WAITING_UPSTREAM,)),
    }
)
LIGHTS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "late": tuple(range(LATE + 1)),
        **{light.value: (RANK[light],) for light in RANK if light is not Light.DONE},
    }
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """For whom and when: the department's code, the log-in of the person, the instant."""

    department: str
    login: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address says of a list. `text` is a case number; a name is searched without ever standing there."""

    group: str = "todo"
    light: str = ""
    due: str = ""
    matter: str = ""
    who: str = ""
    text: str = ""
    page: int = 1

    def query(self, **changes: Any) -> dict[str, str]:
        """The address of this list with some filters changed; what is as usual is left out."""
        names = {"group": "todo", "light": "", "due": "", "matter": "", "who": "", "text": ""}
        said = {name: changes.get(name, getattr(self, name)) for name in names}
        return {("q" if name == "text" else name): value for name, value in said.items() if value != names[name]}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: the case, who applied, in which bundle, under which release."""

    case: Case
    applicant: str
    subject: str
    release_id: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list."""

    rows: Sequence[Row]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def mine(department: str) -> ColumnElement[bool]:
    """A condition: a case of this department that has been handed over to it, every parcel of it received."""
    under_way = exists().where(Parcel.reference == Case.number, Parcel.received_at.is_(None))
    received = and_(Case.state != State.WAITING_UPSTREAM.value, ~under_way)
    return and_(
        Case.department == department,
        has_arrived(Case.number),
        or_(received, Case.state == State.WAITING_UPSTREAM.value),
    )


def find(db: Session, department: str, number: str) -> Case | None:
    """The case of this number in the department's inbox; None as well for one that still waits."""
    wanted = select(Case).where(Case.number == number, mine(department), Case.state != State.WAITING_UPSTREAM.value)
    return db.scalars(wanted).one_or_none()


def listed(db: Session, viewer: Viewer, filters: Filters, name: str = "") -> Listed:
    """One page of the inbox. `name` is the beginning of an applicant's name."""
    conditions = _conditions(viewer, filters)
    if name:
        conditions.append(Filing.applicant.startswith(name, autoescape=True))
    source = select(Case, Filing.applicant, Filing.subject_name, Filing.release_id)
    wanted = source.join(Filing, Filing.id == Case.filing_id).where(*conditions)
    total = db.scalar(select(func.count()).select_from(wanted.with_only_columns(Case.id).subquery())) or 0
    page = min(max(1, filters.page), max(1, -(-total // PAGE_SIZE)))
    rows = db.execute(_sorted(wanted, viewer, filters).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return Listed([Row(*row) for row in rows], total, page)


def counts(db: Session, viewer: Viewer) -> dict[str, int]:
    """The figures of the day: late, today, new, and one for each group."""
    todo = Case.state.in_(GROUPS["todo"].states)
    gravity = rank(viewer.now)
    wanted = {
        "late": and_(todo, gravity <= LATE),
        "today": and_(todo, gravity > LATE, Case.next_due == legal_day(viewer.now)),
        **{code: Case.state.in_(group.states) for code, group in GROUPS.items()},
    }
    columns = [func.count().filter(condition).label(code) for code, condition in wanted.items()]
    row = db.execute(select(*columns).select_from(Case).where(mine(viewer.department))).one()
    return dict(row._mapping)


def matters(db: Session, department: str) -> list[tuple[str, str]]:
    """The matters of which the inbox holds cases: code and name, by name."""
    wanted = select(Case.matter_code, func.max(Case.matter_name)).where(mine(department)).group_by(Case.matter_code)
    return sorted(((code, name) for code, name in db.execute(wanted)), key=lambda each: each[1])


def names_of_siblings(db: Session, rows: Sequence[Row]) -> dict[tuple[int, str], str]:
    """(filing, matter code) → name of the matter, for the filings of these rows: what a waiting case waits for."""
    filings = {row.case.filing_id for row in rows if row.case.depends_on}
    wanted = select(Case.filing_id, Case.matter_code, Case.matter_name).where(Case.filing_id.in_(filings))
    return {(filing, code): name for filing, code, name in db.execute(wanted)} if filings else {}


def _conditions(viewer: Viewer, filters: Filters) -> list[ColumnElement[bool]]:
    gravity = rank(viewer.now)
    found = [mine(viewer.department), Case.state.in_(GROUPS[filters.group].states)]
    if filters.light:
        found.append(gravity.in_(LIGHTS[filters.light]))
    if filters.due == "today":
        found.extend((gravity > LATE, Case.next_due == legal_day(viewer.now)))
    if filters.matter:
        found.append(Case.matter_code == filters.matter)
    if filters.who == "me":
        found.append(Case.handler_login == viewer.login)
    if filters.who == "nobody":
        found.append(Case.handler_login == "")
    if filters.text:
        found.append(Case.number.startswith(filters.text, autoescape=True))
    return found


def _sorted(wanted: Any, viewer: Viewer, filters: Filters) -> Any:
    """The select (its row type is SQLAlchemy's own) in the order of the list, without the heavy columns."""
    lean = wanted.options(*(defer(column) for column in (Case.instance, Case.facts, Case.roles, Case.outputs)))
    if filters.group == "done":
        return lean.order_by(Case.closed_on.desc(), Case.id.desc())
    return lean.order_by(rank(viewer.now), Case.next_due.is_(None), Case.next_due, Case.id)
