"""The plan for everything that still stands under an older release of a bundle or matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.cases.vocabulary import ENDED
from yichuang.definitions.records import Release
from yichuang.definitions.releases import release_of
from yichuang.errors import Invalid
from yichuang.filing.records import Filing, FilingDraft
from yichuang.filing.subjects import Subject, subject_by_id, subject_of

from .facts import facts_of_draft, facts_of_filing
from .plan import Plan, plan_draft, plan_filing
from .records import RepinDecision
from .standing import last_decision
from .tied import open_drafts_of, open_filings, standing_ids
from .words import CHOICE_WORDS


@dataclass(frozen=True)
class Planned:
    """One filing or draft with its plan. `decided` is what the lead department last said about going to this release."""

    id: int
    number: str
    release: int
    plan: Plan
    decided: str = ""
    open_cases: tuple[str, ...] = ()
    """What is open of it: matter and state."""

    @property
    def is_filing(self) -> bool:
        """A filing has a number, a draft has none yet."""
        return bool(self.number)

    def as_dict(self) -> dict[str, Any]:
        """As `definitions repin` prints it."""
        known = {"number": self.number} if self.is_filing else {"id": self.id}
        return {**known, "release": self.release, **self.plan.as_dict(), "decided": self.decided or None}


class Planner:
    """Plans towards one newer release; the older ones are read once each."""

    def __init__(self, db: Session, newest: Release) -> None:
        self.db, self.newest = db, newest
        self.new = subject_of(db, newest)
        self._older: dict[int, Subject] = {}

    def older(self, release_id: int) -> Subject:
        """The subject under an older release."""
        if release_id not in self._older:
            self._older[release_id] = subject_by_id(self.db, release_id)
        return self._older[release_id]

    def filing(self, filing: Filing, release_id: int) -> Planned:
        """The plan of one filing that stands under this release."""
        old, facts = self.older(release_id), facts_of_filing(self.db, filing)
        open_ = tuple(f"{case.name}（{case.state.label}）" for case in facts.cases if case.state not in ENDED)
        return Planned(filing.id, filing.number, old.release.number, plan_filing(old, self.new, facts),
                       self._decided(filing), open_)

    def draft(self, draft: FilingDraft) -> Planned:
        """The plan of one draft."""
        old = self.older(draft.release_id)
        plan = plan_draft(old, self.new, facts_of_draft(self.db, draft))
        return Planned(draft.id, "", old.release.number, plan, self._decided(draft))

    def _decided(self, subject: Filing | FilingDraft) -> str:
        decision = last_decision(self.db, subject, self.newest.id)
        return CHOICE_WORDS[decision.choice] if decision else ""


def plans_for(db: Session, code: str, most: int | None = None) -> tuple[Release, list[Planned]]:
    """The newest release of a bundle or matter, and a plan for each open filing and draft that is not under it.

    With `most` only so many, those first about which nothing has been decided yet.

    Raises NotFound for a code that has not been published, Invalid for one that is nothing to file.
    """
    newest = release_of(db, code)
    if newest.kind not in ("bundle", "matter"):
        raise Invalid(f"“{code}”不是一件事或事项，没有申报按它办理。")
    return newest, list(_plans(db, newest, most))


def _plans(db: Session, newest: Release, most: int | None) -> Iterator[Planned]:
    planner = Planner(db, newest)
    filings = open_filings(db, newest.code)
    standing = standing_ids(db, filings)
    older = [filing for filing in filings if standing[filing.id] != newest.id]
    drafts = [draft for draft in open_drafts_of(db, newest.code) if draft.release_id != newest.id]
    if most is not None:
        filed, held = _decided(db, newest)
        older = sorted(older, key=lambda filing: filing.id in filed)[:most]
        drafts = sorted(drafts, key=lambda draft: draft.id in held)[:most - len(older)]
    yield from (planner.filing(filing, standing[filing.id]) for filing in older)
    yield from (planner.draft(draft) for draft in drafts)


def _decided(db: Session, newest: Release) -> tuple[set[int | None], set[int | None]]:
    """The filings and drafts about which something has been decided."""
    found = db.execute(select(RepinDecision.filing_id, RepinDecision.draft_id)
                       .where(RepinDecision.to_release_id == newest.id)).all()
    return {row.filing_id for row in found}, {row.draft_id for row in found}
