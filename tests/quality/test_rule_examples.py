"""Every quality rule has two examples that are its documentation: one gives exactly this rule, the other nothing."""

from __future__ import annotations

import re

import pytest
from quality_samples import found, library

from yichuang.definitions.check import check
from yichuang.definitions.check.quality import RULES
from yichuang.definitions.check.quality.rule import Rule

NAMED = [f"WZ-{number}" for number in range(1, 13)] + [f"L{number:02}" for number in range(1, 9)]
by_id = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


def test_the_sample_breaks_no_rule_at_all() -> None:
    assert list(check(library())) == []


def test_every_rule_of_the_reference_is_there_once() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    assert [each for each in ids if each.startswith(("WZ-", "L"))] == NAMED


@by_id
def test_what_passes_a_rule_breaks_no_other_either(rule: Rule) -> None:
    assert rule.passing is not None
    assert found(rule.applies_to[0], rule.passing.change) == []


@by_id
def test_what_fails_a_rule_gives_exactly_this_rule_at_its_place(rule: Rule) -> None:
    assert rule.failing is not None and rule.failing.at
    problems = found(rule.applies_to[0], rule.failing.change)
    assert {problem.rule for problem in problems} == {rule.id, *rule.also}
    own = [problem for problem in problems if problem.rule == rule.id]
    assert [(problem.pointer, problem.severity) for problem in own] == [(rule.failing.at, rule.severity)]


@by_id
def test_a_finding_is_a_whole_sentence_with_a_way_out(rule: Rule) -> None:
    assert rule.failing is not None
    for problem in found(rule.applies_to[0], rule.failing.change):
        for text in (problem.message, problem.fix):
            assert text.endswith("。") and "{" not in text and not re.search("[!！]", text), text


@by_id
def test_a_row_says_all_that_a_reader_asks(rule: Rule) -> None:
    assert rule.title and rule.source and rule.meaning.endswith("。") and rule.looks_at and rule.fix.endswith("。")
    assert rule.passing is not None and rule.failing is not None
    assert rule.passing.shows and rule.failing.shows and rule.failing.change


def test_heuristics_only_warn_and_contradictions_stop() -> None:
    warnings = {rule.id for rule in RULES if rule.severity == "warning"}
    assert {"L02", "L03", "L06", "L07"} <= warnings
    assert not warnings & {*NAMED[:12], "L01", "L04", "L05", "L08"}
