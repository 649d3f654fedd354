"""Transforms: pure pairs, and whatever the merged form asks instead becomes what the department declared."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yichuang.errors import Problem
from yichuang.forms.compiled import compiled
from yichuang.forms.form import Form
from yichuang.forms.merge import merge
from yichuang.forms.places import Part
from yichuang.forms.project import Sources, project
from yichuang.forms.proof.verify import Trial, verify
from yichuang.forms.transforms import NOTHING, Transform, read_transform
from yichuang.standards.amounts import LARGEST, from_words, in_words

SEX = {"kind": "codes", "table": {"1": "男", "2": "女"}}


def made(document: dict[str, Any]) -> Transform:
    """A transform that must be readable."""
    found = read_transform(document)
    assert not isinstance(found, Problem), found
    return found


@pytest.mark.parametrize(
    ("document", "merged", "own"),
    [
        (SEX, "1", "男"),
        ({"kind": "codes", "table": [[True, "是"], [False, "否"]]}, False, "否"),
        ({"kind": "date", "pattern": "YYYYMMDD"}, "2026-02-28", "20260228"),
        ({"kind": "date", "pattern": "YYYY年MM月DD日"}, "2026-11-21", "2026年11月21日"),
        ({"kind": "date", "pattern": "DD/MM/YYYY"}, "2026-11-01", "01/11/2026"),
        ({"kind": "number", "factor": 0.0001}, 2_505_000, 250.5),
        ({"kind": "number", "decimals": 2}, 12.5, "12.50"),
        ({"kind": "number", "factor": 100, "decimals": 0}, 12.5, "1250"),
        ({"kind": "amount-words"}, 107000.53, "壹拾万柒仟元零伍角叁分"),
    ],
)
def test_a_value_goes_there_and_back(document: dict[str, Any], merged: Any, own: Any) -> None:
    transform = made(document)
    assert transform.forward(merged) == own and transform.back(own) == merged
    assert made(transform.as_dict()) == transform


@pytest.mark.parametrize(
    ("document", "value"),
    [
        (SEX, "9"),
        (SEX, 1),
        ({"kind": "date", "pattern": "YYYYMMDD"}, "2026-02-30"),
        ({"kind": "date", "pattern": "YYYYMMDD"}, None),
        ({"kind": "number", "decimals": 1}, 0.25),
        ({"kind": "number"}, True),
        ({"kind": "amount-words"}, -1),
        ({"kind": "part", "separator": "/", "index": 2}, "浙江省/杭州市"),
    ],
)
def test_what_has_no_counterpart_gives_nothing(document: dict[str, Any], value: Any) -> None:
    assert made(document).forward(value) is NOTHING


def test_a_part_of_a_text_is_counted_from_either_end() -> None:
    address = "浙江省/杭州市/西湖区"
    assert made({"kind": "part", "separator": "/", "index": 0}).forward(address) == "浙江省"
    assert made({"kind": "part", "separator": "/", "index": -1}).forward(address) == "西湖区"


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({"kind": "magic"}, "/kind"),
        ("codes", "/kind"),
        ({"kind": "codes"}, "/table"),
        ({"kind": "codes", "table": {}}, "/table"),
        ({"kind": "codes", "table": [["1", "男"], ["1", "女"]]}, "/table"),
        ({"kind": "codes", "table": [["1"]]}, "/table"),
        ({"kind": "date", "pattern": "MMDD"}, "/pattern"),
        ({"kind": "number", "factor": 0}, "/factor"),
        ({"kind": "number", "decimals": -1}, "/decimals"),
        ({"kind": "part", "separator": "", "index": 0}, "/separator"),
        ({"kind": "constant"}, "/value"),
        ({"kind": "constant", "value": 1, "vaule": 2}, "/vaule"),
    ],
)
def test_a_wrong_transform_is_a_problem_at_its_place(document: Any, pointer: str) -> None:
    found = read_transform(document)
    assert isinstance(found, Problem) and found.pointer == pointer and found.fix


@given(st.integers(0, int(LARGEST * 100)) | st.integers(0, 9_999).map(lambda n: n * 10_000))
def test_an_amount_in_words_is_read_back(cents: int) -> None:
    amount = Decimal(cents) / 100
    assert from_words(in_words(amount)) == amount


@pytest.mark.parametrize("text", ["", "万万元整", "壹", "壹元", "壹佰元零伍角", "亿亿元整", "100元", "壹仟佰元整"])
def test_what_is_not_an_amount_in_words_is_none(text: str) -> None:
    assert from_words(text) is None


def two_ways(document: dict[str, Any], own: dict[str, Any], plain: dict[str, Any], **more: Any) -> list[Part]:
    """Two departments that ask for one element, the first by a transform."""
    named = {"x-element": "e", "x-role": "p"}
    first = {"type": "object", "properties": {"mine": {**own, **named, "title": "甲"}}, "required": ["mine"], **more}
    second = {"type": "object", "properties": {"theirs": {**plain, **named, "title": "乙"}}, "required": ["theirs"]}
    return [Part("a", Form(first), transforms={"/mine": made(document)}), Part("b", Form(second))]


WAYS = [
    (SEX, {"enum": ["男", "女"]}, {"type": "string", "enum": ["1", "2", "9"]}),
    ({"kind": "date", "pattern": "YYYYMMDD"}, {"type": "string", "pattern": "^[0-9]{8}$"}, {"type": "string", "format": "date"}),
    ({"kind": "number", "factor": 0.0001}, {"type": "number", "minimum": 10, "maximum": 500}, {"type": "number", "minimum": 0}),
    ({"kind": "number", "decimals": 2}, {"type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$"}, {"type": "number", "minimum": 0}),
    ({"kind": "amount-words"}, {"type": "string", "minLength": 2}, {"type": "number", "maximum": 10_000}),
    ({"kind": "part", "separator": "/", "index": 1}, {"type": "string", "minLength": 1, "maxLength": 9},
     {"type": "string", "maxLength": 60}),
]  # fmt: skip


@pytest.mark.parametrize(("document", "own", "plain"), WAYS, ids=[way[0]["kind"] for way in WAYS])
def test_two_departments_that_write_it_differently_are_asked_once(
    document: dict[str, Any], own: dict[str, Any], plain: dict[str, Any]
) -> None:
    parts = two_ways(document, own, plain)
    merged = merge(parts)
    assert list(merged.form.schema["properties"]) == ["p.e"] and not merged.conflicts
    assert merged.mapping()[0]["transform"]["kind"] == document["kind"]
    found = verify(Trial(merged, parts, samples=60))
    assert found.sound and found.samples > 40, found.counterexamples


def test_codes_are_proved_and_their_conditions_are_said_in_merged_values() -> None:
    condition = {"if": {"properties": {"mine": {"const": "女"}}, "required": ["mine"]},
                 "then": {"properties": {"more": {"type": "string", "title": "补充"}}, "required": ["more"]}}
    parts = two_ways(SEX, {"enum": ["男", "女"]}, {"enum": ["1", "2", "9"]}, **condition)
    merged = merge(parts)
    form = compiled(merged.form.schema)
    assert form.is_valid({"p.e": "1"}) and not form.is_valid({"p.e": "2"}) and not form.is_valid({"p.e": "9"})
    links = [link for link in merged.links if link.part == "a"]
    assert project(parts[0], links, Sources({"p.e": "2", "a~more": "示例"})) == {"mine": "女", "more": "示例"}
    assert {claim.verdict for claim in verify(Trial(merged, parts)).claims} == {"proved"}


def test_a_table_that_leads_to_a_value_the_department_refuses_just_does_not_offer_it() -> None:
    parts = two_ways({"kind": "codes", "table": {"1": "男", "2": "妇"}}, {"enum": ["男", "女"]}, {"enum": ["1", "2"]})
    form = compiled(merge(parts).form.schema)
    assert form.is_valid({"p.e": "1"}) and not form.is_valid({"p.e": "2"})


def test_a_constant_is_not_asked_and_one_that_is_refused_is_a_conflict() -> None:
    for value, sound in (("线上", True), ("传真", False)):
        parts = two_ways({"kind": "constant", "value": value}, {"enum": ["线上", "窗口"]}, {"type": "string"})
        merged = merge(parts)
        found = verify(Trial(merged, parts, samples=5))
        assert [link.place for link in merged.links if link.part == "a"] == [None]
        assert found.sound is sound


@settings(max_examples=50)
@given(st.decimals(0, 10**9, places=4), st.sampled_from([1, 10, 0.1, 0.0001, 10_000]))
def test_numbers_are_scaled_without_rounding(number: Decimal, factor: float) -> None:
    transform = made({"kind": "number", "factor": factor})
    value = float(number)
    assert transform.back(transform.forward(value)) == pytest.approx(value, rel=1e-12)
