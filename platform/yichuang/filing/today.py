"""The day's work at a window: how much there is, and which cases wait for something here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yichuang.cases.days import begins, legal_day
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import State
from yichuang.identity.actor import Actor, region_prefix

from .drafts import open_drafts
from .records import Filing, FilingDraft

ERRANDS = {State.CORRECTION: "补正：等申请人补交材料", State.CLOSED: "已办结，通知领取"}


@dataclass(frozen=True)
class Counts:
    """Figures of the window's home."""

    drafts: int
    today: int
    corrections: int
    pickup: int


@dataclass(frozen=True)
class Waiting:
    """A case that needs something of the window."""

    case: Case
    filing: Filing
    todo: str


def counts(db: Session, actor: Actor, at: datetime) -> Counts:
    """Open drafts of the team; filings of today, corrections and results of the region."""
    midnight = begins(legal_day(at))
    drafts = select(func.count()).select_from(FilingDraft).where(open_drafts(actor))
    filed = (
        select(func.count())
        .select_from(Filing)
        .where(_in_region(actor), Filing.submitted_at >= midnight, Filing.submitted_at < midnight + timedelta(days=1))
    )
    return Counts(
        db.scalar(drafts) or 0,
        db.scalar(filed) or 0,
        _cases(db, actor, State.CORRECTION),
        _cases(db, actor, State.CLOSED),
    )


def waiting_here(db: Session, actor: Actor, limit: int = 12) -> list[Waiting]:
    """Cases under correction and results to pick up, the most urgent first."""
    query = (
        select(Case, Filing)
        .join(Filing, Filing.id == Case.filing_id)
        .where(_in_region(actor), Case.state.in_(tuple(ERRANDS)))
        .order_by(Case.next_due, Case.id)
        .limit(limit)
    )
    return [Waiting(case, filing, ERRANDS[State(case.state)]) for case, filing in db.execute(query)]


def _cases(db: Session, actor: Actor, state: State) -> int:
    query = (
        select(func.count())
        .select_from(Case)
        .join(Filing, Filing.id == Case.filing_id)
        .where(_in_region(actor), Case.state == state)
    )
    return db.scalar(query) or 0


def _in_region(actor: Actor):  # type: ignore[no-untyped-def]
    return Filing.region.startswith(region_prefix(actor.region), autoescape=True)
