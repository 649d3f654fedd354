"""Samples: valid instances by dice, the same for the same seed; and counterexamples made small."""

from __future__ import annotations

from random import Random
from time import process_time
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


TYPED = {
    "type": "object",
    "required": ["no", "kind", "type"],
    "properties": {
        "no": {"type": "string", "minLength": 5, "maxLength": 20},
        "kind": {"enum": ["person", "firm"]},
        "type": {"enum": ["111", "414", "511", "516"]},
        "name": {"type": "string", "minLength": 1},
    },
    "allOf": [
        *(
            {"if": {"properties": {"kind": {"const": "person"}, "type": {"const": code}}}, "then": {"properties": {"no": said}}}
            for code, said in (
                ("111", {"format": "cn-id-number"}),
                ("414", {"pattern": "^[A-Z0-9]{5,17}$"}),
                ("511", {"pattern": "^[0-9]{8}$"}),
                ("516", {"pattern": "^[HM][0-9]{8,10}$"}),
            )
        ),
        {
            "if": {"properties": {"kind": {"const": "firm"}}},
            "then": {"properties": {"no": {"format": "cn-credit-code"}, "seal": {"type": "boolean"}}, "required": ["seal"]},
        },
    ],
}  # fmt: skip
"""A number that must fit what is chosen below it."""


@pytest.mark.parametrize("rows", [1, 3, 8])
def test_rows_are_filled_in_one_by_one_with_what_conditions_ask_of_each(rows: int) -> None:
    people = {"type": "array", "items": TYPED, "minItems": rows, "maxItems": rows + 2}
    form = compiled({"type": "object", "properties": {"people": people}, "required": ["people"]})
    made = [Sampler(form, Random(seed), 0.5).instance() for seed in range(12)]
    assert all(data is not None and form.is_valid(data) and prune(form, data) == data for data in made)
    every = [row for data in made if data is not None for row in data["people"]]
    assert {row["kind"] for row in every} == {"person", "firm"} and {row["type"] for row in every} == {"111", "414", "511", "516"}
    assert all(("seal" in row) is (row["kind"] == "firm") for row in every)


def test_what_is_refused_inside_a_row_is_drawn_anew_in_that_row() -> None:
    # What the rows must be together no row by itself can tell.
    rows = {"type": "array", "minItems": 2, "maxItems": 4, "items": TYPED, "contains": {"properties": {"kind": {"const": "firm"}}}}
    form = compiled({"type": "object", "properties": {"rows": rows}, "required": ["rows"]})
    made = [Sampler(form, Random(seed)).instance() for seed in range(8)]
    assert all(data is not None and any(row["kind"] == "firm" for row in data["rows"]) for data in made)


def test_a_settled_value_stands_in_every_row_and_the_rest_fits_it() -> None:
    rows = {"type": "array", "minItems": 1, "items": TYPED}
    form = compiled({"type": "object", "properties": {"rows": rows}, "required": ["rows"]})
    fixed = {("rows", "*", "type"): "511", ("rows", "*", "kind"): "person"}
    for seed in range(6):
        data = Sampler(form, Random(seed), fixed=fixed).instance()
        assert data is not None and all(row["type"] == "511" and len(row["no"]) == 8 for row in data["rows"])


def test_a_form_that_cannot_be_filled_in_is_given_up_soon() -> None:
    text = {"type": "string", "allOf": [{"pattern": "^x"}, {"pattern": "^y"}]}
    never = {"type": "object", "required": ["a"], "properties": {"a": text}}
    rows = {"type": "array", "minItems": 3, "items": never}
    form = compiled({"type": "object", "properties": {"rows": rows}, "required": ["rows"]})
    started = process_time()
    assert Sampler(form, Random(1)).instance() is None
    assert process_time() - started < 5


@pytest.mark.parametrize(
    "parts",
    [
        [{"pattern": "^[0-9]{8}$"}, {"pattern": "^20"}],
        [{"pattern": "^[A-Z]"}, {"pattern": "[0-9]$"}, {"minLength": 9, "maxLength": 9}],
        [{"format": "date"}, {"pattern": "^2026-"}],
        [{"format": "cn-mobile"}, {"pattern": "0000$"}],
    ],
)
def test_a_text_suits_all_the_patterns_that_are_said_of_it(parts: list[dict[str, Any]]) -> None:
    form = compiled({"type": "string", "allOf": parts})
    values = [Sampler(form, Random(seed)).value([form.schema]) for seed in range(10)]
    assert NOTHING not in values and all(form.is_valid(value) for value in values) and len(set(values)) > 1


@pytest.mark.parametrize(
    ("schema", "edges"),
    [
        ({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.5, "multipleOf": 0.1}, {0.1, 0.4}),
        ({"type": "integer", "minimum": -3, "maximum": 90, "multipleOf": 7}, {0, 84}),
        ({"allOf": [{"type": "number", "multipleOf": 0.4}, {"multipleOf": 0.6}], "minimum": 1, "maximum": 4}, {1.2, 3.6}),
        ({"type": "number", "minimum": 0, "maximum": 0.001}, {0, 0.001}),
    ],
)
def test_numbers_stand_on_their_steps_and_come_to_the_edges(schema: dict[str, Any], edges: set[float]) -> None:
    form = compiled(schema)
    values = [Sampler(form, Random(seed)).value([form.schema]) for seed in range(60)]
    assert all(form.is_valid(value) for value in values) and edges <= set(values)


def test_a_contradiction_gives_nothing() -> None:
    form = compiled({"type": "string", "minLength": 3, "maxLength": 2})
    assert Sampler(form, Random(1)).value([form.schema]) is NOTHING


def test_a_counterexample_shrinks_to_what_matters() -> None:
    data = {"a": "长长的名字示例", "b": 1234, "c": [{"x": 1, "y": "zz"}, {"x": 5}], "d": "留下"}
    found = smallest(data, lambda each: len(each.get("a", "")) >= 3 and any(row.get("x", 0) > 2 for row in each.get("c", ())))
    assert set(found) == {"a", "c"} and len(found["a"]) == 3 and found["c"] == [{"x": 3}]
