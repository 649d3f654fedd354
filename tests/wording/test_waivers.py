"""A waiver lets a finding of wording or quality stand until a date; it stays in the report and helps nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from matter_samples import library_of, sound
from pydantic import ValidationError

from yichuang.definitions.check import check
from yichuang.definitions.check.waivers import covers, waivable
from yichuang.definitions.common import Waiver
from yichuang.definitions.kinds import read_definition
from yichuang.errors import Problem

TODAY = date(2026, 11, 21)
LAW = "《示例食品经营许可条例》第十二条第五项"
CATCH_ALL = "法律法规规定的其他条件。"


def waiver(**changes: Any) -> dict[str, Any]:
    given = {"rule": "V03", "citation": LAW, "reason": "条例原文如此。", "approver": "示例改革办 王示例",
             "approved_on": "2026-11-01", "expires_on": "2027-10-31"}  # fmt: skip
    return {**given, **changes}


def report(*waivers: dict[str, Any], on: date | None = TODAY, conditions: tuple[str, ...] = (CATCH_ALL,)) -> list[Problem]:
    documents = sound()
    documents["matter-a"] |= {"conditions": list(conditions), "waivers": list(waivers)}
    return list(check(library_of(documents), on=on))


def test_what_is_waived_stays_in_the_report_as_a_warning_that_says_who_and_until_when():
    (problem,) = report(waiver())
    assert (problem.pointer, problem.rule, problem.severity) == ("/conditions/0", "V03", "warning")
    assert "已豁免至2027-10-31（示例改革办 王示例批准，依据：" + LAW in problem.message
    told = problem.as_dict()
    assert list(told)[:6] == ["file", "pointer", "rule", "severity", "message", "fix"]
    assert told["waiver"] == {
        "citation": LAW, "reason": "条例原文如此。", "approver": "示例改革办 王示例", "approved_on": "2026-11-01",
        "expires_on": "2027-10-31",
    }  # fmt: skip


def test_what_is_not_waived_has_no_waiver():
    (problem,) = report()
    assert problem.severity == "error" and "waiver" not in problem.as_dict()


@pytest.mark.parametrize(
    ("on", "severity"),
    [(date(2027, 10, 31), "warning"), (date(2027, 11, 1), "error"), (date(2026, 10, 31), "error"), (date(2026, 11, 1), "warning"),
     (None, "warning")],
)  # fmt: skip
def test_it_holds_from_the_day_of_approval_to_its_last_day(on, severity):
    (problem,) = report(waiver(), on=on)
    assert problem.severity == severity


def test_an_expired_waiver_says_so_and_helps_no_more():
    (problem,) = report(waiver(expires_on="2026-11-20"))
    assert problem.severity == "error" and problem.waiver is None
    assert "豁免已于2026-11-20到期，不再有效" in problem.message and "重新办理豁免" in problem.fix


def test_a_renewed_waiver_holds_beside_the_expired_one():
    (problem,) = report(waiver(expires_on="2026-11-20"), waiver(expires_on="2026-12-31"))
    assert problem.waiver is not None and problem.waiver.expires_on == "2026-12-31"


@pytest.mark.parametrize(
    ("pointer", "waived"),
    [("", True), ("/conditions", True), ("/conditions/0", True), ("/conditions/1", False), ("/cond", False), ("/denials", False)],
)
def test_a_pointer_narrows_a_waiver_to_a_place_and_all_below_it(pointer, waived):
    found = {problem.rule: problem.severity for problem in report(waiver(pointer=pointer))}
    assert found["V03"] == ("warning" if waived else "error")
    assert ("unused-waiver" in found) != waived


def test_a_waiver_is_of_one_rule_only():
    found = {problem.rule: problem.waiver is not None for problem in report(waiver(), conditions=(CATCH_ALL, "必要时现场核查。"))}
    assert found == {"V03": True, "V07": False}


def test_one_that_meets_nothing_is_told():
    (problem,) = report(waiver(), conditions=("年满18周岁。",))
    assert (problem.pointer, problem.rule, problem.severity) == ("/waivers/0", "unused-waiver", "warning")


@pytest.mark.parametrize("rule", ["dangling-reference", "role", "unknown-fact", "duplicate-code", "V1", "v03"])
def test_rules_that_keep_documents_in_one_piece_cannot_be_waived(rule):
    found = {problem.rule: problem for problem in report(waiver(rule=rule))}
    assert found["waiver-rule"].severity == "error" and found["waiver-rule"].pointer == "/waivers/0/rule"
    assert found["V03"].severity == "error"


def test_a_structural_problem_stays_an_error_whatever_is_waived():
    documents = sound()
    documents["matter-a"] |= {"department": "nobody", "waivers": [waiver(rule="dangling-reference", pointer="/department")]}
    severities = {problem.rule: problem.severity for problem in check(library_of(documents), on=TODAY)}
    assert severities == {"dangling-reference": "error", "waiver-rule": "error"}


def test_rules_of_wording_of_quality_and_of_regions_can_be_waived():
    assert all(waivable(rule) for rule in ("V01", "V11", "WZ-4", "WZ-12", "L05", "G03", "HZ-01", "SX-A2"))
    assert not any(waivable(rule) for rule in ("", "V", "V001", "steps-sum", "look-around", "unused-waiver", "wz-1"))


@pytest.mark.parametrize(
    ("key", "value"),
    [("citation", None), ("citation", ""), ("citation", "  "), ("approver", " "), ("reason", ""), ("expires_on", None),
     ("expires_on", "明年"), ("expires_on", "2026-10-01"), ("pointer", "conditions"), ("rule", "V 1"), ("extra", "x")],
)  # fmt: skip
def test_a_waiver_without_its_facts_is_refused_at_its_place(key, value):
    given = waiver()
    if value is None:
        del given[key]
    else:
        given[key] = value
    found = read_definition({**sound()["doc-a"], "waivers": [given]})
    assert isinstance(found, list) and found[0].pointer.startswith("/waivers/0")
    assert found[0].message and found[0].fix


def test_a_material_a_bundle_and_a_guide_carry_waivers_too():
    documents = sound()
    documents["doc-a"] |= {"name": "其他有关证明", "waivers": [waiver(rule="V04", pointer="/name")]}
    documents["bundle-a"] |= {"summary": "提交身份证等材料。", "waivers": [waiver(rule="V01")]}
    found = list(check(library_of(documents), on=TODAY))
    assert [(problem.rule, problem.severity) for problem in found] == [("V04", "warning"), ("V01", "warning")]


def test_a_waived_rule_is_met_at_its_pointer_or_below_only():
    given = Waiver.model_validate(waiver(pointer="/materials/1"))
    at = "/materials/1/condition"
    assert covers(given, Problem(at, "V03", "")) and covers(given, Problem("/materials/1", "V03", ""))
    assert not covers(given, Problem("/materials/10", "V03", "")) and not covers(given, Problem(at, "V04", ""))


def test_a_waiver_is_frozen_and_ordered_in_time():
    day = date(2026, 11, 21)
    with pytest.raises(ValidationError):
        Waiver.model_validate(waiver(approved_on=day, expires_on=day - timedelta(days=1)))
    assert Waiver.model_validate(waiver(approved_on=day, expires_on=day)).pointer == ""
