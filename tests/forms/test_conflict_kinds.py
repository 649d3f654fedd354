"""Every way in which departments may differ: its kind, who says what, and proposals that really settle it."""

from __future__ import annotations

from typing import Any

import pytest

from yichuang.forms.assemble import RowPlan
from yichuang.forms.conflicts import Beside, Conflict, conflicts_of
from yichuang.forms.decisions import Decision
from yichuang.forms.differences.givers import Giver
from yichuang.forms.form import Form
from yichuang.forms.merge import merge
from yichuang.forms.places import Part
from yichuang.forms.proof.verify import Trial, verify
from yichuang.forms.settling import Agenda

POLICE, HEALTH = "示例公安局《户口登记》", "示例医保局《参保登记》"
MALE_FIRST = [{"const": "1", "title": "男"}, {"const": "2", "title": "女"}]
FEMALE_FIRST = [{"const": "1", "title": "女"}, {"const": "2", "title": "男"}]
TEXT: dict[str, Any] = {"type": "string"}


def part(name: str, field: dict[str, Any], called: str = "", **form: Any) -> Part:
    """A form with one field of the applicant's, called x and asked for unless it says otherwise."""
    schema = {"x-role": "p", "x-element": "e", "title": "某项", **field}
    return Part(name, Form({"type": "object", "properties": {"x": schema}, "required": ["x"], **form}), called=called)


def pair(one: dict[str, Any], other: dict[str, Any]) -> list[Part]:
    return [part("a", one, POLICE), part("b", other, HEALTH)]


DIFFERENT: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("type", TEXT, {"type": "integer"}, "填文字", "填整数"),
    ("enum", {"enum": ["1", "2"]}, {"enum": ["男", "女"]}, "可选 1、2", "可选 男、女"),
    ("enum", {"enum": ["a", "bb"]}, {**TEXT, "minLength": 3}, "可选 a、bb", "至少 3 字"),
    ("range", {"type": "integer", "minimum": 18}, {"type": "integer", "maximum": 17}, "不小于 18", "不大于 17"),
    ("range", {"type": "integer", "exclusiveMinimum": 3}, {"type": "integer", "exclusiveMaximum": 4}, "大于 3", "小于 4"),
    ("range", {**TEXT, "minLength": 9}, {**TEXT, "maxLength": 8}, "至少 9 字", "至多 8 字"),
    ("range", {"type": "array", "minItems": 3}, {"type": "array", "maxItems": 2}, "至少 3 项", "至多 2 项"),
    ("format", {**TEXT, "format": "date"}, {**TEXT, "format": "cn-mobile"}, "写法为日期", "写法为手机号码"),
    ("pattern", {**TEXT, "pattern": "^[0-9]{15}$"}, {**TEXT, "pattern": r"^\d{18}$"}, "^[0-9]{15}$", r"^\d{18}$"),
    ("pattern", {**TEXT, "pattern": "^[0-9]{18}$"}, {**TEXT, "maxLength": 17}, "^[0-9]{18}$", "至多 17 字"),
    ("pattern", {**TEXT, "format": "date"}, {**TEXT, "pattern": "^[0-9]{8}$"}, "写法为日期", "^[0-9]{8}$"),
    ("multiple", {"type": "integer", "multipleOf": 4, "minimum": 1, "maximum": 7}, {"type": "integer", "multipleOf": 3},
     "4 的倍数", "3 的倍数"),
    ("code-list", {**TEXT, "x-code-list": "GB/T 3304"}, {**TEXT, "x-code-list": "示例地方代码"}, "GB/T 3304", "示例地方代码"),
    ("meaning", {"oneOf": MALE_FIRST}, {"oneOf": FEMALE_FIRST}, "1 男、2 女", "1 女、2 男"),
    ("meaning", {"type": "number", "x-unit": "元"}, {"type": "number", "x-unit": "万元"}, "单位 元", "单位 万元"),
    ("meaning", {**TEXT, "title": "户籍地址"}, {**TEXT, "title": "居住地址"}, "称“户籍地址”", "称“居住地址”"),
    ("meaning", {**TEXT, "title": "地址", "x-help": "填户口簿上的户籍地址"}, {**TEXT, "title": "地址", "description": "现居住地"},
     "户籍地址", "现居住地"),
    ("meaning", {**TEXT, "title": "成立日期"}, {**TEXT, "title": "联系电话"}, "称“成立日期”", "称“联系电话”"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "one", "other", "mine", "theirs"), DIFFERENT)
def test_a_conflict_says_who_demands_what(kind: str, one: Any, other: Any, mine: str, theirs: str) -> None:
    parts = pair(one, other)
    merged = merge(parts)
    assert [each.kind for each in merged.conflicts] == [kind]
    found = merged.conflicts[0]
    assert f"{POLICE}" in found.message and f"{HEALTH}" in found.message and found.message.endswith("目前分开填写。")
    assert mine in found.sides[0].says and theirs in found.sides[1].says
    assert (found.parts, found.members) == (("a", "b"), ("a", "b"))
    assert set(merged.form.schema["properties"]) == {"p.e~a", "p.e~b"}
    assert verify(Trial(merged, merged.parts, samples=20)).sound


@pytest.mark.parametrize(("kind", "one", "other", "mine", "theirs"), DIFFERENT)
def test_whatever_is_proposed_settles_the_conflict_when_it_is_taken_over(
    kind: str, one: Any, other: Any, mine: str, theirs: str
) -> None:
    parts = pair(one, other)
    found = merge(parts).conflicts[0]
    assert found.resolutions[-1].take == "apart" and len(found.proposals) > len(found.resolutions)
    for way in found.resolutions:
        merged = merge(parts, agenda=Agenda((taken_over(found, way.as_dict()),)))
        assert [each.state for each in merged.decided] == ["acting"], merged.decided[0].why
        assert merged.conflicts == () and verify(Trial(merged, merged.parts, samples=20)).sound
        asked = {"p.e"} if way.take in ("map", "together") else {"p.e~a", "p.e~b"}
        assert set(merged.form.schema["properties"]) == asked


def taken_over(conflict: Conflict, way: dict[str, Any]) -> Decision:
    return Decision(conflict.where, way["take"], conflict.kind, tuple(way["members"]), way.get("transforms", {}),
                    way.get("titles", {}))  # fmt: skip


BRIDGED: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ({"oneOf": MALE_FIRST}, {"enum": ["男", "女"]}, {"kind": "codes", "table": [["1", "男"], ["2", "女"]]}),
    ({"oneOf": MALE_FIRST}, {"oneOf": FEMALE_FIRST}, {"kind": "codes", "table": [["1", "2"], ["2", "1"]]}),
    ({"type": "boolean"}, {"enum": ["是", "否"]}, {"kind": "codes", "table": [[True, "是"], [False, "否"]]}),
    ({**TEXT, "format": "date"}, {**TEXT, "pattern": "^[0-9]{8}$"}, {"kind": "date", "pattern": "YYYYMMDD"}),
    ({"type": "number", "x-unit": "元"}, {"type": "number", "x-unit": "万元"}, {"kind": "number", "factor": 0.0001}),
    ({"type": "integer"}, {**TEXT, "maxLength": 8}, {"kind": "number", "decimals": 0}),
]


@pytest.mark.parametrize(("one", "other", "transform"), BRIDGED)
def test_a_bridge_is_proposed_ready_made(one: Any, other: Any, transform: dict[str, Any]) -> None:
    found = merge(pair(one, other)).conflicts[0]
    way = found.resolutions[0]
    assert way.take == "map"
    made = way.transforms["b"]["/x"]
    assert {key: made[key] for key in transform} == transform


def test_what_a_table_does_not_reach_is_said() -> None:
    found = merge(pair({"oneOf": [*MALE_FIRST, {"const": "9", "title": "未说明"}]}, {"enum": ["男", "女"]})).conflicts[0]
    assert "“未说明”没有对应的" in found.proposals[0]


SAME: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({**TEXT, "format": "cn-mobile"}, {**TEXT, "format": "cn-phone"}),
    ({**TEXT, "pattern": "^[0-9]+$"}, {**TEXT, "pattern": "^1", "maxLength": 11}),
    ({"oneOf": MALE_FIRST}, {"oneOf": [{"const": "1", "title": "男性"}, {"const": "2", "title": "女性"}]}),
    ({"type": "number", "x-unit": "㎡"}, {"type": "number", "x-unit": "平方米"}),
    ({**TEXT, "x-code-list": "GB/T 2261.1"}, {**TEXT, "x-code-list": "GB/T 2261.1—2003"}),
    ({**TEXT, "title": "姓名"}, {**TEXT, "title": "申请人"}),
    ({**TEXT, "title": "手机"}, {**TEXT, "title": "联系电话"}),
    ({**TEXT, "title": "住所（经营场所）"}, {**TEXT, "title": "注册地址"}),
    ({**TEXT, "title": "身份证号"}, {**TEXT, "title": "公民身份号码"}),
    ({**TEXT, "x-widget": "textarea", "x-sensitivity": "personal"}, {**TEXT, "x-sensitivity": "sensitive"}),
    ({"type": "integer", "multipleOf": 4}, {"type": "integer", "multipleOf": 3, "maximum": 12}),
    ({**TEXT, "pattern": r"^\p{Han}+$"}, {**TEXT, "pattern": "^[0-9]+$"}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_other_words_and_what_nobody_can_decide_are_no_conflict(one: Any, other: Any) -> None:
    assert conflicts_of(pair(one, other)) == ()


def test_only_those_who_differ_are_asked_apart() -> None:
    titles = {"a": "住所", "b": "单位地址", "c": "经营地址", "d": "注册地址"}
    merged = merge([part(name, {**TEXT, "title": title}) for name, title in titles.items()])
    assert (merged.conflicts[0].parts, merged.conflicts[0].members) == (("c", "d"), ("a", "b", "c", "d"))
    assert set(merged.form.schema["properties"]) == {"p.e", "p.e~c", "p.e~d"}


def test_three_that_only_cannot_go_together_are_all_asked_apart() -> None:
    parts = [part(name, {"enum": values}) for name, values in {"a": ["1", "2"], "b": ["2", "3"], "c": ["1", "3"]}.items()]
    merged = merge(parts)
    assert [(each.kind, each.parts) for each in merged.conflicts] == [("enum", ("a", "b", "c"))]


def test_what_one_demands_and_another_forbids_is_a_conflict() -> None:
    parts = [part("a", TEXT), Part("b", Form({"type": "object", "properties": {"x": {**TEXT, "x-role": "p", "x-element": "e"}},
                                              "not": {"required": ["x"]}}))]  # fmt: skip
    merged = merge(parts)
    assert [(each.kind, each.where) for each in merged.conflicts] == [("presence", "p.e")]
    assert verify(Trial(merged, merged.parts, samples=20)).sound


def owners(name: str, item: dict[str, Any], **said: Any) -> Part:
    """A list of owners with one field a row."""
    rows = {"type": "array", "title": "权利人", "x-role": "owner", "items": {"type": "object", "properties": {"n": item}}, **said}
    return Part(name, Form({"type": "object", "properties": {"list": rows}, "required": ["list"]}))


NAME = {**TEXT, "title": "姓名", "x-element": "person.name"}


def test_lists_of_which_no_number_of_rows_suits_both_are_kept_apart() -> None:
    merged = merge([owners("a", NAME, minItems=3), owners("b", NAME, maxItems=2)])
    found = merged.conflicts[0]
    assert (found.kind, found.where, found.parts) == ("range", "owner", ("a", "b"))
    assert "至少 3 行" in found.message and "至多 2 行" in found.message
    assert set(merged.form.schema["properties"]) == {"owner~a", "owner~b"}
    assert verify(Trial(merged, merged.parts, samples=20)).sound


def test_a_list_is_held_against_the_rows_that_the_bundle_plans() -> None:
    parts = [owners("a", NAME, minItems=3)]
    assert [each.where for each in merge(parts, {"owner": RowPlan("权利人", 1, 2)}).conflicts] == ["owner"]
    assert merge(parts, {"owner": RowPlan("权利人", 1, 3)}).conflicts == ()


def test_lists_that_know_a_row_by_other_fields_are_told_and_may_be_accepted() -> None:
    parts = [owners("a", NAME, **{"x-key": ["person.name"]}), owners("b", NAME, **{"x-key": ["person.id_no"]})]
    merged = merge(parts)
    assert [(each.kind, each.parts) for each in merged.conflicts] == [("row-key", ())]
    settled = merge(parts, agenda=Agenda((Decision("owner", "together", "row-key"),)))
    assert settled.conflicts == () and set(settled.form.schema["properties"]) == {"owner"}


def test_fields_in_rows_and_in_nested_objects_are_compared_too() -> None:
    found = conflicts_of([owners("a", {**NAME, "maxLength": 3}), owners("b", {**NAME, "minLength": 4})])
    assert [(each.kind, each.where, each.sides[0].pointer) for each in found] == [
        ("range", "owner/*/person.name", "/list/*/n")]  # fmt: skip
    nested = [Part(name, Form({"type": "object", "properties": {"home": {"type": "object", "x-role": "p", "properties": {
        "z": {"type": kind, "x-element": "e"}}}}})) for name, kind in (("a", "string"), ("b", "boolean"))]  # fmt: skip
    assert [(each.kind, each.where) for each in conflicts_of(nested)] == [("type", "p.e")]


def test_a_given_value_that_is_refused_is_told_and_can_be_bridged_or_asked_for() -> None:
    parts = [Part("b", part("b", {"enum": ["男", "女"]}).form, given=frozenset({("p", "e")}), called=HEALTH)]
    giver = Giver("a", POLICE, ({"oneOf": MALE_FIRST},))
    found = conflicts_of(parts, Beside(givers={("b", ("p", "e")): giver}))
    assert [(each.kind, each.where, each.parts) for each in found] == [("given", "p.e", ())]
    assert "给出的值可选 1 男、2 女" in found[0].message and [way.take for way in found[0].resolutions] == ["map", "apart"]
    for way, asked in zip(found[0].resolutions, (set(), {"p.e~b"}), strict=True):
        agenda = Agenda((taken_over(found[0], way.as_dict()),), givers={("b", ("p", "e")): giver})
        merged = merge(parts, agenda=agenda)
        assert merged.conflicts == () and merged.decided[0].state == "acting"
        assert set(merged.form.schema["properties"]) == asked


def test_a_given_value_that_suits_or_may_suit_is_no_conflict() -> None:
    parts = [Part("b", part("b", {**TEXT, "maxLength": 18}).form, given=frozenset({("p", "e")}))]
    assert conflicts_of(parts, Beside(givers={("b", ("p", "e")): Giver("a", POLICE, (TEXT,))})) == ()
