"""Schemas as administrators and others write them, each with valid data: for the round trip through HTML."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

Pair = tuple[dict[str, Any], Any]
ABSENT = object()
# No CR, NUL or lone surrogates: those are refused.
LETTERS = st.characters(exclude_characters="\r\x00", exclude_categories=("Cs",))
WORDS = st.text(LETTERS, max_size=12) | st.sampled_from(
    [
        "",
        " ",
        "\n",
        "\n\n甲",
        "a\nb",
        "<b>&amp;\"'",
        "null",
        "true",
        "12",
        '"12"',
        "{",
        "[]",
        "1e5",
        " x ",
        "“”",
        "</textarea>",
        "__",
    ]
)
NAMES = st.text(LETTERS, min_size=1, max_size=6) | st.sampled_from(
    ["a/b", "~", "~1", "a b", "%", "0", "姓名", "_null", "x.y"]
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
INTEGERS = st.integers(-(10**20), 10**20)
SCALARS = st.none() | st.booleans() | INTEGERS | NUMBERS | WORDS
VALUES = st.recursive(SCALARS, lambda s: st.lists(s, max_size=3) | st.dictionaries(WORDS, s, max_size=3), max_leaves=5)


def _distinct(values: list[Any]) -> list[Any]:
    return list({json.dumps(value): value for value in values}.values())


@st.composite
def scalar(draw: st.DrawFn) -> Pair:
    """One text, number, truth, date, or null beside them."""
    kind, values = draw(
        st.sampled_from(
            [
                ({"type": "string"}, WORDS),
                ({"type": "string", "maxLength": 500}, WORDS),
                ({"type": "integer"}, INTEGERS),
                ({"type": "number"}, NUMBERS | INTEGERS),
                ({"type": "boolean"}, st.booleans()),
                ({"type": "null"}, st.none()),
                ({"type": "string", "format": "date"}, st.dates().map(str)),
                ({}, VALUES),
                ({"type": ["object", "array"]}, VALUES),
                ({"type": ["string", "integer"]}, WORDS | INTEGERS),
                ({"type": ["string", "boolean"]}, WORDS | st.booleans()),
                ({"anyOf": [{"type": "string"}, {"type": "number"}]}, WORDS | NUMBERS),
                ({"type": "object"}, st.dictionaries(WORDS, SCALARS, max_size=2)),
            ]
        )
    )
    value = draw(values)
    if "array" in kind.get("type", ()) and not isinstance(value, dict | list):
        value = [value]
    if draw(st.booleans()) and isinstance(kind.get("type"), str) and kind["type"] != "null":
        nullable = draw(st.sampled_from([kind | {"type": [kind["type"], "null"]}, {"anyOf": [kind, {"type": "null"}]}]))
        return nullable, draw(st.sampled_from([value, None]))
    return kind, value


@st.composite
def choice(draw: st.DrawFn) -> Pair:
    """Options by name or by value, also such whose texts are alike; or a constant."""
    values = _distinct(
        draw(st.lists(SCALARS | st.sampled_from([1, "1", True, "true", None, "null", ""]), min_size=1, max_size=7))
    )
    value = draw(st.sampled_from(values))
    titled = [{"const": each, "title": draw(WORDS)} for each in values]
    return draw(st.sampled_from([({"enum": values}, value), ({"oneOf": titled}, value), ({"const": value}, value)]))


@st.composite
def choices(draw: st.DrawFn) -> Pair:
    """Several of some options, in any order."""
    values = _distinct(draw(st.lists(WORDS | st.integers(0, 3), min_size=1, max_size=5)))
    chosen = draw(st.lists(st.sampled_from(values), max_size=4))
    return {"type": "array", "items": {"enum": values}}, chosen


@st.composite
def listed(draw: st.DrawFn, inner: st.SearchStrategy[Pair]) -> Pair:
    """A list whose items all have the same schema: data of one, repeated."""
    schema, value = draw(inner)
    return {"type": "array", "items": schema}, [value] * draw(st.integers(0, 3))


@st.composite
def record(draw: st.DrawFn, inner: st.SearchStrategy[Pair], least: int = 0) -> Pair:
    """An object, some of its fields absent."""
    fields = draw(st.dictionaries(NAMES, inner, min_size=least, max_size=4))
    data = {name: value for name, (_, value) in fields.items() if draw(st.booleans())}
    return {"type": "object", "properties": {name: schema for name, (schema, _) in fields.items()}}, data


@st.composite
def conditional(draw: st.DrawFn, inner: st.SearchStrategy[Pair]) -> Pair:
    """An object in which one answer decides what the other fields are, and of which type."""
    schema, data = draw(record(inner))
    (one, first), (two, second) = draw(inner), draw(inner)
    taken = draw(st.booleans())
    value = first if taken else second
    asked = {"properties": {"how": {"const": "a"}}, "required": ["how"]}
    schema = {
        **schema,
        "properties": {**schema["properties"], "how": {"enum": ["a", "b"]}},
        "if": asked,
        "then": {"properties": {"more": one}},
        "else": {"properties": {"more": two}},
    }
    schema["properties"].pop("more", None)
    data = {name: each for name, each in data.items() if name != "more"} | {"how": "a" if taken else "b"}
    return schema, data | ({"more": value} if draw(st.booleans()) else {})


@st.composite
def referring(draw: st.DrawFn, inner: st.SearchStrategy[Pair]) -> Pair:
    """An object whose field is declared elsewhere in pieces."""
    schema, value = draw(inner)
    return {"type": "object", "properties": {"r": {"title": "引用", "allOf": [schema]}}}, {"r": value}


PLACES: st.SearchStrategy[Pair] = st.recursive(
    scalar() | choice() | choices(),
    lambda inner: listed(inner) | record(inner, 1) | conditional(inner) | referring(inner),
    max_leaves=8,
)
FORMS: st.SearchStrategy[Pair] = record(PLACES, 1) | conditional(PLACES)
