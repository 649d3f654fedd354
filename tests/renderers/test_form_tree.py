"""The tree of a form: what is visible, what is required, where problems and answers stand."""

from __future__ import annotations

import pytest

from yichuang.errors import Invalid, Problem
from yichuang.forms.compiled import SchemaInvalid
from yichuang.forms.form import Form
from yichuang_renderers.nodes import FieldNode, Mode, Source, Surroundings, Tree
from yichuang_renderers.tree import build

MAIL = {
    "type": "object",
    "title": "领取方式",
    "required": ["how"],
    "properties": {
        "how": {"title": "怎样领取", "oneOf": [{"const": "self", "title": "自取"}, {"const": "mail", "title": "邮寄"}]},
        "note": {"type": "string", "title": "备注", "x-used-by": ["a3", "a4"], "x-reason": "便于联系。"},
    },
    "if": {"properties": {"how": {"const": "mail"}}, "required": ["how"]},
    "then": {
        "properties": {"address": {"type": "string", "title": "地址", "x-section": "邮寄"}},
        "required": ["address"],
    },
}


def fields(tree: Tree) -> dict[str, FieldNode]:
    return {field.key: field for section in tree.sections for field in section.fields}


def test_a_field_is_there_only_while_its_condition_holds() -> None:
    assert set(fields(build(Form(MAIL), {"how": "self", "address": "旧的"}))) == {"how", "note"}
    assert set(fields(build(Form(MAIL), {"how": "mail"}))) == {"how", "note", "address"}


def test_what_a_chosen_branch_demands_is_required() -> None:
    tree = build(Form(MAIL), {"how": "mail"})
    assert {key: field.required for key, field in fields(tree).items()} == {"how": True, "note": False, "address": True}


def test_a_field_that_a_condition_asks_about_is_marked() -> None:
    assert [key for key, field in fields(build(Form(MAIL), {})).items() if field.toggles] == ["how"]


def test_options_are_named_and_the_present_one_is_marked() -> None:
    field = fields(build(Form(MAIL), {"how": "mail"}))["how"]
    assert [(option.token, option.title, option.checked) for option in field.options] == [
        ("self", "自取", False),
        ("mail", "邮寄", True),
    ]
    assert field.shown == "邮寄"


def test_users_of_a_field_are_called_by_name_and_the_reason_follows() -> None:
    around = Surroundings(names={"a3": "出生登记"})
    assert fields(build(Form(MAIL), {}, around=around))["note"].why == "用于：出生登记、a4。便于联系。"


def test_a_problem_stands_at_its_field_and_one_without_place_is_not_lost() -> None:
    here, nowhere = Problem("/note", "maxLength", "太长。"), Problem("/address", "required", "此项必填。")
    tree = build(Form(MAIL), {"how": "self"}, [here, nowhere])
    assert fields(tree)["note"].error == "太长。"
    assert tree.unplaced == (nowhere,)
    assert set(tree.problems) == {here, nowhere}


def test_the_layout_arranges_and_what_it_forgets_comes_last() -> None:
    layout = {"sections": [{"code": "m", "title": "第一", "fields": [{"field": "address", "width": "third"}, "how"]}]}
    tree = build(Form(MAIL, layout), {"how": "mail"})
    assert [(section.title, [field.key for field in section.fields]) for section in tree.sections] == [
        ("第一", ["address", "how"]),
        ("其他信息", ["note"]),
    ]
    assert fields(tree)["address"].width == "third"


def test_without_a_layout_fields_stand_in_the_groups_that_they_name() -> None:
    tree = build(Form(MAIL), {"how": "mail"})
    assert [section.title for section in tree.sections] == ["其他信息", "邮寄"]


def test_rows_have_their_place_a_blank_row_and_bounds() -> None:
    item = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
    schema = {
        "type": "object",
        "properties": {"people": {"type": "array", "title": "人员", "maxItems": 2, "items": item}},
    }
    field = fields(build(Form(schema), {"people": [{"name": "甲"}, {"name": "乙"}]}))["people"]
    assert [row.children[0].pointer for row in field.children] == ["/people/0/name", "/people/1/name"]
    assert field.blank is not None
    assert field.blank.children[0].pointer == "/people/__/name"
    assert field.blank.children[0].required
    assert field.full


def test_a_list_that_must_hold_something_shows_its_first_row() -> None:
    schema = {"type": "object", "properties": {"names": {"type": "array", "minItems": 1, "items": {"type": "string"}}}}
    assert len(fields(build(Form(schema), {}))["names"].children) == 1


def test_data_that_the_form_does_not_ask_is_reported() -> None:
    assert [problem.rule for problem in build(Form(MAIL), {"shoe": 43}).problems] == ["unknown-field"]


@pytest.mark.parametrize("text", ["a\rb", "a\x00b", "a\ud800b"])
def test_characters_that_no_browser_carries_are_reported(text: str) -> None:
    field = fields(build(Form(MAIL), {"note": text}))["note"]
    assert field.text == "a�b"
    assert [problem.rule for problem in field.problems] == ["unspeakable"]


def test_a_value_of_another_kind_is_kept_as_json() -> None:
    schema = {"type": "object", "properties": {"n": {"type": "string"}, "o": MAIL}}
    tree = build(Form(schema), {"n": 5, "o": "文字"})
    assert {key: (field.widget, field.text) for key, field in fields(tree).items()} == {
        "n": ("json", "5"),
        "o": ("json", '"文字"'),
    }


def test_where_a_value_came_from_stands_beside_it() -> None:
    around = Surroundings(sources={"/note": Source("scan", "check", "0.71", "z1")})
    assert fields(build(Form(MAIL), {"note": "甲"}, around=around))["note"].source == Source(
        "scan", "check", "0.71", "z1"
    )


def test_in_reading_mode_nothing_can_be_changed() -> None:
    assert all(field.readonly for field in fields(build(Form(MAIL), {}, mode=Mode.VIEW)).values())


def test_more_than_a_page_can_show_is_refused() -> None:
    schema = {"type": "object", "properties": {"names": {"type": "array", "items": {"type": "string"}}}}
    with pytest.raises(Invalid, match="内容过多"):
        build(Form(schema), {"names": ["甲"] * 50_000})


def test_a_form_that_cannot_be_used_is_refused_with_its_problems() -> None:
    with pytest.raises(SchemaInvalid) as refused:
        build(Form({"type": "object", "properties": {"a": {"type": "strin"}}}), {})
    assert refused.value.problems
