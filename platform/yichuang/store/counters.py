"""Counters without gaps of their own making: each value is given out once, in the caller's transaction."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Mapped, Session, mapped_column

from yichuang.store.db import Base

# One statement on both databases: the row stays locked until the caller's transaction ends.
NEXT = text(
    "INSERT INTO counter (name, value) VALUES (:name, 1) "
    "ON CONFLICT (name) DO UPDATE SET value = counter.value + 1 RETURNING value"
)


class Counter(Base):
    """The last value given out under a name."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


def next_value(db: Session, name: str) -> int:
    """The next value of a counter, 1 at first; a rolled back transaction gives its value back."""
    return int(db.execute(NEXT, {"name": name}).scalar_one())
