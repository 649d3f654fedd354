"""Leaf schemas as departments write them, and values to try them with."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    2,
    3,
    4,
    6,
    10,
    -1,
    1.0,
    1.5,
    2.5,
    12.25,
    10**20,
    "",
    "a",
    "b",
    "1",
    "2",
    "ab",
    "abc",
    "男",
    "2026-11-21",
    "true",
    "13812340000",
    [],
    [1],
    [1, 1],
    ["a"],
    ["a", "b"],
    ["a", 1],
    [[1]],
    {},
    {"a": 1},
    {"a": "x"},
    {"a": 1, "b": 2},
    {"b": "1"},
    [{"a": 1}],
    [{"a": 1}, {"b": 2}],
]
SCALARS = st.sampled_from([None, True, False, 0, 1, 2, 1.5, "", "a", "b", "1", "ab", "abc"])
SMALL = st.integers(0, 4)
TYPES = st.sampled_from(["string", "integer", "number", "boolean", "null", "array", "object"])


@st.composite
def named_options(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Titled options without repetition."""
    values = draw(st.lists(SCALARS, min_size=1, max_size=4, unique_by=lambda v: (type(v).__name__, v)))
    return [{"const": value, "title": f"选项{i}"} for i, value in enumerate(values)]


def _keywords(inner: st.SearchStrategy[Any]) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
        "enum": st.lists(SCALARS, min_size=1, max_size=4, unique_by=lambda v: (type(v).__name__, v)),
        "const": SCALARS,
        "oneOf": named_options(),
        "anyOf": st.lists(inner, min_size=1, max_size=2),
        "minimum": SMALL,
        "maximum": SMALL,
        "exclusiveMinimum": SMALL,
        "exclusiveMaximum": SMALL,
        "minLength": SMALL,
        "maxLength": SMALL,
        "minItems": SMALL,
        "maxItems": SMALL,
        "uniqueItems": st.booleans(),
        "multipleOf": st.sampled_from([1, 2, 3, 0.5, 2.5]),
        "pattern": st.sampled_from(["^a", "b$", "^[0-9]+$"]),
        "minProperties": SMALL,
        "maxProperties": SMALL,
        "required": st.lists(st.sampled_from("ab"), max_size=2, unique=True),
        "items": inner,
        "contains": inner,
        "prefixItems": st.lists(inner, min_size=1, max_size=2),
        "not": inner,
        "properties": st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
        "additionalProperties": inner,
        "if": inner,
        "then": inner,
        "else": inner,
        "title": st.sampled_from(["甲", "乙"]),
        "minContains": SMALL,
        "dependentRequired": st.just({"a": ["b"]}),
        "propertyNames": inner,
        "patternProperties": st.dictionaries(st.sampled_from(["^a", "b"]), inner, max_size=1),
    }


@st.composite
def _schema(draw: st.DrawFn, inner: st.SearchStrategy[Any]) -> Any:
    known = _keywords(inner)
    keys = draw(st.lists(st.sampled_from(sorted(known)), max_size=3, unique=True))
    return {key: draw(known[key]) for key in keys}


LEAVES: st.SearchStrategy[Any] = st.recursive(st.booleans() | _schema(st.booleans()), _schema, max_leaves=4)
