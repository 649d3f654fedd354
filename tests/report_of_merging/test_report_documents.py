"""The printed page and the workbook: self-contained, on A3, nothing hostile gets through, large bundles in time."""

from __future__ import annotations

import time
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from lxml import html
from openpyxl.worksheet.worksheet import Worksheet
from report_samples import ON, decided, documents, properties, report, with_decisions

from yichuang.cli.bench.merge import made_bundle
from yichuang.definitions.proofs.values import Proof
from yichuang.filing.merge_report.difference import difference
from yichuang.filing.merge_report.html import html_of
from yichuang.filing.merge_report.lines import Before, Report
from yichuang.filing.merge_report.pages import bands
from yichuang.filing.merge_report.report import Occasion, report_of
from yichuang.filing.merge_report.xlsx import xlsx_of
from yichuang.forms.proof.claims import Claim

HOSTILE = "<script>alert(1)</script>"
SHEETS = ["汇总", "一表", "冲突与决定", "变化", "证明"]


def page(found: Report) -> Any:
    """The document, parsed."""
    return html.document_fromstring(html_of(found).decode())


def book(found: Report) -> dict[str, Worksheet]:
    """The sheets by name, read back."""
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(BytesIO(xlsx_of(found))).worksheets}


def cells(sheet: Worksheet) -> list[list[str]]:
    """Everything on a sheet as text."""
    return [[str(value) if value is not None else "" for value in row] for row in sheet.iter_rows(values_only=True)]


def sampled() -> Report:
    """With one claim that was only sampled."""
    claim = Claim("person.person.name", "tax", "/xm", "sampled", "值的范围")
    return report(proof=Proof((claim,), (), 2, True, 50))


def test_the_page_stands_alone_and_is_printed_on_a3() -> None:
    text = html_of(report()).decode()
    assert "size: A3 landscape" in text and "table-header-group" in text
    assert not page(report()).xpath("//script | //link | //img | //iframe | //@src | //@href | //@onclick")
    assert "url(" not in text and "@import" not in text


def test_open_conflicts_stand_before_the_matrix_and_decided_ones_after() -> None:
    titles = [title.text_content() for title in page(report()).xpath("//h2")]
    assert titles[:2] == ["一、请先决定", "二、一表：每个数据元，每个部门的要求"]
    told = page(report(with_decisions(decided("signed"))))
    assert [title.text_content() for title in told.xpath("//h2")] == [
        "一、请先决定", "二、一表：每个数据元，每个部门的要求", "三、已经决定的"]  # fmt: skip
    assert "没有待决定的冲突" in told.text_content()


def test_the_page_says_date_edition_figures_and_what_is_late() -> None:
    text = page(report(with_decisions(decided("oral")))).text_content()
    for word in ("示例迁移一件事", ON.isoformat(), "草稿", "示例公安局", "示例医保局 王五（示例）", "已到期", "示例会议纪要"):
        assert word in text


def test_every_department_is_a_column_and_every_element_a_row() -> None:
    found = report()
    table = page(found).xpath("//table[contains(@class, 'matrix')]")
    heads = [head.text_content() for head in table[0].xpath("./thead//th")]
    assert [name for column in found.columns for name in heads if column.name in name] == heads[3:6]
    assert len(table[0].xpath(".//th[@scope='row']")) == len(found.lines)


def test_many_departments_are_split_over_tables_with_a_head_each() -> None:
    bundle, uses = made_bundle(16)
    found = report_of(bundle, uses, Occasion("草稿", ON))
    tables = page(found).xpath("//table[contains(@class, 'matrix')]")
    assert len(tables) == len(bands(found)) == 3 and all(table.xpath("./thead/tr/th[@scope='col']") for table in tables)
    assert sum(len(table.xpath("./thead/tr/th")) - 4 for table in tables) == 16


def test_what_departments_write_is_text_on_the_page() -> None:
    found = documents()
    properties(found, "tax")["xm"]["title"] = HOSTILE
    found["moving"]["name"] = HOSTILE
    assert not page(report(found)).xpath("//script") and HOSTILE in page(report(found)).text_content()


def test_changes_and_claims_to_be_signed_have_their_sections() -> None:
    found = documents()
    properties(found, "tax")["xm"]["maxLength"] = 10
    after = report(found)
    told = page(replace(after, since=Before("第 1 版", difference(report(), after)))).text_content()
    assert "与第 1 版相比" in told and "文字 至多 10 字" in told
    assert "确认人签字、日期" in page(sampled()).text_content() and "值的范围" in page(sampled()).text_content()
    assert "没有变化" in page(replace(after, since=Before("第 1 版", ()))).text_content()


def test_the_workbook_has_its_sheets_and_prints_on_a3() -> None:
    sheets = book(report(with_decisions(decided("oral"))))
    assert list(sheets) == SHEETS
    for sheet in sheets.values():
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows and sheet.freeze_panes and sheet.auto_filter.ref
    assert sheets["一表"].freeze_panes == "D5" and sheets["一表"].print_title_cols


def test_the_matrix_sheet_tells_what_each_department_demands() -> None:
    rows = cells(book(report())["一表"])
    head = next(row for row in rows if row[0] == "序号")
    name = next(row for row in rows if row[2] == "本人姓名")
    column = next(index for index, title in enumerate(head) if title.startswith("示例事项tax"))
    assert name[column] == "必填\n文字 至多 30 字\n称“纳税人姓名”"
    book_no = next(row for row in rows if row[4] == "person.book")
    assert book_no[column].startswith("不用填写：由“示例事项home”产生")


def test_the_other_sheets_tell_decisions_changes_and_proof() -> None:
    found = documents()
    properties(found, "tax")["xm"]["maxLength"] = 10
    before, after = report(), report(found)
    sheets = book(replace(after, since=Before("第 1 版", difference(before, after))))
    assert any("文字 至多 10 字" in text for row in cells(sheets["变化"]) for text in row)
    conflicts = cells(book(report(with_decisions(decided("oral"))))["冲突与决定"])
    assert any({"口头", "换算", "2026-11-20", "已到期", "示例会议纪要"} <= set(row) for row in conflicts)
    assert any("值的范围" in text for row in cells(book(sampled())["证明"]) for text in row)
    figures = {row[0].strip("　"): row[2] for row in cells(book(report())["汇总"])}
    assert figures["事项"] == "3" and figures["冲突和口径"] == "1" and figures["其中未决定"] == "1" and figures["到期未签"] == "0"


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://192.0.2.1\")"])
def test_what_looks_like_a_formula_is_text(title: str) -> None:
    found = documents()
    found["moving"]["name"] = title
    properties(found, "home")["note"]["title"] = title
    for sheet in book(report(found)).values():
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert any(title == text for row in cells(book(report(found))["一表"]) for text in row)


def test_control_characters_do_not_break_the_workbook() -> None:
    found = documents()
    properties(found, "home")["note"]["title"] = "备\x0b注\x00"
    assert any("备注" in text for row in cells(book(report(found))["一表"]) for text in row)


def test_twenty_matters_of_sixty_fields_take_no_time() -> None:
    bundle, uses = made_bundle(20)
    began = time.process_time()
    found = report_of(bundle, uses, Occasion("草稿", ON))
    assert len(html_of(found)) > 100_000 and len(xlsx_of(found)) > 20_000
    assert time.process_time() - began < 15
