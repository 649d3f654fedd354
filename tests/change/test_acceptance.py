"""One schema against another: "accepts all" is said only when the validator itself never finds the contrary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from department_forms import filled, parts
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from leaf_schemas import LEAVES, VALUES

from yichuang.definitions.change.acceptance import accepts_all
from yichuang.forms.compiled import SchemaInvalid, compiled

THOROUGH = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
TEXT = {"type": "string", "maxLength": 30}
FORM = {"type": "object", "properties": {"name": TEXT, "sex": {"enum": ["1", "2"]}}, "required": ["name"]}


def form(**changes: Any) -> dict[str, Any]:
    """The form with some keywords said otherwise."""
    return {**FORM, **changes}


WIDER: list[tuple[Any, Any]] = [
    (TEXT, {"type": "string"}),
    (TEXT, {"type": "string", "maxLength": 60}),
    (TEXT, {"type": ["string", "null"], "maxLength": 30}),
    ({"type": "integer"}, {"type": "number"}),
    ({"type": "integer", "minimum": 3}, {"type": "integer", "exclusiveMinimum": 2}),
    ({"enum": ["1"]}, {"enum": ["1", "2"]}),
    ({"enum": ["1", "2"]}, {"oneOf": [{"const": v, "title": v} for v in "123"]}),
    ({"enum": ["a", "bb"]}, {"type": "string", "maxLength": 2, "pattern": "^[ab]+$"}),
    ({"const": True}, {"type": "boolean"}),
    ({"multipleOf": 6, "type": "integer"}, {"multipleOf": 3}),
    ({"$ref": "#/$defs/a", "$defs": {"a": TEXT}}, {"type": "string"}),
    ({"anyOf": [{"const": 1}, {"type": "string"}]}, {"type": ["integer", "string"]}),
    ({"not": {"type": "string"}}, {"not": {"const": "a"}}),
    ({"type": "array", "items": {"enum": ["1"]}, "minItems": 2}, {"type": "array", "items": {"enum": ["1", "2"]}, "minItems": 1}),
    (FORM, form(required=[])),
    (FORM, {**FORM, "title": "改了名", "x-help": "改了提示"}),
]
NARROWER: list[tuple[Any, Any]] = [
    (TEXT, {"type": "string", "maxLength": 20}),
    ({"type": "number"}, {"type": "integer"}),
    ({"enum": ["1", "2"]}, {"enum": ["1"]}),
    (TEXT, {**TEXT, "pattern": "^a"}),
    (TEXT, {**TEXT, "format": "date"}),
    (FORM, form(required=["name", "sex"])),
    (FORM, form(properties={**FORM["properties"], "name": {"type": "integer"}})),
    ({"minimum": 3}, {"exclusiveMinimum": 3}),
    (True, {"type": "string"}),
    ({"const": 1}, {"const": True}),
    (FORM, False),
]


@pytest.mark.parametrize(("old", "new"), WIDER)
def test_what_is_wider_is_found_to_be(old: Any, new: Any) -> None:
    assert accepts_all(new, old)


@pytest.mark.parametrize(("old", "new"), NARROWER)
def test_what_is_narrower_is_never_said_to_be_wide_enough(old: Any, new: Any) -> None:
    assert not accepts_all(new, old) and not accepts_all(new, old, of_forms=True)


def test_a_new_field_narrows_a_schema_but_not_a_form_unless_it_is_required() -> None:
    more = form(properties={**FORM["properties"], "note": {"type": "string"}})
    assert accepts_all(more, FORM, of_forms=True) and not accepts_all(more, FORM)
    assert not accepts_all({**more, "required": ["name", "note"]}, FORM, of_forms=True)
    later = {**more, "if": {"properties": {"note": {"const": "a"}}, "required": ["note"]}, "then": {"required": ["sex"]}}
    assert accepts_all(later, FORM, of_forms=True)


def test_a_schema_that_leads_back_to_itself_equals_only_itself() -> None:
    tree = {"type": "object", "properties": {"next": {"$ref": "#"}, "name": TEXT}}
    assert accepts_all(dict(tree), tree)
    assert not accepts_all({**tree, "properties": {**tree["properties"], "name": {"type": "integer"}}}, tree)


@THOROUGH
@given(old=LEAVES, new=LEAVES)
def test_no_value_accepted_before_is_refused_after_a_yes(old: Any, new: Any) -> None:
    try:
        before, after = compiled(old), compiled(new)
    except SchemaInvalid:
        assume(False)
    if accepts_all(new, old):
        assert [value for value in VALUES if before.is_valid(value) and not after.is_valid(value)] == []


@THOROUGH
@given(schema=LEAVES)
def test_every_schema_accepts_what_it_accepts(schema: Any) -> None:
    assert accepts_all(schema, schema)


@st.composite
def edited(draw: st.DrawFn, schema: Any) -> Any:
    """The same schema with one keyword somewhere left out, said otherwise or added."""
    if not isinstance(schema, Mapping) or (draw(st.booleans()) and schema):
        return draw(LEAVES)
    inner = [key for key, value in schema.items() if isinstance(value, Mapping) and value and key != "const"]
    if inner and draw(st.integers(0, 2)):
        key = draw(st.sampled_from(inner))
        return {**schema, key: draw(edited(schema[key]))}
    other = draw(LEAVES)
    more = dict(other) if isinstance(other, Mapping) else {}
    dropped = draw(st.sampled_from([None, *schema]))
    return {**{key: value for key, value in schema.items() if key != dropped}, **more}


@THOROUGH
@given(data=st.data(), old=LEAVES)
def test_no_small_change_deceives_it(data: st.DataObject, old: Any) -> None:
    new = data.draw(edited(old))
    try:
        before, after = compiled(old), compiled(new)
    except SchemaInvalid:
        assume(False)
    if accepts_all(new, old):
        assert [value for value in VALUES if before.is_valid(value) and not after.is_valid(value)] == []


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), part=parts("a"))
def test_data_of_a_form_is_not_refused_after_a_yes_of_forms(data: st.DataObject, part: Any) -> None:
    old = part.form.schema
    new = data.draw(edited(old))
    try:
        after = compiled(new)
    except SchemaInvalid:
        assume(False)
    if accepts_all(new, old, of_forms=True):
        given_ = data.draw(filled(old))
        assert after.is_valid(given_) or not compiled(old).is_valid(given_)
