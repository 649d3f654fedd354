"""One box that finds everything a window looks for: drafts, filings, corrections, and what can be started."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from yichuang.definitions.records import Release
from yichuang.identity.actor import Actor, region_prefix
from yichuang.search import find

from .drafts import open_drafts
from .records import Filing, FilingDraft

LIMIT = 20


@dataclass(frozen=True)
class Found:
    """What the box found, best first in each group."""

    offers: tuple[Release, ...]
    drafts: tuple[FilingDraft, ...]
    filings: tuple[Filing, ...]

    @property
    def nothing(self) -> bool:
        """Whether there is no hit at all."""
        return not (self.offers or self.drafts or self.filings)


def find_everything(db: Session, actor: Actor, text: str, offers: Sequence[Release]) -> Found:
    """By receipt number, applicant, telephone; bundles and matters by name or pinyin initials.

    Drafts are the team's own; filings those of the actor's region.
    """
    drafts = select(FilingDraft).where(open_drafts(actor), _person(text, FilingDraft.applicant, FilingDraft.phone))
    numbered = Filing.number.startswith(text.split("-")[0], autoescape=True)
    filings = select(Filing).where(
        Filing.region.startswith(region_prefix(actor.region), autoescape=True),
        or_(numbered, _person(text, Filing.applicant, Filing.phone)),
    )
    by_code = {release.code: release for release in offers}
    hits = find(db, text, ("bundle", "matter"), LIMIT)
    return Found(
        tuple(by_code[hit.ref] for hit in hits if hit.ref in by_code),
        tuple(db.scalars(drafts.order_by(FilingDraft.saved_at.desc()).limit(LIMIT))),
        tuple(db.scalars(filings.order_by(Filing.submitted_at.desc()).limit(LIMIT))),
    )


def _person(text: str, name: InstrumentedAttribute[str], phone: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    digits = text.replace(" ", "")
    return or_(name.contains(text, autoescape=True), phone == digits)
