"""One field of a department from several of the merged form, and several from one: asked once, told exactly, given back."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.errors import Problem
from yichuang.forms.compiled import compiled
from yichuang.forms.form import Form
from yichuang.forms.merge import Merged, merge
from yichuang.forms.places import Part
from yichuang.forms.project import Sources, project
from yichuang.forms.proof.verify import Trial, verify
from yichuang.forms.transforms import NOTHING, UNDECIDED, Join, read_transform
from yichuang.forms.visibility import prune


def made(document: dict[str, Any]) -> Any:
    found = read_transform(document)
    assert not isinstance(found, Problem), found
    return found


def field(element: str | None, schema: dict[str, Any], role: str = "p") -> dict[str, Any]:
    named = {"x-element": element, "x-role": role} if element else {}
    return {"title": element or "示例", **schema, **named}


def form(required: list[str], more: dict[str, Any] | None = None, **properties: dict[str, Any]) -> Form:
    return Form({"type": "object", "properties": properties, "required": required, **(more or {})})


def instance(merged: Merged, part: Part, data: dict[str, Any], row: int | None = None) -> dict[str, Any]:
    return project(part, [link for link in merged.links if link.part == part.name], Sources(data, row))


JOIN: dict[str, Any] = {"kind": "join", "sources": ["p.a", "p.b"]}
ENUM = {"field": "p.a", "value": {"enum": ["x", "xy", "y"]}}
SHAPES: list[dict[str, Any]] = [
    JOIN,
    {**JOIN, "separator": "-"},
    {"kind": "join", "sources": ["p.a", {"field": "p.b", "optional": True}], "separator": "-"},
    {"kind": "join", "sources": [{"field": "p.a", "optional": True}, "p.b", {"field": "p.c", "optional": True}]},
    {"kind": "join", "sources": [ENUM, "p.b"]},
    {"kind": "join", "sources": [ENUM, {"field": "p.b", "value": {"enum": ["", "y"]}}], "separator": "y"},
    {"kind": "join", "sources": [{"field": "p.a", "transform": {"kind": "codes", "table": {"1": "x", "2": "y", "3": "y"}}}, "p.b"]},
    {"kind": "join", "separator": "-", "sources": [
        {"field": "p.a", "transform": {"kind": "text", "case": "upper"}}, {"field": "p.b", "value": {"maxLength": 1}}]},
]  # fmt: skip
VALUES: list[Any] = ["", "x", "y", "xy", "-", "1", "2", "X", 5, NOTHING]
SCHEMAS: list[Any] = [
    {"const": "xy"}, {"enum": ["x-y", "xy", "X-"]}, {"type": "string"}, {"minLength": 2}, {"maxLength": 2}, {"pattern": "^x"},
    {"type": "integer"}, {"const": ""}, {"not": {"const": "xy"}}, {"const": "xyy"}, {"const": "-"},
    {"oneOf": [{"const": "x", "title": "甲"}, {"const": "yy", "title": "乙"}]},
]  # fmt: skip


@pytest.mark.parametrize("document", SHAPES, ids=range(len(SHAPES)))
def test_the_ways_to_a_text_are_all_ways_there_are(document: dict[str, Any]) -> None:
    join: Join = made(document)
    assert made(join.as_dict()) == join
    for schema in SCHEMAS:
        own = compiled({"allOf": [schema]})
        ways = join.ways(own, own.schema["allOf"][0])  # type: ignore[index]
        if ways is UNDECIDED:
            continue
        for values in product(VALUES, repeat=len(join.sources)):
            asked = all(value is NOTHING or source.form.is_valid(value) for source, value in zip(join.sources, values, strict=True))
            text = join.forward(values) if asked else NOTHING
            if text is NOTHING:
                continue
            told = ways is True or any(all(map(_fits, way, values)) for way in ways)
            assert told == own.is_valid(text), (schema, values, text, ways)


def _fits(schema: Any, value: Any) -> bool:
    if schema is NOTHING or value is NOTHING:
        return schema is value
    return compiled({"allOf": [schema]}).is_valid(value)


@pytest.mark.parametrize("document", SHAPES, ids=range(len(SHAPES)))
def test_what_comes_back_of_a_joined_text_is_what_was_joined(document: dict[str, Any]) -> None:
    join: Join = made(document)
    for values in product(VALUES, repeat=len(join.sources)):
        if all(value is NOTHING or source.form.is_valid(value) for source, value in zip(join.sources, values, strict=True)):
            back = join.back(join.forward(values))
            assert back is NOTHING or back == values


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("ab-", max_size=4), min_size=2, max_size=3), st.sampled_from(["-", "", "--", "ab"]))
def test_joined_texts_come_back_whenever_they_can_be_told_apart(parts: list[str], separator: str) -> None:
    sources = [f"p.e{index}" for index in range(len(parts))]
    join: Join = made({"kind": "join", "sources": sources, **({"separator": separator} if separator else {})})
    text = join.forward(parts)
    ways = [list(way) for way in join.splits(text)]
    assert list(parts) in ways and (join.back(text) == tuple(parts)) == (len(ways) == 1)


PROVINCE = {"enum": ["浙江省", "江苏省"]}
ADDRESS = {"kind": "join", "sources": ["p.province", "p.city", {"field": "p.street", "title": "街道门牌"}]}


def address(own: dict[str, Any], more: dict[str, Any] | None = None, document: dict[str, Any] = ADDRESS) -> list[Part]:
    """A department that wants the whole address, and one that asks province and city."""
    whole = form(["addr"], more, addr=field("address", own))
    apart = form(["sheng"], sheng=field("province", PROVINCE), shi=field("city", {"type": "string", "maxLength": 20}))
    return [Part("a", whole, transforms={"/addr": made(document)}), Part("b", apart)]


def test_a_whole_address_is_joined_from_what_another_department_asks_and_what_only_the_join_needs() -> None:
    parts = address({"type": "string", "maxLength": 60})
    merged = merge(parts)
    assert list(merged.form.schema["properties"]) == ["p.province", "p.city", "p.street"] and merged.conflicts == ()
    assert merged.form.schema["required"] == ["p.province", "p.city", "p.street"]
    assert merged.form.schema["properties"]["p.street"]["title"] == "街道门牌"
    assert merged.form.schema["properties"]["p.street"]["x-used-by"] == ["a"]
    data = {"p.province": "浙江省", "p.city": "杭州市", "p.street": "示例路1号"}
    assert instance(merged, parts[0], data) == {"addr": "浙江省杭州市示例路1号"}
    assert instance(merged, parts[1], data) == {"sheng": "浙江省", "shi": "杭州市"}
    entries = [entry for entry in merged.mapping() if entry["form"] == "a"]
    assert [entry["field"] for entry in entries] == ["p.province", "p.city", "p.street"]
    assert all(entry["sources"] == ["p.province", "p.city", "p.street"] and entry["pointer"] == "/addr" for entry in entries)
    assert all(entry["transform"]["kind"] == "join" for entry in entries)


@pytest.mark.parametrize("most", [8, 23, 24, 27, 60])
@pytest.mark.parametrize("least", [0, 1, 5])
def test_the_parts_of_a_joined_text_are_so_long_that_the_whole_fits(most: int, least: int) -> None:
    parts = address({"type": "string", "maxLength": most, "minLength": least})
    merged = merge(parts)
    found = verify(Trial(merged, parts, samples=80))
    assert found.sound and found.samples == 80, found.counterexamples
    assert {claim.verdict for claim in found.claims} == {"proved"}, found.claims
    longest = sum(merged.form.schema["properties"][key].get("maxLength", 3) for key in ("p.province", "p.city", "p.street"))
    assert longest <= most


def test_what_no_length_of_parts_can_keep_is_said_and_tried() -> None:
    parts = address({"type": "string", "pattern": "^浙江省.*号$"})
    merged = merge(parts)
    found = verify(Trial(merged, parts, samples=40))
    assert not found.sound and found.counterexamples[0].pointer == "/addr"
    claim = next(claim for claim in found.claims if claim.part == "a")
    assert claim.verdict == "conflict" and claim.field == "p.province + p.city + p.street"


def test_a_condition_on_a_joined_text_asks_its_sources() -> None:
    more = {"if": {"properties": {"addr": {"const": "浙江省杭州市"}}, "required": ["addr"]}, "then": {"required": ["note"]}}
    document = {"kind": "join", "sources": ["p.province", "p.city"]}
    parts = address({"type": "string", "maxLength": 60}, more, document)
    parts[0].form.schema["properties"]["note"] = {"type": "string", "title": "备注"}  # type: ignore[index]
    merged = merge(parts)
    whole = compiled(merged.form.schema)
    for province, city in product(["浙江省", "江苏省"], ["", "杭州市", "省杭州市"]):
        data = {"p.province": province, "p.city": city}
        refused = parts[0].ready.problems(instance(merged, parts[0], data))
        assert bool(whole.problems(data)) == bool(refused)
    found = verify(Trial(merged, parts, samples=60))
    assert found.sound and merged.conflicts == ()


def test_listed_texts_allow_only_the_ways_that_lead_to_them() -> None:
    parts = address({"enum": ["浙江省杭州市", "江苏省苏州市"]}, document={"kind": "join", "sources": ["p.province", "p.city"]})
    merged = merge(parts)
    whole = compiled(merged.form.schema)
    assert whole.is_valid({"p.province": "浙江省", "p.city": "杭州市"})
    assert not whole.is_valid({"p.province": "江苏省", "p.city": "杭州市"})
    assert verify(Trial(merged, parts, samples=40)).sound


def test_a_department_that_need_not_have_the_address_gets_it_whole_or_not_at_all() -> None:
    parts = address({"type": "string"})
    parts[0].form.schema["required"].clear()
    merged = merge(parts)
    assert merged.form.schema["required"] == ["p.province"]
    assert instance(merged, parts[0], {"p.province": "浙江省", "p.city": "杭州市"}) == {}


def test_a_period_is_joined_from_two_dates_in_the_departments_own_writing() -> None:
    day = {"kind": "date", "pattern": "YYYY.MM.DD"}
    document = {"kind": "join", "separator": "至", "sources": [
        {"field": "p.from", "title": "开始日期", "transform": day}, {"field": "p.to", "title": "结束日期", "transform": day}]}
    part = Part("a", form(["term"], term=field("term", {"type": "string", "minLength": 21, "maxLength": 21})),
                transforms={"/term": made(document)})  # fmt: skip
    merged = merge([part])
    data = {"p.from": "2026-01-01", "p.to": "2026-12-31"}
    assert instance(merged, part, data) == {"term": "2026.01.01至2026.12.31"}
    assert part.transforms["/term"].back("2026.01.01至2026.12.31") == ("2026-01-01", "2026-12-31")
    assert merged.form.schema["properties"]["p.from"]["format"] == "date"
    found = verify(Trial(merged, [part], samples=20))
    assert found.sound and {claim.verdict for claim in found.claims} == {"proved"}


def test_a_source_that_another_department_wants_as_a_number_is_asked_apart() -> None:
    parts = address({"type": "string"}, document={"kind": "join", "sources": ["p.province", "p.city"]})
    other = Part("c", form(["n"], n=field("city", {"type": "integer"})))
    merged = merge([parts[0], other])
    assert [conflict.kind for conflict in merged.conflicts] == ["type"]
    assert "p.city~a" in merged.form.schema["properties"]
    assert instance(merged, parts[0], {"p.province": "x", "p.city~a": "y", "p.city~c": 1}) == {"addr": "xy"}


def test_given_values_are_joined_with_what_is_asked_and_settle_conditions() -> None:
    more = {"if": {"properties": {"addr": {"const": "浙江省杭州市"}}, "required": ["addr"]}, "then": {"required": ["note"]}}
    schema = form(["addr"], more, addr=field("address", {"type": "string"}), note=field(None, {"type": "string"}))
    join = {"/addr": made({"kind": "join", "sources": ["p.province", "p.city"]})}
    who = ("p", "province")
    part = Part("a", schema, given=frozenset({who}), known={who: "浙江省"}, open=frozenset({who}), transforms=join)
    merged = merge([part])
    assert list(merged.form.schema["properties"]) == ["p.city", "a~note"]
    whole = compiled(merged.form.schema)
    assert not whole.is_valid({"p.city": "杭州市"}) and whole.is_valid({"p.city": "宁波市"})
    made_ = project(part, merged.links, Sources({"p.city": "宁波市"}, given={who: "浙江省"}))
    assert made_ == {"addr": "浙江省宁波市"} and merged.mapping()[0]["given"] == "p.province"
    late = Part("a", schema, given=frozenset({who}), transforms=join)
    assert "given" in {step[1] for step in _beyond(late)} or merge([late]).conflicts


def _beyond(part: Part) -> set[tuple[str, str]]:
    return {(conflict.where, "given" if "前序" in conflict.message else "other") for conflict in merge([part]).conflicts}


def test_fields_of_rows_are_joined_row_by_row() -> None:
    items = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "maxLength": 20, "title": "姓名"}}}
    a = Form({"type": "object", "properties": {"list": {"type": "array", "title": "股东", "x-role": "holder", "items": items}}})
    own = {"type": "object", "required": ["xing", "ming"], "properties": {
        "xing": field("surname", {"type": "string", "maxLength": 4}, "holder"),
        "ming": field("given", {"type": "string", "maxLength": 10}, "holder")}}  # fmt: skip
    b = Form({"type": "object", "properties": {"gd": {"type": "array", "title": "股东", "x-role": "holder", "items": own}}})
    join = made({"kind": "join", "sources": ["holder.surname", "holder.given"]})
    parts = [Part("a", a, transforms={"/list/*/name": join}), Part("b", b)]
    merged = merge(parts)
    rows = merged.form.schema["properties"]["holder"]["items"]
    assert list(rows["properties"]) == ["surname", "given"] and rows["required"] == ["surname", "given"]
    data = {"holder": [{"surname": "欧阳", "given": "示例"}, {"surname": "林", "given": "小满"}]}
    assert instance(merged, parts[0], data) == {"list": [{"name": "欧阳示例"}, {"name": "林小满"}]}
    found = verify(Trial(merged, parts, samples=40))
    assert found.sound and {claim.verdict for claim in found.claims} == {"proved"}, found.claims


def test_a_form_taken_once_a_row_joins_from_the_row() -> None:
    whole = form(["name"], name=field("name", {"type": "string", "maxLength": 12}, "child"))
    join = made({"kind": "join", "sources": [{"field": "child.surname", "title": "姓"}, {"field": "child.given", "title": "名"}]})
    part = Part("a", whole, row="child", transforms={"/name": join})
    merged = merge([part])
    assert list(merged.form.schema["properties"]["child"]["items"]["properties"]) == ["surname", "given"]
    data = {"child": [{"surname": "林", "given": "一"}, {"surname": "林", "given": "二"}]}
    assert [instance(merged, part, data, row) for row in (0, 1)] == [{"name": "林一"}, {"name": "林二"}]
    assert verify(Trial(merged, [part], samples=30)).sound


def test_several_fields_are_taken_out_of_one_that_another_department_asks() -> None:
    """Province and city from the region's code, and from an address with separators."""
    whole = form(["code", "where"], code=field("region", {"type": "string", "pattern": "^[0-9]{6}$"}),
                 where=field("address", {"type": "string", "maxLength": 60}))
    parts_ = form(["sheng", "shi", "qu"], sheng=field("region.province", {"enum": ["330000", "320000"]}),
                  shi=field("region.city", {"type": "string", "minLength": 6, "maxLength": 6}),
                  qu=field(None, {"type": "string", "minLength": 1, "maxLength": 20}))
    transforms = {
        "/sheng": made({"kind": "prefix", "length": 2, "pad": 6, "source": "p.region"}),
        "/shi": made({"kind": "prefix", "length": 4, "pad": 6, "source": "p.region"}),
        "/qu": made({"kind": "part", "separator": "/", "index": -1, "source": "p.address"}),
    }  # fmt: skip
    parts = [Part("a", whole), Part("b", parts_, transforms=transforms)]
    merged = merge(parts)
    assert list(merged.form.schema["properties"]) == ["p.region", "p.address"] and merged.conflicts == ()
    assert merged.form.schema["properties"]["p.region"]["title"] == "region"
    check = compiled(merged.form.schema)
    data = {"p.region": "330106", "p.address": "浙江省/杭州市/西湖区"}
    assert check.is_valid(data) and not check.is_valid({**data, "p.region": "340106"})
    assert not check.is_valid({**data, "p.address": "浙江省/"})
    assert instance(merged, parts[1], data) == {"sheng": "330000", "shi": "330100", "qu": "西湖区"}
    found = verify(Trial(merged, parts, samples=60))
    assert found.sound, found.counterexamples
    assert all(entry["sources"] for entry in merged.mapping() if entry["form"] == "b")


def test_borrowing_is_the_same_in_whatever_order_the_departments_come() -> None:
    parts = address({"type": "string", "maxLength": 60})
    one, other = merge(parts), merge(parts[::-1])
    assert set(one.form.schema["properties"]) == set(other.form.schema["properties"])
    for values in product(["浙江省", "x"], ["", "市" * 20, "市" * 21], ["", "路" * 37, "路" * 38]):
        data = dict(zip(["p.province", "p.city", "p.street"], values, strict=True))
        assert compiled(one.form.schema).is_valid(data) == compiled(other.form.schema).is_valid(data)


def test_a_joined_field_that_conditions_hide_is_neither_asked_nor_sent() -> None:
    own = {"type": "object", "properties": {"how": {"enum": ["self", "mail"], "title": "领取方式"}}, "required": ["how"],
           "if": {"properties": {"how": {"const": "mail"}}, "required": ["how"]},
           "then": {"properties": {"to": field("address", {"type": "string"})}, "required": ["to"]}}  # fmt: skip
    join = made({"kind": "join", "sources": [{"field": "p.city", "title": "市"}, {"field": "p.street", "title": "街道"}]})
    part = Part("a", Form(own), transforms={"/to": join})
    merged = merge([part])
    check = compiled(merged.form.schema)
    assert prune(check, {"a~how": "self", "p.city": "x", "p.street": "y"}) == {"a~how": "self"}
    assert not check.is_valid({"a~how": "mail", "p.city": "x"})
    assert instance(merged, part, {"a~how": "mail", "p.city": "x", "p.street": "y"}) == {"how": "mail", "to": "xy"}
    assert verify(Trial(merged, [part], samples=40)).sound


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({"kind": "join"}, "/sources"),
        ({"kind": "join", "sources": ["p.a"]}, "/sources"),
        ({"kind": "join", "sources": ["p.a", "p.a"]}, "/sources/1"),
        ({"kind": "join", "sources": ["p.a", "city"]}, "/sources/1"),
        ({"kind": "join", "sources": ["p.a", {"title": "市"}]}, "/sources/1"),
        ({"kind": "join", "sources": ["p.a", {"field": "city"}]}, "/sources/1/field"),
        ({"kind": "join", "sources": ["p.a", {"field": "p.b", "titel": "市"}]}, "/sources/1/titel"),
        ({"kind": "join", "sources": ["p.a", {"field": "p.b", "title": 5}]}, "/sources/1/title"),
        ({"kind": "join", "sources": ["p.a", {"field": "p.b", "value": {"type": "integer"}}]}, "/sources/1"),
        ({"kind": "join", "sources": ["p.a", {"field": "p.b", "transform": {"kind": "date"}}]}, "/sources/1/transform/pattern"),
        ({"kind": "join", "sources": ["p.a", {"field": "p.b", "transform": JOIN}]}, "/sources/1/transform"),
        ({"kind": "join", "sources": [{"field": "p.a", "optional": True}, {"field": "p.b", "optional": True}]}, "/sources"),
        ({"kind": "join", "sources": ["p.a", "p.b"], "separator": 5}, "/separator"),
        ({"kind": "join", "sources": ["p.a", "p.b"], "back": True}, "/back"),
        ({"kind": "join", "sources": ["p.a", "p.b"], "source": "p.c"}, "/source"),
    ],
)
def test_what_is_wrong_with_a_join_is_said_at_its_place(document: Any, pointer: str) -> None:
    found = read_transform(document)
    assert isinstance(found, Problem) and found.pointer == pointer and found.fix, found
