"""Instances of a form made by a seeded dice: filled in as a person would, question by question, hidden fields left out.

Made for the dialect, because general generators of instances know neither our formats nor conditions that show fields.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Data, Schema
from yichuang.forms.pointers import Steps, split
from yichuang.forms.visibility import Fragments, active, declared, item, properties, prune

from .numbers import numbers
from .plans import Plan, plan_of
from .texts import texts

TRIES = 6
MENDS = 8
DEEPEST = 8
MORE_ROWS = 2
"""How many rows beyond the fewest are drawn at most."""
NOTHING: Any = object()


@dataclass
class Sampler:
    """Makes instances of one form. The same seed gives the same instances."""

    form: Compiled
    rng: Random
    optional: float = 0.6
    """How likely a field is filled in that need not be."""
    fixed: Mapping[Steps, Any] = field(default_factory=dict)
    """Values that are settled, by place; any row is `*`."""

    def instance(self, tries: int = TRIES) -> Data | None:
        """One valid instance; None when none was found in some tries."""
        for _ in range(tries):
            data = self._mended(self._object([self.form.schema], {}, ()))
            if data is not None:
                return data
        return None

    def value(self, fragments: Sequence[Schema]) -> Any:
        """A value that meets all the schemas; NOTHING when none was found."""
        plan = plan_of(self.form, fragments)
        for _ in range(TRIES):
            value = self._draw(plan, ())
            if value is not NOTHING and plan.said.accepts(value):
                return value
        return NOTHING

    def _mended(self, data: Data) -> Data | None:
        """Draws anew what the form refuses, as a clerk goes back to the marked fields; the longer it takes, the more."""
        root = plan_of(self.form, [self.form.schema])
        for number in range(MENDS):
            data = prune(self.form, data)
            refused = dict.fromkeys(problem.pointer for problem in self.form.problems(data))
            if not refused:
                return data
            for pointer in refused:
                steps = split(pointer)
                _take_out(data, steps[:1] if number > MENDS // 2 else steps, root, deciders=number > 1)
            data = self._object([self.form.schema], data, ())
        return None

    def _object(self, fragments: Fragments, data: Data, at: Steps) -> Data:
        """Fills in what is shown, what conditions look at before what hangs on it, until nothing new appears."""
        controls = plan_of(self.form, fragments).controls
        passed, tried = set[str](), set[str]()
        begun = set(data)
        while True:
            needed, shown = self._asked(fragments, data)
            for name in begun & shown.keys():
                self._within(data[name], shown[name], (*at, name))
            begun = set()
            # What was passed over is looked at again once something demands it.
            fresh = [name for name in shown if name not in data and name not in (tried if name in needed else passed)]
            if not fresh:
                return data
            for name in _first(fresh, controls):
                passed.add(name)
                if name in needed or self._wanted((*at, name)):
                    tried.add(name)
                    self._put(data, name, shown[name], at)

    def _asked(self, fragments: Fragments, data: Data) -> tuple[set[str], dict[str, Fragments]]:
        """What must be there now, and all that is shown."""
        parts = [part for part in active(self.form, fragments, data) if isinstance(part, Mapping)]
        needed = {name for part in parts for name in part.get("required", ())}
        return needed, {name: said for name, said in properties(parts).items() if False not in said}

    def _wanted(self, at: Steps) -> bool:
        return at in self.fixed or (len(at) <= DEEPEST and self.rng.random() < self.optional)

    def _put(self, data: Data, name: str, said: Fragments, at: Steps) -> None:
        here = (*at, name)
        value = self.fixed[here] if here in self.fixed else self._draw(plan_of(self.form, said), here)
        if value is not NOTHING:
            data[name] = value

    def _within(self, value: Any, said: Fragments, at: Steps) -> None:
        """Fills in again what was taken out of an object or of the rows of a list."""
        if isinstance(value, dict):
            self._object(said, value, at)
        elif isinstance(value, list) and any(isinstance(row, dict) for row in value):
            parts = list(active(self.form, said, value))
            for index, row in enumerate(value):
                if isinstance(row, dict):
                    self._object(item(parts, index), row, (*at, "*"))

    def _draw(self, plan: Plan, at: Steps) -> Any:
        """A value of a place. Objects and lists are filled in as well as may be; who asked judges them."""
        if plan.listed is not None:
            return self.rng.choice(plan.listed) if plan.listed else NOTHING
        for _ in range(TRIES):
            for candidate in self._candidates(self._narrowed(plan), at):
                if isinstance(candidate, dict | list) or plan.said.accepts(candidate):
                    return candidate
        return NOTHING

    def _narrowed(self, plan: Plan) -> Plan:
        """With one branch of each choice taken."""
        while plan.listed is None and plan.choices:
            plan = self.rng.choice(plan.choices)
        return plan

    def _candidates(self, plan: Plan, at: Steps) -> Iterator[Any]:
        if plan.listed is not None:
            yield from [self.rng.choice(plan.listed)] if plan.listed else ()
            return
        for kind in self.rng.sample(plan.kinds, len(plan.kinds)):
            if kind == "string":
                yield from texts(self.rng, plan)
            elif kind in ("integer", "number"):
                yield from numbers(self.rng, plan.said)
            elif kind == "boolean":
                yield self.rng.random() < 0.5
            elif kind == "null":
                yield None
            elif kind == "array":
                yield self._array(plan, at)
            else:
                yield self._object(list(plan.said.parts), {}, at)

    def _array(self, plan: Plan, at: Steps) -> list[Any]:
        certain = [part for part in plan.said.parts if "contains" in part]
        least = max([int(plan.keywords.get("minItems", 0)), *(part.get("minContains", 1) for part in certain)])
        most = min(int(plan.keywords.get("maxItems", least + MORE_ROWS)), least + MORE_ROWS)
        count = self.rng.randint(least, max(least, most)) if len(at) <= DEEPEST else 0
        wanted = [part["contains"] for part in certain for _ in range(part.get("minContains", 1))]
        found: list[Any] = []
        for index in range(count):
            said = [*([wanted[index]] if index < len(wanted) else ()), *plan.said.of_item(index)]
            value = self._draw(plan_of(self.form, said), (*at, "*"))
            if value is not NOTHING and not (plan.keywords.get("uniqueItems") and value in found):
                found.append(value)
        return found


def _first(fresh: Sequence[str], controls: Mapping[str, frozenset[str]]) -> Sequence[str]:
    """Those that hang on nothing that is still open; all of them when they hang on each other."""
    open_ = set(fresh)
    return [name for name in fresh if not open_ & controls.get(name, frozenset())] or fresh


def _take_out(value: Any, steps: Steps, plan: Plan, deciders: bool) -> bool:
    """Takes what was refused out of a value, with `deciders` also what decides on it; True when the value itself must go."""
    if not steps:
        return True
    step, rest = steps[0], steps[1:]
    if isinstance(value, list):
        whole = not rest or not step.isdigit() or int(step) >= len(value)
        return whole or _take_out(value[int(step)], rest, plan.item(int(step)), deciders)
    if not isinstance(value, dict):
        return True
    below = declared(plan.said.form, plan.said.parts).get(step, [])
    if step not in value or _take_out(value[step], rest, plan_of(plan.said.form, below), deciders):
        for name in (step, *(plan.controls.get(step, ()) if deciders else ())):
            value.pop(name, None)
    return False
