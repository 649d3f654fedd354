"""What a form says of one place, made ready for drawing values of it: worked out once, used for every sample."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from typing import Any
from weakref import WeakKeyDictionary

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Schema
from yichuang.forms.meet import Incompatible, meet
from yichuang.forms.visibility import possible

from .languages import Texts, texts_of
from .said import Said

INSIDE = ("$ref", "object", "array", "properties", "items", "required")
"""Words of schemas that speak of more than a single value."""
Controls = Mapping[str, frozenset[str]]
_PLANS: WeakKeyDictionary[Compiled, dict[tuple[int, ...], tuple[Sequence[Schema], Plan]]] = WeakKeyDictionary()


class Plan:
    """One place of a form: everything that must hold of its value, and what drawing one needs to know."""

    def __init__(self, said: Said) -> None:
        self.said = said

    @cached_property
    def listed(self) -> list[Any] | None:
        """All values there are, when they are listed."""
        return self.said.listed()

    @cached_property
    def choices(self) -> tuple[Plan, ...]:
        """The plans with one branch of the first choice taken; none when nothing is left to choose."""
        for branches, rest in self.said.alternatives():
            return tuple(Plan(rest.also(branch)) for branch in branches)
        return ()

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The JSON types of its values; null only when there is nothing else."""
        return tuple(sorted(self.said.types - {"null"}) or sorted(self.said.types))

    @cached_property
    def keywords(self) -> Mapping[str, Any]:
        """The strictest of each keyword; where two cannot be joined, the first."""
        try:
            found = reduce(meet, self.said.parts, {})
        except Incompatible:
            found = {key: value for part in reversed(self.said.parts) for key, value in part.items()}
        return found if isinstance(found, Mapping) else {}

    @cached_property
    def texts(self) -> Texts:
        """What its texts have in common."""
        return texts_of(self.said)

    @property
    def several_ways(self) -> bool:
        """Whether a text has to suit several patterns, or one and a length."""
        limited = self.texts.least > 0 or self.texts.most is not None
        return len(self.texts.patterns) > 1 or (bool(self.texts.patterns) and limited)

    @cached_property
    def controls(self) -> Controls:
        """For an object: property → the other properties that decide whether it is asked, or what it may be."""
        found: dict[str, set[str]] = {}
        for part in possible(self.said.form, self.said.parts):
            if isinstance(part, Mapping):
                for watched, governed in _conditions(self.said.form, part):
                    for name in governed:
                        found.setdefault(name, set()).update(watched - {name})
        return {name: frozenset(others) for name, others in found.items()}

    def all_of(self, keyword: str) -> list[Any]:
        """What each part says under a keyword, the same thing once."""
        found: list[Any] = []
        for part in self.said.parts:
            if keyword in part and part[keyword] not in found:
                found.append(part[keyword])
        return found

    def item(self, index: int) -> Plan:
        """The item at an index of a list."""
        return plan_of(self.said.form, self.said.of_item(index))


def plan_of(form: Compiled, fragments: Iterable[Schema]) -> Plan:
    """The plan of the place that all these schemas of the form speak of."""
    spoken = list(fragments)
    known = _PLANS.setdefault(form, {})
    key = tuple(map(id, spoken))
    if key not in known:
        alone = _text(spoken)
        # Kept with the schemas themselves, so that their ids stay theirs.
        known[key] = spoken, Plan(Said.of(form, spoken)) if alone is None else _leaf(alone)
    return known[key][1]


def _text(spoken: Sequence[Schema]) -> str | None:
    """What is said of a single value as text; None of what has an inside, or is read in its form."""
    text = json.dumps(spoken, ensure_ascii=False)
    return None if any(f'"{word}"' in text for word in INSIDE) else text


@lru_cache(maxsize=8192)
def _leaf(text: str) -> Plan:
    """The plan of a single value, the same for all forms that say the same of it."""
    spoken = json.loads(text)
    return Plan(Said.of(Compiled({"allOf": spoken}), spoken))


def _conditions(form: Compiled, part: Mapping[str, Any]) -> Iterator[tuple[set[str], set[str]]]:
    """Of each condition: the properties it looks at, and those it declares, demands or narrows."""
    if "if" in part:
        yield set(_named(form, [part["if"]])), set(_named(form, [part[key] for key in ("then", "else") if key in part]))
    for name, schema in part.get("dependentSchemas", {}).items():
        yield {name}, set(_named(form, [schema]))
    for name, needed in part.get("dependentRequired", {}).items():
        yield {name}, set(needed)


def _named(form: Compiled, schemas: Sequence[Schema]) -> Iterator[str]:
    """Every property of the object itself that schemas mention, in branches and conditions too."""
    for part in possible(form, schemas):
        if isinstance(part, Mapping):
            yield from part.get("properties", ())
            yield from part.get("required", ())
            yield from (name for key in ("if", "not") if key in part for name in _named(form, [part[key]]))
