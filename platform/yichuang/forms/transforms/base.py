"""What every transform does, and how it reads a department's schema in the values of the merged form."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from yichuang.forms.annotations import PREFIX
from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Schema
from yichuang.forms.keywords import ANNOTATIONS, MAX_PATTERN
from yichuang.forms.meet import values_of
from yichuang.forms.refs import lookup

NOTHING: Any = object()
"""There is no such value."""
UNDECIDED: Any = object()
"""Whether and which cannot be said without the value."""
KEPT = ("title", "description", "x-element", "x-help", "x-mistakes", "x-autofill", "x-sensitivity", "x-reason", "x-derived-from")
COMBINED = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "$ref")
DEEPEST = 24


class Transform(Protocol):
    """A pure pair of functions at one field of a department."""

    @property
    def kind(self) -> str:
        """The word it is declared by."""
        ...

    @property
    def reversible(self) -> bool:
        """Whether every value that it makes comes from one merged value alone, so that there is a way back."""
        ...

    def forward(self, value: Any) -> Any:
        """The department's value for a merged one; NOTHING when there is none."""
        ...

    def back(self, value: Any) -> Any:
        """The merged value for the department's; NOTHING when there is none or several."""
        ...

    def preimage(self, form: Compiled, schema: Schema) -> Any:
        """The schema of the merged values whose forward value meets `schema` (of `form`); UNDECIDED when that cannot be
        said."""
        ...

    def asked(self, form: Compiled, schema: Schema) -> Any:
        """What the merged form asks for a field that the department declares by `schema`: the preimage, or where that is
        undecided all that the transform can take."""
        ...

    def as_dict(self) -> dict[str, Any]:
        """As it is declared."""
        ...


class Scalar:
    """The part that all transforms of one value share: a schema's choices and conditions are the same choices and
    conditions of preimages, so that a transform need only know values and single keywords."""

    reversible: bool = True

    def back(self, value: Any) -> Any:
        """The merged value; NOTHING when there is none or several."""
        raise NotImplementedError

    def domain(self) -> dict[str, Any]:
        """The schema of all merged values that have a forward value."""
        raise NotImplementedError

    def of_values(self, values: list[Any]) -> Any:
        """The schema of the merged values whose forward value is one of these; UNDECIDED when that cannot be said."""
        found = [merged for value in values if (merged := self.back(value)) is not NOTHING]
        return {"enum": found} if found else False

    def of_keywords(self, said: Mapping[str, Any]) -> Any:
        """The schema of the merged values whose forward value meets these assertions, none of which combines schemas."""
        raise NotImplementedError

    def preimage(self, form: Compiled, schema: Schema) -> Any:
        """The merged values whose forward value meets the schema."""
        found = self._through(form, schema, DEEPEST)
        return {**kept(self, schema), **found} if isinstance(found, Mapping) else found

    def asked(self, form: Compiled, schema: Schema) -> Any:
        """The preimage, or all that can be taken."""
        found = self.preimage(form, schema)
        return {**kept(self, schema), **self.domain()} if found is UNDECIDED else found

    def _through(self, form: Compiled, schema: Schema, depth: int) -> Any:
        if isinstance(schema, bool):
            return self.domain() if schema else False
        if depth == 0:
            return UNDECIDED
        listed = values_of(schema)
        if listed is not None:
            return self.of_values([value for value, _ in listed if form.holds(schema, value)])
        plain = {key: value for key, value in schema.items() if key not in COMBINED and not is_silent(key)}
        parts = [self.of_keywords(plain) if plain else self.domain(), *self._combined(form, schema, depth - 1)]
        return _all(parts)

    def _combined(self, form: Compiled, schema: Mapping[str, Any], depth: int) -> list[Any]:
        found: list[Any] = []
        if isinstance(target := schema.get("$ref"), str):
            found.append(self._through(form, lookup(form.schema, target), depth))
        found += [self._through(form, part, depth) for part in schema.get("allOf", ())]
        for key in ("anyOf", "oneOf"):
            if key in schema:
                found.append(_some(key, [self._through(form, part, depth) for part in schema[key]]))
        if "not" in schema:
            found.append(_not(self._through(form, schema["not"], depth)))
        if "if" in schema:
            asked, then, other = (self._through(form, schema.get(key, True), depth) for key in ("if", "then", "else"))
            unsure = any(each is UNDECIDED for each in (asked, then, other))
            found.append(UNDECIDED if unsure else {"if": asked, "then": then, "else": other})
        return found


def is_silent(key: str) -> bool:
    """Whether a keyword asserts nothing."""
    return key.startswith((PREFIX, "$")) or key in ANNOTATIONS or key == "definitions"


def kept(transform: Any, schema: Schema) -> dict[str, Any]:
    """What a schema says without asserting anything, as far as it is true of the merged values; it goes along to the
    merged form."""
    if not isinstance(schema, Mapping):
        return {}
    example = transform.back(schema["x-example"]) if "x-example" in schema else NOTHING
    return {**{key: schema[key] for key in KEPT if key in schema}, **({} if example is NOTHING else {"x-example": example})}


def one_of(ways: Iterable[str], begin: str = "^(?:", end: str = ")$") -> Any:
    """A text that matches one of these patterns between `begin` and `end`; UNDECIDED when one is too long for a form. Many
    are said in several patterns, because none may be longer than a form's pattern."""
    groups: list[list[str]] = [[]]
    room = MAX_PATTERN - len(begin) - len(end)
    length = 0
    for way in dict.fromkeys(ways):
        if len(way) > room:
            return UNDECIDED
        if length + len(way) > room:
            groups.append([])
            length = 0
        groups[-1].append(way)
        length += len(way) + 1
    patterns = [{"pattern": f"{begin}{'|'.join(group)}{end}"} for group in groups if group]
    if not patterns:
        return False
    return {"type": "string", **(patterns[0] if len(patterns) == 1 else {"anyOf": patterns})}


def types_of(said: Mapping[str, Any]) -> frozenset[str] | None:
    """The JSON types that keywords name; None when they name none."""
    named = said.get("type")
    return None if named is None else frozenset([named] if isinstance(named, str) else named)


def _all(parts: list[Any]) -> Any:
    if any(part is UNDECIDED for part in parts):
        return UNDECIDED
    if any(part is False for part in parts):
        return False
    first, *others = [part for part in parts if part is not True] or [{}]
    return {**first, "allOf": [*first.get("allOf", ()), *others]} if others else first


def _some(key: str, parts: list[Any]) -> Any:
    return UNDECIDED if any(part is UNDECIDED for part in parts) else {key: parts}


def _not(part: Any) -> Any:
    if part is UNDECIDED or isinstance(part, bool):
        return part if part is UNDECIDED else not part
    return {"not": part}
