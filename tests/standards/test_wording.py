"""Vague wording is found at its place with a proposal; the closed lists and proper names are left alone."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.standards.wording import RULES, lint

GOOD = [
    "平等",
    "等级证书",
    "职业资格等级证书",
    "等额本息还款明细",
    "高等学校毕业证书",
    "普通高等教育学历证书",
    "同等学力证明",
    "一等奖证书",
    "二等功证书",
    "中等职业学校毕业证书",
    "面积不等",
    "人人平等。",
    "特等",
    "优等品检验报告",
    "等候区",
    "等待时间",
    "等价交换",
    "对等原则",
    "身份证、户口簿、结婚证等3份材料",
    "残疾等级证明",
    "其他组织",
    "其他行政权力",
    "其他共有人同意出租的书面证明",
    "其他家庭成员身份证",
    "规定的格式文本",
    "不相关材料不予接收",
    "一般纳税人登记表",
    "一般注销",
    "特殊工种提前退休申请表",
    "5个工作日内",
    "多份额共有",
    "一式两份",
    "6个月内免冠照片",
    "根据情况说明书",
    "相关性分析报告",
    "视情形分类",
]

BAD = {
    "V01": ["身份证、户口簿等材料", "身份证等相关证明材料", "营业执照等其他文件", "申请表等申请材料"],
    "V02": ["携带身份证、户口簿等。", "身份证、户口簿等", "身份证等，到窗口办理"],
    "V03": ["法律法规规定的其他材料", "窗口要求提供的其他证明", "认为需要提交的其他有关材料", "规定的其他条件"],
    "V04": ["其他材料", "其他需要说明的情况", "其它有关证明材料"],
    "V05": ["相关材料", "有关证明文件", "所需的全部手续及必要的材料", "一切手续"],
    "V06": ["有关部门出具的意见", "主管部门批准", "相关单位盖章"],
    "V07": ["必要时现场核查", "视情况而定", "原则上不予受理", "另行通知", "按有关规定办理", "以窗口要求为准"],
    "V08": ["3-5个工作日", "若干工作日内", "10个工作日左右", "约5个工作日", "尽快办理", "３～５个工作日", "适时答复"],
    "V09": ["复印件若干份", "一式多份", "照片几张"],
    "V10": ["近期免冠照片", "近期一寸照片"],
}


@pytest.mark.parametrize("text", GOOD)
def test_proper_names_and_closed_lists_are_left_alone(text: str) -> None:
    assert lint(text) == [] and lint(text, "material-name") == []


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in BAD.items() for text in texts])
def test_vague_wording_is_found_by_its_rule(rule: str, text: str) -> None:
    found = lint(text)
    assert rule in [finding.rule for finding in found]
    for finding in found:
        assert text[finding.start : finding.end] == finding.text and finding.fix
        assert finding.severity in ("error", "warning")
        assert set(finding.as_dict()) == {"rule", "severity", "text", "start", "end", "fix"}


def test_every_rule_is_tested_and_has_a_fix_in_its_own_words() -> None:
    assert [rule.code for rule in RULES] == [f"V{number:02d}" for number in range(1, 12)]
    assert {*BAD, "V11"} == {rule.code for rule in RULES}
    assert len({rule.fix for rule in RULES}) == len(RULES)


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
    assert "{" not in "".join(finding.fix for texts in BAD.values() for text in texts for finding in lint(text))


@given(st.text("等材料的其他规定《》，。相关部门出具必要时0-9个工作日 \n", max_size=60))
def test_findings_never_overlap_and_point_into_the_text(text: str) -> None:
    found = lint(text, "material-name")
    assert all(text[finding.start : finding.end] == finding.text for finding in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))


@pytest.mark.parametrize("text", ["1" * 200_000, "《" * 200_000, "1 " * 100_000, "其他" * 100_000, "等" * 200_000])
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    begin = time.perf_counter()
    lint(text)
    assert time.perf_counter() - begin < 10
