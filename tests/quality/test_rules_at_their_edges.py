"""Where rules used to look past something: telephones that only look like hotlines, visits by other words, blanks."""

from __future__ import annotations

import pytest
from quality_samples import rules_of, told

from yichuang.definitions.check.quality.contacts import callable_from_afar


@pytest.mark.parametrize(
    ("number", "callable_"),
    [
        ("05718800", False),
        ("0512345", False),
        ("0571-8800", False),
        ("12345", True),
        ("0571-12345", True),
        ("057112345", True),
        ("01012345", True),
        ("021-12345", True),
        ("0571-88001001", True),
    ],
)
def test_five_digits_are_a_hotline_only_after_a_whole_area_code(number: str, callable_: bool) -> None:
    assert callable_from_afar(number) is callable_
    assert ("WZ-8" in rules_of({"/consult_phone": number})) is not callable_


@pytest.mark.parametrize("words", ["现场勘验", "上门核查", "上门查验", "实地勘验", "现场核查"])
def test_going_there_is_known_by_all_its_words(words: str) -> None:
    short = {"/promised_limit/days": 3, "/steps/1/name": f"审查（含{words}）", "/steps/1/limit/days": 1, "/steps/3/limit/days": 0}
    assert "L02" in rules_of(short)


@pytest.mark.parametrize("words", ["上门服务", "上门送证", "现场办理", "现场勘误"])
def test_other_words_of_going_are_no_check_on_site(words: str) -> None:
    short = {"/promised_limit/days": 3, "/steps/1/name": f"审查（含{words}）", "/steps/1/limit/days": 1, "/steps/3/limit/days": 0}
    assert "L02" not in rules_of(short)


@pytest.mark.parametrize("blank", ["   ", "　", "\n"])
def test_blanks_are_told_as_blanks(blank: str) -> None:
    assert told("G07", {"/prohibitions": [blank]}) == ["/prohibitions/0 这里只有空格，读者不知道是没有还是漏填。"]
    assert told("G07", {"/prohibitions": ["—"]}) == ["/prohibitions/0 这里写的是“—”，读者不知道是没有还是漏填。"]
