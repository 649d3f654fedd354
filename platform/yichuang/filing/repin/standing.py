"""How a filing stands now: under which release and with what content, after any move to a newer one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.filing.records import Filing, FilingDraft

from .records import RepinDecision, Repinned


@dataclass(frozen=True)
class Standing:
    """Release and content that count for what is still to come; what was done keeps its own."""

    release_id: int
    answers: Mapping[str, Any]
    data: Mapping[str, Any]
    done: tuple[str, ...]
    materials: Sequence[Mapping[str, Any]]


def standing_of(db: Session, filing: Filing) -> Standing:
    """A filing as it goes on from here."""
    moved = last_move(db, filing)
    if moved is None:
        return Standing(filing.release_id, filing.answers or {}, filing.data, tuple(filing.done), filing.materials)
    return Standing(moved.to_release_id, moved.answers or {}, moved.data or {}, tuple(filing.done), moved.materials or [])


def last_move(db: Session, subject: Filing | FilingDraft) -> Repinned | None:
    """The last time that a filing or draft went to another release."""
    own = Repinned.filing_id if isinstance(subject, Filing) else Repinned.draft_id
    return db.scalar(select(Repinned).where(own == subject.id).order_by(Repinned.id.desc()).limit(1))


def last_decision(db: Session, subject: Filing | FilingDraft, to_release_id: int) -> RepinDecision | None:
    """What the lead department last decided about going to this release."""
    own = RepinDecision.filing_id if isinstance(subject, Filing) else RepinDecision.draft_id
    wanted = select(RepinDecision).where(own == subject.id, RepinDecision.to_release_id == to_release_id)
    return db.scalar(wanted.order_by(RepinDecision.id.desc()).limit(1))
