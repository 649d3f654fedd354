"""Three-way merging of a document: what only one side changed is taken; what both changed differently is a conflict."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from yichuang.forms.pointers import join

from .differences import ABSENT, DEEPEST, same
from .identities import keyed
from .ordering import merged_order, woven

Side = Literal["ours", "theirs"]
UNKNOWN: Final[Any] = object()
"""A base that nobody knows: every difference may be anybody's, and is a conflict."""
Sides = tuple[Any, Any, Any]
"""Base, ours, theirs."""
Parts = tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]


@dataclass(frozen=True)
class Conflict:
    """A place that both sides changed; a side that lacks it is ABSENT. With `order`, the values are names in their order.

    `renamed` is the name under which the side that lacks it seems to have it now.
    """

    pointer: str
    base: Any
    ours: Any
    theirs: Any
    renamed: str = ""
    order: bool = False

    def as_dict(self) -> dict[str, Any]:
        """`{"pointer","base","ours","theirs"}` and what else there is to say; a side that lacks the place lacks the key."""
        sides = {"base": self.base, "ours": self.ours, "theirs": self.theirs}
        gone = (ABSENT, UNKNOWN)
        further = {"renamed": self.renamed, "order": self.order}
        return {"pointer": self.pointer, **{key: value for key, value in sides.items() if value not in gone},
                **{key: value for key, value in further.items() if value}}


@dataclass(frozen=True)
class Merged:
    """The merged document, and the conflicts that nobody has settled; while there are any it holds our side of them."""

    document: Any
    conflicts: tuple[Conflict, ...]


def merge(base: Any, ours: Any, theirs: Any, choices: Mapping[str, Side] | Side | None = None) -> Merged:
    """Merge two documents that come from one. `choices` settles conflicts by pointer, or all of them one way."""
    merger = _Merger(choices or {})
    document = merger.value((base, ours, theirs), ())
    return Merged(document, tuple(merger.conflicts))


@dataclass
class _Merger:
    choices: Mapping[str, Side] | Side
    conflicts: list[Conflict] = field(default_factory=list)

    def value(self, sides: Sides, at: tuple[str, ...], renamed: str = "") -> Any:
        base, ours, theirs = sides
        if same(ours, theirs) or (base is not UNKNOWN and same(base, theirs)):
            return ours
        if base is not UNKNOWN and same(base, ours):
            return theirs
        if len(at) < DEEPEST and (parts := _parts(sides)) is not None:
            merged = self.named(parts, at)
            return merged if isinstance(ours, Mapping) else list(merged.values())
        return self.settled(Conflict(join(at), base, ours, theirs, renamed))

    def named(self, sides: Parts, at: tuple[str, ...]) -> dict[str, Any]:
        """Name by name; then the order of the names."""
        base, ours, theirs = sides
        found = {}
        for name in dict.fromkeys([*base, *ours, *theirs]):
            three = base.get(name, ABSENT), ours.get(name, ABSENT), theirs.get(name, ABSENT)
            value = self.value(three, (*at, name), _renamed(name, sides))
            if value is not ABSENT:
                found[name] = value
        order = merged_order(list(base), list(ours), list(theirs), found)
        if order is None:
            chosen = self.settled(Conflict(join(at), list(base), list(ours), list(theirs), order=True))
            order = woven([name for name in chosen if name in ours and name in theirs and name in found],
                          list(ours), list(theirs), found)
        return {name: found[name] for name in order}

    def settled(self, conflict: Conflict) -> Any:
        """The side that was chosen; without a choice it stays a conflict."""
        chosen = self.choices if isinstance(self.choices, str) else self.choices.get(conflict.pointer)
        if chosen is None:
            self.conflicts.append(conflict)
        return conflict.theirs if chosen == "theirs" else conflict.ours


class _Unknown(dict[str, Any]):
    """The parts of a base that nobody knows."""

    def get(self, key: str, default: Any = None) -> Any:
        """Unknown, whatever is asked for."""
        return UNKNOWN


def _parts(sides: Sides) -> Parts | None:
    """The three sides name by name, when they can be taken apart alike."""
    base, ours, theirs = sides
    known = base is not UNKNOWN and base is not ABSENT
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping) and (not known or isinstance(base, Mapping)):
        return base if known else _Unknown() if base is UNKNOWN else {}, ours, theirs
    if isinstance(ours, list) and isinstance(theirs, list) and (not known or isinstance(base, list)):
        found = keyed(base if known else [], ours, theirs)
        return (_Unknown() if base is UNKNOWN else found[0], found[1], found[2]) if found else None
    return None


def _renamed(name: str, sides: Iterable[Mapping[str, Any]]) -> str:
    """Under which name the side that no longer has this thing seems to have it."""
    base, *others = sides
    lost = next((side for side in others if name in base and name not in side), None)
    if lost is None:
        return ""
    return next((other for other, value in lost.items() if other not in base and alike(base[name], value)), "")


def alike(one: Any, other: Any) -> bool:
    """The same but for one key, as a thing is whose name has changed."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return same(one, other)
    differing = [key for key in {*one, *other} if not same(one.get(key, ABSENT), other.get(key, ABSENT))]
    return len(differing) <= min(1, len(one) - 1)
