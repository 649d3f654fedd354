"""Schemas of earlier drafts accept and refuse as today's the same instances as they did in their own words."""
from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft4Validator, Draft7Validator

from yichuang.forms.compiled import compiled
from yichuang.forms.foreign.drafts import DRAFT, upgraded

SEVEN = "http://json-schema.org/draft-07/schema#"
FOUR = "http://json-schema.org/draft-04/schema#"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.sampled_from(["", "a", "abc", "示例"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3), max_leaves=8)
LEAVES = st.sampled_from([
    {"type": "string"}, {"type": "integer"}, {"minimum": 3}, {"maxLength": 2}, {"$ref": "#/definitions/one"},
    {"$ref": "#/definitions/one", "minLength": 2, "title": "示例"}, {"$ref": "#/definitions/pair/items/1"}, True, False])


def _seven(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    properties = st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3)
    return st.one_of(
        st.builds(lambda first, rest: {"items": first, "additionalItems": rest}, st.lists(inner, min_size=1, max_size=2), inner),
        st.builds(lambda one, rest: {"items": one, "additionalItems": rest}, inner, inner),
        st.builds(lambda said: {"properties": said}, properties),
        st.builds(lambda said: {"dependencies": said}, st.dictionaries(
            st.sampled_from(["a", "b"]), inner | st.lists(st.sampled_from(["b", "c"]), unique=True), min_size=1, max_size=2)),
        st.builds(lambda one, other: {"if": one, "then": other}, inner, inner),
        st.builds(lambda several: {"allOf": several}, st.lists(inner, min_size=1, max_size=2)))


@settings(max_examples=300)
@given(st.recursive(LEAVES, _seven, max_leaves=6), VALUES)
def test_a_schema_of_draft_7_decides_as_it_did(schema: object, value: object) -> None:
    document = {"$schema": SEVEN, "allOf": [schema], "definitions": {
        "one": {"type": "string", "minLength": 1}, "pair": {"items": [{"type": "string"}, {"type": "integer"}]}}}
    found = upgraded(document)
    assert found.schema["$schema"] == DRAFT
    assert compiled(found.schema).is_valid(value) == Draft7Validator(document).is_valid(value)


@pytest.mark.parametrize("value", [2, 3, 4, 9, 10, "x"])
def test_bounds_of_draft_4_are_read_as_they_were_meant(value: object) -> None:
    schema = {"$schema": FOUR, "type": "integer", "minimum": 3, "exclusiveMinimum": True, "maximum": 9, "exclusiveMaximum": False}
    assert compiled(upgraded(schema).schema).is_valid(value) == Draft4Validator(schema).is_valid(value)


def test_references_into_what_has_moved_are_followed_there() -> None:
    schema = {"$schema": SEVEN, "definitions": {"甲": {"items": [{"definitions": {"b": {"const": 1}}}]}},
              "properties": {"x": {"$ref": "#/definitions/%E7%94%B2/items/0/definitions/b"}}}
    form = compiled(upgraded(schema).schema)
    assert form.is_valid({"x": 1})
    assert not form.is_valid({"x": 2})


def test_a_schema_that_names_no_draft_is_read_anew_only_where_it_must_be() -> None:
    plain = {"type": "object", "definitions": {"a": {"type": "string"}}, "properties": {"x": {"$ref": "#/definitions/a"}}}
    assert upgraded(plain).schema == plain
    assert upgraded(plain).remarks == ()
    old = {"properties": {"x": {"items": [{"type": "string"}]}}, "dependencies": {"x": ["y"]}}
    assert upgraded(old).schema == {"properties": {"x": {"prefixItems": [{"type": "string"}]}}, "dependentRequired": {"x": ["y"]}}
    assert [remark.pointer for remark in upgraded(old).remarks] == ["/properties/x/items", "/dependencies"]


def test_names_of_fields_are_not_taken_for_keywords() -> None:
    fields = {name: {"type": "string"} for name in ("definitions", "items", "id", "dependencies", "additionalItems")}
    assert upgraded({"$schema": SEVEN, "properties": fields}).schema["properties"] == fields


@pytest.mark.parametrize("schema", [
    True, None, [], "text", {"$schema": 3}, {"$schema": SEVEN, "properties": 3, "items": 4, "dependencies": [], "definitions": "x"},
    {"$schema": SEVEN, "$ref": 5}, {"$schema": SEVEN, "$ref": "#definitions"}, {"$schema": "https://example.invalid/schema"}])
def test_what_is_no_schema_at_all_is_left_for_the_dialect_to_refuse(schema: object) -> None:
    assert json.dumps(upgraded(schema).schema) is not None
