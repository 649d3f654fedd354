"""Tables of what a library proposes and what was decided; both only grow."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from yichuang.store.db import Base
from yichuang.store.insert_only import guard
from yichuang.store.types import JsonText


class SourceProposal(Base):
    """A matter that the library adds, changes or cancels. `payload` is what accepting writes; `diff` what it showed."""

    __tablename__ = "source_proposal"
    __table_args__ = (Index(None, "library", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[str] = mapped_column(String(64))
    library: Mapped[str] = mapped_column(String(200))
    version: Mapped[int | None]
    code: Mapped[str] = mapped_column(String(64))
    """The matter here, whether it exists already or accepting makes it."""
    name: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(10))
    """add, change or cancel."""
    fingerprint: Mapped[str] = mapped_column(String(64))
    """Of what the library says: equal ones propose the same."""
    payload: Mapped[dict[str, Any]] = mapped_column(JsonText)
    diff: Mapped[list[dict[str, Any]]] = mapped_column(JsonText)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JsonText)
    decision: Mapped[SourceDecision | None] = relationship(viewonly=True)


class SourceDecision(Base):
    """What became of a proposal: accepted, rejected, or superseded by what the library said later."""

    __tablename__ = "source_decision"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("source_proposal.id"), primary_key=True, autoincrement=False)
    verdict: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(64))


guard(SourceProposal.__table__)  # type: ignore[arg-type]
guard(SourceDecision.__table__)  # type: ignore[arg-type]
