"""Whether everything that one schema accepts is accepted by another: decided keyword by keyword, never guessed.

"Yes" is a proof. "No" means narrowed or not decided; whoever asks treats both as narrowed and says so.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from yichuang.forms.meet import same

from .conjuncts import IMPOSSIBLE, Conjuncts, all_valid, conjuncts, declared_names, listed_values, types_of
from .expanded import expanded
from .keyword_rules import RULES, SPEAKS_OF, said_alike

DEEPEST = 40
MOST_SPLITS = 3
MOST_BRANCHES = 12


def accepts_all(new: Any, old: Any, *, of_forms: bool = False) -> bool:
    """Whether `new` surely accepts whatever `old` accepts.

    `of_forms` looks only at data as a form gives it: where the old schema declares fields, there are no others.
    """
    return _at(conjuncts([expanded(old)]), of_forms, 0).holds(conjuncts([expanded(old)]), expanded(new))


def _at(old: Conjuncts, forms: bool, depth: int) -> _Place:
    return _Place(forms, (declared_names(old) or None) if forms else None, depth, 0)


@dataclass(frozen=True)
class _Place:
    """One value of both documents. `names`: the fields that an object here can have at all, None for any."""

    forms: bool
    names: frozenset[str] | None
    depth: int
    splits: int

    def holds(self, old: Conjuncts, new: Any) -> bool:
        """Whether every value that meets all of `old` meets `new`."""
        if self.depth > DEEPEST:
            return False
        if IMPOSSIBLE in old or not isinstance(new, Mapping):
            return IMPOSSIBLE in old or new is True
        if any(same(part, new) for part in old):
            return True
        if (listed := listed_values(old)) is not None and all_valid(listed, new):
            return True
        deeper = replace(self, depth=self.depth + 1)
        types = types_of(old)
        return all(deeper._implied(old, key, new, types) for key in new) or deeper._split(old, new)

    def beside(self, old: Conjuncts, more: Sequence[Any], new: Any) -> bool:
        """The same of this value when more is known of it."""
        return self.holds((*old, *conjuncts(more)), new)

    def inside(self, old: Sequence[Any], new: Any) -> bool:
        """The same of a value further in, of which these schemas hold."""
        said = conjuncts(old)
        return _at(said, self.forms, self.depth + 1).holds(said, new)

    def contrary(self, new: Any, old: Any) -> bool:
        """Whether every value that meets `new` meets `old`, whatever fields it has."""
        return _Place(False, None, self.depth + 1, self.splits).holds(conjuncts([new]), old)

    def _implied(self, old: Conjuncts, key: str, new: Mapping[str, Any], types: frozenset[str]) -> bool:
        if key in SPEAKS_OF and not types & SPEAKS_OF[key]:
            return True
        return RULES.get(key, said_alike)(self, old, key, new)

    def _split(self, old: Conjuncts, new: Any) -> bool:
        """Each way in which a value can meet `old`, one after the other."""
        place = replace(self, splits=self.splits + 1)
        return self.splits < MOST_SPLITS and any(
            all(place.holds((*old[:i], *old[i + 1:], *conjuncts([left, *branch])), new) for branch in ways)
            for i, part in enumerate(old) for left, ways in _ways(part) if len(ways) <= MOST_BRANCHES)


def _ways(part: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], list[list[Any]]]]:
    """The rest of a schema, and for each way of meeting it what holds besides."""
    for key in ("anyOf", "oneOf"):
        if key in part:
            yield {k: v for k, v in part.items() if k != key}, [[branch] for branch in part[key]]
    if "if" in part:
        left = {k: v for k, v in part.items() if k not in ("if", "then", "else")}
        yield left, [[part["if"], part.get("then", True)], [part.get("else", True)]]
