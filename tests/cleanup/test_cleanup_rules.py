"""Rules R1 to R8: each with its two examples, then the cases that an example does not tell."""

from __future__ import annotations

import pytest
from cleanup_samples import LAW, bundle, demand, found, ledger_of, material, matter, share

from yichuang.definitions.cleanup.examples import EXAMPLES
from yichuang.definitions.cleanup.rule import ACTION_NAMES
from yichuang.definitions.cleanup.rules import BY_ID, RULES


def test_there_are_eight_rules_in_order_each_with_source_action_message_and_fix():
    assert [rule.id for rule in RULES] == [f"R{number}" for number in range(1, 9)]
    for rule in RULES:
        assert rule.source.startswith(("乐政办发〔2017〕25号", "浙跑专办字〔2017〕2号")), rule.id
        assert rule.action in ACTION_NAMES and "{material}" in rule.message and rule.fix.endswith("。")
    assert set(EXAMPLES) == {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_lets_its_passing_example_be_and_reports_only_its_failing_one(rule):
    passing, failing = EXAMPLES[rule.id]
    assert passing.says and failing.says
    assert rule.check(passing.demand()) is None
    told = failing.demand()
    hit = rule.check(told)
    assert hit is not None
    assert told.name in rule.reason(told, hit)
    assert [other.id for other in RULES if other.check(told)] == [rule.id]


def rules_for(required, name="图纸", **more):
    made = ledger_of("a", matter("a", demand("doc", **required)), material("doc", name, **more))
    return {row.key.rule for row in made.rows}


@pytest.mark.parametrize(
    ("basis", "reported"),
    [
        ([], True),
        ([{"law": "无"}], True),
        ([{"law": "《通知》", "level": "normative"}], True),
        ([{"law": "《办法》", "level": "rule"}], False),
        ([{"law": "《条例》", "level": "regulation"}], False),
        ([{"law": "《决定》", "level": "state-council"}], False),
        ([{"law": "《省条例》", "level": "local"}], False),
        ([{"law": "《通知》", "level": "normative"}, LAW], False),
    ],
)
def test_a_legal_basis_is_a_law_a_regulation_a_decision_or_a_rule_that_carries_one_out(basis, reported):
    assert ("R1" in rules_for({"basis": basis})) is reported


def test_a_rule_of_a_ministry_is_not_enough_where_nothing_higher_sets_the_matter():
    rule = {"law": "《示例管理办法》", "level": "rule"}
    made = ledger_of("a", matter("a", demand("doc", basis=[rule]), basis=[rule]), material("doc", "图纸"))
    assert found(made) == [("doc", "R1")]
    assert "规章" in made.rows[0].reason and made.rows[0].basis == "《示例管理办法》"


@pytest.mark.parametrize(
    ("name", "used"),
    [("图纸", True), ("施工图纸", True), ("毕业照片", False), ("申请表", True), ("车辆行驶证", False)],
)
def test_a_document_is_used_when_a_word_of_its_name_stands_in_form_steps_or_conditions(name, used):
    assert ("R2" not in rules_for({}, name)) is used


def test_a_synonym_or_a_comparison_with_the_form_is_a_use():
    assert "R2" not in rules_for({}, "平面设计文本", synonyms=["图纸"])
    assert "R2" not in rules_for({"accept_standard": "车牌号与填报一致。"}, "车辆行驶证")


def two(second, first=(), **more):
    """Two matters, the second after the first; what the ledger of the bundle says of the second."""
    roles = {"roles": {"holder": "owner"}}
    documents = (
        matter("one", *first, **more),
        matter("two", second),
        material("doc", "图纸"),
        bundle({"matter": "one"}, {"matter": "two", **roles, "depends_on": [{"matter": "one"}]}),
    )
    return [row for row in ledger_of("bundle", *documents).rows if row.key.matter == "two"]


def test_what_an_earlier_matter_collects_of_the_same_person_is_not_asked_again():
    rows = two(demand("doc", role="holder"), [demand("doc", role="owner")])
    assert [(row.key.rule, row.proposed_action, row.mode) for row in rows] == [("R3", "upstream", "upstream")]
    assert rows[0].exemption_source == "事项one（示例）"


def test_the_same_document_of_another_person_is_another_document():
    assert two(demand("doc", role="holder"), [demand("doc", role="neighbour")]) == []


def test_what_an_earlier_matter_produces_comes_before_what_it_collects():
    outputs = [{"element": "cert.no", "role": "owner", "name": "编号", "material": "doc"}]
    rows = two(demand("doc", role="holder"), [demand("doc", role="owner")], outputs=outputs)
    assert "会产出它" in rows[0].reason


def test_a_document_collected_only_in_some_case_is_reported_with_that_doubt():
    when = {"properties": {"q": {"const": "x"}}, "required": ["q"]}
    rows = two(demand("doc", role="holder"), [demand("doc", role="owner", when=when)])
    assert "只在部分情形下" in rows[0].reason


def test_matters_that_wait_for_each_other_do_not_hang_the_rule():
    documents = (
        matter("one", "doc"),
        matter("two", "doc"),
        material("doc", "图纸"),
        bundle(
            {"matter": "one", "depends_on": [{"matter": "two"}]}, {"matter": "two", "depends_on": [{"matter": "one"}]}
        ),
    )
    assert {row.key.rule for row in ledger_of("bundle", *documents).rows} == {"R3"}


@pytest.mark.parametrize(
    ("issuer", "own"),
    [
        ({"issuer_department": "bureau"}, True),
        ({"issuer_department": "station"}, True),
        ({"issuer_department": "other"}, False),
        ({"issuer": "示例局"}, True),
        ({"issuer": "另一局"}, False),
        ({}, False),
    ],
)
def test_what_the_department_or_one_below_it_issued_is_looked_up_inside(issuer, own):
    assert ("R4" in rules_for({}, source="20", **issuer)) is own


def test_a_superior_is_not_a_subordinate():
    made = ledger_of(
        "a", matter("a", "doc", department="station"), material("doc", "图纸", issuer_department="bureau")
    )
    assert found(made) == []


@pytest.mark.parametrize(
    ("entry", "shared"),
    [
        ({"materials": ["doc"]}, True),
        ({"materials": ["doc"], "regions": ["330000"]}, True),
        ({"materials": ["doc"], "regions": ["330106"]}, True),
        ({"materials": ["doc"], "regions": ["440000"]}, False),
        ({"materials": ["doc"], "state": "requested"}, False),
        ({"materials": ["doc"], "state": "refused"}, False),
        ({"mode": "e-cert", "licence_type": "示例证"}, True),
        ({"mode": "e-cert", "licence_type": "另一证"}, False),
        ({"materials": ["else"]}, False),
    ],
)
def test_a_share_counts_where_it_is_available_for_the_document_and_the_region_or_one_above(entry, shared):
    made = ledger_of(
        "a", matter("a", "doc"), material("doc", "图纸", licence_type="示例证"), share("share", **entry)
    )
    assert (("doc", "R5") in found(made)) is shared


def test_a_share_must_hold_in_every_district_of_the_matter():
    entry = share("share", materials=["doc"], regions=["330000"])
    made = ledger_of("a", matter("a", "doc", districts=["330106", "440000"]), material("doc", "图纸"), entry)
    assert found(made) == []


def test_regions_that_are_above_each_other_in_a_circle_do_not_hang_the_rule():
    circle = {"kind": "region", "code": "330106", "name": "西湖区", "parent": "330106"}
    made = ledger_of("a", matter("a", "doc"), material("doc", "图纸"), circle, share("s", materials=["doc"]))
    assert found(made) == [("doc", "R5")]


@pytest.mark.parametrize(
    ("standard", "stamped"),
    [
        ("由所在街道盖章。", True),
        ("加盖社区居委会公章。", True),
        ("由施工单位盖章。", True),
        ("由申请人签名并加盖公章。", False),
        ("由产权人签名或者盖章。", False),
        ("示例局印章清晰。", False),
        ("登记机关印章清晰。", False),
        ("图纸清晰。", False),
    ],
)
def test_only_the_stamp_of_a_third_organ_is_reported(standard, stamped):
    assert ("R7" in rules_for({"accept_standard": standard}, source_explanation="由登记机关核发。")) is stamped


def test_a_stamp_in_the_name_counts_and_one_that_a_law_wants_does_not():
    assert "R7" in rules_for({}, "经单位盖章的图纸")
    said = {**LAW, "text": "图纸应当由设计单位签字盖章。"}
    assert "R7" not in rules_for({"basis": [said], "accept_standard": "由设计单位盖章。"})


@pytest.mark.parametrize(
    "name",
    ["无犯罪记录证明", "未婚证明", "单身证明", "无房证明", "健在证明", "同一人证明", "亲属关系证明", "居住证明", "收入证明",
     "贫困户证明", "家庭经济状况证明"],
)  # fmt: skip
def test_odd_proofs_are_known_by_their_names(name):
    assert "R8" in rules_for({}, name)


@pytest.mark.parametrize("name", ["居住证", "房屋产权证明", "《收入证明》填写说明", "婚姻登记证明", "收入明细、完税证明"])
def test_ordinary_papers_are_no_odd_proofs(name):
    assert "R8" not in rules_for({}, name)


@pytest.mark.parametrize("mode", ["register", "e-cert", "promise", "internal", "upstream", "generated"])
def test_what_is_exempt_already_is_counted_as_settled_and_not_reported(mode):
    exempt = demand("doc", exemption={"mode": mode, "fallback": "upload"})
    made = ledger_of("a", matter("a", exempt), material("doc", "图纸"), share("s", materials=["doc"]))
    assert found(made) == []
    assert made.settled["R5"] == 1 and made.exempt == {mode: 1}


def test_an_exemption_gives_no_legal_basis():
    exempt = demand("doc", basis=[], exemption={"mode": "promise"})
    assert found(ledger_of("a", matter("a", exempt), material("doc", "图纸"))) == [("doc", "R1")]


def test_rules_are_found_by_their_id():
    assert BY_ID["R4"].action == "internal"
