"""What an import would do, worked out before anything is written: drafts added, changed, kept or in conflict."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.circles import closed_chain
from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import Change
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry, Library, Reading
from yichuang.definitions.records import Draft
from yichuang.definitions.source.guarding import require_ours
from yichuang.errors import Invalid, Problem

from .bases import Bases, body_of, drafts_of
from .differences import ABSENT, Difference, differences
from .merge import UNKNOWN, Conflict, Merged, Side, alike, merge
from .restoring import ReleasePlan, plan_releases

Outcome = Literal["added", "changed", "unchanged", "conflict"]
Unmerged = Literal["", "mergeable", "conflicts", "unknown", "broken", "gone"]
BOTH = "两边都改过，{}"
WHY: Mapping[Unmerged, str] = {
    "mergeable": BOTH.format("改的不是同一处，可以自动合并。"),
    "conflicts": BOTH.format("改到了同一处。"),
    "unknown": "两边不一样，又不知道两边从哪一稿开始，不能替您取舍。",
    "gone": "这里已经没有这个编码，来的却改过它。",
    "broken": BOTH.format("合在一起不成为一个完整的定义。"),
}


@dataclass(frozen=True)
class Choices:
    """How to settle what both sides changed: not at all, merge, or whose word counts (everywhere, or place by place)."""

    merge: bool = False
    side: Side | None = None
    places: Mapping[str, Mapping[str, Side]] = field(default_factory=dict)
    """Code → pointer → side."""
    releases: Side | None = None
    """Whose release counts where both sides have released."""
    from_library: bool = False
    """Whether the files speak for the provincial library, so that they may change what it keeps."""

    def of(self, code: str) -> Mapping[str, Side] | Side | None:
        """What settles the conflicts of one definition."""
        return self.side or self.places.get(code)


@dataclass(frozen=True)
class Step:
    """What happens to one draft. `kept` says that it was changed here alone; `why` what keeps it from being merged."""

    entry: Entry
    outcome: Outcome
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] = field(default_factory=dict)
    kept: bool = False
    why: Unmerged = ""
    conflicts: tuple[Conflict, ...] = ()

    @property
    def code(self) -> str:
        """The code of the definition."""
        return self.entry.definition.code

    @property
    def changes(self) -> list[Difference]:
        """What changes in the draft."""
        return [] if self.before is None else list(differences(self.before, self.after))


@dataclass(frozen=True)
class Plan:
    """All steps, in the order of the files, and the releases to restore."""

    reading: Reading
    steps: tuple[Step, ...]
    releases: ReleasePlan

    @property
    def conflicts(self) -> tuple[Step, ...]:
        """The definitions that both sides changed and nobody has settled."""
        return tuple(step for step in self.steps if step.outcome == "conflict")

    @property
    def settled(self) -> bool:
        """Whether nothing is in conflict."""
        return not self.conflicts and not self.releases.apart

    def of(self, *outcomes: Change) -> list[Step]:
        """The steps that come out so."""
        return [step for step in self.steps if step.outcome in outcomes]


def plan_import(db: Session, reading: Reading, choices: Choices | None = None) -> Plan:
    """Work out what importing would do; reads only. Raises Invalid with every problem when the files cannot be imported:
    unreadable, definitions in a circle, releases that pin what there is not."""
    if reading.problems:
        raise Invalid(f"有 {len(reading.problems)} 处读不懂，没有导入。", problems=reading.problems)
    chosen = choices or Choices()
    _require_open(db, reading.library)
    drafts = drafts_of(db, reading.library.entries)
    bases = Bases(db, reading.library.entries)
    steps = [_step(entry, drafts[code], bases, chosen) if code in drafts else _without_draft(db, entry, bases, chosen)
             for code, entry in reading.library.entries.items()]
    if not chosen.from_library:
        require_ours((step.code, step.before, step.after) for step in steps if step.outcome == "changed")
    return Plan(reading, tuple(steps), plan_releases(db, reading, chosen.releases or chosen.side))


def _require_open(db: Session, library: Library) -> None:
    """Refuse definitions that are made of themselves, through these files and what is here already."""

    def resolve(code: str) -> Definition | None:
        known = library.get(code)
        if known is None and (draft := db.get(Draft, code)) is not None:
            found = read_definition(json.loads(draft.body))
            known = found if isinstance(found, Definition) else None
        return known

    if chain := closed_chain(library, resolve):
        file = next((library.entries[code].file for code in chain if code in library.entries), "")
        said = f"这些定义互相引用，成了一圈：{' → '.join(chain)}。"
        raise Invalid("有定义绕回自身，没有导入。", problems=[Problem("", "cycle", said, fix="去掉其中一处引用。", file=file)])


def _without_draft(db: Session, entry: Entry, bases: Bases, choices: Choices) -> Step:
    """A new definition; unless it was common once and is gone here, as after giving it another code."""
    theirs = _unpinned(entry)
    base = bases.find(entry, None) if entry.origin else None
    chosen = choices.of(entry.definition.code)
    side = chosen.get("") if isinstance(chosen, Mapping) else chosen
    if base is None or side == "theirs":
        return Step(entry, "added", None, theirs)
    renamed = _renamed(db, entry.definition, json.loads(base))
    if side == "ours" or (renamed and base == body_of(entry.document)):
        return Step(entry, "unchanged", kept=True)
    if not renamed:
        return Step(entry, "added", None, theirs)
    gone = Conflict("", json.loads(base), ABSENT, theirs, renamed)
    return Step(entry, "conflict", None, theirs, why="gone", conflicts=(gone,))


def _unpinned(entry: Entry) -> Mapping[str, Any]:
    """The document as a draft keeps it."""
    return {key: value for key, value in entry.document.items() if key != "pins"}


def _renamed(db: Session, definition: Definition, base: Mapping[str, Any]) -> str:
    """The code that what was common seems to have here now."""
    others = db.scalars(select(Draft).where(Draft.kind == definition.kind).order_by(Draft.code))
    before = {key: value for key, value in base.items() if key != "code"}
    for other in others:
        now = {key: value for key, value in json.loads(other.body).items() if key != "code"}
        if len(before) > 1 and alike(before, now):
            return other.code
    return ""


def _step(entry: Entry, draft: Draft, bases: Bases, choices: Choices) -> Step:
    theirs, after = body_of(entry.document), _unpinned(entry)
    if draft.body == theirs:
        return Step(entry, "unchanged", after, after)
    ours = json.loads(draft.body)
    base = bases.find(entry, draft.body)
    if base == draft.body:
        return Step(entry, "changed", ours, after)
    if base == theirs:
        return Step(entry, "unchanged", ours, ours, kept=True)
    return _merged(entry, UNKNOWN if base is None else json.loads(base), ours, choices)


def _merged(entry: Entry, base: Any, ours: Mapping[str, Any], choices: Choices) -> Step:
    theirs = _unpinned(entry)
    chosen = choices.of(entry.definition.code)
    merged = _as_one(base, ours, theirs, chosen)
    if merged.conflicts or not (choices.merge or chosen):
        why: Unmerged = "mergeable" if not merged.conflicts else "unknown" if base is UNKNOWN else "conflicts"
        return Step(entry, "conflict", ours, theirs, why=why, conflicts=merged.conflicts)
    if not isinstance(read_definition(merged.document), Definition):
        whole = Conflict("", base, ours, theirs)
        return Step(entry, "conflict", ours, theirs, why="broken", conflicts=(whole,))
    same = body_of(merged.document) == body_of(ours)
    return Step(entry, "unchanged" if same else "changed", ours, merged.document)


def _as_one(base: Any, ours: Any, theirs: Any, chosen: Mapping[str, Side] | Side | None) -> Merged:
    """Place by place; as a whole when that was chosen so, or when the two are not even of one kind."""
    whole = chosen.get("") if isinstance(chosen, Mapping) else None
    if whole is None and ours["kind"] != theirs["kind"]:
        whole = chosen if isinstance(chosen, str) else None
        if whole is None:
            return Merged(ours, (Conflict("", base, ours, theirs),))
    return Merged(theirs if whole == "theirs" else ours, ()) if whole else merge(base, ours, theirs, chosen)
