"""Where a form declares each field, and under which of its own conditions: what a department would hide, and when."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from .compiled import Compiled
from .fields import Field, fields_of
from .form import Schema
from .pointers import Steps
from .visibility import closed_to


@dataclass(frozen=True)
class Turn:
    """One condition on the way to a declaration. `entered` tells the branch that it opens."""

    entered: tuple[int, Steps]
    kind: str
    """`then`, `else`: of `said`; `branch`: number `index` of the alternatives `said`; `list`: inside a list's own conditions."""
    said: Any
    at: Steps
    index: int = 0


Way = tuple[Turn, ...]
"""The conditions that must all hold; the empty way is always open."""


@dataclass
class Occurrences:
    """For every field and object of a form, the ways to what declares, forbids and demands it. `*` is any row."""

    shown: dict[Steps, list[Way]] = field(default_factory=dict)
    hidden: dict[Steps, list[Way]] = field(default_factory=dict)
    required: dict[Steps, list[Way]] = field(default_factory=dict)


def turns_into(part: Mapping[str, Any], at: Steps) -> Iterator[tuple[Schema, Turn]]:
    """Every branch of a schema object that holds only under a condition, with that condition."""
    if "if" in part:
        for key in ("then", "else"):
            if key in part:
                yield part[key], Turn((id(part[key]), at), key, part["if"], at)
    for key in ("anyOf", "oneOf"):
        for index, branch in enumerate(part.get(key, ())):
            yield branch, Turn((id(branch), at), "branch", part[key], at, index)
    for name, branch in part.get("dependentSchemas", {}).items():
        yield branch, Turn((id(branch), at), "then", {"required": [name]}, at)


@lru_cache(maxsize=1024)
def occurrences_of(form: Compiled) -> Occurrences:
    """Worked out once a form; to be read only."""
    walk = _Walk(form)
    walk.object(form.schema, (), ())
    walk.close()
    return walk.found


class _Walk:
    def __init__(self, form: Compiled) -> None:
        self.form = form
        self.found = Occurrences()
        self.closed: list[tuple[Steps, Mapping[str, Any], Way]] = []
        leaves = list(_leaves(fields_of(form), ()))
        self.inside = {steps[:count] for steps in leaves for count in range(len(steps))}

    def object(self, fragment: Schema, at: Steps, way: Way) -> None:
        for part in self.form.resolve(fragment):
            if not isinstance(part, Mapping):
                continue
            for name, said in part.get("properties", {}).items():
                self._declared((*at, name), said, way)
            for name in part.get("required", ()):
                self.found.required.setdefault((*at, name), []).append(way)
            for name, needed in part.get("dependentRequired", {}).items():
                turn = Turn((id(needed), at), "then", {"required": [name]}, at)
                for each in needed:
                    self.found.required.setdefault((*at, each), []).append((*way, turn))
            if part.get("additionalProperties") is False:
                self.closed.append((at, part, way))
            for branch in part.get("allOf", ()):
                self.object(branch, at, way)
            for branch, turn in turns_into(part, at):
                self.object(branch, at, (*way, turn))

    def _declared(self, steps: Steps, said: Schema, way: Way) -> None:
        (self.found.hidden if said is False else self.found.shown).setdefault(steps, []).append(way)
        if (*steps, "*") in self.inside:
            self._list(said, steps, way)
        elif steps in self.inside:
            self.object(said, steps, way)

    def _list(self, fragment: Schema, steps: Steps, way: Way) -> None:
        for part in self.form.resolve(fragment):
            if isinstance(part, Mapping):
                if "items" in part:
                    self.object(part["items"], (*steps, "*"), way)
                for branch in part.get("allOf", ()):
                    self._list(branch, steps, way)
                for branch, turn in turns_into(part, steps):
                    self._list(branch, steps, (*way, replace(turn, kind="list")))

    def close(self) -> None:
        """An object that names all that it may have hides the rest."""
        for at, part, way in self.closed:
            for steps in self.found.shown:
                if steps[:-1] == at and closed_to(part, steps[-1]):
                    self.found.hidden.setdefault(steps, []).append(way)


def _leaves(fields: tuple[Field, ...], base: Steps) -> Iterator[Steps]:
    for each in fields:
        if each.items:
            yield from _leaves(each.items, (*base, *each.steps, "*"))
        else:
            yield (*base, *each.steps)
