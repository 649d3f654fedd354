"""What the database keeps of parcels: the parcel, which is its own leased outbox row, and every try."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from yichuang.store.db import Base
from yichuang.store.insert_only import guard
from yichuang.store.types import JsonText


class ParcelState(StrEnum):
    """Where a parcel is."""

    # Not yet handed over, or to be tried again.
    PENDING = "pending"
    # Handed over; the other side has not said that it keeps it.
    SENT = "sent"
    # The other side keeps it.
    RECEIVED = "received"
    # Given up; waits for a person.
    DEAD = "dead"


class Parcel(Base):
    """分发件: a payload for one department over one channel. Its id is the idempotency key of every try."""

    __tablename__ = "parcel"
    __table_args__ = (
        UniqueConstraint("reference", "version"),
        Index("ix_parcel_due", "state", "next_at"),
        Index("ix_parcel_department", "department", "state"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    # What it is about, such as a case number; ours to choose, opaque here.
    reference: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)
    department: Mapped[str] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(32))
    payload: Mapped[Any] = mapped_column(JsonText)
    state: Mapped[str] = mapped_column(String(16), default=ParcelState.PENDING.value)
    # All tries ever begun; also the fence that keeps a worker with a lost lease from settling.
    attempts: Mapped[int] = mapped_column(default=0)
    # Tries begun and not succeeded since it was posted or a person had it tried again.
    failures: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    leased_by: Mapped[str | None] = mapped_column(String(100))
    last_error: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]


class ParcelTry(Base):
    """How one try ended; insert-only, one row a try."""

    __tablename__ = "parcel_try"
    __table_args__ = (UniqueConstraint("parcel_id", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[str] = mapped_column(ForeignKey("parcel.id"))
    attempt: Mapped[int]
    at: Mapped[datetime]
    worker: Mapped[str] = mapped_column(String(100))
    # The state the try led to, and what went wrong.
    outcome: Mapped[str] = mapped_column(String(16))
    error: Mapped[str | None] = mapped_column(String(500))


TRIES: Table = guard(ParcelTry.__table__)  # type: ignore[arg-type]  # declared as FromClause, is a Table
