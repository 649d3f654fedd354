"""Importing through the page: a preview that writes nothing, then drafts; what cannot be read is listed."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from webtest import TestApp, Upload

from yichuang.definitions.records import Draft

REGION = {"kind": "region", "code": "330106999", "name": "示例街道（示例）", "parent": "330106"}


def upload(browser, content, name="定义.json"):
    form = browser.get("/design/import").forms["import"]
    form["file"] = Upload(name, content, "application/octet-stream")
    return form.submit(status=303).follow()


def as_json(document):
    return json.dumps(document, ensure_ascii=False).encode()


def archive(**files):
    made = BytesIO()
    with ZipFile(made, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(f"{name}.json", content)
    return made.getvalue()


def codes(database):
    with database.reading() as db:
        return {draft.code for draft in db.query(Draft)}


def test_the_preview_writes_nothing_and_confirming_does(designer, sqlite_database):
    page = upload(designer, as_json([REGION]))
    assert "新增" in page.text and "示例街道（示例）" in page.text
    assert "330106999" not in codes(sqlite_database)
    done = page.forms["confirm"].submit(status=303).follow()
    assert "已导入 1 个定义为草稿" in done.text
    assert "330106999" in codes(sqlite_database)


def test_an_archive_is_taken_whatever_its_name(designer, sqlite_database):
    page = upload(designer, archive(a=as_json(REGION), b=as_json({**REGION, "code": "330106998"})), "数据.json")
    page.forms["confirm"].submit(status=303)
    assert {"330106999", "330106998"} <= codes(sqlite_database)


def test_the_same_again_changes_nothing_and_says_so(designer, text_of):
    page = upload(designer, text_of("newborn").encode())
    assert "和现在的草稿完全一样" in page.text
    assert "已导入 0 个定义为草稿，1 个没有变化" in page.forms["confirm"].submit(status=303).follow().text


def test_a_changed_draft_is_named_before_it_is_overwritten(designer, text_of):
    document = json.loads(text_of("signboard"))
    page = upload(designer, as_json({**document, "name": "店招设置"}))
    assert [badge.text for badge in page.html.select("tbody .badge")] == ["修改"]
    page.forms["confirm"].submit(status=303)
    assert json.loads(text_of("signboard"))["name"] == "店招设置"


def test_a_draft_changed_after_the_preview_is_not_overwritten(designer, change, text_of):
    document = json.loads(text_of("signboard"))
    page = upload(designer, as_json({**document, "name": "店招设置"}))
    change("signboard", name="别人刚改的")
    assert "有草稿又被改过，没有导入" in page.forms["confirm"].submit(status=409).text
    assert json.loads(text_of("signboard"))["name"] == "别人刚改的"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"kind": "region",', "不是完整的 JSON"),
        (b"\xff\xfe\x00", "不是 UTF-8 编码"),
        (b"", "不是完整的 JSON"),
        (b"[]", "文件里没有定义"),
        (b"PK\x03\x04 broken", "压缩包损坏"),
        (as_json({**REGION, "parnet": "330106"}), "不认识“parnet”"),
        (as_json([REGION, REGION]), "编码“330106999”已被"),
        (archive(good=as_json(REGION), bad=b"{"), "不是完整的 JSON"),
        (b"\x89PNG\r\n\x1a\n", "不是 UTF-8 编码"),
    ],
)
def test_what_cannot_be_read_is_listed_and_nothing_is_written(designer, sqlite_database, content, said):
    before = codes(sqlite_database)
    page = upload(designer, content)
    assert said in page.text and "不能导入" in page.text
    assert "定义.json" in page.html.select_one(".points").text and "/tmp" not in page.text
    assert "confirm" not in page.forms or not page.html.select("button[form=confirm]")
    assert codes(sqlite_database) == before


def test_problems_of_what_can_be_read_are_told_before_and_do_not_forbid(designer):
    page = upload(designer, as_json({**REGION, "parent": "nowhere"}))
    assert "没有编码为“nowhere”的区划" in page.text
    page.forms["confirm"].submit(status=303)


def test_no_file_is_asked_for_again(designer):
    assert "还没有选文件" in designer.get("/design/import").forms["import"].submit(status=422).text


def test_too_large_a_file_is_refused(designer):
    form = designer.get("/design/import").forms["import"]
    form["file"] = Upload("big.json", b" " * (21 * 1024 * 1024), "application/json")
    assert "文件超过 20 MB" in form.submit(status=413).text


def test_an_upload_belongs_to_who_uploaded_it(designer, make_person, sign_in):
    upload(designer, as_json(REGION))
    make_person("second", ["designer"])
    other = TestApp(designer.app, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    sign_in(other, "second")
    other.get("/design/import/1", status=404)
    other.get("/design/import/99", status=404)
