"""What people decided about the findings of a clean-up: one row an act, never changed; the last act counts."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from yichuang.store.db import Base
from yichuang.store.insert_only import guard


class CleanupAct(Base):
    """A decision about one row of the ledger, or its being carried out in the draft. The finding is kept beside it, so
    that the ledger can still tell of a document that is no longer asked for."""

    __tablename__ = "cleanup_act"
    __table_args__ = (Index("ix_cleanup_act_matter_material", "matter", "material"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(16))
    """decide or apply."""
    matter: Mapped[str] = mapped_column(String(64))
    material: Mapped[str] = mapped_column(String(64))
    role: Mapped[str]
    rule: Mapped[str] = mapped_column(String(8))
    decision: Mapped[str] = mapped_column(String(16))
    """An action, or `pending`: taken back."""
    reason: Mapped[str] = mapped_column(Text)
    """Why it is kept; empty for the others unless somebody gave one."""
    count: Mapped[int]
    """How many rows of the matter's materials it is about."""
    matter_name: Mapped[str] = mapped_column(String(200))
    material_name: Mapped[str] = mapped_column(String(200))
    department: Mapped[str] = mapped_column(String(64))
    basis: Mapped[str] = mapped_column(Text)
    proposed_action: Mapped[str] = mapped_column(String(16))
    proposal: Mapped[str] = mapped_column(Text)
    acted_at: Mapped[datetime]
    acted_by: Mapped[str] = mapped_column(String(64))
    acted_by_name: Mapped[str] = mapped_column(String(200))


guard(CleanupAct.__table__)  # type: ignore[arg-type]
