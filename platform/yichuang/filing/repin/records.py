"""Tables of re-pinning, insert-only: what the lead department decided, and each filing or draft that went to another release."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from yichuang.store.db import Base
from yichuang.store.insert_only import guard
from yichuang.store.types import JsonText


class RepinDecision(Base):
    """牵头部门的决定: one filing or draft stays under its release, or goes to the newer one. The last one counts."""

    __tablename__ = "repin_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_code: Mapped[str] = mapped_column(String(64), index=True)
    filing_id: Mapped[int | None] = mapped_column(ForeignKey("filing.id"), index=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("filing_draft.id"), index=True)
    from_release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    to_release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    choice: Mapped[str] = mapped_column(String(8))
    """keep or move."""
    verdict: Mapped[str] = mapped_column(String(8))
    """What the plan said when it was decided: stays, needs or blocked."""
    reason: Mapped[str] = mapped_column(Text)
    department: Mapped[str] = mapped_column(String(64))
    decided_at: Mapped[datetime]
    decided_by: Mapped[int]
    decided_name: Mapped[str] = mapped_column(String(100))


class Repinned(Base):
    """A filing or draft went to another release: under which it stands since then, and what it says since then.

    The filing's own row never changes; this says how it goes on. `left` is what no longer fitted, kept to be seen.
    """

    __tablename__ = "repinned"

    id: Mapped[int] = mapped_column(primary_key=True)
    filing_id: Mapped[int | None] = mapped_column(ForeignKey("filing.id"), index=True)
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("filing_draft.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("repin_decision.id"))
    from_release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    to_release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    answers: Mapped[Any | None] = mapped_column(JsonText)
    data: Mapped[Any | None] = mapped_column(JsonText)
    materials: Mapped[Any | None] = mapped_column(JsonText)
    """As in the filing; None for a draft, which holds its own."""
    left: Mapped[Any] = mapped_column(JsonText)
    at: Mapped[datetime]
    by_id: Mapped[int]
    by_name: Mapped[str] = mapped_column(String(100))


guard(RepinDecision.__table__)  # type: ignore[arg-type]
guard(Repinned.__table__)  # type: ignore[arg-type]
