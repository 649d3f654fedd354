"""Columns of a matter that must agree: result, visits, fees, telephones, audience, steps."""

from __future__ import annotations

from typing import Any

import pytest
from quality_samples import rules_of, told

from yichuang.definitions.check.quality.fees import CHARGED, FEE
from yichuang.definitions.check.quality.sample import LICENCE

REASON = "到场核对身份。"
WHOLE = ["1", "2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize(
    ("name", "kind", "broken"),
    [
        ("食品经营许可证（示例）", "certificate", False),
        ("食品经营许可证（示例）", "document", True),
        ("《示例登记证》", "approval", True),
        ("示例批文", "document", False),
        ("示例批文", "certificate", True),
        ("关于示例的批复", "approval", False),
        ("关于示例的批复", "document", True),
        ("示例登记证明", "other", False),
        ("示例告知", "certificate", False),
    ],
)
def test_the_kind_of_a_result_follows_from_the_end_of_its_name(name: str, kind: str, broken: bool) -> None:
    assert ("WZ-3" in rules_of({"/result/name": name, "/result/type": kind})) is broken


@pytest.mark.parametrize(("name", "sample", "broken"), [("示例书", " ", True), ("示例书", "样式", False), ("无", None, False)])
def test_a_result_can_be_looked_at(name: str, sample: str | None, broken: bool) -> None:
    change = {"/result": {"name": name, "type": "other", "sample": sample}}
    assert ("WZ-12" in rules_of(change)) is broken


@pytest.mark.parametrize(
    ("visits", "broken"),
    [
        ({"number": 1, "reason": REASON}, False),
        ({"number": 1}, True),
        ({"number": 2, "reason": "无"}, True),
        ({"number": 0}, False),
        ({"number": 0, "reason": "无"}, False),
        ({"number": 0, "reason": REASON}, True),
    ],
)
def test_a_visit_has_a_reason_and_no_visit_has_none(visits: dict[str, Any], broken: bool) -> None:
    assert ("WZ-4" in rules_of({"/visits": visits})) is broken


@pytest.mark.parametrize(
    ("channels", "mail", "number", "broken"),
    [
        (["1"], False, 0, True),
        (["1", "9"], False, 0, True),
        (["1", "4"], False, 0, False),
        (["1"], True, 0, False),
        (["2"], False, 0, False),
        (["1", "3"], False, 0, False),
        (["1"], False, 1, False),
    ],
)
def test_papers_find_a_way_when_nobody_goes(channels: list[str], mail: bool, number: int, broken: bool) -> None:
    visits = {"number": number, "reason": REASON if number else None}
    assert ("WZ-5" in rules_of({"/channels": channels, "/mail_materials": mail, "/visits": visits})) is broken


@pytest.mark.parametrize(
    ("depth", "number", "broken"),
    [
        (WHOLE, 1, True),
        (WHOLE[:6], 1, True),
        (WHOLE, 0, False),
        (WHOLE[:3], 1, False),
        (["1", "2", "3", "6"], 1, False),
        (["Ⅳ级"], 1, True),
        ([], 1, False),
    ],
)
def test_who_does_it_all_online_goes_nowhere(depth: list[str], number: int, broken: bool) -> None:
    visits = {"number": number, "reason": REASON if number else None}
    assert ("WZ-6" in rules_of({"/online_depth": depth, "/visits": visits})) is broken


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (CHARGED, set()),
        (CHARGED | {"/pay_online": True}, set()),
        ({"/charged": True}, {"WZ-7"}),
        (CHARGED | {"/fees/0": {**FEE, "basis": "无"}}, {"WZ-7"}),
        (CHARGED | {"/fees/0": {**FEE, "standard": " "}}, {"WZ-7"}),
        (CHARGED | {"/fees/0": {**FEE, "reducible": True}}, {"WZ-7"}),
        (CHARGED | {"/fees/0": {**FEE, "reducible": True, "reduction": "《示例办法》第四条"}}, set()),
        ({"/pay_online": True}, {"WZ-7"}),
        ({"/fees": [FEE]}, {"L08"}),
        ({"/fees": [FEE], "/pay_online": True}, {"WZ-7", "L08"}),
    ],
)
def test_fees_are_told_in_full_or_not_at_all(change: dict[str, Any], rules: set[str]) -> None:
    assert rules_of({**{k: v for k, v in change.items() if k.count("/") == 1}, **change}) == rules


@pytest.mark.parametrize(
    ("consult", "complaint", "rules"),
    [
        ("0571-88001001", "0571-88091001", set()),
        ("0571-88001001", "12345", set()),
        ("12333", "12345", set()),
        ("0571-88001001", "0571-88001001", {"WZ-8", "WZ-9"}),
        ("12345", "12345", {"WZ-8"}),
        ("13812340000", "12345", {"WZ-8"}),
        ("0571-88001001", "13812340000", {"WZ-8"}),
        ("88001001", "12345", {"WZ-8", "code"}),
        ("", "12345", {"WZ-8", "code"}),
    ],
)
def test_telephones_can_be_called_and_are_two(consult: str, complaint: str, rules: set[str]) -> None:
    assert rules_of({"/consult_phone": consult, "/complaint_phone": complaint}) == rules


def test_the_same_telephone_is_found_however_it_is_written() -> None:
    assert told("WZ-8", {"/complaint_phone": "（0571）88001001"}) == [
        "/complaint_phone 咨询电话和投诉电话是同一个：0571-88001001。"
    ]


def test_a_counter_does_not_take_complaints_about_itself() -> None:
    assert told("WZ-9", {"/locations/0/phone": "057188091001"}) == ["/locations/0/phone 联系电话“057188091001”也是投诉电话。"]


@pytest.mark.parametrize(
    ("audiences", "persons", "legal", "places"),
    [
        (["1"], ["主题"], [], []),
        (["1"], [], [], ["/person_topics"]),
        (["2"], [], ["主题"], []),
        (["2"], ["主题"], ["主题"], ["/person_topics"]),
        (["3"], [], [], ["/legal_person_topics"]),
        (["1", "4"], ["主题"], [], ["/legal_person_topics"]),
        (["1"], ["主题"], ["主题"], ["/legal_person_topics"]),
        (["6"], [], ["主题"], []),
        (["6"], [], [], []),
        (["1"], [], ["主题"], ["/person_topics", "/legal_person_topics"]),
    ],
)
def test_topics_are_for_those_whom_the_matter_is_for(
    audiences: list[str], persons: list[str], legal: list[str], places: list[str]
) -> None:
    change = {"/audiences": audiences, "/person_topics": persons, "/legal_person_topics": legal}
    assert [each.split()[0] for each in told("WZ-10", change)] == places


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (LICENCE, []),
        (LICENCE | {"/steps/1/name": "审核", "/steps/2/name": "审批"}, []),
        (LICENCE | {"/faq": []}, ["/faq 行政许可没有常见问题。"]),
        (LICENCE | {"/steps/1/name": "看材料", "/steps/3/name": "制证"}, ["/steps 行政许可办理步骤缺少：审核或审查、办结。"]),
        ({"/steps/4/name": "归档"}, []),
    ],
)
def test_a_licence_tells_its_five_steps_and_answers_a_question(change: dict[str, Any], said: list[str]) -> None:
    assert told("WZ-11", change) == said


def test_five_stages_in_four_steps_are_too_few() -> None:
    steps = [
        {"stage": "审查与决定", "name": name, "limit": {"days": days}, "role": "岗", "result": "结果"}
        for name, days in (("受理", 1), ("审查和决定", 3), ("办结", 1), ("送达", 0))
    ]
    assert told("WZ-11", LICENCE | {"/steps": steps}) == ["/steps 行政许可办理步骤只有 4 个，至少 5 个。"]
