"""Containment of schemas: what is called proved holds for every value, and what merging joins is nearly always proved."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from leaf_schemas import LEAVES, VALUES

from yichuang.forms.compiled import Compiled
from yichuang.forms.meet import Incompatible, meet
from yichuang.forms.proof.contain import contained

MANY = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def within(sub: Any, sup: Any) -> bool:
    """Whether it is proved that what `sub` accepts, `sup` accepts."""
    one, other = Compiled({"allOf": [sub]}), Compiled({"allOf": [sup]})
    return contained(one.schema["allOf"], one, other.schema["allOf"], other)


@MANY
@given(LEAVES, LEAVES)
def test_what_is_proved_holds_for_every_value_tried(sub: Any, sup: Any) -> None:
    if within(sub, sup):
        event("proved")
        one, other = Compiled({"allOf": [sub]}), Compiled({"allOf": [sup]})
        assert [value for value in VALUES if one.is_valid(value) and not other.is_valid(value)] == []


@MANY
@given(LEAVES)
def test_a_schema_is_contained_in_itself_and_in_anything(schema: Any) -> None:
    assert within(schema, True)
    assert within(False, schema)


@MANY
@given(LEAVES, LEAVES)
def test_a_meet_is_within_both_and_what_is_not_proved_of_it_holds_all_the_same(one: Any, other: Any) -> None:
    try:
        met = meet(one, other)
    except Incompatible:
        return
    event("proved" if within(met, one) and within(met, other) else "left to samples")
    forms = [Compiled({"allOf": [schema]}) for schema in (met, one, other)]
    assert all(form.is_valid(value) for value in VALUES if forms[0].is_valid(value) for form in forms)


@pytest.mark.parametrize(
    ("sub", "sup"),
    [
        ({"type": "string", "minLength": 2, "maxLength": 30}, {"type": "string", "maxLength": 50}),
        ({"type": "integer", "minimum": 1}, {"type": "number", "exclusiveMinimum": 0}),
        ({"enum": ["1", "2"]}, {"type": "string", "pattern": "^[0-9]$"}),
        ({"oneOf": [{"const": "1", "title": "男"}, {"const": "2", "title": "女"}]}, {"enum": ["2", "1", "9"]}),
        ({"type": "number", "multipleOf": 0.5}, {"multipleOf": 0.25}),
        ({"type": "string", "format": "cn-id-number"}, {"type": "string", "minLength": 18, "maxLength": 18}),
        ({"type": "string", "format": "date", "pattern": "^2"}, {"type": "string", "format": "date"}),
        ({"anyOf": [{"const": 1}, {"type": "null"}]}, {"type": ["integer", "null"]}),
        ({"type": "array", "items": {"enum": [1, 2]}, "maxItems": 2}, {"type": "array", "items": {"type": "integer"}}),
        (
            {"type": "object", "properties": {"a": {"const": 1}}, "required": ["a"], "additionalProperties": False},
            {"type": "object", "properties": {"a": {"minimum": 0}}, "maxProperties": 1},
        ),
        (
            {"required": ["a"], "properties": {"a": {"const": 1}, "b": {"type": "string"}}, "type": "object"},
            {"if": {"properties": {"a": {"const": 1}}, "required": ["a"]}, "then": {"properties": {"b": {"type": "string"}}}},
        ),
    ],
)  # fmt: skip
def test_what_departments_narrow_is_proved(sub: Any, sup: Any) -> None:
    assert within(sub, sup)


@pytest.mark.parametrize(
    ("sub", "sup"),
    [
        ({"type": "string"}, {"type": "string", "maxLength": 50}),
        ({"type": "number"}, {"type": "integer"}),
        ({"type": "number", "minimum": 1}, {"exclusiveMinimum": 1}),
        ({"enum": ["1", "2", "男"]}, {"pattern": "^[0-9]$"}),
        ({"type": "string", "pattern": "^a"}, {"pattern": "^b"}),
        ({"type": "array", "items": {"type": "integer"}}, {"prefixItems": [{"const": 1}]}),
        ({"type": "object"}, {"required": ["a"]}),
        ({"type": "object", "properties": {"a": {"const": 1}}}, {"properties": {"a": {"const": 1}}, "additionalProperties": False}),
        ({"anyOf": [{"const": 1}, {"type": "null"}]}, {"type": "integer"}),
        (True, False),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_never_called_proved(sub: Any, sup: Any) -> None:
    assert not within(sub, sup)
