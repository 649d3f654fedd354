"""A draft looked at again before it is submitted: what a newer release changes for it, and whether the old one still serves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from yichuang.definitions.change.between import compare_releases
from yichuang.definitions.change.values import Diff
from yichuang.definitions.matter import Matter
from yichuang.definitions.releases import definition_of, latest
from yichuang.errors import Problem
from yichuang.filing.composition import Composition
from yichuang.filing.records import FilingDraft
from yichuang.filing.subjects import Subject, subject_of

from .facts import facts_of_draft
from .plan import Plan, plan_draft
from .records import RepinDecision
from .standing import last_decision

STATES: Mapping[str, str] = {"suspended": "暂停办理", "cancelled": "取消"}


@dataclass(frozen=True)
class Recheck:
    """A draft under an older release. `changes` are those that concern it; `refused` is why it must go to the newer one."""

    older: int
    newer: int
    changes: Diff
    plan: Plan
    decision: RepinDecision | None

    @property
    def refused(self) -> str:
        """Why the old release no longer serves; empty where it does."""
        if self.decision is None or self.decision.choice != "move":
            return ""
        return f"牵头部门决定这份草稿改用第 {self.newer} 版：{self.decision.reason}"

    @property
    def needs_acknowledgement(self) -> bool:
        """Whether whoever submits under the old release must say that they know: its changes are incompatible, and the lead
        department has not said that it may stay."""
        kept = self.decision is not None and self.decision.choice == "keep"
        return not kept and bool(self.changes.incompatible or self.plan.lacking)

    def problems(self, acknowledged: int | None) -> Iterator[Problem]:
        """What keeps the draft from being submitted as it is."""
        fix = f"在核对页改用第 {self.newer} 版，补齐后再提交。"
        if self.refused:
            yield Problem("", "outdated", self.refused, fix=fix)
        elif self.needs_acknowledgement and acknowledged != self.newer:
            said = f"已发布第 {self.newer} 版，与这份草稿所用的第 {self.older} 版不兼容，还没有确认按旧版提交。"
            yield Problem("", "outdated", said, fix=f"改用第 {self.newer} 版，或者勾选“仍按第 {self.older} 版提交”。")


def recheck(db: Session, draft: FilingDraft, subject: Subject, composition: Composition) -> Recheck | None:
    """What a newer release would change for a draft; None while it is under the newest."""
    newest = latest(db, draft.subject_code)
    if newest is None or newest.id == draft.release_id:
        return None
    new = subject_of(db, newest)
    plan = plan_draft(subject, new, facts_of_draft(db, draft))
    concerned = _concerned(composition, new.compose(draft.answers, draft.done))
    changes = compare_releases(db, subject.release, newest).only(concerned)
    return Recheck(subject.release.number, newest.number, _without_summaries(changes, concerned), plan,
                   last_decision(db, draft, newest.id))


def _concerned(*compositions: Composition) -> set[str]:
    """The matters, and the materials that are asked for: changes of others do not touch this draft."""
    found: set[str] = set()
    for composition in compositions:
        found |= {taken.code for taken in composition.taken} | {wanted.material for wanted in composition.materials}
    return found


def _without_summaries(changes: Diff, concerned: Iterable[str]) -> Diff:
    """What a used definition's release changed stands in its own changes; the line that sums them up is left out."""
    known = set(concerned)
    kept = (change for change in changes.changes
            if not change.kind.startswith("uses-") and (not change.of or change.of in known))
    return Diff(tuple(kept))


def closed_matters(db: Session, composition: Composition) -> Iterator[Problem]:
    """Matters of a draft that have meanwhile been suspended or cancelled: no release of them can be filed any more."""
    for taken in composition.taken:
        newest = latest(db, taken.code)
        definition: Any = definition_of(newest) if newest is not None else None
        if isinstance(definition, Matter) and definition.state in STATES:
            said = f"“{definition.name}”已经{STATES[definition.state]}，不能再申报。"
            fix = "核对情形；仍要办理的，请咨询" + (f" {definition.consult_phone}。" if definition.consult_phone else "实施机构。")
            yield Problem("/answers", "closed-matter", said, fix=fix)

