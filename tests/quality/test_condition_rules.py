"""Conditions against steps and materials: what sentences say, and what they only seem to say."""

from __future__ import annotations

import pytest
from quality_samples import rules_of, told

from yichuang.definitions.check.quality.papers import same_organ
from yichuang.definitions.check.quality.sample import APPLICATION

HEALTH = {"/materials/-": {**APPLICATION, "material": "sample-health"}}


@pytest.mark.parametrize(
    ("condition", "documents"),
    [
        ("从业人员取得有效的健康证明。", ["健康证明"]),
        ("提供由公安机关出具的无犯罪记录证明和培训合格证书。", ["无犯罪记录证明", "培训合格证书"]),
        ("须有经营场所使用证明。", ["经营场所使用证明"]),
        ("不能到场的，须提交公证书。", ["公证书"]),
        ("凭居住证办理。", ["居住证"]),
        ("持有《示例经营许可证》。", ["示例经营许可证"]),
        ("取得环境影响评价批复。", ["环境影响评价批复"]),
        ("提供收入证明、社会保险缴费证明。", ["收入证明", "社会保险缴费证明"]),
        ("未成年人提交监护关系证明。", ["监护关系证明"]),
        ("无需提供健康证明。", []),
        ("不需提交居住证。", []),
        ("不得要求提供无犯罪记录证明。", []),
        ("免于提交健康证明。", []),
        ("未取得居住证。", []),
        ("尚未领取示例许可证。", []),
        ("持有居住证的除外。", []),
        ("符合《示例证明管理办法》的规定。", []),
        ("取得《居住证暂行条例》规定的资格。", []),
        ("能够提供证明其身份的信息。", []),
        ("具有安全保证。", []),
        ("具有保证食品安全的规章制度。", []),
        ("具有合同履行能力。", []),
        ("提供相关证明。", []),
        ("已通过质量认证。", []),
        ("申请人年满18周岁。", []),
    ],
)
def test_documents_that_a_condition_demands_must_be_on_the_list(condition: str, documents: list[str]) -> None:
    said = [f"/conditions/0 条件要求“{document}”，材料清单里没有。" for document in documents]
    assert told("L04", {"/conditions": [condition]}) == said


@pytest.mark.parametrize("condition", ["从业人员持有健康证。", "取得医疗机构出具的从业人员健康证明。", "取得健康证明。"])
def test_a_document_on_the_list_is_found_by_its_name_or_a_synonym(condition: str) -> None:
    assert "L04" in rules_of({"/conditions": [condition]})
    assert "L04" not in rules_of(HEALTH | {"/conditions": [condition]})


@pytest.mark.parametrize(
    ("condition", "papers"),
    [
        ("如实填写示例登记申请表。", "示例登记申请表"),
        ("提交身份证复印件。", "身份证复印件"),
        ("已取得营业执照。", "营业执照"),
        ("出示户口簿、近6个月内的照片。", "户口簿、照片"),
        ("签署授权委托书。", "授权委托书"),
        ("无需提交申请表。", ""),
        ("不用出示户口簿。", ""),
        ("未领取营业执照。", ""),
        ("身份证号码与登记一致。", ""),
        ("已办理市场主体登记。", ""),
        ("申请材料齐全，符合法定形式。", ""),
        ("符合《中华人民共和国居民身份证法》的规定。", ""),
    ],
)
def test_conditions_do_not_call_papers_by_name(condition: str, papers: str) -> None:
    said = told("L05", {"/conditions": [condition]})
    assert said == ([f"/conditions/0 受理条件里写了材料：{papers}。"] if papers else [])


@pytest.mark.parametrize(
    ("condition", "warned"),
    [
        ("须由本人到场。", True),
        ("申请人本人亲自办理。", True),
        ("无需本人到场。", False),
        ("本人办理的，出示身份证件。", False),
        ("居住在本区。", False),
    ],
)
def test_in_person_and_by_agent_contradict_each_other(condition: str, warned: bool) -> None:
    assert ("L03" in rules_of({"/conditions": [condition]})) is warned
    no_agent = {"/conditions": [condition], "/questions": [], "/materials": [APPLICATION]}
    assert "L03" not in rules_of(no_agent)


@pytest.mark.parametrize(
    ("condition", "standard", "warned"),
    [
        ("年满18周岁。", "监护人代办的，核对监护关系。", True),
        ("申请人年满十八周岁。", "由法定代理人申请。", True),
        ("具有完全民事行为能力。", "监护人代为申请。", True),
        ("年满18周岁。", "不得由监护人代办。", False),
        ("年满18周岁的，自己申请。", "监护人代办的，核对监护关系。", False),
        ("未满18周岁。", "监护人代办的，核对监护关系。", False),
    ],
)
def test_of_age_and_by_guardian_contradict_each_other(condition: str, standard: str, warned: bool) -> None:
    assert ("L06" in rules_of({"/conditions": [condition], "/steps/0/standard": standard})) is warned


@pytest.mark.parametrize(
    ("issuer", "department", "same"),
    [
        ("西湖区公安分局（示例）", "西湖区公安分局（示例）", True),
        ("公安机关或者移民管理机构", "西湖区公安分局（示例）", True),
        ("公安派出所", "公安分局", True),
        ("西湖区公安分局示例一派出所", "西湖区公安分局", True),
        ("市场监督管理部门", "西湖区市场监督管理局（示例）", True),
        ("民政部门", "西湖区公安分局（示例）", False),
        ("医疗机构", "西湖区医疗保障局（示例）", False),
        ("国家移民管理局", "西湖区公安分局（示例）", False),
        ("登记机关", "西湖区公安分局（示例）", False),
    ],
)
def test_an_issuer_is_recognised_as_the_own_department(issuer: str, department: str, same: bool) -> None:
    assert same_organ(issuer, department.replace("（示例）", "")) is same
