"""Instances of a form made by a seeded dice: filled in as a person would, question by question, hidden fields left out.

Made for the dialect, because general generators of instances know neither our formats nor conditions that show fields.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from random import Random
from typing import Any

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Data, Schema
from yichuang.forms.meet import Incompatible, meet
from yichuang.forms.visibility import Fragments, active, prune, visible

from .said import Said
from .texts import texts

TRIES = 8
MENDS = 12
DEEPEST = 6
NOTHING: Any = object()


@dataclass
class Sampler:
    """Makes instances of one form. The same seed gives the same instances."""

    form: Compiled
    rng: Random
    optional: float = 0.6
    fixed: Mapping[str, Any] = field(default_factory=dict)
    """Top-level keys whose value is settled."""

    def instance(self) -> Data | None:
        """One valid instance; None when none was found in some tries."""
        for _ in range(TRIES):
            data = self._mended(self._object([self.form.schema], dict(self.fixed), 0))
            if data is not None:
                return data
        return None

    def _mended(self, data: Data) -> Data | None:
        """Draws anew what the form refuses, as a clerk goes back to the marked fields."""
        for _ in range(MENDS):
            data = prune(self.form, data)
            problems = self.form.problems(data)
            if not problems:
                return data
            for name in {problem.pointer.split("/")[1] for problem in problems if problem.pointer}:
                data.pop(name.replace("~1", "/").replace("~0", "~"), None)
            data = self._object([self.form.schema], {**data, **self.fixed}, 0)
        return None

    def _object(self, fragments: Fragments, data: Data, depth: int) -> Data:
        """Fills what is shown until nothing new appears."""
        decided: set[str] = set(data)
        for _ in range(TRIES):
            parts = [part for part in active(self.form, fragments, data) if isinstance(part, Mapping)]
            needed = {name for part in parts for name in part.get("required", ())}
            fresh = [name for name in visible(self.form, fragments, data) if name not in data
                     and (name in needed or name not in decided)]
            if not fresh:
                break
            shown = visible(self.form, fragments, data)
            for name in fresh:
                decided.add(name)
                if name in needed or (depth < DEEPEST and self.rng.random() < self.optional):
                    self._put(data, name, shown[name], depth)
        return data

    def _put(self, data: Data, name: str, said: Fragments, depth: int) -> None:
        value = self.value(said, depth + 1)
        if value is not NOTHING:
            data[name] = value

    def value(self, fragments: Sequence[Schema], depth: int = 0) -> Any:
        """A value that meets all the schemas; NOTHING when none was found."""
        said = Said.of(self.form, fragments)
        listed = said.listed()
        if listed is not None:
            return self.rng.choice(listed) if listed else NOTHING
        for _ in range(TRIES):
            narrowed = self._narrowed(said)
            for candidate in self._candidates(narrowed, depth):
                if said.accepts(candidate):
                    return candidate
        return NOTHING

    def _narrowed(self, said: Said) -> Said:
        """With one branch of each choice taken."""
        for branches, rest in said.alternatives():
            return self._narrowed(rest.also(self.rng.choice(list(branches))))
        return said

    def _candidates(self, said: Said, depth: int) -> Iterator[Any]:
        listed = said.listed()
        if listed:
            yield self.rng.choice(listed)
        types = sorted(said.types - {"null"}) or sorted(said.types)
        for kind in self.rng.sample(types, len(types)):
            yield from self._of_type(kind, said, _joined(said), depth)

    def _of_type(self, kind: str, said: Said, keywords: Mapping[str, Any], depth: int) -> Iterator[Any]:
        if kind == "string":
            yield from texts(self.rng, keywords)
        elif kind in ("integer", "number"):
            yield from self._numbers(kind, keywords)
        elif kind == "boolean":
            yield self.rng.random() < 0.5
        elif kind == "null":
            yield None
        elif kind == "array":
            yield from self._arrays(said, keywords, depth)
        else:
            yield self._object(list(said.parts), {}, depth + 1)

    def _numbers(self, kind: str, keywords: Mapping[str, Any]) -> Iterator[Any]:
        step = keywords.get("multipleOf", 1 if kind == "integer" else 0.5)
        low = keywords.get("minimum", keywords.get("exclusiveMinimum"))
        high = keywords.get("maximum", keywords.get("exclusiveMaximum"))
        low = (high - 100 * step if high is not None else 0) if low is None else low
        high = low + 100 * step if high is None else high
        first = -(-low // step)
        last = high // step
        for times in (self.rng.randint(int(first), max(int(first), int(last))), first, first + 1, last, last - 1):
            number = times * step
            yield int(number) if float(number).is_integer() else number

    def _arrays(self, said: Said, keywords: Mapping[str, Any], depth: int) -> Iterator[list[Any]]:
        least = max(int(keywords.get("minItems", 0)), 1 if "contains" in keywords else 0)
        most = int(keywords.get("maxItems", least + 2))
        for count in (self.rng.randint(least, max(least, min(most, least + 2))), least):
            items = [self.value(said.of_item(i), depth + 1) for i in range(count)] if depth < DEEPEST else []
            if "contains" in keywords and items:
                items[0] = self.value([keywords["contains"], *said.of_item(0)], depth + 1)
            yield [item for item in items if item is not NOTHING]


def _joined(said: Said) -> Mapping[str, Any]:
    """The strictest of each keyword; where two cannot be joined, the first."""
    try:
        found = reduce(meet, said.parts, {})
    except Incompatible:
        found = {key: value for part in reversed(said.parts) for key, value in part.items()}
    return found if isinstance(found, Mapping) else {}
