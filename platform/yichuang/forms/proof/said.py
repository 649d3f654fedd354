"""What holds of one value: schemas with `allOf` and references taken apart, and what follows from them together."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Schema
from yichuang.forms.meet import values_of
from yichuang.forms.visibility import Fragments

Parts = tuple[Mapping[str, Any], ...]
ALL_TYPES = frozenset({"string", "integer", "number", "boolean", "object", "array", "null"})
NUMBERS = frozenset({"integer", "number"})
MAX_DEPTH = 6


@dataclass(frozen=True)
class Said:
    """Everything that must hold of a value of `form`; `never` when one of them is false."""

    form: Compiled
    parts: Parts
    never: bool = False

    @classmethod
    def of(cls, form: Compiled, fragments: Iterable[Schema]) -> Said:
        """From schemas that all speak of the value."""
        parts = tuple(_conjuncts(form, fragments))
        return cls(form, tuple(part for part in parts if isinstance(part, Mapping)), any(part is False for part in parts))

    def also(self, *fragments: Schema) -> Said:
        """The same with more demanded."""
        return Said.of(self.form, [*self.parts, *fragments] if not self.never else [False])

    def accepts(self, value: Any) -> bool:
        """Whether a value meets all of it."""
        return not self.never and all(self.form.holds(part, value) for part in self.parts)

    @property
    def types(self) -> frozenset[str]:
        """An upper bound of the JSON types that a value can have; `number` comes with `integer`."""
        return frozenset() if self.never else _types(self.form, self.parts, MAX_DEPTH)

    def listed(self) -> list[Any] | None:
        """All values there are, when some part lists them; None when none does."""
        lists = [found for part in self.parts if (found := values_of(_bare(part))) is not None]
        if self.never:
            return []
        if not lists:
            return None
        return [value for value, _ in min(lists, key=len) if self.accepts(value)]

    def greatest(self, key: str, default: Any = None) -> Any:
        """The strictest lower bound under a keyword."""
        return max((part[key] for part in self.parts if key in part), default=default)

    def least(self, key: str, default: Any = None) -> Any:
        """The strictest upper bound under a keyword."""
        return min((part[key] for part in self.parts if key in part), default=default)

    @property
    def required(self) -> frozenset[str]:
        """Properties that must be there."""
        return frozenset(name for part in self.parts for name in part.get("required", ()))

    def of_property(self, name: str) -> Fragments:
        """What is certainly said of one property. A part with patterns may say more of it; leaving that out is safe."""
        return [schema for part in self.parts if (schema := _property(part, name)) is not None]

    def of_item(self, index: int | None) -> Fragments:
        """What is said of the item at an index; of those beyond every prefix for None."""
        return [schema for part in self.parts if (schema := _item(part, index)) is not None]

    @property
    def closed(self) -> frozenset[str] | None:
        """The only properties there can be; None when others may come."""
        names = [frozenset(part.get("properties", ())) for part in self.parts
                 if part.get("additionalProperties") is False and "patternProperties" not in part]
        return reduce(frozenset.intersection, names) if names else None

    @property
    def prefix(self) -> int:
        """How many items have a place of their own."""
        return max((len(part.get("prefixItems", ())) for part in self.parts), default=0)

    def alternatives(self) -> Iterator[tuple[Sequence[Schema], Said]]:
        """Each choice between branches, with all that holds besides it."""
        for i, part in enumerate(self.parts):
            for key in ("anyOf", "oneOf"):
                if key in part:
                    rest = {name: value for name, value in part.items() if name != key}
                    yield part[key], Said(self.form, (*self.parts[:i], rest, *self.parts[i + 1:]))


def _bare(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Beside a list of values a choice says only what listing the values and trying them says too."""
    listing = next((key for key in ("const", "enum") if key in part), None)
    return {listing: part[listing]} if listing else part


def _conjuncts(form: Compiled, fragments: Iterable[Schema]) -> Iterator[Schema]:
    seen: set[int] = set()
    todo = list(fragments)[::-1]
    while todo:
        for part in form.resolve(todo.pop()):
            if isinstance(part, bool):
                yield part
            elif id(part) not in seen:
                seen.add(id(part))
                yield part
                todo.extend(part.get("allOf", ())[::-1])


def with_integers(said: str | Iterable[str]) -> frozenset[str]:
    """A `type` as a set in which `number` brings `integer` along."""
    named = frozenset([said] if isinstance(said, str) else said)
    return named | {"integer"} if "number" in named else named


def _types(form: Compiled, parts: Iterable[Mapping[str, Any]], depth: int) -> frozenset[str]:
    found = ALL_TYPES
    for part in parts:
        if "type" in part:
            found &= with_integers(part["type"])
        for key in ("anyOf", "oneOf") if depth else ():
            if key in part:
                found &= frozenset().union(*(_of_branch(form, branch, depth) for branch in part[key]))
    return found


def _of_branch(form: Compiled, branch: Schema, depth: int) -> frozenset[str]:
    said = Said.of(form, [branch])
    return frozenset() if said.never else _types(form, said.parts, depth - 1)


def _property(part: Mapping[str, Any], name: str) -> Schema | None:
    if name in part.get("properties", ()):
        named: Schema = part["properties"][name]
        return named
    return None if "patternProperties" in part else part.get("additionalProperties")


def _item(part: Mapping[str, Any], index: int | None) -> Schema | None:
    prefix = part.get("prefixItems", ())
    if index is not None and index < len(prefix):
        placed: Schema = prefix[index]
        return placed
    return part.get("items")
