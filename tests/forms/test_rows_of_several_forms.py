"""Lists of several forms: one array, row by row and field by field; what cannot be one is asked apart and said so."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from department_forms import filled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yichuang.forms.compiled import compiled
from yichuang.forms.form import Form
from yichuang.forms.merge import Merged, merge
from yichuang.forms.places import Part
from yichuang.forms.project import Sources, project
from yichuang.forms.proof.verify import Trial, verify
from yichuang.forms.visibility import prune

NAME = {"type": "string", "title": "姓名", "maxLength": 30, "x-element": "person.name"}
NUMBER = {"type": "string", "title": "证件号码", "maxLength": 18, "x-element": "person.id_no"}
AMOUNT = {"type": "number", "title": "出资额", "minimum": 0, "x-element": "share.amount"}


def listing(name: str, items: dict[str, Any], required: bool = True, **more: Any) -> Form:
    """A form with one list of holders."""
    rows = {"type": "array", "title": "股东", "x-role": "holder", "items": {"type": "object", **items}, **more}
    return Form({"type": "object", "properties": {name: rows}, "required": [name] if required else []})


def projected(merged: Merged, part: Part, data: dict[str, Any]) -> dict[str, Any]:
    return project(part, [link for link in merged.links if link.part == part.name], Sources(data))


def two(**more: Any) -> list[Part]:
    first = listing("gd", {"properties": {"xm": NAME, "zjhm": NUMBER}, "required": ["xm", "zjhm"]},
                    minItems=1, maxItems=50, **{"x-key": ["person.id_no"]}, **more)  # fmt: skip
    second = listing("tzf", {"properties": {"name": {**NAME, "minLength": 2}, "amt": AMOUNT}, "required": ["amt"]},
                     minItems=2, maxItems=20)  # fmt: skip
    return [Part("a", first), Part("b", second)]


def test_two_lists_are_one_array_with_the_fields_of_both_and_the_stricter_bounds() -> None:
    parts = two()
    merged = merge(parts)
    array = merged.form.schema["properties"]["holder"]
    assert (array["minItems"], array["maxItems"], array["x-key"], array["x-role"]) == (2, 20, ["person.id_no"], "holder")
    assert list(array["items"]["properties"]) == ["person.name", "person.id_no", "share.amount"] and not merged.conflicts
    assert array["items"]["type"] == "object" and set(array["items"]["required"]) == {"person.name", "person.id_no", "share.amount"}
    assert array["items"]["properties"]["person.name"]["x-used-by"] == ["a", "b"]
    rows = [{"person.name": f"甲{i}", "person.id_no": str(i), "share.amount": i} for i in range(2)]
    assert projected(merged, parts[0], {"holder": rows}) == {"gd": [{"xm": f"甲{i}", "zjhm": str(i)} for i in range(2)]}
    assert projected(merged, parts[1], {"holder": rows}) == {"tzf": [{"name": f"甲{i}", "amt": i} for i in range(2)]}
    found = verify(Trial(merged, parts, samples=50))
    assert found.sound and {claim.verdict for claim in found.claims} == {"proved"}, found.claims


def test_nested_objects_in_rows_are_merged_field_by_field() -> None:
    how = {"enum": ["1", "2"], "title": "方式"}
    inside = {"type": "object", "title": "出资", "properties": {"je": AMOUNT, "fs": how}, "required": ["fs"]}
    first = listing("gd", {"properties": {"xm": NAME, "cz": inside}, "required": ["cz"]})
    parts = [Part("a", first), two()[1]]
    merged = merge(parts)
    row = merged.form.schema["properties"]["holder"]["items"]["properties"]
    assert list(row) == ["person.name", "share.amount", "a~cz.fs"]
    data = {"holder": [{"person.name": "甲乙", "share.amount": 5, "a~cz.fs": "1"}] * 2}
    assert projected(merged, parts[0], data) == {"gd": [{"xm": "甲乙", "cz": {"je": 5, "fs": "1"}}] * 2}
    assert verify(Trial(merged, parts, samples=50)).sound


def test_lists_inside_rows_are_asked_apart_and_that_is_said() -> None:
    kids = {"type": "array", "title": "子女", "x-role": "child", "items": {"type": "object", "properties": {"xm": NAME}}}
    parts = [Part(name, listing(name, {"properties": {"xm": NAME, "kids": kids}})) for name in "ab"]
    merged = merge(parts)
    assert [(conflict.kind, conflict.where) for conflict in merged.conflicts] == [("nested", "holder/*/a~kids")]
    assert merged.conflicts[0].proposals and "各问各的" in merged.conflicts[0].message
    row = merged.form.schema["properties"]["holder"]["items"]["properties"]
    assert list(row) == ["person.name", "a~kids", "b~kids"]
    data = {"holder": [{"person.name": "甲", "a~kids": [{"xm": "乙"}], "b~kids": []}]}
    assert projected(merged, parts[0], data) == {"a": [{"xm": "甲", "kids": [{"xm": "乙"}]}]}
    assert projected(merged, parts[1], data) == {"b": [{"xm": "甲", "kids": []}]}
    assert verify(Trial(merged, parts, samples=40)).sound


@pytest.mark.parametrize(("least", "most"), [((1, 2), (9, 3)), ((0, 4), (3, 9)), ((2, 2), (2, 2))])
def test_bounds_that_leave_no_list_are_a_conflict_and_never_a_form_that_nobody_can_fill_in(
    least: tuple[int, int], most: tuple[int, int]
) -> None:
    parts = [Part(name, listing(name, {"properties": {"xm": NAME}}, minItems=low, maxItems=high))
             for name, low, high in zip("ab", least, most, strict=True)]  # fmt: skip
    merged = merge(parts)
    check = compiled(merged.form.schema)
    possible = max(least) <= min(most)
    assert possible == (not merged.conflicts)
    lists = list(merged.form.schema["properties"])
    assert len(lists) == (1 if possible else 2)
    for counts in product(range(6), repeat=len(lists)):
        data = {key: [{"person.name": "甲"}] * count for key, count in zip(lists, counts, strict=True)}
        if check.is_valid(data):
            assert all(part.ready.is_valid(projected(merged, part, data)) for part in parts)


def test_rows_that_must_differ_for_one_department_are_said_to_be_beyond_the_merged_form() -> None:
    parts = two(uniqueItems=True)
    merged = merge(parts)
    same = {"person.name": "甲乙", "person.id_no": "1"}
    data = {"holder": [{**same, "share.amount": 1}, {**same, "share.amount": 2}]}
    if compiled(merged.form.schema).is_valid(data):
        assert not parts[0].ready.is_valid(projected(merged, parts[0], data))
        assert [conflict.kind for conflict in merged.conflicts] == ["beyond"]
        assert {claim.verdict for claim in verify(Trial(merged, parts, samples=5)).claims if claim.part == "a"} != {"proved"}


POOL: list[dict[str, Any]] = [
    {"type": "string", "maxLength": 2, "x-element": "name"}, {"type": "string", "minLength": 1, "x-element": "name"},
    {"enum": ["1", "2"], "x-element": "kind"}, {"enum": ["2", "3"], "x-element": "kind"},
    {"type": "integer", "minimum": 1, "x-element": "count"}, {"type": "string", "x-element": "count"}, {"type": "boolean"},
]  # fmt: skip


@st.composite
def holders(draw: st.DrawFn, name: str) -> Part:
    fields: dict[str, Any] = {}
    for number, schema in enumerate(draw(st.lists(st.sampled_from(POOL), min_size=1, max_size=3))):
        if schema.get("x-element") not in {each.get("x-element") for each in fields.values() if each.get("x-element")}:
            fields[f"{name}{number}"] = {**schema, "title": str(schema.get("x-element"))}
    needed = draw(st.lists(st.sampled_from(sorted(fields)), max_size=2, unique=True))
    inside: dict[str, Any] = {"type": "object", "properties": fields, "required": needed}
    if draw(st.booleans()):
        inside = {"type": "object", "properties": {"deep": inside}, "required": draw(st.sampled_from([[], ["deep"]]))}
    bounds = draw(st.fixed_dictionaries({}, optional={"minItems": st.integers(0, 2), "maxItems": st.integers(0, 3)}))
    return Part(name, listing(f"{name}s", inside, draw(st.booleans()), **bounds))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), st.tuples(holders("a"), holders("b"), holders("c")))
def test_whatever_rows_the_merged_form_accepts_each_department_accepts(data: st.DataObject, parts: tuple[Part, ...]) -> None:
    merged = merge(parts)
    check = compiled(merged.form.schema)
    typed = prune(check, data.draw(filled(merged.form.schema)))
    if check.is_valid(typed):
        for part in parts:
            assert part.ready.problems(projected(merged, part, typed)) == [], (merged.form.schema, typed)


def test_every_way_to_order_the_forms_gives_the_same_array() -> None:
    parts = [*two(), Part("c", listing("c", {"properties": {"sl": {**AMOUNT, "maximum": 9}}}, required=False))]
    schemas = [merge(order).form.schema for order in (parts, parts[::-1], [parts[1], parts[2], parts[0]])]
    rows = [{"person.name": "甲乙", "person.id_no": "1", "share.amount": amount} for amount in (3, 10)]
    for data in ({"holder": rows}, {"holder": [rows[0]] * 2}, {"holder": rows[:1]}, {}):
        assert len({compiled(schema).is_valid(data) for schema in schemas}) == 1
