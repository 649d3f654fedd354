"""What clerks type becomes JSON; hidden means absent; what cannot be read stays as typed, with a problem."""

from __future__ import annotations

from typing import Any

import pytest
from department_forms import filled, parts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from leaf_schemas import LEAVES, VALUES

from yichuang.errors import BadRequest
from yichuang.forms.compiled import Compiled, compiled
from yichuang.forms.decode import read_body
from yichuang.forms.form import Form
from yichuang.forms.messages import FORMATS, SENTENCES
from yichuang.forms.places import Part
from yichuang.forms.visibility import prune

NUMBERS = Form({"type": "object", "properties": {"n": {"type": "number"}, "i": {"type": "integer"}}})


def when(name: str, value: Any, **then: Any) -> dict[str, Any]:
    return {"if": {"properties": {name: {"const": value}}, "required": [name]}, "then": {"properties": then}}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("１２", 12),
        ("1,000", 1000),
        ("1，234，567", 1234567),
        ("1e5", 100000),
        ("-5", -5),
        ("−5", -5),
        ("－５", -5),
        ("+5", 5),
        (" 7 ", 7),
        ("3.0", 3),
        ("9" * 60, int("9" * 60)),
    ],
)
def test_a_number_is_read_as_a_clerk_types_it(typed: str, meant: int) -> None:
    reading = read_body(NUMBERS, [("/n", typed), ("/i", typed)])
    assert reading.problems == () and reading.data == {"n": meant, "i": meant}
    assert isinstance(reading.data["i"], int)


@pytest.mark.parametrize(
    "typed", ["3,5", "1,00", "abc", "1e400", "NaN", "Infinity", "true", "0x10", "1_000", "--1", "9" * 500, "[1]"]
)
def test_what_is_no_number_stays_as_typed_with_a_problem(typed: str) -> None:
    reading = read_body(NUMBERS, [("/n", typed)])
    assert reading.data == {"n": typed}
    assert [(problem.pointer, problem.rule) for problem in reading.problems] == [("/n", "undecodable")]


def test_rows_with_gaps_move_together_and_a_forged_name_is_said() -> None:
    form = Form(
        {"type": "object", "properties": {"r": {"type": "array", "items": {"type": "object", "properties": {"a": {}}}}}}
    )
    reading = read_body(
        form, [("/r/7/a", "2"), ("/r/3/a", "1"), ("/r/x/a", "3"), ("/who", "4"), ("csrf", "5"), ("/r/007/a", "6")]
    )
    assert reading.data == {"r": [{"a": 1}, {"a": 2}]}
    assert [(p.pointer, p.severity) for p in reading.problems] == [("/who", "warning")]


def test_options_whose_texts_are_alike_keep_their_types() -> None:
    form = Form({"type": "object", "properties": {"c": {"enum": [1, "1", True]}, "d": {"enum": ["a", 2]}}})
    assert read_body(form, [("/c", "1"), ("/d", "2")]).data == {"c": 1, "d": 2}
    assert read_body(form, [("/c", '"1"'), ("/d", "a")]).data == {"c": "1", "d": "a"}


@pytest.mark.parametrize(
    "pairs",
    [
        [("/n", "1")] * 100_000,
        [("/n", "\x00")],
        [("/n", "\ud800")],
        [("/" + "a/" * 65, "1")],
        [("_null", "n")],
    ],
)
def test_a_body_that_no_page_of_ours_sends_is_refused(pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(BadRequest):
        read_body(NUMBERS, pairs)


@settings(max_examples=300, deadline=None)
@given(LEAVES, st.sampled_from(VALUES))
def test_validity_is_that_of_the_reference_implementation(schema: Any, value: Any) -> None:
    assert Compiled(schema).is_valid(value) == Draft202012Validator(schema).is_valid(value)


@settings(max_examples=300, deadline=None)
@given(LEAVES, st.sampled_from(VALUES))
def test_every_refusal_is_a_chinese_sentence_at_a_place(schema: Any, value: Any) -> None:
    form = Compiled(schema)
    problems = form.problems(value)
    assert bool(problems) != form.is_valid(value)
    for problem in problems:
        assert problem.message.endswith("。") and not problem.message.isascii()


def test_what_is_missing_is_reported_at_the_field_and_deep_data_is_refused() -> None:
    form = compiled({"type": "object", "properties": {"a": {"type": "object", "required": ["b/c"]}}})
    assert [problem.pointer for problem in form.problems({"a": {}})] == ["/a/b~1c"]
    deep: Any = []
    for _ in range(800):
        deep = [deep]
    assert [problem.rule for problem in form.problems({"a": deep})] == ["depth"] and not form.is_valid({"a": deep})


def test_every_keyword_and_format_has_a_sentence() -> None:
    assert all(FORMATS.values()) and {"required", "enum", "pattern", "format", "oneOf", "not"} <= set(SENTENCES)


def test_a_chain_of_conditions_falls_with_its_first_link() -> None:
    form = compiled(
        {
            "type": "object",
            "properties": {"a": {}},
            "allOf": [when("a", 1, b={}), when("b", 1, c={}), when("c", 1, d={})],
        }
    )
    whole = {"a": 1, "b": 1, "c": 1, "d": 1}
    assert prune(form, whole) == whole
    assert prune(form, whole | {"a": 2}) == {"a": 2}


def test_a_condition_looks_at_what_is_left_inside_a_nested_object() -> None:
    asked = {
        "if": {"properties": {"g": {"required": ["x"]}}, "required": ["g"]},
        "then": {"properties": {"b": {}}},
        "else": {"properties": {"c": {}}},
    }
    group = {"type": "object", "properties": {"t": {}}, **when("t", 1, x={})}
    form = compiled({"type": "object", "properties": {"g": group}, **asked})
    assert prune(form, {"g": {"t": 0, "x": 1}, "b": 1, "c": 2}) == {"g": {"t": 0}, "c": 2}
    assert prune(form, {"g": {"t": 1, "x": 1}, "b": 1, "c": 2}) == {"g": {"t": 1, "x": 1}, "b": 1}


def test_while_no_branch_is_met_nothing_that_was_typed_is_lost() -> None:
    branches = [
        {"properties": {"k": {"const": "a"}, "x": {"minLength": 3}}, "required": ["k", "x"]},
        {"properties": {"k": {"const": "b"}, "y": {}}, "required": ["k", "y"]},
    ]
    form = compiled({"type": "object", "properties": {"k": {}}, "oneOf": branches})
    assert prune(form, {"k": "a", "x": "1"}) == {"k": "a", "x": "1"}
    assert prune(form, {"k": "a", "x": "123", "y": "2"}) == {"k": "a", "x": "123"}


def test_dependent_schemas_false_and_rows_hide_too() -> None:
    row = {"type": "object", "properties": {"t": {}}, **when("t", 1, x={})}
    form = compiled(
        {
            "type": "object",
            "properties": {"a": {}, "no": False, "r": {"type": "array", "items": row}},
            "dependentSchemas": {"a": {"properties": {"b": {}}}},
        }
    )
    data = {"b": 1, "no": 1, "r": [{"t": 1, "x": 1}, {"t": 2, "x": 1}], "unknown": 1}
    assert prune(form, data) == {"r": [{"t": 1, "x": 1}, {"t": 2}], "unknown": 1}
    assert prune(form, data | {"a": 1})["b"] == 1


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.data(),
    parts("a"),
    st.dictionaries(st.sampled_from(["a_own", "a_p_kind", "a_q_kind", "a_p_used"]), st.sampled_from(["1", True])),
)
def test_pruning_twice_is_pruning_once_and_spares_what_is_declared(
    data: st.DataObject, part: Part, more: dict[str, Any]
) -> None:
    form = compiled(part.form.schema)
    typed = data.draw(filled(part.form.schema)) | more
    once = prune(form, typed)
    assert prune(form, once) == once
    assert {name for name in typed if name in part.form.schema["properties"]} <= once.keys()


def test_a_condition_made_on_the_way_never_answers_for_another() -> None:
    form = Compiled({"type": "object"})
    for number in range(500):
        assert form.holds({"const": number}, number) and not form.holds({"const": number}, -1)
