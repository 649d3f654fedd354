"""A region adds, replaces and excepts wording rules; its patterns run in linear time whatever they say."""

from __future__ import annotations

import time
from typing import Any

import pytest
from matter_samples import library_of, sound

from yichuang.definitions.check import check
from yichuang.definitions.library import Library
from yichuang.errors import Problem
from yichuang.standards.wording import RULES, lint
from yichuang.standards.wording.regional import RegionalRule, book_of, pattern_problem, usable


def rule(**changes: Any) -> dict[str, Any]:
    given = {"code": "HZ-01", "severity": "error", "pattern": "(?:街道|社区)盖章", "fix": "删去“{text}”。"}
    return {**given, "source": "示例办〔2026〕1号", **changes}


def rules(*given: dict[str, Any], **changes: Any) -> dict[str, Any]:
    document = {"kind": "wording-rules", "code": "words-a", "name": "示例用语规则", "region": "330106", "rules": list(given)}
    return {**document, **changes}


def documents(*given: dict[str, Any], mistake: str = "经社区盖章。", **changes: Any) -> dict[str, dict[str, Any]]:
    found = sound()
    found["matter-a"]["mistakes"] = [mistake]
    if given or changes:
        found["words-a"] = rules(*given, **changes)
    return found


def told(found: dict[str, dict[str, Any]], beyond: Library | None = None) -> list[Problem]:
    return list(check(library_of(found), beyond or Library()))


def test_a_rule_holds_for_matters_of_departments_in_the_region():
    (problem,) = told(documents(rule()))
    assert (problem.pointer, problem.rule, problem.severity) == ("/mistakes/0", "HZ-01", "error")
    assert problem.fix == "删去“社区盖章”。"
    assert told(documents()) == []


def test_it_holds_in_all_regions_below_and_in_no_other():
    above, beside = documents(rule(), region="330100"), documents(rule(), region="330200")
    for each in (above, beside):
        each["330106"]["parent"] = "330100"
        for code in ("330100", "330200"):
            each[code] = {"kind": "region", "code": code, "name": "示例市"}
    assert [problem.rule for problem in told(above)] == ["HZ-01"]
    assert told(beside) == []


def test_regions_that_are_each_others_parents_end_all_the_same():
    found = documents(rule(), region="330100")
    found["330100"] = {"kind": "region", "code": "330100", "name": "示例市", "parent": "330106"}
    found["330106"]["parent"] = "330100"
    assert "HZ-01" in {problem.rule for problem in told(found)}


def test_it_holds_for_bundles_and_guides_of_the_region_too():
    found = documents(rule(), mistake="无")
    found["bundle-a"]["summary"] = "经社区盖章。"
    found["guide-a"] = {"kind": "guide", "code": "guide-a", "name": "示例指南", "subject": "matter-a",
                        "chapters": [{"source": "scope", "title": "一", "text": "经街道盖章。"}]}  # fmt: skip
    assert [(problem.pointer, problem.rule) for problem in told(found)] == [("/summary", "HZ-01"), ("/chapters/0/text", "HZ-01")]


def test_what_it_has_against_a_material_is_said_at_the_matter_that_asks_for_it():
    def places(scope):
        found = told(documents(rule(scope=scope, pattern="授权委托"), mistake="无"))
        return [problem.pointer for problem in found if problem.rule == "HZ-01"]

    # Both matters of the sample ask for it, with a condition in words.
    assert places("material-name") == ["/materials/0/material"] * 2
    assert places("general") == ["/materials/0/condition"] * 2
    assert set(places("any")) == {"/materials/0/condition", "/materials/0/material"}


def test_it_replaces_a_rule_of_ours_there():
    vague = "提交身份证、户口簿等材料。"
    assert [problem.rule for problem in told(documents(mistake=vague))] == ["V01"]
    replaced = documents(rule(pattern="等材料", severity="warning", replaces="V01"), mistake=vague)
    assert [(problem.rule, problem.severity) for problem in told(replaced)] == [("HZ-01", "warning")]


def test_a_rule_that_cannot_be_used_replaces_nothing_and_is_told():
    found = told(documents(rule(pattern="(?=等)材料", replaces="V01"), mistake="提交身份证等材料。"))
    assert {(problem.rule, problem.pointer) for problem in found} == {("V01", "/mistakes/0"), ("pattern", "/rules/0/pattern")}


def test_phrases_excepted_are_left_alone_there():
    vague = "购买何塞等证书的。提交户口簿等材料。"
    found = told(documents(exceptions=["何塞等证书"], mistake=vague))
    assert [(problem.rule, "户口簿" in problem.fix) for problem in found] == [("V01", True)]


def test_rules_that_wait_beyond_the_files_hold_as_well_and_are_not_counted_twice():
    beyond = library_of({"words-a": rules(rule())})
    assert [problem.rule for problem in told(documents(), beyond)] == ["HZ-01"]
    assert [problem.rule for problem in told(documents(rule()), beyond)] == ["HZ-01"]


def test_a_finding_of_a_region_can_be_waived():
    found = documents(rule())
    found["matter-a"]["waivers"] = [
        {"rule": "HZ-01", "citation": "《示例条例》第三条", "reason": "示例。", "approver": "示例", "approved_on": "2026-11-01",
         "expires_on": "2027-11-01"}
    ]  # fmt: skip
    assert [(problem.rule, problem.severity) for problem in told(found)] == [("HZ-01", "warning")]


@pytest.mark.parametrize("pattern", ["(?=a)b", r"(a)\1", "[", "a*", "(((a{100}){100}){100})"])
def test_patterns_that_cannot_be_decided_quickly_are_refused_before_publishing(pattern):
    (problem,) = told(documents(rule(pattern=pattern), mistake="无"))
    assert (problem.pointer, problem.rule, problem.severity) == ("/rules/0/pattern", "pattern", "error")


def ids(*given, **changes):
    return [problem.rule for problem in told(documents(*given, mistake="无", **changes))]


def test_codes_are_told_apart_and_an_empty_set_is_pointed_out():
    assert ids(rule(code="WZ-1")) == ["reserved-code"]
    assert ids(rule(), rule()) == ["duplicate-code"]
    assert ids(name="空") == ["empty-rules"]
    assert ids(rule(), region="999999") == ["dangling-reference"]


HOSTILE = ["(a+)+$", "(a|a)*b", "(a*)*b", "(.*)(.*)(.*)(.*)(.*)x", "((a{1,30}){1,30})b", "(?:等+)+材料$"]


@pytest.mark.parametrize("pattern", HOSTILE)
def test_hostile_patterns_do_not_hang(pattern):
    if pattern_problem(pattern):
        return
    book = book_of([RegionalRule("HZ-01", "error", pattern, "改写。")])
    begin = time.perf_counter()
    lint("a" * 50_000 + "！", book=book)
    lint("等" * 50_000, book=book)
    assert time.perf_counter() - begin < 10


def test_a_pattern_of_endless_length_and_a_thousand_rules_are_cut_off():
    assert "过长" in pattern_problem("a" * 501)
    assert len(usable(RegionalRule(f"HZ-{number}", "error", "甲", "改写。") for number in range(1000))) == 200


def test_our_own_rules_come_before_the_regions():
    book = book_of([RegionalRule("HZ-01", "error", "甲", "改写。", replaces="V05")])
    assert [each.code for each in book.rules] == [each.code for each in RULES if each.code != "V05"] + ["HZ-01"]
