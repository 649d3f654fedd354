"""Tables of what is declared: one draft a code, and releases that never change."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from yichuang.store.db import Base
from yichuang.store.insert_only import guard


class Draft(Base):
    """The working copy of a definition; `body` is canonical text without pins."""

    __tablename__ = "draft"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(64))


class Release(Base):
    """A published definition: the text, the digest over its bytes, and the releases it uses. Never changes."""

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("code", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(64))
    pins: Mapped[list[ReleasePin]] = relationship(foreign_keys="ReleasePin.release_id", viewonly=True)


class ReleasePin(Base):
    """One release that another uses. The same digest stands in the text; this makes it a relation to ask by."""

    __tablename__ = "release_pin"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    uses_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True, index=True)


guard(Release.__table__)  # type: ignore[arg-type]
guard(ReleasePin.__table__)  # type: ignore[arg-type]
