"""Every place in which two documents differ, with what stands there before and after."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from yichuang.forms.pointers import join

from .identities import keyed

ABSENT: Final[Any] = object()
# Below this depth a value is compared as a whole: hostile nesting must not exhaust the stack.
DEEPEST = 60


@dataclass(frozen=True)
class Difference:
    """A place: the pointer names things in lists by their code or name. A side that lacks it is ABSENT."""

    pointer: str
    before: Any
    after: Any

    def as_dict(self) -> dict[str, Any]:
        """`{"pointer","before","after"}`; a side that lacks the place lacks the key."""
        sides = {"before": self.before, "after": self.after}
        return {"pointer": self.pointer, **{key: value for key, value in sides.items() if value is not ABSENT}}


def same(one: Any, other: Any) -> bool:
    """Whether two values are written alike. Order is meaning, and `1`, `1.0` and `true` are three values."""
    if one is ABSENT or other is ABSENT:
        return one is other
    return one is other or json.dumps(one, ensure_ascii=False) == json.dumps(other, ensure_ascii=False)


def differences(before: Any, after: Any, at: tuple[str, ...] = ()) -> Iterator[Difference]:
    """All differences, in the order of the later document."""
    if same(before, after):
        return
    sides = _parts(before, after) if len(at) < DEEPEST else None
    found = list(_each(*sides, at)) if sides else []
    # What has only been put into another order differs nowhere inside, and yet as a whole.
    yield from found or [Difference(join(at), before, after)]


def _each(before: Mapping[str, Any], after: Mapping[str, Any], at: tuple[str, ...]) -> Iterator[Difference]:
    for key in dict.fromkeys([*after, *before]):
        yield from differences(before.get(key, ABSENT), after.get(key, ABSENT), (*at, key))


def _parts(before: Any, after: Any) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return before, after
    if isinstance(before, list) and isinstance(after, list) and (found := keyed(before, after)):
        return found[0], found[1]
    return None
