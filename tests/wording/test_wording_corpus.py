"""How well vague wording is found, on phrases of our own: those the rules were made with, and those kept apart from it."""

import json
from pathlib import Path

import pytest

from yichuang.errors import Invalid
from yichuang.standards.wording.corpus import Phrase, measure, read_corpus

FOLDER = Path(__file__).parent / "corpus"
LEAST = 0.98
# Domain reference 3.3: names, closed lists and definite words that look vague and are not.
NEVER_FLAGGED = [
    "平等", "等级证书", "职业资格等级证书", "等额本息还款明细", "高等学校毕业证书", "普通高等教育学历证书",
    "同等学力证明", "一等奖证书", "二等功证书", "中等职业学校毕业证书", "面积不等", "人人平等。", "特等",
    "优等品检验报告", "等候区", "等待时间", "等价交换", "对等原则", "身份证、户口簿、结婚证等3份材料", "残疾等级证明",
    "其他组织", "其他行政权力", "其他共有人同意出租的书面证明", "其他家庭成员身份证", "规定的格式文本",
    "不相关材料不予接收", "一般纳税人登记表", "一般注销", "特殊工种提前退休申请表", "5个工作日内", "多份额共有",
    "一式两份", "6个月内免冠照片", "根据情况说明书", "相关性分析报告", "视情形分类",
]  # fmt: skip


def phrases(name):
    return read_corpus(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", ["own", "apart"])
def test_precision_and_recall_of_every_rule_are_high(name):
    report = measure(phrases(name))
    told = [miss.as_dict() for miss in report.errors]
    for score in (report.overall, report.verdicts, *(report.rules if name == "own" else ())):
        assert score.precision >= LEAST and score.recall >= LEAST, told


def test_the_corpora_are_large_and_neither_side_is_slight():
    own, apart = phrases("own"), phrases("apart")
    assert len(own) >= 300 and len(apart) >= 100
    for each in (own, apart):
        flagged = sum(bool(phrase.rules) for phrase in each)
        assert 0.4 <= flagged / len(each) <= 0.6
    assert not {phrase.text for phrase in own} & {phrase.text for phrase in apart}


def test_every_rule_is_expected_in_many_phrases():
    own = phrases("own")
    for number in range(1, 12):
        assert sum(f"V{number:02d}" in phrase.rules for phrase in own) >= 10


def test_what_must_never_be_flagged_is_in_the_corpus():
    clean = {phrase.text for phrase in phrases("own") if not phrase.rules}
    assert clean >= set(NEVER_FLAGGED)


def test_shares_are_counted_a_rule_and_a_phrase():
    report = measure([
        Phrase("身份证等材料", frozenset({"V01"})), Phrase("其他材料", frozenset()), Phrase("身份证", frozenset({"V01"})),
        Phrase("3-5个工作日，复印件若干份", frozenset({"V08", "V09"})),
    ])  # fmt: skip
    assert (report.phrases, report.flagged) == (4, 3)
    assert report.overall.as_dict() == {"right": 3, "found": 4, "expected": 4, "precision": 0.75, "recall": 0.75}
    assert report.verdicts.as_dict() == {"right": 2, "found": 3, "expected": 3, "precision": 0.6666, "recall": 0.6666}
    by_rule = {score.rule: (score.right, score.found, score.expected) for score in report.rules}
    assert by_rule == {"V01": (1, 1, 2), "V04": (0, 1, 0), "V08": (1, 1, 1), "V09": (1, 1, 1)}
    assert [miss.phrase.text for miss in report.errors] == ["其他材料", "身份证"]


def test_rules_that_find_nothing_where_nothing_is_expected_are_faultless():
    assert measure([Phrase("身份证")]).overall.as_dict()["precision"] == 1.0


@pytest.mark.parametrize(
    "document",
    [{}, [], ["身份证"], [{"text": ""}], [{"text": "a", "rules": "V01"}], [{"text": "a", "scope": "x"}],
     [{"text": "a", "rules": [1]}]],
)
def test_a_corpus_of_another_shape_is_refused_by_the_number_of_its_entry(document):
    with pytest.raises(Invalid, match="语料"):
        read_corpus(document)


def test_one_rule_or_none_may_be_written_short():
    assert read_corpus([{"text": "甲", "rule": "V01"}, {"text": "乙", "rule": None}]) == [
        Phrase("甲", frozenset({"V01"})), Phrase("乙"),
    ]  # fmt: skip
