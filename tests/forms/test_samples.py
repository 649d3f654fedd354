"""Samples: valid instances by dice, the same for the same seed; and counterexamples made small."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from department_forms import PARTS, ROW
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from yichuang.forms.assemble import RowPlan
from yichuang.forms.compiled import compiled
from yichuang.forms.merge import merge
from yichuang.forms.places import Part
from yichuang.forms.proof.samples import NOTHING, Sampler
from yichuang.forms.proof.smaller import smallest
from yichuang.forms.proof.texts import FORMATS
from yichuang.forms.visibility import prune

SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SOME
@given(PARTS, st.integers(0, 1000))
def test_an_instance_is_valid_and_shows_nothing_hidden(some: list[Part], seed: int) -> None:
    form = compiled(merge(some, {ROW: RowPlan("子女", 0, 3)}).form.schema)
    data = Sampler(form, Random(seed)).instance()
    event("made" if data is not None else "not made")
    if data is not None:
        assert form.problems(data) == [] and prune(form, data) == data


def test_the_same_seed_gives_the_same_instances() -> None:
    form = compiled({"properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["a", "b"]})
    one, other = Sampler(form, Random(7)), Sampler(form, Random(7))
    assert [one.instance() for _ in range(5)] == [other.instance() for _ in range(5)]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_has_texts_that_are_valid(name: str) -> None:
    form = compiled({"type": "string", "format": name})
    values = [Sampler(form, Random(seed)).value([form.schema]) for seed in range(20)]
    assert NOTHING not in values and all(form.is_valid(value) for value in values)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "pattern": "^[A-Z]{2}[0-9]{4}$"},
        {"type": "string", "minLength": 40, "maxLength": 40},
        {"type": "number", "exclusiveMinimum": 0, "maximum": 1, "multipleOf": 0.25},
        {"type": "integer", "minimum": -3, "maximum": -3},
        {"type": "array", "items": {"enum": [1, 2, 3]}, "minItems": 2, "uniqueItems": True},
        {"type": "array", "contains": {"const": "x"}, "items": {"type": "string"}},
        {"anyOf": [{"type": "object", "required": ["a"], "properties": {"a": {"type": "null"}}}, {"const": 5}]},
        {"type": "object", "required": ["k"], "properties": {"k": {"enum": ["x"]}},
         "if": {"properties": {"k": {"const": "x"}}}, "then": {"properties": {"v": {"type": "integer"}}, "required": ["v"]}},
    ],
)  # fmt: skip
def test_values_meet_what_is_asked(schema: dict[str, Any]) -> None:
    form = compiled(schema)
    values = [Sampler(form, Random(seed)).value([form.schema]) for seed in range(10)]
    assert all(value is not NOTHING and form.is_valid(value) for value in values)


def test_a_contradiction_gives_nothing() -> None:
    form = compiled({"type": "string", "minLength": 3, "maxLength": 2})
    assert Sampler(form, Random(1)).value([form.schema]) is NOTHING


def test_a_counterexample_shrinks_to_what_matters() -> None:
    data = {"a": "长长的名字示例", "b": 1234, "c": [{"x": 1, "y": "zz"}, {"x": 5}], "d": "留下"}
    found = smallest(data, lambda each: len(each.get("a", "")) >= 3 and any(row.get("x", 0) > 2 for row in each.get("c", ())))
    assert set(found) == {"a", "c"} and len(found["a"]) == 3 and found["c"] == [{"x": 3}]
