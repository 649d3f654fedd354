"""Numbers of copies after 件, how recent a photograph is, and characters that nobody can see."""

from __future__ import annotations

import pytest

from yichuang.standards.wording import lint


def rules(text: str) -> list[str]:
    return [finding.rule for finding in lint(text)]


@pytest.mark.parametrize("text", ["复印件数份", "身份证复印件数份。", "扫描件数张", "证件数套"])
def test_several_copies_of_a_document_are_no_number(text: str) -> None:
    assert rules(text) == ["V09"]


@pytest.mark.parametrize("text", ["复印件数份额", "按件数计", "件数份数见收件清单", "复印件2份", "复印件份数"])
def test_numbers_and_counts_as_such_are_left_alone(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "近期（2026年1月1日以后）免冠照片2张",
        "近期免冠照片2张（2026年1月1日以后拍摄）",
        "近期免冠照片2张，2026年1月1日后拍摄",
        "近期免冠照片（6个月内）",
        "近期体检报告（2026-01-01以后出具）",
    ],
)
def test_a_day_or_a_period_that_follows_says_how_recent(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "近期免冠照片2张",
        "近期免冠照片2张，2026年1月1日起施行",
        "近期免冠照片2张，5个工作日内办结",
        "近期免冠照片2张；2026年1月1日后拍摄的户口簿",
        "近期1寸照片2张",
    ],
)
def test_other_days_and_periods_do_not(text: str) -> None:
    assert rules(text) == ["V10"]


def test_characters_that_nobody_sees_are_not_repeated_in_what_people_read() -> None:
    (finding,) = lint("身\x00份证\x07等\x00材料")[:1] or lint("身份证\x00、户口簿\x00等材料")
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in finding.fix + finding.proposal)
    (plain,) = lint("身份证\x00、户口簿等材料")
    assert plain.text == "等材料" and "身份证、户口簿" in plain.fix + plain.proposal
