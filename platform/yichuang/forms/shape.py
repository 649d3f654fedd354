"""The shape of a place in a form: what kind of answer it takes. Reading a body and drawing a screen both start here."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .compiled import Compiled
from .form import Schema
from .json_types import JSON_TYPES, types_of
from .visibility import Fragments, declared, item, possible


class Kind(StrEnum):
    """How a place is answered."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    OBJECT = "object"
    ROWS = "rows"
    LIST = "list"
    CONSTANT = "constant"
    NULL = "null"
    JSON = "json"


@dataclass(frozen=True)
class Choice:
    """One option: the JSON value, its name, and how it travels in an HTML form."""

    value: Any
    title: str
    token: str


@dataclass(frozen=True)
class Shape:
    """What a place takes. `keywords` joins the annotations and assertions of all schemas that speak of the place."""

    kind: Kind
    types: frozenset[str]
    keywords: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    fragments: tuple[Schema, ...] = ()

    @property
    def title(self) -> str | None:
        """The declared label."""
        return self.keywords.get("title")

    @property
    def multiline(self) -> bool:
        """Whether a text may hold several lines: asked for, or long."""
        return self.keywords.get("x-widget") == "textarea" or int(self.keywords.get("maxLength", 0)) > 200


def token(value: Any) -> str:
    """A JSON value as the text of an option: literal text for strings, JSON for anything else."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def shape_of(form: Compiled, fragments: Iterable[Schema], around: frozenset[int] = frozenset()) -> Shape:
    """The shape of the place that all these schemas speak of; worked out once for a compiled form. `around` are the lists
    that it is an item of, as far as they are being worked out."""
    spoken = list(fragments)
    key = tuple(map(id, spoken))
    found: Shape | None = form.shapes.get(key)
    if found is None:
        found = form.shapes[key] = _shape(form, spoken, around)
    return found


def _shape(form: Compiled, fragments: Fragments, around: frozenset[int]) -> Shape:
    # Keeping the fragments in the shape keeps their ids from being used again.
    parts = tuple({id(part): part for part in [*possible(form, fragments), *fragments]}.values())
    sure = list(certain(form, fragments))
    options = {id(branch) for part in parts if (branches := _options(part)) for branch in branches}
    schemas = [part for part in parts if isinstance(part, Mapping) and id(part) not in options]
    keywords: dict[str, Any] = {}
    for schema in (*sure, *schemas):
        for key, value in schema.items():
            keywords.setdefault(key, value)
    types = types_of(form, fragments)
    choices = _choices(sure, types)
    return Shape(_kind(form, types, (schemas, around), sure, choices), types, keywords, choices, parts)


def shapes_below(form: Compiled, fragments: Iterable[Schema]) -> dict[str, Fragments]:
    """Property name → schemas, for every property the place could have; treat it as read-only."""
    return declared(form, fragments)


def item_fragments(shape: Shape, index: int = 0) -> Fragments:
    """What is said of the item at index of a list."""
    return item(shape.fragments, index)


def certain(form: Compiled, fragments: Iterable[Schema]) -> Iterator[Mapping[str, Any]]:
    """The schemas that hold unconditionally at a place; “this or null” counts as this."""
    seen: set[int] = set()
    todo = list(fragments)[::-1]
    while todo:
        for part in form.resolve(todo.pop()):
            if isinstance(part, Mapping) and id(part) not in seen:
                seen.add(id(part))
                yield part
                todo.extend([*part.get("allOf", ()), *_besides_null(form, part)][::-1])


def _besides_null(form: Compiled, part: Mapping[str, Any]) -> Iterator[Schema]:
    for key in ("anyOf", "oneOf"):
        solid = [branch for branch in part.get(key, ()) if types_of(form, [branch]) - {"null"}]
        if len(solid) == 1:
            yield solid[0]


def _options(part: Schema) -> Sequence[Mapping[str, Any]]:
    """Titled options: the first `oneOf` or `anyOf` in which every branch is one value."""
    if isinstance(part, Mapping):
        for key in ("oneOf", "anyOf"):
            branches = part.get(key)
            if branches and all(isinstance(branch, Mapping) and "const" in branch for branch in branches):
                return list(branches)
    return ()


def _choices(sure: Sequence[Mapping[str, Any]], types: frozenset[str]) -> tuple[Choice, ...]:
    named = next((branches for part in sure if (branches := _options(part))), None)
    if named:
        return _tokens([(branch["const"], branch.get("title")) for branch in named])
    listed = next((part["enum"] for part in sure if "enum" in part), None)
    if listed and "boolean" not in types:
        return _tokens([(value, None) for value in listed])
    return ()


def _tokens(options: Sequence[tuple[Any, Any]]) -> tuple[Choice, ...]:
    """Where the literal texts of two options would be the same (`1` and `"1"`), all travel as JSON."""
    literal = [token(value) for value, _ in options]
    if len(set(literal)) < len(literal):
        literal = [json.dumps(value, ensure_ascii=False) for value, _ in options]
    return tuple(Choice(value, str(title or token(value)), text)
                 for (value, title), text in zip(options, literal, strict=True))


def _kind(form: Compiled, types: frozenset[str], spoken: tuple[list[Mapping[str, Any]], frozenset[int]],
          sure: Sequence[Mapping[str, Any]], choices: tuple[Choice, ...]) -> Kind:
    if choices:
        return Kind.CHOICE
    solid = types - {"null"}
    if len(solid - {"integer"}) <= 1 and any("const" in part for part in sure):
        return Kind.CONSTANT
    if solid == {"array"}:
        return _list_kind(form, *spoken)
    if solid in ({"object"}, set(JSON_TYPES) - {"null"}):
        # An object without declared properties can only be written as it is.
        return Kind.OBJECT if any("properties" in schema for schema in spoken[0]) else Kind.JSON
    return SIMPLE.get(solid, Kind.JSON)


SIMPLE: Mapping[frozenset[str], Kind] = {
    frozenset({"string"}): Kind.TEXT, frozenset({"integer"}): Kind.INTEGER, frozenset({"boolean"}): Kind.BOOLEAN,
    frozenset({"number"}): Kind.NUMBER, frozenset({"integer", "number"}): Kind.NUMBER, frozenset(): Kind.NULL,
}


def _list_kind(form: Compiled, schemas: list[Mapping[str, Any]], around: frozenset[int]) -> Kind:
    items = [schema["items"] for schema in schemas if "items" in schema]
    if not items or any("prefixItems" in schema for schema in schemas):
        return Kind.JSON
    within = around | {id(schema) for schema in schemas}
    if any(id(part) in within for part in possible(form, items)):
        # A list of itself: there is no last item whose kind could be told.
        return Kind.LIST
    inner = shape_of(form, items, within)
    if inner.kind is Kind.CHOICE:
        return Kind.CHOICES
    return Kind.ROWS if inner.kind is Kind.OBJECT else Kind.LIST
