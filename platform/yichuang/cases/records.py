"""What the database keeps of cases: the case with its cached state and dates, its events, its notices.

Events are the truth; every cached column can be rebuilt from them (`cases.journal.refresh`, held by a test).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from yichuang.cases.clock import light
from yichuang.cases.facts import MatterFacts
from yichuang.cases.situation import Event
from yichuang.cases.vocabulary import Kind, Light, State
from yichuang.store.db import Base
from yichuang.store.insert_only import guard
from yichuang.store.types import JsonText


class Case(Base):
    """办件: one matter of one filing in one department."""

    __tablename__ = "case_"
    __table_args__ = (
        Index("ix_case_inbox", "department", "state", "next_due"),
        Index("ix_case_silence", "state", "notice_due"),
        Index("ix_case_red", "red_at"),
        UniqueConstraint("filing_id", "seq"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id"))
    seq: Mapped[int]
    number: Mapped[str] = mapped_column(String(50), unique=True)
    matter_code: Mapped[str] = mapped_column(String(64), index=True)
    matter_name: Mapped[str]
    matter_release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    # `MatterFacts` of the pinned release and the bundle's own promise, as JSON.
    facts: Mapped[Any] = mapped_column(JsonText)
    row: Mapped[int | None]
    row_label: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(String(64))
    department_snapshot: Mapped[Any] = mapped_column(JsonText)
    # "window" or "department": who accepts.
    accepts: Mapped[str] = mapped_column(String(16))
    on_fail: Mapped[str] = mapped_column(String(16))
    depends_on: Mapped[Any] = mapped_column(JsonText)
    roles: Mapped[Any] = mapped_column(JsonText)
    # The department's own part of the application; None while it waits.
    instance: Mapped[Any | None] = mapped_column(JsonText)
    created_at: Mapped[datetime]

    # Cached from the events; counts them, so a stale page is noticed.
    revision: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(32), default=State.DRAFT.value)
    received_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(String(32))
    outputs: Mapped[Any] = mapped_column(JsonText, default=dict)
    flags: Mapped[Any] = mapped_column(JsonText, default=list)
    handler_login: Mapped[str] = mapped_column(String(64), default="")
    handler_name: Mapped[str] = mapped_column(default="")
    notice_due: Mapped[date | None]
    promise_due: Mapped[date | None]
    statutory_due: Mapped[date | None]
    deliver_due: Mapped[date | None]
    defer_due: Mapped[date | None]
    next_due: Mapped[date | None]
    # False while a date above rests on an estimated calendar or a running procedure.
    due_confirmed: Mapped[bool] = mapped_column(default=True)
    yellow_at: Mapped[datetime | None]
    orange_at: Mapped[datetime | None]
    red_at: Mapped[datetime | None]
    base_light: Mapped[str] = mapped_column(String(8), default=Light.GREEN.value)

    @property
    def status(self) -> State:
        """The cached state as a value with its label."""
        return State(self.state)

    @property
    def matter(self) -> MatterFacts:
        """The facts of the matter under which the case was opened."""
        return MatterFacts.model_validate(self.facts)

    def light(self, now: datetime) -> Light:
        """The light at an instant, from the cached turns."""
        return light(Light(self.base_light), (self.yellow_at, self.orange_at, self.red_at), now)


class CaseEvent(Base):
    """One thing that happened; insert-only. `clock` keeps the dates computed then, as evidence."""

    __tablename__ = "case_event"
    __table_args__ = (UniqueConstraint("case_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime]
    by_id: Mapped[int | None]
    by_name: Mapped[str]
    detail: Mapped[Any] = mapped_column(JsonText)
    clock: Mapped[Any] = mapped_column(JsonText)

    def event(self) -> Event:
        """The row as a value."""
        return Event(Kind(self.kind), self.happened_on, self.recorded_at, self.by_name, self.detail)


class Notice(Base):
    """告知文书 as issued; insert-only and never rendered again. Belongs to a case, or to a whole filing."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    filing_id: Mapped[int] = mapped_column(ForeignKey("filing.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    number: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str]
    html: Mapped[str]
    facts: Mapped[Any] = mapped_column(JsonText)
    # The document in the file store, when one was made with it.
    docx_digest: Mapped[str | None] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    by_name: Mapped[str]


EVENTS: Table = guard(CaseEvent.__table__)  # type: ignore[arg-type]  # declared as FromClause, is a Table
NOTICES: Table = guard(Notice.__table__)  # type: ignore[arg-type]  # declared as FromClause, is a Table
