"""A condition taken apart: which answers it asks for, what it asks of each value, and how that is joined.

What a condition says of a single value stays a JSON Schema and is left to the validator; only the joints between values
(required, allOf, not, if …) are followed here. What has no joints to follow stays whole.
"""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from yichuang.forms.compiled import Compiled, compiled
from yichuang.forms.refs import lookup

MAX_INLINED = 32
WHOLE = frozenset({"unevaluatedProperties", "$dynamicRef"})
"""Keywords whose meaning depends on what other keywords have looked at."""


@dataclass(frozen=True)
class ValueTest:
    """What is asked of one value: a schema inside a condition. Tests with one key say the same."""

    key: str
    root: Compiled
    fragment: Any

    def met(self, value: Any) -> bool:
        """As the validator says."""
        return self.judge(value)

    @property
    def judge(self) -> Callable[[Any], bool]:
        """What says of values whether they pass; to be taken once for many."""
        if self.fragment is self.root.schema:
            return self.root.is_valid
        return partial(self.root.holds, self.fragment)


@dataclass(frozen=True)
class Given:
    """The answer is there."""

    name: str


@dataclass(frozen=True)
class Meets:
    """The answer meets the test, or is not there."""

    name: str
    test: ValueTest


@dataclass(frozen=True)
class Counted:
    """At least so many of these answers are there."""

    names: tuple[str, ...]
    least: int


@dataclass(frozen=True)
class Whole:
    """The condition as it is, over all answers at once."""

    names: tuple[str, ...]
    test: ValueTest


@dataclass(frozen=True)
class Joined:
    """All of the parts, any of them, exactly one of them, or not the single one."""

    how: Literal["all", "any", "one", "not"]
    parts: tuple[Formula, ...]


Formula = Given | Meets | Counted | Whole | Joined
ALWAYS = Joined("all", ())
NEVER = Joined("any", ())


def formula_of(condition: Any, names: Iterable[str]) -> Formula:
    """A condition over these answers; no condition always holds. Raises SchemaInvalid."""
    if condition is None:
        return ALWAYS
    root = compiled(condition)
    return formula_in(root, root.schema, names)


def formula_in(root: Compiled, fragment: Any, names: Iterable[str]) -> Formula:
    """A schema that stands inside a larger one."""
    return _Reader(root, tuple(names)).read(fragment)


def everything(parts: Iterable[Formula]) -> Formula:
    """All must hold."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else Joined("all", found)


def negated(part: Formula) -> Formula:
    """It does not hold."""
    return Joined("not", (part,))


def test_of(root: Compiled, fragment: Any) -> ValueTest:
    """A schema as a test of one value; what refers elsewhere says the same only within its own root."""
    text = json.dumps(fragment, ensure_ascii=False, sort_keys=True)
    if '"$ref"' in text or '"$dynamicRef"' in text:
        return ValueTest(f"{id(root)}:{text}", root, fragment)
    own = compiled(fragment) if isinstance(fragment, Mapping) else root
    return ValueTest(text, own, own.schema if isinstance(fragment, Mapping) else fragment)


def compiled_test(schema: Mapping[str, Any]) -> ValueTest:
    """A schema of its own as a test."""
    root = compiled(schema)
    return test_of(root, root.schema)


def leaves(formula: Formula) -> Iterator[Given | Meets | Counted | Whole]:
    """The parts that look at answers."""
    if isinstance(formula, Joined):
        for part in formula.parts:
            yield from leaves(part)
    else:
        yield formula


@dataclass(frozen=True)
class _Reader:
    root: Compiled
    names: tuple[str, ...]

    def read(self, schema: Any, depth: int = 0) -> Formula:
        """The formula of one schema over the object of answers."""
        if isinstance(schema, bool):
            return ALWAYS if schema else NEVER
        if depth > MAX_INLINED or WHOLE & schema.keys():
            return Whole(self.names, ValueTest(f"{id(self.root)}:{id(schema)}", self.root, schema))
        return everything([*self._object(schema), *self._properties(schema), *self._joints(schema, depth + 1)])

    def _object(self, schema: Mapping[str, Any]) -> Iterator[Formula]:
        """What is said of the object of answers as such."""
        if "type" in schema and "object" not in (schema["type"] if isinstance(schema["type"], list) else [schema["type"]]):
            yield NEVER
        values = [schema["const"]] if "const" in schema else schema.get("enum")
        if values is not None:
            yield Joined("any", tuple(self._equal(value) for value in values if isinstance(value, Mapping)))
        yield from (self._given(name) for name in schema.get("required", ()))
        for name, others in schema.get("dependentRequired", {}).items():
            yield Joined("any", (negated(self._given(name)), everything(self._given(other) for other in others)))
        if "minProperties" in schema:
            yield Counted(self.names, schema["minProperties"])
        if "maxProperties" in schema:
            yield negated(Counted(self.names, schema["maxProperties"] + 1))
        if "propertyNames" in schema:
            allowed = schema["propertyNames"]
            yield from (negated(Given(name)) for name in self.names if not self.root.holds(allowed, name))

    def _equal(self, value: Mapping[str, Any]) -> Formula:
        present = (everything([self._given(name), self._meets(name, {"const": each})]) for name, each in value.items())
        return everything([*present, *(negated(Given(name)) for name in self.names if name not in value)])

    def _properties(self, schema: Mapping[str, Any]) -> Iterator[Formula]:
        named = schema.get("properties", {})
        yield from (self._meets(name, said) for name, said in named.items())
        left = [name for name in self.names if name not in named]
        for pattern, said in schema.get("patternProperties", {}).items():
            fits = compiled({"pattern": pattern})
            mine = [name for name in self.names if fits.is_valid(name)]
            left = [name for name in left if name not in mine]
            yield from (self._meets(name, said) for name in mine)
        if "additionalProperties" in schema:
            yield from (self._meets(name, schema["additionalProperties"]) for name in left)

    def _joints(self, schema: Mapping[str, Any], depth: int) -> Iterator[Formula]:
        for key, how in (("allOf", "all"), ("anyOf", "any"), ("oneOf", "one")):
            if key in schema:
                yield Joined(how, tuple(self.read(part, depth) for part in schema[key]))  # type: ignore[arg-type]
        if "not" in schema:
            yield negated(self.read(schema["not"], depth))
        if "if" in schema:
            asked = self.read(schema["if"], depth)
            yield Joined("any", (negated(asked), self.read(schema.get("then", True), depth)))
            yield Joined("any", (asked, self.read(schema.get("else", True), depth)))
        for name, part in schema.get("dependentSchemas", {}).items():
            yield Joined("any", (negated(self._given(name)), self.read(part, depth)))
        if isinstance(target := schema.get("$ref"), str):
            yield self.read(lookup(self.root.schema, target), depth)

    def _given(self, name: str) -> Formula:
        return Given(name) if name in self.names else NEVER

    def _meets(self, name: str, said: Any) -> Formula:
        return Meets(name, test_of(self.root, said)) if name in self.names else ALWAYS
