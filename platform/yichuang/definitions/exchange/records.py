"""Tables of exchange: who we are, what was last common with whom, and what was exported and imported when."""
from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from yichuang.store.db import Base
from yichuang.store.insert_only import guard

FILES = ""
"""The partner of files that come from no install."""

Way = Literal["export", "import"]


class Install(Base):
    """The one row that says who we are to other installs: a number drawn once, that means nothing."""

    __tablename__ = "exchange_install"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)


class ExchangedText(Base):
    """A draft's text as it once left or arrived, by its digest: what later merges start from."""

    __tablename__ = "exchange_text"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    body: Mapped[str] = mapped_column(Text)


class CommonBase(Base):
    """The draft that was last taken from a partner: up to there both sides know the same."""

    __tablename__ = "exchange_base"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    partner: Mapped[str] = mapped_column(String(32), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("exchange_text.digest"))
    at: Mapped[datetime]


class ExchangeRun(Base):
    """One export or import that was done: by whom, from or to where, and what came of it."""

    __tablename__ = "exchange_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    way: Mapped[str] = mapped_column(String(6))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(200))
    """The file or folder, without the way to it."""
    partner: Mapped[str] = mapped_column(String(200))
    """The hall that exported it, as its manifest says."""
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)


guard(ExchangeRun.__table__)  # type: ignore[arg-type]
