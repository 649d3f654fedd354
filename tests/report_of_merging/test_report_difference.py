"""What has changed since the last report, in sentences; and reports kept as JSON and read back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from report_samples import decided, documents, known, properties, report, with_decisions

from yichuang.errors import Invalid
from yichuang.filing.merge_report.difference import KINDS, difference
from yichuang.filing.merge_report.documents import document_of, report_in
from yichuang.filing.merge_report.editions import compared
from yichuang.filing.merge_report.lines import Change, Report
from yichuang.filing.proving import prove


def changes(before: Report, after: Report) -> dict[str, list[str]]:
    """Sentences by kind; every kind has a title and every sentence an end."""
    found: dict[str, list[str]] = {}
    for change in difference(before, after):
        assert isinstance(change, Change) and change.kind in KINDS and change.message.endswith("。")
        found.setdefault(change.kind, []).append(change.message)
    return found


def test_a_report_differs_in_nothing_from_itself() -> None:
    assert changes(report(), report()) == {}


def test_a_stricter_demand_says_what_it_was_and_what_it_is() -> None:
    found = documents()
    properties(found, "tax")["xm"]["maxLength"] = 10
    told = "“示例事项tax”对“本人姓名”的要求由“必填，文字 至多 {} 字，称“纳税人姓名””改为“必填，文字 至多 {} 字，称“纳税人姓名””。"
    assert changes(report(), report(found)) == {"demand-changed": [told.format(30, 10)]}


def test_a_field_that_is_no_longer_required_is_told() -> None:
    found = documents()
    found["care"]["form"]["schema"]["required"] = []
    assert "“必填，文字 至多 60 字”改为“选填，文字 至多 60 字”" in changes(report(), report(found))["demand-changed"][0]


def test_an_element_that_came_and_one_that_went_are_told_once() -> None:
    found = documents()
    del properties(found, "home")["moved"]
    del properties(found, "tax")["qr"]
    found["moving"]["members"][1].pop("transforms")
    told = changes(report(), report(found))
    assert list(told) == ["line-removed"] and "迁入日期" in told["line-removed"][0]
    assert list(changes(report(found), report())) == ["line-added"]


def test_a_matter_that_asks_less_is_told_where_others_still_ask() -> None:
    found = documents()
    del properties(found, "tax")["xb"]
    assert changes(report(), report(found))["not-asked"] == ["“示例事项tax”不再要求“本人性别”（原来：选填，单选：1 男、2 女）。"]
    assert "asked" in changes(report(found), report())


def test_a_matter_that_left_is_told_once_and_not_again_for_every_element() -> None:
    found = documents()
    del found["moving"]["members"][2]
    told = changes(report(), report(found))
    assert told["matter-removed"] == ["不再包含事项“示例事项care”（示例医保局）。"]
    assert "not-asked" not in told and told["conflict-resolved"] and told["together"]
    assert changes(report(found), report())["matter-added"]


def test_a_conflict_that_came_and_one_that_was_settled_are_told() -> None:
    found = documents()
    properties(found, "care")["xb"] = properties(found, "tax")["xb"]
    assert "可选值不同" in changes(report(), report(found))["conflict-resolved"][0]
    back = changes(report(found), report())
    assert "现在未决定" in back["conflict-new"][0] and back["apart"] == ["“本人性别”原来合并填写，现在各部门分开填写。"]


@pytest.mark.parametrize(("later", "words"), [
    (decided("signed"), ["由“口头”到“签字”"]),
    (decided("oral", owner="示例税务局"), ["负责人由“示例医保局 王五（示例）”改为“示例税务局”"]),
    (decided("oral", due=None), ["期限“2026-11-20”已去掉"]),
    (decided("oral", due="2026-12-01", basis="新纪要"), ["期限由“2026-11-20”改为“2026-12-01”", "依据由“示例会议纪要”改为“新纪要”"]),
])  # fmt: skip
def test_a_decision_that_changed_says_in_what(later: dict[str, Any], words: list[str]) -> None:
    told = changes(report(with_decisions(decided("oral"))), report(with_decisions(later)))
    assert list(told) == ["decision-changed"] and all(word in told["decision-changed"][0] for word in words)


def test_a_verdict_that_changed_is_told_where_both_were_verified() -> None:
    found = documents()
    uses: Any = known(found)
    proof = prove(uses["moving"], uses)
    proved = report(found, proof)
    assert changes(report(found), proved) == {}
    weaker = document_of(proved)
    cell = next(cell for line in weaker["lines"] for cell in line["cells"] if cell["verdict"] == "proved")
    cell["verdict"] = "sampled"
    assert "由“已证明”变为“抽样”" in changes(proved, report_in(weaker, "x"))["proof-changed"][0]


def test_a_report_kept_as_json_is_the_same_when_it_is_read_back() -> None:
    found = report(with_decisions(decided("oral")))
    assert report_in(json.loads(json.dumps(document_of(found), ensure_ascii=False)), "x.json") == found


@pytest.mark.parametrize("document", [None, [], "报告", {}, {"code": "moving"}, {**document_of(report()), "lines": [{"key": 1}]}])
def test_anything_else_is_refused_with_where_it_is_wrong(document: Any) -> None:
    with pytest.raises(Invalid) as refused:
        report_in(document, "旧.json")
    assert "旧.json" in str(refused.value) and refused.value.problems


def test_reports_of_two_bundles_are_not_compared() -> None:
    found = documents()
    found["other"] = {**found.pop("moving"), "code": "other"}
    with pytest.raises(Invalid, match="不是“示例迁移一件事”（moving）"):
        compared(report(), report(found), "第 1 版")
