"""What is written as a workbook and read back changes nothing of what a workbook carries."""
from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from yichuang.definitions.canonical import digest_of
from yichuang.definitions.drafts import save_document
from yichuang.definitions.records import Draft
from yichuang.definitions.workbook.drafting import documents_of, read_over_drafts, write_reading
from yichuang.definitions.workbook.matters import NOT_CARRIED
from yichuang.definitions.workbook.reading import read_workbook
from yichuang.definitions.workbook.template import write_template
from yichuang.definitions.workbook.writing import write_workbook
from yichuang.errors import Invalid, NotFound

AT = datetime(2026, 11, 21, tzinfo=UTC)


def digests(db):
    return {draft.code: digest_of(draft.body) for draft in db.query(Draft)}


def save_all(db, documents):
    for document in documents:
        save_document(db, document, AT, "甲")
    db.flush()


def test_the_seeds_keep_their_digests_through_a_workbook(database, seeds, tmp_path):
    path = tmp_path / "all.xlsx"
    with database.writing() as db:
        save_all(db, seeds.values())
        before = digests(db)
        counts = write_workbook(documents_of(db), path)
        reading = read_over_drafts(db, path)
        assert reading.problems == [] and reading.rows == counts
        assert write_reading(db, reading, AT, "乙") == 0
        assert digests(db) == before


def test_an_empty_install_gets_all_that_a_workbook_carries(database, seeds, tmp_path):
    path = tmp_path / "all.xlsx"
    write_workbook(seeds.values(), path)
    with database.writing() as db:
        reading = read_over_drafts(db, path)
        assert reading.errors == []
        write_reading(db, reading, AT, "乙")
        again = tmp_path / "again.xlsx"
        write_workbook(documents_of(db), again)
    assert cells(path) == cells(again)


def cells(path):
    return {sheet.title: sorted(tuple(str(cell.value) for cell in row) for row in sheet.iter_rows(min_row=2))
            for sheet in load_workbook(path)}


def test_what_no_column_holds_stays_when_a_cell_is_changed(seeds, drafts, tmp_path):
    path = tmp_path / "all.xlsx"
    write_workbook(seeds.values(), path)
    book = load_workbook(path)
    row = next(row for row in book["事项"].iter_rows(min_row=2) if row[0].value == "signboard")
    titles = [cell.value for cell in book["事项"][1]]
    row[titles.index("咨询电话")].value = "0571-88009999"
    book.save(path)
    reading = read_workbook(path, drafts)
    assert reading.codes("changed") == ["signboard"] and reading.errors == []
    after = reading.drafts.written["signboard"].document()
    assert after == {**seeds["signboard"], "consult_phone": "0571-88009999"}
    assert list(after) == list(seeds["signboard"])
    assert {key for key in NOT_CARRIED if key in after} >= {"steps", "locations", "form", "questions"}


def test_a_basis_that_is_not_touched_keeps_its_level_and_date(read, seeds):
    lines = [
        "《烟草专卖许可证管理办法》（工业和信息化部令第37号）第十五条：示例。",
    ]
    original = seeds["tobacco-licence"]["basis"]
    from_cell = "\n".join([*map(line_of, original), *lines])
    reading = read(事项=[["事项编码", "事项名称", "设定依据"],
                       ["tobacco-licence", seeds["tobacco-licence"]["name"], from_cell]])
    after = reading.drafts.written["tobacco-licence"].document()["basis"]
    assert after[:-1] == original
    assert after[-1] == {"law": "《烟草专卖许可证管理办法》", "document_no": "工业和信息化部令第37号",
                         "article": "第十五条", "text": "示例。"}


def line_of(basis):
    number = f"（{basis['document_no']}）" if "document_no" in basis else ""
    text = f"：{basis['text']}" if "text" in basis else ""
    return f"{basis['law']}{number}{basis.get('article', '')}{text}"


def test_the_template_reads_as_nothing_and_says_how_it_is_filled_in(drafts, tmp_path):
    path = tmp_path / "模板.xlsx"
    write_template(path)
    reading = read_workbook(path, drafts)
    assert reading.problems == [] and reading.drafts.written == {} and set(reading.rows.values()) == {0}
    book = load_workbook(path)
    assert book.sheetnames == ["填写说明", "事项", "材料", "事项材料", "数据元", "代码集", "部门", "窗口分类", "区划"]
    sheet = book["事项"]
    assert sheet["A2"].value.startswith("示例-") and "必填" in sheet["A1"].comment.text
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert any("即办件" in formula for formula in lists.values())


def test_cells_that_look_like_formulas_are_written_as_text(tmp_path):
    path = tmp_path / "w.xlsx"
    names = ["=1+1", "+86", "-1", "@SUM(A1)", "=HYPERLINK(\"http://example.invalid\")"]
    write_workbook([{"kind": "window-class", "code": f"wc{i}", "name": name} for i, name in enumerate(names)], path)
    sheet = load_workbook(path)["窗口分类"]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == names
    assert {row[1].data_type for row in sheet.iter_rows(min_row=2)} == {"s"}
    assert all(row[1].quotePrefix for row in sheet.iter_rows(min_row=2))
    assert read_workbook(path, {}).drafts.written["wc0"].document()["name"] == "=1+1"


def test_some_codes_are_written_with_all_that_they_use(sqlite_database, seeds, tmp_path):
    with sqlite_database.writing() as db:
        save_all(db, seeds.values())
        found = documents_of(db, ["signboard"])
        with pytest.raises(NotFound):
            documents_of(db, ["nowhere"])
    codes = {document["code"] for document in found}
    assert "signboard" in codes and seeds["signboard"]["department"] in codes and "food-licence" not in codes
    assert {each["material"] for each in seeds["signboard"]["materials"]} <= codes


def test_nothing_is_written_while_a_row_is_wrong_unless_bad_rows_are_skipped(database, book):
    path = book(窗口分类=[["窗口分类编码", "窗口分类名称"], ["wc-a", "甲窗口"], ["wc b!", "乙窗口"], ["wc-c", "丙窗口"]])
    with database.writing() as db:
        reading = read_over_drafts(db, path)
        assert [(problem.row, problem.column) for problem in reading.errors] == [(3, "窗口分类编码")]
        with pytest.raises(Invalid):
            write_reading(db, reading, AT, "甲")
        assert digests(db) == {}
        assert write_reading(db, reading, AT, "甲", skip_bad=True) == 2
        assert set(digests(db)) == {"wc-a", "wc-c"}
        assert json.loads(db.get(Draft, "wc-a").body) == {"kind": "window-class", "code": "wc-a", "name": "甲窗口"}
