"""How a guide is worded, and that what it says in words agrees with what is declared."""

from __future__ import annotations

from typing import Any

import pytest
from quality_samples import library, rules_of, told

from yichuang.definitions.check import check
from yichuang.definitions.check.quality.guide_facts import CHAPTERS
from yichuang.definitions.check.quality.sample import AGENT_PAPER, APPLICATION
from yichuang_renderers import guide_bundle, guide_matter


def test_the_chapters_known_here_are_those_that_are_written() -> None:
    assert CHAPTERS["matter"] == (*guide_matter.SOURCES, *guide_matter.APPENDICES)
    assert CHAPTERS["bundle"] == tuple(guide_bundle.SOURCES)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("5个工作日内寄出。", False),
        ("15个自然日内寄出。", False),
        ("决定之日起10日内送达。", False),
        ("7天内寄出。", True),
        ("2周内寄出。", True),
        ("半年内有效。", True),
        ("每3周岁一次。", False),
        ("《示例管理办法（试行15天）》规定的期限。", False),
    ],
)
def test_a_limit_says_which_days_are_meant(text: str, broken: bool) -> None:
    assert ("G03" in rules_of({"/delivery": text})) is broken


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("一份。", True),
        ("打印两份。", True),
        ("五个工作日内。", True),
        ("十五日内。", True),
        ("一式两份。", False),
        ("第一次领取。", False),
        ("一件事一次办。", False),
        ("一部分材料。", False),
        ("1份。", False),
    ],
)
def test_counts_are_written_in_figures(text: str, broken: bool) -> None:
    assert ("G04" in rules_of({"/delivery": text})) is broken


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"originals": 0}, "/materials/0/originals"),
        ({"originals": 0, "copies": 1}, "/materials/0/copy_type"),
        ({"copy_type": "copy"}, "/materials/0/copy_type"),
        ({"copy_type": "copy", "originals": 0, "copies": 1}, ""),
        ({"copies": 1, "verify_original": True}, ""),
        ({"originals": 0, "exemption": {"mode": "e-cert", "fallback": "upload"}}, ""),
    ],
)
def test_a_material_says_how_many_of_what(change: dict[str, Any], said: str) -> None:
    found = told("G05", {"/materials/0": {**APPLICATION, **change}})
    assert [each.split()[0] for each in found] == ([said] if said else [])


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({}, ""),
        ({"condition": None}, "condition"),
        ({"condition": "提交授权委托书1份。"}, "condition"),
        ({"condition": "另提交授权委托书，由代理人签名。"}, "condition"),
        ({"condition": "连锁门店，提交授权委托书1份。"}, ""),
        ({"when": None}, "when"),
    ],
)
def test_a_material_for_some_says_for_whom_first(change: dict[str, Any], place: str) -> None:
    found = told("G06", {"/materials/1": {**AGENT_PAPER, **change}})
    assert [each.split()[0] for each in found] == ([f"/materials/1/{place}"] if place else [])


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("承诺5个工作日办结。", set()),
        ("承诺时限：3个工作日。", {"G08"}),
        ("承诺办结时限为40小时。", set()),
        ("法定20个工作日。", set()),
        ("到现场1次。", set()),
        ("跑动次数3次。", {"G09"}),
        ("不收费。", set()),
        ("咨询电话0571-88001001。", set()),
        ("咨询电话0571-88009999。", {"G10"}),
        ("投诉请拨12345。", set()),
    ],
)
def test_a_guide_says_what_its_matter_says(text: str, rules: set[str]) -> None:
    assert rules_of({"/chapters/0/text": text}, "guide") == rules


def test_free_in_words_and_charged_in_fact_is_found_in_the_guide() -> None:
    documents = library("guide", {"/chapters/0/text": "不收费。"})
    charged = documents.entries["sample-matter"].definition.model_copy(update={"charged": True})
    found = [each for each in check_guide(documents, charged) if each.rule == "G09"]
    assert [each.message for each in found] == ["文字写的是“不收费”，声明的是收费。"]


def check_guide(documents: Any, matter: Any) -> list[Any]:
    """What is said of the guide when its matter is another."""
    return list(check_with(documents, {matter.code: matter}))


def check_with(documents: Any, instead: dict[str, Any]) -> Any:
    """The guide alone, with other definitions behind it."""
    own = {code: entry for code, entry in documents.entries.items() if code not in instead}
    documents.entries = own
    return check(documents, lambda code: instead.get(code), only=["sample-guide"])


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"/subject": "sample-bundle", "/chapters": [{"source": "matters", "title": "一"}], "/brief": ["matters"]}, ""),
        ({"/subject": "sample-bundle", "/brief": []}, "/chapters/0/source"),
        ({"/chapters/-": {"source": "scope", "title": "三"}}, "/chapters/2/source"),
        ({"/brief": ["scope", "fees"]}, "/brief/1"),
        ({"/chapters": [], "/brief": ["scope", "fees"]}, ""),
        ({"/chapters": [], "/brief": ["nothing"]}, "/brief/0"),
    ],
)
def test_every_chapter_of_a_guide_is_printed(change: dict[str, Any], place: str) -> None:
    found = [each.split()[0] for each in told("G11", change, "guide")]
    assert found == ([place] if place else [])
