"""The room of the provincial library in the browser: a file is compared, differences are read, accepted or rejected."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from sqlalchemy import select
from webtest import TestApp, Upload

from yichuang.definitions.records import Draft
from yichuang.definitions.source.records import SourceProposal
from yichuang.identity.records import AuditEntry

ROW = {
    "task_name": "示例招牌备案（示例）", "task_handle_item": "示例-0001", "dept_name": "示例区城市管理局（示例）",
    "task_type": "20", "task_state": "1", "task_version": "1", "promise_day": "5", "promise_type": "工作日",
    "consult_phone": "0571-88000001",
}
MATERIAL = {"task_handle_item": "示例-0001", "material_name": "示例登记表（示例）", "original_num": "1"}


def row(**changes):
    return {**ROW, **changes}


def library(*rows, **about):
    return json.dumps({"library": "示例省事项库", "rows": rows, **about}, ensure_ascii=False).encode()


def compare(browser, content, name="事项库.json"):
    form = browser.get("/design/all/source").forms["sync"]
    form["file"] = Upload(name, content, "application/json")
    return form.submit()


def audits(database):
    with database.reading() as db:
        return [entry.action for entry in db.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_a_file_is_compared_and_its_proposals_are_accepted(designer, sqlite_database):
    page = compare(designer, library(row(), MATERIAL))
    assert "新的提议 1 份" in page.text and "示例招牌备案（示例）" in page.text and "承诺办结时限" in page.text
    form = designer.get("/design/all/source").forms["decide"]
    form["id"] = ["1"]
    done = form.submit("act", value="accept", status=303).follow()
    assert "已接受 1 份" in done.text and "没有待处理的提议" in done.text
    with sqlite_database.reading() as db:
        code = db.scalar(select(SourceProposal.code))
        assert json.loads(db.get_one(Draft, code).body)["origin"]["library"] == "示例省事项库"
    assert audits(sqlite_database)[-2:] == ["design.source.sync", "design.source.accept"]
    assert "缺少必填项" in designer.get(f"/design/{code}").text
    assert "示例招牌备案（示例）" in designer.get("/design?state=errors").text


def test_rejecting_needs_a_reason_and_is_kept(designer, sqlite_database):
    compare(designer, library(row()))
    form = designer.get("/design/all/source").forms["decide"]
    form["id"] = ["1"]
    refused = form.submit("act", value="reject", status=422)
    assert "没有写拒绝的理由" in refused.text
    form["reason"] = "不在本区办理（示例）"
    form.submit("act", value="reject", status=303)
    page = designer.get("/design/all/source?state=rejected")
    assert "不在本区办理（示例）" in page.text and "已拒绝" in page.text
    assert audits(sqlite_database)[-1] == "design.source.reject"


def test_all_that_a_filter_shows_can_be_accepted_at_once(designer, sqlite_database):
    rows = [row(task_handle_item=f"示例-{number:03}", task_name=f"示例事项{number}") for number in range(35)]
    page = compare(designer, library(*rows))
    assert len(page.html.select("input[name=id]")) == 30 and "共 35 条" in page.text
    form = designer.get("/design/all/source?action=add").forms["decide"]
    form["all"] = True
    location = form.submit("act", value="accept", status=303).location
    assert "action=add" in unquote(location)
    with sqlite_database.reading() as db:
        assert db.query(Draft).filter(Draft.name.like("示例事项%")).count() == 35


def test_a_cancelled_matter_names_the_bundles_that_use_it(designer, sqlite_database):
    with sqlite_database.reading() as db:
        local = json.loads(db.get_one(Draft, "signboard").body)["local_code"]
    page = compare(designer, library(row(task_handle_item=local, task_state="3")))
    assert "取消之后，用到它的一件事要跟着调整" in page.text and page.html.select_one("a[href='/design/restaurant']")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [(b"{", "a.json", "不是完整的 JSON"), (b"[]", "a.json", "没有认识的列"), (b"PK\x03\x04 x", "a.xlsx", "损坏"),
     (b"x" * 100, "a.csv", "没有认识的列")],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(designer, content, name, said):
    page = submit(designer, content, name)
    assert said in page.text and "/tmp" not in page.text


def submit(browser, content, name):
    form = browser.get("/design/all/source").forms["sync"]
    form["file"] = Upload(name, content, "application/octet-stream")
    return form.submit(status=422)


def test_nothing_ticked_no_file_and_an_unknown_act_are_told(designer):
    assert "还没有选文件" in designer.get("/design/all/source").forms["sync"].submit(status=422).text
    compare(designer, library(row()))
    form = designer.get("/design/all/source").forms["decide"]
    assert "还没有勾选" in form.submit("act", value="accept", status=422).text
    form["id"] = ["1"]
    assert "还没有说接受还是拒绝" in form.submit("act", value="neither", status=422).text


def test_a_proposal_that_somebody_else_has_decided_is_not_decided_again(designer):
    compare(designer, library(row()))
    form = designer.get("/design/all/source").forms["decide"]
    form["id"] = ["1"]
    form.submit("act", value="accept", status=303)
    assert "已经处理过" in form.submit("act", value="accept", status=409).text


def test_columns_of_the_library_cannot_be_edited_in_the_source(designer, sqlite_database):
    with sqlite_database.reading() as db:
        local = json.loads(db.get_one(Draft, "signboard").body)["local_code"]
    compare(designer, library(row(task_handle_item=local)))
    form = designer.get("/design/all/source").forms["decide"]
    form["id"] = ["1"]
    form.submit("act", value="accept", status=303)
    edit = designer.get("/design/signboard/edit").forms["edit"]
    document = json.loads(edit["text"].value)
    edit["text"] = json.dumps({**document, "consult_phone": "0571-88009999"}, ensure_ascii=False)
    assert "“咨询电话”来自“示例省事项库”，不能在这里改" in edit.submit(status=422).text
    edit["text"] = json.dumps({**document, "annual_volume": 77}, ensure_ascii=False)
    edit.submit(status=303)


def test_a_reader_sees_and_decides_nothing(designer, make_person, sign_in):
    compare(designer, library(row()))
    make_person("watch", ["supervisor"])
    watcher = TestApp(designer.app, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    sign_in(watcher, "watch")
    page = watcher.get("/design/all/source")
    assert "示例招牌备案" in page.text and "decide" not in page.forms and "sync" not in page.forms
