"""Renames that were done: a row each, never changed. Records that only grow keep the codes of their day; who reads them
later follows the renames since."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from yichuang.store.db import Base
from yichuang.store.insert_only import guard


class Rename(Base):
    """One definition that got another code, or was merged into another one."""

    __tablename__ = "definition_rename"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    old: Mapped[str] = mapped_column(String(64))
    new: Mapped[str] = mapped_column(String(64))
    merged: Mapped[bool]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(64))


guard(Rename.__table__)  # type: ignore[arg-type]
