"""Vague wording is found at its place with a proposal; the closed lists and proper names are left alone."""

import itertools
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.standards.wording import RULES, lint
from yichuang.standards.wording.corpus import read_corpus

CORPUS = Path(__file__).parent / "corpus" / "own.json"

BAD = [phrase for phrase in read_corpus(json.loads(CORPUS.read_text(encoding="utf-8"))) if phrase.rules]


def test_a_finding_stands_at_its_place_with_a_severity_and_a_fix_in_words():
    for phrase in BAD:
        for found in lint(phrase.text, phrase.scope):
            assert phrase.text[found.start : found.end] == found.text and found.fix and "{" not in found.fix
            assert found.severity in ("error", "warning")
            assert list(found.as_dict()) == ["rule", "severity", "text", "start", "end", "fix", "proposal"]


def test_every_rule_has_a_fix_in_its_own_words_and_names_its_source():
    assert {rule.code for rule in RULES} == {f"V{number:02d}" for number in range(1, 12)}
    fixes = {rule.fix: rule.code for rule in RULES}
    assert len(fixes) == len(RULES)
    assert all(rule.source for rule in RULES)


def test_triggers_only_spare_time():
    """A rule is not tried where none of its triggers stands; it must find nothing there."""
    for rule in RULES:
        for phrase in BAD:
            if rule.triggers and any(rule.pattern.finditer(phrase.text)):
                assert any(word in phrase.text for word in rule.triggers), (rule.code, phrase.text)


def test_conditions_inside_material_names_are_found_only_there() -> None:
    text = "委托他人办理的，另提交委托书"
    assert lint(text) == []
    (found,) = lint(text, "material-name")
    assert found.rule == "V11" and "拆分" in found.fix


def test_titles_are_left_out_and_offsets_still_mean_the_original() -> None:
    assert lint("依据《食品安全事故处置等材料管理办法》办理") == []
    text = "按《示例办法》提交身份证、户口簿等材料"
    (found,) = lint(text)
    assert (found.start, found.end, text[found.start : found.end]) == (16, 19, "等材料")


def test_a_hit_across_a_title_covers_it() -> None:
    text = "法律规定的《示例》其他材料"
    (found,) = lint(text)
    assert found.rule == "V03" and found.text == "规定的《示例》其他材料"


def test_a_place_is_reported_once_by_the_most_severe_and_longest() -> None:
    (found,) = lint("法律法规规定的其他材料")
    assert found.rule == "V03" and found.text == "规定的其他材料"
    assert [finding.rule for finding in lint("必要时提交户口簿等材料")] == ["V07", "V01"]


def test_the_fix_repeats_the_list_and_the_upper_limit() -> None:
    assert "“身份证、户口簿”" in lint("应提交：身份证、户口簿等材料")[0].fix
    assert "“5个工作日”" in lint("3-5个工作日")[0].fix


@given(st.text("等材料的其他规定《》，。相关部门出具必要时0-9个工作日 \n", max_size=60))
def test_findings_never_overlap_and_point_into_the_text(text: str) -> None:
    found = lint(text, "material-name")
    assert all(text[finding.start : finding.end] == finding.text for finding in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))


def test_lines_are_read_one_by_one_and_places_count_from_the_start_of_the_text():
    text = "第一行没有问题\r\n提交身份证、户口簿等材料\n\n复印件若干份"
    found = lint(text)
    assert [(hit.rule, hit.text, text[hit.start : hit.end]) for hit in found] == [
        ("V01", "等材料", "等材料"), ("V09", "若干份", "若干份"),
    ]  # fmt: skip
    assert lint("身份证、户口簿等\n3份材料")[0].rule == "V02"


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "《" * 100_000, "1 " * 50_000, "其他" * 50_000, "等" * 100_000, "证等" * 50_000, "一" * 100_000,
     "如" * 100_000, "（" * 100_000, "关于" * 50_000, "不再" * 50_000, "规定的其他" * 20_000, "1个工作日至" * 15_000],
)  # fmt: skip
def test_hostile_text_is_read_in_linear_time(text):
    begin = time.perf_counter()
    lint(text, "material-name")
    assert time.perf_counter() - begin < 10
