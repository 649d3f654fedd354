"""A proposal rewrites the whole text where that needs no new fact, and stays empty where only a person knows."""

import json
from pathlib import Path

import pytest

from yichuang.standards.wording import lint
from yichuang.standards.wording.corpus import read_corpus

CORPUS = Path(__file__).parent / "corpus" / "own.json"
REWRITTEN = {
    "身份证、户口簿等材料": "身份证、户口簿",
    "提交身份证、户口簿等材料到窗口": "提交身份证、户口簿到窗口",
    "身份证、户口簿等相关证明材料的复印件": "身份证、户口簿的复印件",
    "携带身份证、社保卡等。": "携带身份证、社保卡。",
    "《公司章程》等文件": "《公司章程》",
    "材料包括但不限于身份证、户口簿": "材料包括身份证、户口簿",
    "身份证、户口簿及其他材料": "身份证、户口簿",
    "营业执照和法律、法规规定的其他材料": "营业执照",
    "3-5个工作日内答复": "5个工作日内答复",
    "三至十五个工作日": "15个工作日",
    "约10个工作日": "10个工作日",
    "20天左右": "20天",
    "近期免冠照片2张": "近6个月内免冠照片2张",
    "最近的体检报告": "近6个月内体检报告",
    "本人近照": "本人近6个月内的照片",
}
LEFT_TO_A_PERSON = [
    "等材料", "以上等材料", "其他材料", "法律法规规定的其他条件", "相关材料", "有关部门出具的证明", "必要时现场核查", "尽快办理",
    "数日内办结", "10余个工作日", "两三天", "复印件若干份", "一式多份",
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), REWRITTEN.items())
def test_the_text_is_rewritten_where_nothing_new_must_be_known(text, wanted):
    (found,) = lint(text)
    assert found.proposal == wanted
    assert lint(wanted) == []


@pytest.mark.parametrize("text", LEFT_TO_A_PERSON)
def test_there_is_no_proposal_where_only_a_person_knows(text):
    assert [found.proposal for found in lint(text)] == [""]


def test_each_hit_is_rewritten_by_itself():
    first, second = lint("3-5个工作日内提交身份证、户口簿等材料")
    assert first.proposal == "5个工作日内提交身份证、户口簿等材料"
    assert second.proposal == "3-5个工作日内提交身份证、户口簿"


def test_only_the_line_of_the_hit_is_proposed_anew():
    (found,) = lint("办理须知\n5到7个工作日\n现场领取")
    assert found.proposal == "7个工作日"


def test_a_proposal_mends_what_it_was_made_for_and_breaks_nothing():
    mended = 0
    for phrase in read_corpus(json.loads(CORPUS.read_text(encoding="utf-8"))):
        found = lint(phrase.text, phrase.scope)
        for hit in found:
            if hit.proposal:
                mended += 1
                assert len(lint(hit.proposal, phrase.scope)) < len(found), (phrase.text, hit.proposal)
    assert mended > 80


def test_a_very_long_line_is_not_copied_for_each_hit():
    assert {found.proposal for found in lint("身份证、户口簿等材料，" * 2000)} == {""}
