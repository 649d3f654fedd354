"""`$ref` and `$defs`: put where they are named; what refers to itself stands under a name that says whose it is."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.forms.compiled import compiled
from yichuang.forms.dialect import schema_problems
from yichuang.forms.form import Form
from yichuang.forms.merge import Merged, merge
from yichuang.forms.places import Part
from yichuang.forms.project import Sources, project
from yichuang.forms.proof.verify import Trial, verify


def tree(inside: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A form whose list refers to itself: nodes with nodes below them."""
    node = {"type": "object", "properties": {**inside, "below": {"type": "array", "items": {"$ref": "#/$defs/node"}}}, **more}
    return {"type": "object", "$defs": {"node": node, "word": {"type": "string", "minLength": 1}},
            "properties": {"nodes": {"type": "array", "title": "树", "items": {"$ref": "#/$defs/node"}},
                           "word": {"$ref": "#/$defs/word", "title": "词"}}}  # fmt: skip


FIRST = Part("a", Form(tree({"name": {"type": "string", "maxLength": 2}}, required=["name"])))
THEIRS = {"type": "object", "required": ["id"], "properties": {
    "id": {"type": "integer"}, "below": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}  # fmt: skip
SECOND = Part("乙 表", Form({**tree({}), "$defs": {"node": THEIRS, "word": {"type": "string", "maxLength": 3}}}))


def projected(merged: Merged, part: Part, data: dict[str, Any]) -> dict[str, Any]:
    return project(part, [link for link in merged.links if link.part == part.name], Sources(data))


def test_definitions_of_one_name_stand_apart_under_the_names_of_their_forms() -> None:
    merged = merge([FIRST, SECOND])
    schema = merged.form.schema
    assert set(schema["$defs"]) == {"a.node", "乙 表.node"} and merged.conflicts == ()
    assert schema["$defs"]["a.node"]["required"] == ["name"] and schema["$defs"]["乙 表.node"]["required"] == ["id"]
    assert schema["$defs"]["a.node"]["properties"]["below"]["items"] == {"$ref": "#/$defs/a.node"}
    assert schema["properties"]["a~word"]["minLength"] == 1 and schema["properties"]["乙 表~word"]["maxLength"] == 3
    assert schema_problems(schema) == []


NODES = st.recursive(
    st.fixed_dictionaries({}, optional={"name": st.sampled_from(["", "a", "abc"]), "id": st.sampled_from([1, "1"])}),
    lambda inner: st.builds(lambda one, below: {**one, "below": below}, inner, st.lists(inner, max_size=2)),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(NODES, max_size=2), st.lists(NODES, max_size=2))
def test_what_refers_to_itself_is_asked_exactly_as_each_form_asks_it(one: list[Any], other: list[Any]) -> None:
    parts = [FIRST, SECOND]
    merged = merge(parts)
    data = {"a~nodes": one, "乙 表~nodes": other}
    accepted = [part.ready.is_valid(projected(merged, part, data)) for part in parts]
    assert compiled(merged.form.schema).is_valid(data) == all(accepted)


def test_two_forms_that_ask_for_one_recursive_element_are_both_met() -> None:
    said = {"x-role": "p", "x-element": "chart", "title": "组织结构"}
    parts = [Part(name, Form({"type": "object", "$defs": {"n": node}, "properties": {"chart": {"$ref": "#/$defs/n", **said}}}))
             for name, node in (
                 ("a", {"type": "array", "items": {"$ref": "#/$defs/n"}, "maxItems": 2}),
                 ("b", {"type": "array", "items": {"$ref": "#/$defs/n"}, "minItems": 1}))]  # fmt: skip
    merged = merge(parts)
    check = compiled(merged.form.schema)
    assert list(merged.form.schema["properties"]) == ["p.chart"] and set(merged.form.schema["$defs"]) == {"a.n", "b.n"}
    for value in ([], [[]], [[[]]], [[], [], []]):
        data = {"p.chart": value}
        assert check.is_valid(data) == all(part.ready.is_valid(projected(merged, part, data)) for part in parts)


def test_definitions_that_refer_to_each_other_and_to_the_root_are_kept() -> None:
    schema: dict[str, Any] = {
        "type": "object", "required": ["kind"],
        "$defs": {"a": {"type": "array", "items": {"$ref": "#/$defs/b"}, "maxItems": 1},
                  "b": {"anyOf": [{"$ref": "#/$defs/a"}, {"const": 1}]}},
        "properties": {"kind": {"type": "string", "title": "类别"}, "mutual": {"$ref": "#/$defs/a", "title": "互引"},
                       "again": {"type": "array", "title": "再来", "items": {"$ref": "#"}}}}  # fmt: skip
    part = Part("f", Form(schema))
    merged = merge([part])
    check = compiled(merged.form.schema)
    assert "f" in merged.form.schema["$defs"]
    for extra in ({}, {"f~mutual": [[[1]]]}, {"f~mutual": [2]}, {"f~again": [{"kind": "x"}]}, {"f~again": [{"again": []}]}):
        data = {"f~kind": "x", **extra}
        assert check.is_valid(data) == part.ready.is_valid(projected(merged, part, data)), data
    assert verify(Trial(merged, [part], samples=20)).sound
