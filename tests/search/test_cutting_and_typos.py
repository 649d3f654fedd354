"""What is cut from a name meets every question about it that has at most one slip; synonyms are read as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.errors import SettingsError
from yichuang.search.cutting import name_terms, plain, runs
from yichuang.search.expressions import All
from yichuang.search.synonyms import BUILT_IN, alternatives, groups, phrases, read_groups
from yichuang.search.typos import in_order, slips, within_one

CHARACTERS = "新生儿出登记食品经营许可证办理"
WORD = st.text(st.sampled_from(CHARACTERS), min_size=3, max_size=14)
SLIP = st.tuples(st.sampled_from(["another", "missing", "extra", "swapped"]), st.integers(0, 20), st.sampled_from("丁卯"))


def meets(wanted, terms):
    """Whether terms fulfil what an index is asked."""
    if isinstance(wanted, str):
        return wanted in terms
    return (all if isinstance(wanted, All) else any)(meets(part, terms) for part in wanted.parts)


def slipped(word, slip):
    kind, at, character = slip
    at %= len(word)
    if kind == "another":
        return word[:at] + character + word[at + 1 :]
    if kind == "missing":
        return word[:at] + word[at + 1 :]
    if kind == "extra":
        return word[:at] + character + word[at:]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@given(WORD, SLIP, st.text(st.sampled_from("甲乙丙"), max_size=3), st.text(st.sampled_from("甲乙丙"), max_size=3))
def test_an_entry_meets_the_question_with_a_slip_in_it(word, slip, before, after):
    typed, name = slipped(word, slip), before + word + after
    if len(typed) < 3:
        return
    assert within_one(typed, name)
    assert meets(slips(typed), set(name_terms([name])))


@given(WORD, st.text(st.sampled_from("丁卯寅"), min_size=2, max_size=2), st.integers(0, 20))
def test_two_wrong_characters_inside_are_no_slip(word, wrong, at):
    at = at % (len(word) - 1) + 1
    typed = word[:at] + wrong[0] + word[at:] + wrong[1] + word[-1]
    assert not within_one(typed, word)


def test_pinyin_with_a_slip_still_meets_its_name():
    terms = set(name_terms(["食品经营许可新办"]))
    for typed in ("shipinjingyin", "shipinjignying", "shpinjingying", "shipinjongying", "shipinnjingying"):
        assert meets(slips(typed), terms), typed


def test_short_words_have_no_slips():
    assert slips("登记") is None
    assert slips("xse") is None
    assert not within_one("登计", "登记")


def test_abbreviations_keep_the_order_of_characters():
    assert in_order("社保卡", "社会保障卡申领")
    assert not in_order("卡社保", "社会保障卡申领")


def test_one_width_and_case_and_no_signs_inside_chinese():
    assert plain("出生登记（户口）ＡＢ") == "出生登记户口)ab"
    assert runs("食品经营，新办 Food-2") == ["食品经营", "新办", "food", "2"]


def test_our_own_synonyms_are_groups_without_repetition():
    ours = groups()
    assert len(ours) > 40
    words = [word for group in ours for word in group]
    assert len(words) == len(set(words)), sorted(word for word in words if words.count(word) > 1)
    assert {"准生证", "落户", "身份证", "营业执照", "社保卡", "房产证", "上户口"} <= set(words)
    assert BUILT_IN.exists()


def test_the_longest_word_of_a_group_is_exchanged():
    known = read_groups("身份证 = 居民身份证 = 二代证", "x")
    assert list(phrases("换居民身份证", known)) == [("居民身份证", ["身份证", "二代证"])]
    assert alternatives("换居民身份证", known) == ["换身份证", "换二代证"]


def test_a_region_adds_words_and_a_wrong_line_is_named(tmp_path):
    mine = tmp_path / "synonyms.txt"
    mine.write_text("# 本地\n\n门前三包 = 市容环卫责任\n", encoding="utf-8")
    assert ("门前三包", "市容环卫责任") in groups(mine)
    mine.write_text("甲 = 乙\n只有一个\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="第 2 行"):
        read_groups(mine.read_text(encoding="utf-8"), mine.name)
    with pytest.raises(SettingsError, match=r"yichuang\.synonyms"):
        groups(tmp_path / "absent.txt")
