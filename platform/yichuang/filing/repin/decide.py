"""The lead department decides, for one filing or draft or for all of a class; what can go at once goes in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from yichuang.cases.desk import Hand
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.matter import Matter
from yichuang.definitions.records import Release
from yichuang.definitions.releases import definition_of, latest_of_kinds
from yichuang.errors import Invalid, NotFound, Refused
from yichuang.filing.drafts import holder
from yichuang.filing.records import Filing, FilingDraft
from yichuang.filing.subjects import Subject, subject_of
from yichuang.identity.actor import Actor
from yichuang.identity.audit import record

from .moving import move_draft, move_filing
from .planning import Planned, plans_for
from .records import RepinDecision
from .standing import standing_of
from .tied import open_drafts_of, open_filings, standing_ids

Choice = Literal["keep", "move"]
MOST = 200
"""So many are looked at and decided at a time; the rest comes when these have been decided."""


@dataclass(frozen=True)
class Order:
    """What is decided: for which filings (by number) and drafts (by id), which way, and why."""

    choice: Choice
    reason: str
    filings: frozenset[str] = frozenset()
    drafts: frozenset[int] = frozenset()
    classes: frozenset[str] = frozenset()
    """Verdicts: all that have one of them."""

    def names(self, planned: Planned) -> bool:
        """Whether it is about this one."""
        return planned.plan.verdict in self.classes or self.singles(planned)

    def singles(self, planned: Planned) -> bool:
        """Whether it is named by itself."""
        return planned.number in self.filings if planned.is_filing else planned.id in self.drafts


@dataclass(frozen=True)
class Done:
    """What came of a decision: how many were decided, how many are under the newer release now, how many wait."""

    decided: int
    moved: int
    waiting: int


def lead_of(release: Release) -> str:
    """The department that decides: the lead of a bundle, the one that implements a matter."""
    definition = definition_of(release)
    return definition.lead if isinstance(definition, Bundle) else definition.department if isinstance(definition, Matter) else ""


def subjects_of_lead(db: Session, department: str) -> list[tuple[Release, int]]:
    """What a department leads and what of it still stands under an older release, with how much that is."""
    older = _older_counts(db)
    mine = [release for release in latest_of_kinds(db, ("bundle", "matter")) if lead_of(release) == department]
    return [(release, older[release.code]) for release in mine if older.get(release.code)]


def _older_counts(db: Session) -> dict[str, int]:
    newest = {release.code: release.id for release in latest_of_kinds(db, ("bundle", "matter"))}
    filings = open_filings(db)
    standing = standing_ids(db, filings)
    codes = [filing.subject_code for filing in filings if standing[filing.id] != newest.get(filing.subject_code)]
    codes += [draft.subject_code for draft in open_drafts_of(db) if draft.release_id != newest.get(draft.subject_code)]
    return {code: codes.count(code) for code in set(codes)}


def plans_of_lead(db: Session, code: str, actor: Actor) -> tuple[Release, list[Planned]]:
    """The plans of a bundle that the actor's department leads, MOST at a time. Raises NotFound for any other bundle, as if
    there were none."""
    newest, plans = plans_for(db, code, MOST)
    if not actor.department or lead_of(newest) != actor.department:
        raise NotFound("没有这件事，或者它不由本部门牵头。请从版本变更的列表进入。")
    return newest, plans


def decide(db: Session, code: str, order: Order, hand: Hand) -> Done:
    """Record the decision for everything named, one by one or by its class, and move what lacks nothing. All or nothing.

    Raises Refused for people of another department, Invalid without a reason, with nothing named, or where something named
    cannot go to the newer release or is not there any more.
    """
    if hand.actor is None or not hand.actor.can("case.handle"):
        raise Refused("只有牵头部门的办理人员可以决定。")
    newest, plans = plans_of_lead(db, code, hand.actor)
    chosen = [planned for planned in plans if order.names(planned)]
    _require(order, chosen)
    new = subject_of(db, newest)
    moved = [_decide_one(db, new, planned, order, (hand, hand.actor)) for planned in chosen]
    waiting = 0 if order.choice == "keep" else len(chosen) - sum(moved)
    return Done(len(chosen), sum(moved), waiting)


def _require(order: Order, chosen: list[Planned]) -> None:
    if not order.reason:
        raise Invalid("没有写明理由，没有登记。请写一句为什么这样决定。")
    if sum(order.singles(planned) for planned in chosen) != len(order.filings) + len(order.drafts):
        raise Invalid("有的申报已经办完、提交或者改用了新版本，没有登记。请刷新后再选。")
    if not chosen:
        raise Invalid("没有选中任何申报，没有登记。请先勾选。")
    blocked = [planned.number for planned in chosen if order.choice == "move" and planned.plan.verdict == "blocked"]
    if blocked:
        raise Invalid(f"{'、'.join(blocked)} 不能改用新版本，没有登记。请去掉这几件，或者让它们照旧版办。")


def _decide_one(db: Session, new: Subject, planned: Planned, order: Order, acting: tuple[Hand, Actor]) -> bool:
    """Record it; whether the filing or draft has gone to the newer release."""
    hand, actor = acting
    subject = db.get_one(Filing, planned.id) if planned.is_filing else db.get_one(FilingDraft, planned.id)
    older = standing_of(db, subject).release_id if isinstance(subject, Filing) else subject.release_id
    decision = RepinDecision(
        subject_code=new.bundle.code, filing_id=planned.id if planned.is_filing else None,
        draft_id=None if planned.is_filing else planned.id, from_release_id=older, to_release_id=new.release.id,
        choice=order.choice, verdict=planned.plan.verdict, reason=order.reason, department=actor.department,
        decided_at=hand.at, decided_by=actor.id, decided_name=actor.name)
    db.add(decision)
    db.flush()
    what = f"filing:{planned.number}" if planned.is_filing else f"draft:{planned.id}"
    record(db, actor, "repin.decide", what, {"choice": order.choice, "newer": new.release.number})
    if order.choice == "keep":
        return False
    if isinstance(subject, Filing):
        if planned.plan.verdict != "stays":
            return False
        move_filing(db, subject, new, hand, decision_id=decision.id)
        return True
    if holder(subject, actor, hand.at) is not None:
        # A clerk is typing in it: they are told at the check step, and go themselves.
        return False
    move_draft(db, subject, new, actor, hand.at, decision.id)
    return True

