"""Synchronise: compare a snapshot of the library with the drafts, and propose what was added, changed or cancelled.

Running it again proposes nothing new. A newer proposal supersedes an open older one of the same matter; what was
rejected comes again only when the library changes it further.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from yichuang.definitions.canonical import canonical, digest_of
from yichuang.definitions.reuse.followed import Today
from yichuang.definitions.workbook.problems import CellProblem

from .deciding import code_of, payload_of
from .matching import Known, known
from .merging import Payload, merged
from .protocol import LibraryMatter, MatterSource, Snapshot
from .records import SourceDecision, SourceProposal
from .wording import diff_rows

Action = Literal["add", "change", "cancel"]
FRESH = {"populate_existing": True}
"""A decision of this session must be seen too."""
MANY_GONE = 20
"""So many missing matters, and more than half of all, look like a file of only a part."""


@dataclass
class Synchronised:
    """What a synchronisation came to. `superseded` are ids of open proposals that no longer hold."""

    library: str
    matters: int
    proposals: list[SourceProposal] = field(default_factory=list)
    open_before: int = 0
    unchanged: int = 0
    rejected_before: int = 0
    superseded: list[int] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)


def synchronise(db: Session, source: MatterSource, at: datetime, by: str) -> Synchronised:
    """Read the library and write proposals, in the caller's transaction. Raises what the source raises."""
    snapshot = source.snapshot()
    return _Run(db, snapshot, known(db), at, by).done()


class _Run:
    """One synchronisation."""

    def __init__(self, db: Session, snapshot: Snapshot, here: Known, at: datetime, by: str) -> None:
        self.db, self.snapshot, self.here, self.at, self.by = db, snapshot, here, at, by
        self.result = Synchronised(snapshot.library, len(snapshot.matters), problems=list(snapshot.problems))
        self.past = _past(db, snapshot.library, here.today)
        self.by_row: dict[int, list[CellProblem]] = {}
        for problem in snapshot.problems:
            self.by_row.setdefault(problem.row, []).append(problem)

    def done(self) -> Synchronised:
        """Propose for every matter of the library, then for those that it no longer has."""
        seen: set[str] = set()
        for matter in self.snapshot.matters:
            code = self.here.matter_code(matter, self.snapshot.library)
            if code in seen:
                self._say(matter, "same-matter", f"它与前面的一行在这里是同一个事项（{code}），没有采用。", error=True)
                continue
            seen.add(code)
            self._matter(code, matter)
        if self.snapshot.complete:
            self._gone(seen)
        self.db.flush()
        return self.result

    def _matter(self, code: str, matter: LibraryMatter) -> None:
        before = self.here.matters.get(code)
        payload = self._payload(matter, before)
        waiting = self.past.get(code, _Past()).open
        old = max(filter(None, [_version_of(before, self.snapshot.library), waiting.version if waiting else None]), default=None)
        if old is not None and matter.version is not None and matter.version < old:
            self._say(matter, "older-version", f"这里已经有第 {old} 版，这份数据是第 {matter.version} 版，没有采用。")
            self.result.unchanged += 1
        elif before is None and matter.columns.get("state") == "cancelled":
            self.result.unchanged += 1
        else:
            self._propose(code, before, payload, self.by_row.get(matter.row, []))

    def _payload(self, matter: LibraryMatter, before: Mapping[str, Any] | None) -> Payload:
        columns = dict(matter.columns)
        raw = dict(matter.raw)
        self._departments(matter, before, columns, raw)
        required, new = self._materials(matter)
        origin = {"library": self.snapshot.library, "version": matter.version}
        return Payload(columns, origin, raw, required, new)

    def _departments(self, matter: LibraryMatter, before: Mapping[str, Any] | None, columns: dict[str, Any],
                     raw: dict[str, Any]) -> None:
        code, is_known = self.here.department(matter, before)
        if code:
            columns["department"] = code
        if not is_known and (matter.department_name or matter.department_code):
            raw["department"] = {"name": matter.department_name, "code": matter.department_code}
            said = f"没有登记过“{matter.department_name or matter.department_code}”这个部门。"
            self._say(matter, "unknown-department", said, "先登记这个部门，或者接受之后在草稿里改。")
        joint = columns.pop("joint_departments", None)
        found = [self.here.departments.get(name) for name in joint or ()]
        if joint and all(found):
            columns["joint_departments"] = found
        elif joint:
            raw["joint_departments"] = joint
            said = f"联办机构“{'、'.join(joint)}”没有全部登记，没有采用；原文保留。"
            self._say(matter, "unknown-department", said, "先登记这些部门。")

    def _materials(self, matter: LibraryMatter) -> tuple[tuple[Mapping[str, Any], ...] | None, tuple[Mapping[str, Any], ...]]:
        if matter.materials is None:
            return None, ()
        required: list[Mapping[str, Any]] = []
        new: dict[str, Mapping[str, Any]] = {}
        for material in matter.materials:
            code, document = self.here.material(material)
            required.append({"material": code, **material.required})
            if document is not None:
                new[code] = document
                self.here.names.setdefault(code, material.name)
        return tuple(required), tuple(new.values())

    def _propose(self, code: str, before: Mapping[str, Any] | None, payload: Payload, problems: list[CellProblem]) -> None:
        after = merged(code, before, payload)
        past = self.past.get(code, _Past())
        fingerprint = digest_of(canonical(payload.as_dict()))
        if before is not None and canonical(after) == canonical(before):
            self._supersede(past, "与这里的草稿已经一致。")
            self.result.unchanged += 1
        elif past.open is not None and past.fingerprint == fingerprint:
            self.result.open_before += 1
        elif past.rejected == fingerprint:
            self.result.rejected_before += 1
        else:
            self._supersede(past, "省库又有更新，以新的提议为准。")
            self._add(code, before, after, payload, fingerprint, problems)

    def _add(self, code: str, before: Mapping[str, Any] | None, after: Mapping[str, Any], payload: Payload,
             fingerprint: str, problems: list[CellProblem]) -> None:
        proposal = SourceProposal(
            proposed_at=self.at, proposed_by=self.by, library=self.snapshot.library, version=payload.origin.get("version"),
            code=code, name=str(after.get("name") or code)[:200], action=_action(before, after), fingerprint=fingerprint,
            payload=payload.as_dict(), diff=diff_rows(before, after, self.here.name_of),
            problems=[problem.as_dict() for problem in problems])
        self.db.add(proposal)
        self.result.proposals.append(proposal)

    def _supersede(self, past: _Past, reason: str) -> None:
        if past.open is not None:
            self.db.add(SourceDecision(proposal_id=past.open.id, verdict="superseded", reason=reason, decided_at=self.at,
                                       decided_by=self.by))
            self.result.superseded.append(past.open.id)

    def _gone(self, seen: set[str]) -> None:
        """Matters that came from this library and are no longer in it."""
        ours = [code for code, document in self.here.matters.items()
                if _version_of(document, self.snapshot.library) is not None and document.get("state", "in-use") != "cancelled"]
        gone = [code for code in ours if code not in seen]
        if len(gone) > MANY_GONE and len(gone) * 2 > len(ours):
            said = f"这份数据里没有 {len(gone)} 个原来来自“{self.snapshot.library}”的事项，像是只导出了一部分；没有提议取消它们。"
            fix = "请导出全部事项，或者说明这只是一部分。"
            self.result.problems.append(CellProblem("", 0, "", "incomplete", said, fix, "warning"))
            return
        for code in gone:
            before = self.here.matters[code]
            origin = {"library": self.snapshot.library, "version": None}
            raw = (before.get("extra") or {}).get("library") or {}
            kept = {key: before[key] for key in before["origin"].get("columns") or () if key in before and key != "materials"}
            required = tuple(before.get("materials") or ()) if "materials" in (before["origin"].get("columns") or ()) else None
            self._propose(code, before, Payload({**kept, "state": "cancelled"}, origin, raw, required), [])

    def _say(self, matter: LibraryMatter, rule: str, message: str, fix: str = "", *, error: bool = False) -> None:
        problem = CellProblem("", matter.row, "", rule, f"“{matter.name}”：{message}", fix, "error" if error else "warning")
        self.by_row.setdefault(matter.row, []).append(problem)
        self.result.problems.append(problem)


@dataclass
class _Past:
    """What was proposed before for a matter: the proposal still open, and what was rejected last."""

    open: SourceProposal | None = None
    fingerprint: str = ""
    """Of the open one, in the codes of today."""
    rejected: str = ""


def _past(db: Session, library: str, today: Today) -> dict[str, _Past]:
    """By the code that the matter has now. An acceptance after a rejection makes the rejected thing news again."""
    found: dict[str, _Past] = {}
    query = select(SourceProposal).where(SourceProposal.library == library).order_by(SourceProposal.id)
    for proposal in db.scalars(query.options(joinedload(SourceProposal.decision)), execution_options=FRESH):
        past = found.setdefault(code_of(proposal, today), _Past())
        if proposal.decision is None:
            past.open, past.fingerprint = proposal, _fingerprint(proposal, today)
        elif proposal.decision.verdict != "superseded":
            past.rejected = _fingerprint(proposal, today) if proposal.decision.verdict == "rejected" else ""
    return found


def _fingerprint(proposal: SourceProposal, today: Today) -> str:
    """As it would be if the library said the same today."""
    then, now = Payload.of(proposal.payload), payload_of(proposal, today)
    return proposal.fingerprint if now == then else digest_of(canonical(now.as_dict()))


def _version_of(document: Mapping[str, Any] | None, library: str) -> int | None:
    """The library's version of a draft that came from it."""
    origin = document.get("origin") if document else None
    return int(origin.get("version") or 1) if isinstance(origin, Mapping) and origin.get("library") == library else None


def _action(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Action:
    if before is None:
        return "add"
    cancelled = after.get("state") == "cancelled" and before.get("state", "in-use") != "cancelled"
    return "cancel" if cancelled else "change"


def counts(proposals: list[SourceProposal]) -> Iterator[tuple[Action, int]]:
    """How many there are of each action."""
    actions: tuple[Action, ...] = ("add", "change", "cancel")
    return ((action, sum(each.action == action for each in proposals)) for action in actions)
