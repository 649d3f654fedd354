"""On schemas whose values can all be tried, a conflict is told exactly when no value suits everybody."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from yichuang.forms.compiled import compiled
from yichuang.forms.conflicts import conflicts_of
from yichuang.forms.form import Form
from yichuang.forms.places import Part

TEXTS = ["".join(letters) for count in range(5) for letters in product("ab1", repeat=count)]
NUMBERS = list(range(-2, 14))
PATTERNS = ["^a", "b$", "^[ab]+$", "^[0-9]*$", "^1?a{2}$", "^(a|b1)+$", "^[^a]+$", "^ab?$|^1+$", r"^\w{2,3}$"]


@st.composite
def texts(draw: st.DrawFn) -> dict[str, Any]:
    """What a department may demand of a short text. Longer ones than can be tried are refused."""
    most = draw(st.integers(0, 4))
    schema: dict[str, Any] = {"type": "string", "maxLength": most}
    if draw(st.booleans()):
        schema["minLength"] = draw(st.integers(0, most))
    if draw(st.booleans()):
        schema["pattern"] = draw(st.sampled_from(PATTERNS))
    if draw(st.integers(0, 3)) == 0:
        schema["enum"] = draw(st.lists(st.sampled_from(["", "a", "ab", "b", "1", "11", "aab"]), min_size=1, unique=True))
    return schema


@st.composite
def numbers(draw: st.DrawFn) -> dict[str, Any]:
    """What a department may demand of a small whole number."""
    least = draw(st.integers(-2, 12))
    schema: dict[str, Any] = {"type": "integer", "minimum": least, "maximum": draw(st.integers(least, 13))}
    for key in ("exclusiveMinimum", "exclusiveMaximum"):
        if draw(st.integers(0, 3)) == 0:
            schema[key] = draw(st.integers(-2, 13))
    if draw(st.booleans()):
        schema["multipleOf"] = draw(st.sampled_from([2, 3, 4, 1.5, 0.5, 5]))
    if draw(st.integers(0, 3)) == 0:
        schema["enum"] = draw(st.lists(st.integers(-2, 13), min_size=1, max_size=4, unique=True))
    return schema


def suits_somebody(schema: dict[str, Any]) -> bool:
    return any(compiled(schema).is_valid(value) for value in (*TEXTS, *NUMBERS))


SOME = texts().filter(suits_somebody) | numbers().filter(suits_somebody)


@settings(max_examples=300, deadline=None)
@given(st.lists(SOME, min_size=2, max_size=3))
def test_a_conflict_is_told_exactly_when_no_value_suits_everybody(schemas: list[dict[str, Any]]) -> None:
    parts = [Part(f"part{index}", Form({"type": "object", "properties": {
        "x": {**schema, "title": "某项", "x-role": "p", "x-element": "e"}}})) for index, schema in enumerate(schemas)]  # fmt: skip
    suiting = [value for value in (*TEXTS, *NUMBERS) if all(compiled(schema).is_valid(value) for schema in schemas)]
    event("suits" if suiting else "conflict")
    assert bool(conflicts_of(parts)) == (not suiting), suiting[:3]
