"""Really going to the newer release, in the caller's transaction: recorded, audited, and what waited follows."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.cases.desk import Hand
from yichuang.cases.facts import MatterFacts
from yichuang.cases.journal import refresh, situation_of
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import State
from yichuang.definitions.records import Release
from yichuang.definitions.releases import places
from yichuang.dispatch.channels import INBOX
from yichuang.dispatch.outbox import Posting, post
from yichuang.errors import Conflict
from yichuang.filing.composition import Wanted
from yichuang.filing.labels import row_label
from yichuang.filing.passing_on import free_waiting, next_version
from yichuang.filing.projection import ProjectedCase
from yichuang.filing.records import Filing, FilingDraft
from yichuang.filing.subjects import Subject, subject_by_id
from yichuang.filing.submit import department_snapshot
from yichuang.forms.pointers import get, split
from yichuang.identity.actor import Actor
from yichuang.identity.audit import record

from .facts import facts_of_draft, facts_of_filing
from .plan import Carried, FilingFacts, Plan, carry, plan_filing
from .records import Repinned
from .standing import standing_of


class NotMovable(Conflict):
    """这份申报现在不能改用新版本。"""


@dataclass(frozen=True)
class Supplement:
    """What has been given in addition: answers by question, data by JSON Pointer, keys of materials taken in on paper."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    materials: frozenset[str] = frozenset()


def with_supplement(facts: FilingFacts, more: Supplement) -> FilingFacts:
    """The facts as they would be; what was filed is added to, never replaced."""
    return FilingFacts({**facts.answers, **more.answers}, added(facts.data, more.data), facts.done,
                       facts.given | more.materials, facts.outputs, facts.cases)


def added(data: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Data with what is given by JSON Pointer, where nothing stands yet; inside rows that are there too."""
    found: dict[str, Any] = copy.deepcopy(dict(data))
    for pointer, value in more.items():
        steps = split(pointer)
        here: Any = get(found, steps[:-1], {}) if len(steps) > 1 else found
        if isinstance(here, dict):
            here.setdefault(steps[-1], value)
    return found


def plan_with(db: Session, filing: Filing, new: Subject, more: Supplement) -> tuple[Plan, Carried]:
    """The plan of a filing once something more has been given."""
    facts = with_supplement(facts_of_filing(db, filing), more)
    old = subject_by_id(db, standing_of(db, filing).release_id)
    return plan_filing(old, new, facts), carry(old, new, facts)


def move_filing(db: Session, filing: Filing, new: Subject, hand: Hand, more: Supplement | None = None,
                decision_id: int | None = None) -> Repinned:
    """Pin a filing to the newer release. Raises NotMovable while something is lacking or stands in the way."""
    db.scalars(select(Case).where(Case.filing_id == filing.id).order_by(Case.id).with_for_update()).all()
    standing = standing_of(db, filing)
    given = more or Supplement()
    plan, carried = plan_with(db, filing, new, given)
    if plan.verdict != "stays" or hand.actor is None:
        raise NotMovable("；".join(plan.reasons) or f"还差 {len(plan.lacking)} 项没有补齐，没有改用新版本。")
    materials = list(_materials(carried, standing.materials, given.materials))
    moved = Repinned(
        filing_id=filing.id, decision_id=decision_id, from_release_id=standing.release_id, to_release_id=new.release.id,
        answers=dict(carried.request.answers or {}), data=dict(carried.request.data), materials=materials,
        left={key: dict(value) for key, value in carried.left.items()}, at=hand.at, by_id=hand.actor.id,
        by_name=hand.actor.name)
    db.add(moved)
    db.flush()
    _bring_along(db, filing, new, carried, hand)
    record(db, hand.actor, "filing.repin", f"filing:{filing.number}",
           {"older": _number(db, standing.release_id), "newer": new.release.number})
    free_waiting(db, filing, hand)
    return moved


def _number(db: Session, release_id: int) -> int:
    return db.get_one(Release, release_id).number


def _materials(carried: Carried, known: Sequence[Mapping[str, Any]], given: frozenset[str]) -> Iterator[dict[str, Any]]:
    """What was taken in, for whoever uses it now as well, and what has been given in addition."""
    wanted = {each.key: each for each in carried.composition.materials}
    for material in known:
        also = wanted[material["key"]].matters if material["key"] in wanted else ()
        yield {**material, "matters": list(dict.fromkeys([*material["matters"], *also]))}
    there = {material["key"] for material in known}
    yield from (_material(each) for key, each in wanted.items() if key in given - there)


def _material(wanted: Wanted) -> dict[str, Any]:
    return {"key": wanted.key, "name": wanted.name, "role": wanted.role_title, "how": "paper", "originals": wanted.originals,
            "copies": wanted.copies, "files": 0, "matters": list(wanted.matters), "standard": wanted.standard}


def _bring_along(db: Session, filing: Filing, new: Subject, carried: Carried, hand: Hand) -> None:
    """Cases that wait go on under the newer release; those that a department has keep what they were opened under."""
    departments = places(db)
    projected = {(case.matter, case.row): case for case in carried.projection.cases}
    waiting = select(Case).where(Case.filing_id == filing.id, Case.state == State.WAITING_UPSTREAM.value)
    for case in db.scalars(waiting.order_by(Case.seq)):
        follows = projected[case.matter_code, case.row]
        taken = next(each for each in carried.composition.taken if each.code == case.matter_code)
        case.matter_release_id = new.releases[case.matter_code]
        case.matter_name = taken.matter.name
        case.facts = MatterFacts.of(taken.matter, taken.member.promise).model_dump(mode="json")
        case.accepts, case.on_fail, case.roles = taken.member.accepts, taken.member.on_fail, dict(taken.member.roles)
        case.depends_on = [need.as_dict() for need in follows.needs]
        case.row_label = row_label(taken, carried.request.data, case.row)
        if follows.receiver != case.department:
            _redirect(db, case, follows, departments, hand)
        refresh(case, situation_of(db, case), hand.desk)


def _redirect(db: Session, case: Case, follows: ProjectedCase, departments: Any, hand: Hand) -> None:
    """Nothing has been received yet, so another department may be announced instead."""
    snapshot = department_snapshot(departments, follows.receiver)
    case.department, case.department_snapshot = snapshot["code"], snapshot
    payload = {"case": case.number, "redirected": True}
    post(db, Posting(case.number, case.department, INBOX, payload, next_version(db, case)), hand.at)


def move_draft(db: Session, draft: FilingDraft, new: Subject, actor: Actor, at: Any, decision_id: int | None = None) -> Repinned:
    """Pin a draft to the newer release. What fits stays; what does not is kept in the record and named."""
    old = subject_by_id(db, draft.release_id)
    carried = carry(old, new, facts_of_draft(db, draft))
    keys = {wanted.key for wanted in new.compose(None).materials}
    gone = {key: value for key, value in draft.materials.items() if key not in keys}
    moved = Repinned(
        draft_id=draft.id, decision_id=decision_id, from_release_id=draft.release_id, to_release_id=new.release.id,
        left={**{key: dict(value) for key, value in carried.left.items()}, "materials": gone}, at=at, by_id=actor.id,
        by_name=actor.name)
    db.add(moved)
    draft.answers, draft.data = dict(carried.request.answers or {}), dict(carried.request.data)
    draft.done, draft.release_id, draft.subject_name = list(carried.request.done), new.release.id, new.bundle.name
    draft.revision, draft.saved_at = draft.revision + 1, at
    db.flush()
    record(db, actor, "draft.repin", f"draft:{draft.id}", {"older": old.release.number, "newer": new.release.number})
    return moved


