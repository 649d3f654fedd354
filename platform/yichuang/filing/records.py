"""Tables of one visit: the team's draft, its uploads, and the filing that it became."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from yichuang.store.db import Base
from yichuang.store.insert_only import guard
from yichuang.store.types import JsonText


class FilingDraft(Base):
    """暂存: belongs to the window's team. `revision` counts saves; a lock is leased, never held for ever."""

    __tablename__ = "filing_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    subject_code: Mapped[str] = mapped_column(String(64))
    subject_name: Mapped[str] = mapped_column(String(200))
    team: Mapped[str] = mapped_column(String(64), index=True)
    region: Mapped[str] = mapped_column(String(12))
    window: Mapped[str] = mapped_column(String(64))
    answers: Mapped[Any] = mapped_column(JsonText, default=dict)
    answered: Mapped[bool] = mapped_column(default=False)
    data: Mapped[Any] = mapped_column(JsonText, default=dict)
    done: Mapped[Any] = mapped_column(JsonText, default=list)
    materials: Mapped[Any] = mapped_column(JsonText, default=dict)
    """Material key → {"how": …, "note": …}; how is paper, upload, defer or absent."""
    applicant: Mapped[str] = mapped_column(String(200), default="", index=True)
    phone: Mapped[str] = mapped_column(String(32), default="", index=True)
    revision: Mapped[int] = mapped_column(default=1)
    locked_by: Mapped[int | None]
    locked_name: Mapped[str] = mapped_column(String(100), default="")
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(index=True)
    parked: Mapped[bool] = mapped_column(default=False)
    progress: Mapped[str] = mapped_column(String(100), default="", server_default="")
    """How far it is, in the words of the list of drafts; as of the last save."""
    discarded_at: Mapped[datetime | None]
    """Since when it is no longer shown; the row and its files stay for the audit."""
    filing_id: Mapped[int | None] = mapped_column(ForeignKey("filing.id"), unique=True)
    """The filing that it became; a draft is submitted at most once."""


class Attachment(Base):
    """A file given for a material. The bytes are in the file store under their digest."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("filing_draft.id"), index=True)
    filing_id: Mapped[int | None] = mapped_column(ForeignKey("filing.id"), index=True)
    material: Mapped[str] = mapped_column(String(130))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[int]
    removed: Mapped[bool] = mapped_column(default=False)


class Filing(Base):
    """申报(一次收件): insert-only. It pins the release it was made under, and through it all that was used."""

    __tablename__ = "filing"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(50), unique=True)
    query_code: Mapped[str] = mapped_column(String(16))
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    subject_code: Mapped[str] = mapped_column(String(64))
    subject_name: Mapped[str] = mapped_column(String(200))
    team: Mapped[str] = mapped_column(String(64), index=True)
    region: Mapped[str] = mapped_column(String(12))
    window: Mapped[str] = mapped_column(String(64))
    answers: Mapped[Any] = mapped_column(JsonText)
    data: Mapped[Any] = mapped_column(JsonText)
    done: Mapped[Any] = mapped_column(JsonText)
    materials: Mapped[Any] = mapped_column(JsonText)
    """[{"key", "name", "how", "originals", "copies", "matters", …}] as taken in."""
    applicant: Mapped[str] = mapped_column(String(200), index=True)
    phone: Mapped[str] = mapped_column(String(32), index=True)
    received_on: Mapped[date]
    submitted_at: Mapped[datetime] = mapped_column(index=True)
    submitted_by: Mapped[int]
    submitted_name: Mapped[str] = mapped_column(String(100))


guard(Filing.__table__)  # type: ignore[arg-type]
