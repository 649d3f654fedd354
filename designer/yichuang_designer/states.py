"""Where each draft stands: not published, changed since, or published; and what stops it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal

from sqlalchemy.orm import Session

from yichuang.definitions.check import check
from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import draft_library, drafts
from yichuang.definitions.kinds import KIND_NAMES, KINDS, read_definition
from yichuang.definitions.labels import LABELS
from yichuang.definitions.library import Library
from yichuang.definitions.records import Draft, Release
from yichuang.definitions.releases import latest_of_kinds
from yichuang.errors import Problem
from yichuang.standards.legal_days import legal_day

State = Literal["draft", "changed", "published"]
STATE_NAMES: Mapping[State, tuple[str, str]] = {
    "draft": ("未发布", "line"),
    "changed": ("改过，未发布", "yellow"),
    "published": ("已发布", "green"),
}
# What people work on comes before what it is made of.
KIND_ORDER = ("bundle", "matter", "guide", "paper", "material", "element", "data-share",
               "department", "window-class", "region", "wording-rules")


@dataclass(frozen=True)
class Item:
    """A draft with its newest release and the problems of those that are not published as they are."""

    draft: Draft
    release: Release | None
    state: State
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> int:
        """How many problems forbid publishing."""
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def kind_name(self) -> str:
        """事项, 材料, …"""
        return KIND_NAMES.get(self.draft.kind, self.draft.kind)

    @property
    def badge(self) -> tuple[str, str]:
        """Words and tone of the state."""
        return STATE_NAMES[self.state]


def items(db: Session) -> list[Item]:
    """All drafts, those with errors first, then what waits to be published, then the rest; by kind and code."""
    releases = {release.code: release for release in latest_of_kinds(db, KINDS)}
    found = [_item(draft, releases.get(draft.code)) for draft in drafts(db)]
    problems = _problems(db, [item.draft.code for item in found if item.state != "published"])
    found = [Item(item.draft, item.release, item.state, problems.get(item.draft.code, ())) for item in found]
    return sorted(found, key=_rank)


def state_of(draft: Draft, release: Release | None) -> State:
    """How a draft stands to the newest release: the same text but for the pins, which only releases have."""
    if release is None:
        return "draft"
    same = release.body == draft.body or release.body.startswith(draft.body[:-1] + ',"pins":')
    return "published" if same else "changed"


def _item(draft: Draft, release: Release | None) -> Item:
    return Item(draft, release, state_of(draft, release))


def _problems(db: Session, codes: Sequence[str]) -> dict[str, tuple[Problem, ...]]:
    """Each draft's problems, so that no rule looks at what is published already."""
    if not codes:
        return {}
    library, today = draft_library(db), legal_day(datetime.now(UTC))
    return {code: problems_of(db, library, code, today) for code in codes}


def problems_of(db: Session, library: Library, code: str, today: date) -> tuple[Problem, ...]:
    """What is wrong with a draft; of one that cannot be read as its kind yet, what it lacks."""
    if library.get(code) is None:
        read = read_definition(json.loads(db.get_one(Draft, code).body))
        return () if isinstance(read, Definition) else tuple(_in_words(problem) for problem in read)
    return tuple(check(library, only=[code], on=today))


def _in_words(problem: Problem) -> Problem:
    """What a draft lacks, by the names that people know rather than by the keys of the source."""
    key = problem.pointer.rpartition("/")[2]
    name = LABELS.get(key)
    if name is None:
        return problem
    message, fix = (text.replace(f"“{key}”", f"“{name}”") for text in (problem.message, problem.fix))
    return replace(problem, message=message, fix=fix)


def _rank(item: Item) -> tuple[int, int, int, str]:
    waiting = {"changed": 0, "draft": 1, "published": 2}[item.state]
    kind = KIND_ORDER.index(item.draft.kind) if item.draft.kind in KIND_ORDER else len(KIND_ORDER)
    return (0 if item.errors else 1, waiting, kind, item.draft.code)


def matching(found: Iterable[Item], kind: str, text: str, codes: Iterable[str] = ()) -> list[Item]:
    """The items of a kind whose name or code holds the text, or whose code was found by other means."""
    wanted, others = text.casefold(), set(codes)
    return [
        item for item in found
        if kind in ("", item.draft.kind)
        and (not wanted or wanted in item.draft.name.casefold() or wanted in item.draft.code.casefold()
             or item.draft.code in others)
    ]
