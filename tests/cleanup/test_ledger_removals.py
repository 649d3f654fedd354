"""What a bundle's one set of materials does not ask for stands in the ledger: on the page, in JSON, in the workbook, in words."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from cleanup_samples import PLACES, bundle, demand, ledger_of, material, matter
from yichuang_command import write

PAGE = "/design/all/cleanup"
MAKES = [{"element": "doc.no", "role": "owner", "name": "编号", "material": "doc"}]
WAITS = {"matter": "b", "depends_on": [{"matter": "a"}]}


def removed(*documents):
    made = ledger_of("bundle", *documents, material("doc", "图纸"), material("other", "图纸册"))
    return {(each.material, each.role): each for each in made.removals["bundle"]}


def counted(*documents):
    made = ledger_of("bundle", *documents, material("doc", "图纸"), material("other", "图纸册"))
    return {each.name: (each.before, each.after) for each in made.counters["bundle"]}


def test_each_removal_names_its_rule_its_reason_and_who_demands_it():
    exempt = demand("other", exemption={"mode": "e-cert", "source": "电子证照库（示例）", "fallback": "upload"})
    found = removed(matter("a", exempt, outputs=MAKES), matter("b", demand("doc", role="owner")), bundle({"matter": "a"}, WAITS))
    assert {key: (each.rule, each.mode) for key, each in found.items()} == {
        ("other", None): ("R5", "e-cert"), ("doc", "owner"): ("R3", "upstream")}  # fmt: skip
    assert found["other", None].reasons == "调用电子证照取得（电子证照库（示例））。"
    assert (found["doc", "owner"].matters, found["doc", "owner"].role_title) == ("事项b（示例）", "业主")


def test_what_one_matter_still_wants_brought_is_no_removal():
    exempt = demand("doc", exemption={"mode": "e-cert"})
    documents = (matter("a", exempt), matter("b", demand("doc")), bundle({"matter": "a"}, {"matter": "b"}))
    assert removed(*documents) == {} and counted(*documents)["减材料"] == (2, 1)


def test_the_counters_count_what_composing_asks_for():
    documents = (matter("a", outputs=MAKES), matter("b", demand("doc", role="owner"), "other"), bundle({"matter": "a"}, WAITS))
    assert counted(*documents)["减材料"] == (2, 1)


def test_a_producer_that_is_not_always_handled_is_said_to_be_so():
    when = {"properties": {"x": {"const": "y"}}, "required": ["x"]}
    sometimes = removed(
        matter("a", outputs=MAKES), matter("b", demand("doc", role="owner")), bundle({"matter": "a", "when": when}, WAITS)
    )
    assert sometimes["doc", "owner"].sometimes and "另行办出的，由申请人提交" in sometimes["doc", "owner"].when
    assert not removed(
        matter("a", outputs=MAKES), matter("b", demand("doc", role="owner")), bundle({"matter": "a"}, WAITS)
    )["doc", "owner"].sometimes


def test_a_bundle_that_takes_longer_than_its_matters_is_counted_as_it_is():
    slow = bundle({"matter": "a"}, promise={"limit": {"days": 9}}, visits=2)
    made = {each.name: each for each in ledger_of("bundle", matter("a"), slow).counters["bundle"]}
    assert (made["减时限"].before, made["减时限"].after, made["减时限"].reduced) == (5, 9, -4)
    assert (made["减跑动"].before, made["减跑动"].after) == (1, 2)


@pytest.fixture
def files(tmp_path):
    """A bundle with one removal, in a file."""
    documents = [
        *PLACES, matter("a", outputs=MAKES), matter("b", demand("doc", role="owner")), material("doc", "图纸"),
        bundle({"matter": "a"}, WAITS)]  # fmt: skip
    return write(tmp_path, "x.json", documents)


def test_the_command_prints_them_in_words_and_as_json(command, tmp_path, files):
    said = command(tmp_path, "definitions", "cleanup", files)
    assert "示例一件事：一套材料不再要的 1 份" in said.out
    assert "R3 已向前置部门出具　图纸（业主）　前序事项“事项a（示例）”会产出它，由平台转交。" in said.out
    (told,) = command(tmp_path, "definitions", "cleanup", files, "--json").json()["removals"]
    assert (told["bundle"], told["material"], told["role"], told["rule"], told["mode"]) == (
        "bundle", "doc", "owner", "R3", "upstream")  # fmt: skip
    assert [each["matter"] for each in told["matters"]] == ["b"]


def test_the_workbook_has_a_sheet_of_them(command, tmp_path, files):
    book = tmp_path / "台账.xlsx"
    command(tmp_path, "definitions", "cleanup", files, "-o", book)
    sheet = openpyxl.load_workbook(book)["编排免交"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0][:6] == ["序号", "一件事", "材料", "谁的", "规则", "免交方式"]
    assert rows[1][1:6] == ["示例一件事", "图纸", "业主", "R3 已向前置部门出具", "前序产生"] and rows[1][8] == "各种情形"


def test_the_page_lists_them_under_the_bundle_and_narrows_them_by_rule(designer):
    page = designer.get(PAGE, {"of": "newborn"})
    rows = page.html.select(".removals tbody tr")
    assert len(rows) > 20 and any("出生医学证明" in row.text and "R3" in row.text for row in rows)
    only = designer.get(PAGE, {"of": "newborn", "rule": "R4"}).html.select(".removals tbody tr")
    assert only and all("R4" in row.text for row in only)
    assert not designer.get(PAGE, {"of": "withdrawal"}).html.select(".removals")


def test_the_workbook_of_the_page_has_them_too(designer):
    answer = designer.get(PAGE, {"of": "newborn", "format": "xlsx"})
    assert openpyxl.load_workbook(BytesIO(answer.body)).sheetnames == ["清理台账", "四减", "编排免交"]
    assert designer.get(PAGE, {"of": "newborn", "format": "json"}).json["removals"]
