"""Workbooks through the pages: taken away, handed in, looked at, written."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from webtest import TestApp, Upload

from yichuang.definitions.records import Draft

WINDOW = ["窗口分类编码", "窗口分类名称"]


def windows(*rows):
    book = Workbook()
    book.active.title = "窗口分类"
    for row in [WINDOW, *rows]:
        book.active.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def hand_in(browser, content, name="清单.xlsx"):
    form = browser.get("/design/all/workbook").forms["workbook"]
    form["file"] = Upload(name, content, "application/octet-stream")
    return form.submit(status=303).follow()


def names(database):
    with database.reading() as db:
        return {draft.code: draft.name for draft in db.query(Draft)}


def test_all_drafts_are_taken_away_and_come_back_unchanged(designer, sqlite_database):
    answer = designer.get("/design/all/workbook/all.xlsx")
    assert answer.content_type.endswith("spreadsheetml.sheet") and "attachment" in answer.headers["Content-Disposition"]
    with sqlite_database.reading() as db:
        matters = db.query(Draft).filter(Draft.kind == "matter").count()
    assert load_workbook(BytesIO(answer.body))["事项"].max_row == 1 + matters
    page = hand_in(designer, answer.body)
    assert "没有会改变的草稿" in page.text and not page.html.select("button[form=confirm]")


def test_the_template_can_be_had(designer):
    answer = designer.get("/design/all/workbook/template.xlsx")
    assert load_workbook(BytesIO(answer.body)).sheetnames[0] == "填写说明"


def test_changes_are_shown_first_and_written_when_confirmed(designer, sqlite_database):
    page = hand_in(designer, windows(["wc-a", "甲窗口（示例）"], ["wc-general", "改名（示例）"]))
    assert [badge.text for badge in page.html.select("tbody .badge")] == ["新增", "修改"]
    assert "wc-a" not in names(sqlite_database)
    done = page.forms["confirm"].submit(status=303).follow()
    assert "已写入 2 个草稿" in done.text and names(sqlite_database)["wc-a"] == "甲窗口（示例）"


def test_bad_rows_are_listed_by_place_and_skipped_only_when_asked(designer, sqlite_database):
    page = hand_in(designer, windows(["wc-a", "甲窗口"], ["wc b!", "乙"]))
    cells = [cell.text.strip() for cell in page.html.select("tr.row-late td")][:3]
    assert cells == ["窗口分类", "3", "窗口分类编码"]
    assert "处错误，没有写入" in page.forms["confirm"].submit(status=422).text
    form = page.forms["confirm"]
    form["skip"] = True
    assert "跳过了 1 处错误" in form.submit(status=303).follow().text
    assert "wc-a" in names(sqlite_database)


def test_a_draft_changed_after_the_preview_is_not_overwritten(designer, change, text_of):
    page = hand_in(designer, windows(["wc-general", "改名（示例）"]))
    change("wc-general", name="别人刚改的")
    assert "有草稿又被改过，没有写入" in page.forms["confirm"].submit(status=409).text
    assert json.loads(text_of("wc-general"))["name"] == "别人刚改的"


@pytest.mark.parametrize(("content", "name", "said"), [(b"a,b", "表.csv", "文本表格"), (b"PK\x03\x04x", "表.xlsx", "损坏")])
def test_what_is_no_workbook_is_refused_on_its_page(designer, content, name, said):
    page = hand_in(designer, content, name)
    assert said in page.text and "confirm" not in page.forms and "/tmp" not in page.text


def test_no_file_is_asked_for_again(designer):
    assert "还没有选文件" in designer.get("/design/all/workbook").forms["workbook"].submit(status=422).text


def test_an_upload_belongs_to_who_uploaded_it(designer, make_person, sign_in):
    hand_in(designer, windows(["wc-a", "甲"]))
    make_person("second", ["designer"])
    other = TestApp(designer.app, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    sign_in(other, "second")
    other.get("/design/all/workbook/1", status=404)
