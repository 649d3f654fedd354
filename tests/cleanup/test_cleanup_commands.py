"""`yichuang definitions cleanup|demands`: on files without a database, on codes with one; exit status and shapes."""

from __future__ import annotations

from datetime import UTC, datetime

import openpyxl
import pytest
from cleanup_samples import PLACES, demand, material, matter
from yichuang_command import ROOT, run, write

from yichuang.definitions.cleanup.acting import open_ledger
from yichuang.definitions.cleanup.decisions import Hand, decide
from yichuang.definitions.cleanup.ledger import Key

SEEDS = ROOT / "seeds"
AT = datetime(2026, 8, 31, 18, 0, tzinfo=UTC)
DIRTY = [
    *PLACES,
    matter("a", demand("doc", basis=[]), annual_volume=12),
    material("doc", "1.身份证；2.无房证明", source="20", issuer="公安机关"),
]


@pytest.fixture
def cleanup(command):
    return lambda var, *arguments: command(var, "definitions", "cleanup", *arguments)


@pytest.fixture
def demands(command):
    return lambda var, *arguments: command(var, "definitions", "demands", *arguments)


def test_files_need_no_database_and_the_ledger_of_the_seeds_makes_sense(tmp_path):
    answer = run(tmp_path / "none", "definitions", "cleanup", SEEDS, "--json")
    assert answer.status == 0 and not (tmp_path / "none").exists()
    told = answer.json()
    assert {"newborn", "restaurant"} <= {each["code"] for each in told["of"]}
    found = {(row["matter"], row["material"], row["rule"]) for row in told["rows"]}
    assert {each for each in found if not each[0].startswith(("company-", "estate-", "house-"))} == {
        ("birth-certificate", "doc-travel-permit", "R5"),
        ("household-registration", "doc-passport", "R3"),
        ("household-registration", "doc-travel-permit", "R3"),
        ("household-registration", "doc-travel-permit", "R5"),
        ("household-registration", "doc-paternity-report", "R2"),
        ("social-security-card", "doc-ssc-photo", "R1"),
        ("signboard", "doc-sign-safety", "R7"),
        ("fire-inspection", "doc-fire-rules", "R6"),
    }
    assert {row["decision"] for row in told["rows"]} == {"待定"} and told["splits"] == []
    of_newborn = next(each["counters"] for each in told["counters"] if each["code"] == "newborn")
    newborn = {each["name"]: (each["before"], each["after"]) for each in of_newborn}
    assert newborn["减材料"] == (55, 8) and newborn["减跑动"] == (7, 1)


def test_a_dirty_row_is_a_finding_and_a_proposal(cleanup, tmp_path):
    told = cleanup(tmp_path, write(tmp_path, "dirty.json", DIRTY), "--json").json()
    assert {row["rule"] for row in told["rows"]} == {"R1", "R2", "R8"}
    assert [part["name"] for part in told["splits"][0]["materials"]] == ["身份证", "无房证明"]


def test_without_json_people_read_a_list(cleanup, tmp_path):
    answer = cleanup(tmp_path, write(tmp_path, "dirty.json", DIRTY))
    assert answer.status == 0
    assert "R1 无法定依据" in answer.out and "建议取消" in answer.out and "减材料 1 → 1 份" in answer.out


def test_a_workbook_is_written_beside_json_and_says_so_on_standard_error(cleanup, tmp_path):
    book = tmp_path / "台账.xlsx"
    answer = cleanup(tmp_path, write(tmp_path, "dirty.json", DIRTY), "--json", "-o", book)
    assert answer.json()["rows"] and "已写成" in answer.err
    sheet = openpyxl.load_workbook(book)["清理台账"]
    assert sheet["A4"].value == "序号" and sheet["D5"].value == "1.身份证；2.无房证明"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, ""),
        (("seeds", "-o", "x.csv"), 2, "只能写成 .xlsx"),
        (("seeds", "-o", "x"), 2, "只能写成 .xlsx"),
        (("no/such/folder",), 1, "找不到"),
        (("nothing.json",), 1, "找不到"),
        (("newborn",), 1, "数据库还没有建立"),
        (("seeds/people.json",), 1, "读不懂"),
        (("seeds/common",), 1, "没有事项"),
        (("seeds", "-o", "/no/such/folder/x.xlsx"), 1, "写不了"),
        (("seeds", "--nonsense"), 2, ""),
    ],
)
def test_wrong_words_are_told_apart_from_broken_input(cleanup, tmp_path, arguments, status, said):
    answer = cleanup(tmp_path, *arguments)
    assert (answer.status, answer.out) == (status, "")
    assert said in answer.err


@pytest.mark.parametrize("word", ["cleanup", "demands"])
def test_a_file_that_cannot_be_read_is_named_with_status_1(command, tmp_path, word):
    answer = command(tmp_path, "definitions", word, write(tmp_path, "half.json", '{"kind":'), "--json")
    assert answer.status == 1 and answer.out == "" and "half.json" in answer.err


def test_codes_are_looked_up_in_the_database_with_what_was_decided(cleanup, seeded):
    key = Key("social-security-card", "doc-ssc-photo", "holder", "R1")
    with seeded.writing() as db:
        opened = open_ledger(db, ["newborn"], AT.date())
        decide(db, opened.row(key), "keep", "制卡要用", Hand("designer", "周一鸣（示例）", AT))
    var = seeded.settings.var
    told = cleanup(var, "newborn", "--json").json()
    (row,) = [row for row in told["rows"] if row["rule"] == "R1"]
    assert (row["decision"], row["reason_kept"], row["decided_by"], row["state"]) == (
        "保留", "制卡要用", "周一鸣（示例）", "done")  # fmt: skip
    assert row["decided_on"] == told["since"] == "2026-09-01"
    assert [each["code"] for each in cleanup(var, "hr-bureau", "signboard", "--json").json()["of"]] == [
        "hr-bureau", "signboard"]  # fmt: skip
    assert cleanup(var, "doc-identity").status == 1 and cleanup(var, "nothing").status == 1


def test_demands_of_the_seeds_name_the_refused_and_the_requested(demands, tmp_path):
    answer = demands(tmp_path, SEEDS, "--json")
    told = answer.json()
    assert answer.status == 0
    found = {row["material"]: (row["state"], row["filings_a_year"]) for row in told["rows"]}
    assert found["doc-passport"] == ("requested", 8300) and found["doc-old-house-certificate"] == ("refused", 2640)
    assert list(found.values()) == sorted(found.values(), key=lambda each: -each[1])
    assert "年办件量" in told["counted"]


def test_demands_of_the_database_need_no_path_and_write_a_workbook(demands, seeded, tmp_path):
    book = tmp_path / "x.xlsx"
    answer = demands(seeded.settings.var, "-o", book)
    assert (answer.status, answer.out) == (0, ""), answer.err
    assert openpyxl.load_workbook(book).active["A1"].value == "数据需求台账"
    assert "房屋所有权证" in demands(seeded.settings.var).out
    assert demands(tmp_path, "-o", "x.pdf").status == 2
    assert demands(tmp_path / "none").status == 1


def test_what_nobody_shares_is_a_demand_of_the_files_given(demands, tmp_path):
    told = demands(tmp_path, write(tmp_path, "dirty.json", DIRTY), "--json").json()
    assert [(row["state"], row["provider_name"], row["filings_a_year"]) for row in told["rows"]] == [
        ("missing", "公安机关", 12)]  # fmt: skip
