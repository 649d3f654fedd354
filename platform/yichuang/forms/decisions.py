"""What staff have decided where departments differ, and how a decision stands today.

A decision acts while it is oral or signed, its grounds are what they were, and it does what it says. One that is pending,
stale or refused does nothing: its place is asked separately, so that a draft always works. A stale one is never carried on
silently, even where the result would still fit: what was signed was about other words than those of today.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from yichuang.errors import Problem

from .conflicts import Conflict
from .transforms import read_transform

Take = Literal["apart", "together", "map", "rename", "split"]
Status = Literal["pending", "oral", "signed"]
State = Literal["acting", "pending", "stale", "without-object", "refused"]
TAKES: Mapping[str, str] = MappingProxyType(
    {"apart": "分开填写", "together": "合为一项", "map": "换算", "rename": "改名区分", "split": "拆分组合"})
STATUSES: Mapping[str, str] = MappingProxyType({"pending": "待定", "oral": "口头", "signed": "签字"})
STATES: Mapping[str, str] = MappingProxyType(
    {"acting": "生效", "pending": "待定", "stale": "依据已变", "without-object": "已无冲突", "refused": "不能照办"})
TEXTS = ("where", "take", "kind", "status", "owner", "due", "basis", "grounds")
"""Keys whose value is a text, or null."""
KEYS = frozenset({*TEXTS, "members", "transforms", "titles"})
TOLD = frozenset({"state", "why", "now", "conflict"})
"""What is printed beside a decision, and let pass when it is read again."""


@dataclass(frozen=True)
class Decision:
    """How one place is to be asked. `grounds` is the digest of what was compared; empty means that nobody looks."""

    where: str
    take: Take
    kind: str = "any"
    members: tuple[str, ...] = ()
    transforms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    status: Status = "oral"
    owner: str = ""
    due: str | None = None
    basis: str | None = None
    grounds: str = ""

    @property
    def of_labels(self) -> bool:
        """Whether it is about two elements of one name rather than about a place."""
        return self.kind == "label"

    def as_dict(self) -> dict[str, Any]:
        """As declared in a bundle or a map."""
        return {"where": self.where, "kind": self.kind, "take": self.take, "members": list(self.members),
                "transforms": {part: dict(each) for part, each in self.transforms.items()}, "titles": dict(self.titles),
                "status": self.status, "owner": self.owner, "due": self.due, "basis": self.basis, "grounds": self.grounds}


@dataclass(frozen=True)
class Decided:
    """A decision as it stands: what it does, why not more, the digest of its grounds today, and the conflict it settles."""

    decision: Decision
    state: State
    why: str = ""
    now: str = ""
    conflict: Conflict | None = None

    def as_dict(self) -> dict[str, Any]:
        """As printed."""
        return {**self.decision.as_dict(), "state": self.state, "why": self.why, "now": self.now,
                "conflict": self.conflict.as_dict() if self.conflict else None}


def read_decision(document: Any) -> Decision | list[Problem]:
    """A decision of a `--map` file, or all that is wrong with it."""
    if not isinstance(document, Mapping):
        return [Problem("", "decision", "决定应为一个对象。", fix="如 {\"where\": \"p.person.sex\", \"take\": \"apart\"}。")]
    if problems := list(_problems(document)):
        return problems
    said = {key: document[key] for key in KEYS & document.keys() if document[key] is not None}
    return Decision(**{**said, "members": tuple(said.get("members", ()))})


def _problems(document: Mapping[str, Any]) -> Iterator[Problem]:
    for key in document.keys() - KEYS - TOLD:
        yield Problem(f"/{key}", "decision", f"决定里没有“{key}”这一项。", fix=f"可用：{'、'.join(sorted(KEYS))}。")
    if not document.get("where"):
        yield Problem("/where", "decision", "决定没有写明是合并表单的哪一处。", fix="补上 where，写法见冲突的 where。")
    for key in TEXTS:
        if not isinstance(document.get(key), str | None):
            yield Problem(f"/{key}", "decision", f"“{key}”应为文字。", fix="加上引号。")
    if "take" not in document:
        yield Problem("/take", "decision", "决定没有写明怎样处理。", fix=f"补上 take，可用：{'、'.join(TAKES)}。")
    for key, known in (("take", TAKES), ("status", STATUSES)):
        if isinstance(value := document.get(key), str) and value not in known:
            yield Problem(f"/{key}", "decision", f"“{key}”没有“{value}”这个取值。", fix=f"可用：{'、'.join(known)}。")
    members = document.get("members", [])
    if not isinstance(members, list) or not all(isinstance(each, str) for each in members):
        yield Problem("/members", "decision", "members 应为表单或事项的列表。", fix="如 [\"a\", \"b\"]。")
    yield from _mapping_problems(document)


def _mapping_problems(document: Mapping[str, Any]) -> Iterator[Problem]:
    transforms, titles = document.get("transforms", {}), document.get("titles", {})
    if not isinstance(transforms, Mapping) or not all(isinstance(each, Mapping) for each in transforms.values()):
        yield Problem("/transforms", "decision", "transforms 应为 {表单: {字段位置: 换算}}。", fix="按此改写。")
    else:
        yield from transform_problems(transforms)
    if not isinstance(titles, Mapping) or not all(isinstance(each, str) for each in titles.values()):
        yield Problem("/titles", "decision", "titles 应为 {表单: 名称}。", fix="按此改写。")


def transform_problems(transforms: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """What is wrong with the transforms of a decision, below `/transforms`."""
    from_parts = ((part, pointer, document) for part, each in transforms.items() for pointer, document in each.items())
    for part, pointer, document in from_parts:
        found = read_transform(document)
        if isinstance(found, Problem):
            at = "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in ("transforms", part, pointer))
            yield Problem(at + found.pointer, "transform", found.message, fix=found.fix)
