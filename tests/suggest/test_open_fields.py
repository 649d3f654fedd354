"""The fields of a form without element: where they stand, under which heading, beside what; and writing an element in."""

from __future__ import annotations

import json

import pytest

from yichuang.definitions.library import read_paths
from yichuang.definitions.matter import Matter
from yichuang.definitions.suggest import dictionary_of, open_fields, suggest
from yichuang.definitions.suggest.adopting import Choice, adopt
from yichuang.definitions.suggest.form import places_of, stands_at
from yichuang.definitions.suggest.used import form_of
from yichuang.errors import Invalid
from yichuang.forms.form import Form
from yichuang.forms.pointers import get, split

FORM = Form({
    "type": "object",
    "properties": {
        "xm": {"type": "string", "title": "法定代表人姓名"}, "dh": {"type": "string", "title": "电话"},
        "uscc": {"type": "string", "title": "统一社会信用代码", "x-element": "ent.uscc", "x-role": "dw"},
        "home": {"type": "object", "title": "住所信息", "properties": {"address": {"$ref": "#/$defs/text", "title": "地址"}}},
        "staff": {"type": "array", "title": "职工", "x-role": "zg", "items": {"properties": {"name": {"title": "姓名"}}}},
        "tags": {"type": "array", "title": "参保险种", "items": {"enum": ["养老", "医疗"]}},
    },
    "if": {"properties": {"xm": {"const": "甲"}}}, "then": {"properties": {"why": {"title": "原因"}}},
    "$defs": {"text": {"type": "string", "maxLength": 9}},
}, {"sections": [{"title": "法定代表人", "fields": ["dh", {"field": "xm"}]}, {"title": "其他", "fields": ["tags"]}]})  # fmt: skip


def test_every_field_without_element_is_found_with_its_place_heading_and_role():
    found = {".".join(each.place.steps): each for each in open_fields(FORM)}
    assert set(found) == {"dh", "xm", "tags", "home.address", "staff.name", "why"}
    assert found["home.address"].place.pointer() == "/properties/home/properties/address"
    assert found["why"].place.pointer("/form/schema") == "/form/schema/then/properties/why"
    assert found["staff.name"].place.pointer() == "/properties/staff/items/properties/name"
    assert found["home.address"].place.section == "住所信息" and found["staff.name"].place.section == "职工"
    assert found["staff.name"].place.asked.role == "zg" and found["home.address"].place.asked.value["maxLength"] == 9


def test_neighbours_stand_in_the_order_of_the_layout():
    phone, name = [each for each in open_fields(FORM) if each.place.section == "法定代表人"]
    assert [each.label for each in phone.context.after] == ["法定代表人姓名"] and phone.context.before == ()
    assert [each.label for each in name.context.before] == ["电话"]
    assert name.context.roles["dw"] == ("统一社会信用代码", "")


def test_a_pointer_to_the_schema_or_to_the_answer_means_a_field_also_one_that_names_an_element():
    assert [each.place.label for each in open_fields(FORM, "/uscc") if stands_at(each.place, "/uscc")] == ["统一社会信用代码"]
    address = next(each.place for each in open_fields(FORM) if each.place.label == "地址")
    assert stands_at(address, "/" + "home/address")
    assert stands_at(address, "/form/schema/properties/home/properties/address", "/form/schema")


def test_a_schema_inside_itself_ends():
    schema = {"properties": {"a": {"$ref": "#/$defs/n"}}, "$defs": {"n": {"title": "组", "properties": {
        "name": {"title": "姓名"}, "inner": {"$ref": "#/$defs/n"}}}}}  # fmt: skip
    assert [each.place.label for each in open_fields(Form(schema))].count("姓名") >= 1


@pytest.mark.parametrize("schema", [{}, {"properties": {}}, {"properties": {"a": True}}, {"type": "string"}])
def test_a_form_without_fields_has_none(schema):
    assert [each for each in open_fields(Form(schema)) if each.place.asked.label] == []


LAYOUTS = (None, [], {"sections": "x"}, {"sections": [3, {"fields": [3, {"field": None}]}, {"fields": 4}]})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_that_is_none_arranges_nothing(layout):
    assert len(open_fields(Form(FORM.schema, layout))) == 6


@pytest.fixture(scope="module")
def seeds(request):
    """The library of the seeds."""
    return read_paths([request.config.rootpath / "seeds"]).library


def without_elements(value):
    """The same without what it says of elements and roles."""
    if isinstance(value, dict):
        return {key: without_elements(each) for key, each in value.items() if key not in ("x-element", "x-role")}
    return [without_elements(each) for each in value] if isinstance(value, list) else value


def test_the_forms_of_the_seeds_find_their_elements_again(seeds):
    dictionary = dictionary_of(each for each in seeds if not isinstance(each, Matter))
    right = among = asked = 0
    for matter in (each for each in seeds if isinstance(each, Matter)):
        form = form_of(matter)
        true = {place.steps: place.element for place in places_of(form)}
        for field in open_fields(Form(without_elements(form.schema), form.layout)):
            found = [each.element for each in suggest(field.place.asked, field.context, dictionary)]
            meant = true[field.place.steps]
            asked += meant is not None
            right += meant is not None and found[:1] == [meant]
            among += meant is not None and meant in found
    assert asked >= 500 and right >= 0.95 * asked and among >= 0.98 * asked


def test_whose_an_element_usually_is_is_learned_from_the_forms(seeds):
    habits = dictionary_of(seeds).habits
    assert habits["birth.weight_g"] == "child" and habits["estate.share"] == "buyer"
    assert not any(code.startswith("person.") for code in habits) and "food.seats" not in habits


@pytest.fixture
def document(seeds):
    """A matter of the seeds in which one field names no element."""
    document = json.loads(json.dumps(seeds.entries["signboard"].document))
    field = document["form"]["schema"]["properties"]["fzrdh"]
    del field["x-element"], field["x-role"]
    return document


PLACE = "/form/schema/properties/fzrdh"


def test_a_choice_is_written_into_the_field_and_nowhere_else(document, seeds):
    changed = adopt(document, (Choice(PLACE, "person.mobile", "fzr"),))
    assert changed == seeds.entries["signboard"].document
    assert "x-element" not in get(document, split(PLACE))


@pytest.mark.parametrize(("choices", "rule"), [
    ((Choice("/form/schema/properties/nowhere", "person.mobile", "fzr"),), "no-such-field"),
    ((Choice("/form/schema/properties/fzrxm", "person.phone", "fzr"),), "named-already"),
    ((Choice(PLACE, "person.name", "fzr"),), "asked-twice"),
])  # fmt: skip
def test_a_choice_that_cannot_stand_changes_nothing(document, choices, rule):
    before = json.dumps(document)
    with pytest.raises(Invalid, match="没有采用") as refused:
        adopt(document, choices)
    assert [problem.rule for problem in refused.value.problems] == [rule] and json.dumps(document) == before


@pytest.mark.parametrize("form", [None, {}, {"schema": 3}, {"schema": {}}])
def test_a_matter_without_form_has_no_field_to_choose_for(form):
    with pytest.raises(Invalid):
        adopt({"kind": "matter", "form": form}, (Choice(PLACE, "person.mobile", "fzr"),))
