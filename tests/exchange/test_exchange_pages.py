"""The pages of exchange: a ZIP leaves, an upload is previewed and merged, and the history tells of both."""

from __future__ import annotations

import json
import shutil
import zipfile
from io import BytesIO

import pytest
from exchange_halls import Hall
from sqlalchemy import select
from webtest import TestApp, Upload

from yichuang.app import make_app
from yichuang.identity.records import AuditEntry

INCLUDES = {"yichuang.includes": "yichuang_renderers yichuang_designer"}


@pytest.fixture
def here(sqlite_database, seeded_template):
    """The pages' own install, on the published seeds."""
    sqlite_database.engine.dispose()
    shutil.copy(seeded_template, sqlite_database.settings.var / "yichuang.sqlite")
    return Hall(sqlite_database, "示例正式大厅（示例）")


@pytest.fixture
def browse(here):
    """Browsers on it."""
    settings = here.database.settings.model_copy(update={"includes": tuple(INCLUDES["yichuang.includes"].split())})
    wsgi = make_app(settings, INCLUDES)
    yield lambda: TestApp(wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    wsgi.registry["engine"].dispose()


@pytest.fixture
def designer(browse, sign_in):
    """A designer's browser."""
    browser = browse()
    sign_in(browser, "designer")
    return browser


def exported(hall: Hall, folder, *codes: str) -> bytes:
    return hall.export(folder / "other.zip", *codes).read_bytes()


def preview(browser, content: bytes, name: str = "测试库.zip"):
    form = browser.get("/design/all/exchange").forms["import"]
    form["file"] = Upload(name, content, "application/zip")
    return form.submit(status=303).follow()


def test_what_was_ticked_leaves_as_an_archive_with_a_plain_name(designer, here):
    form = designer.get("/design/all/exchange").forms["export"]
    next(box for box in form.fields["code"] if box._value == "newborn").checked = True
    form["more"] = "person.name，tobacco-licence"
    answer = form.submit("what", value="chosen")
    assert answer.content_type == "application/zip"
    name = answer.headers["Content-Disposition"]
    assert name.startswith('attachment; filename="yichuang-newborn-and-2-more-') and name.isascii()
    archive = zipfile.ZipFile(BytesIO(answer.body))
    assert {"bundle/newborn.json", "matter/tobacco-licence.json", "manifest.json"} <= set(archive.namelist())
    assert json.loads(archive.read("manifest.json"))["hall"] == here.database.settings.hall
    with here.database.reading() as db:
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "design.export")).one()
        assert entry.detail["codes"] == ["newborn", "person.name", "tobacco-licence"]
    assert "个发布版本" in designer.get("/design/all/exchange").text


def test_everything_leaves_at_once(designer, here):
    answer = designer.get("/design/all/exchange").forms["export"].submit("what", value="all")
    documents = json.loads(zipfile.ZipFile(BytesIO(answer.body)).read("manifest.json"))["documents"]
    assert len([each for each in documents if each["release"] is None]) == len(here.listed())


def test_nothing_ticked_or_an_unknown_code_is_said_and_what_was_typed_stays(designer):
    form = designer.get("/design/all/exchange").forms["export"]
    assert "还没有选要导出的定义" in form.submit("what", value="chosen", status=422).text
    form["more"] = "no-such-code"
    page = form.submit("what", value="chosen", status=404)
    assert "没有编码为“no-such-code”的定义" in page.text and page.forms["export"]["more"].value == "no-such-code"


def test_releases_are_restored_and_said(designer, here, seeded, tmp_path):
    seeded.change("person.name", note="测试库的说明")
    seeded.publish("person.name")
    page = preview(designer, exported(seeded, tmp_path, "person.name"))
    assert "来自示例测试大厅（示例）" in page.text and "恢复的发布版本" in page.text and "测试库的说明" in page.text
    done = page.forms["confirm"].submit(status=303).follow()
    assert "已导入 1 个定义为草稿，0 个没有变化，恢复 1 个发布版本" in done.text
    assert here.digest("person.name") == seeded.digest("person.name")
    history = designer.get("/design/all/exchange")
    assert "来自示例测试大厅（示例）" in history.text and "修改 1，1 个发布版本" in history.text


def test_a_conflict_is_a_card_with_choices_and_only_what_was_chosen_is_written(designer, here, seeded, tmp_path):
    here.change("person.name", note="正式库的", synonyms=["姓名", "正式库加的"])
    seeded.change("person.name", note="测试库的")
    content = exported(seeded, tmp_path, "person.name")
    page = preview(designer, content)
    assert "两边都改过" in page.text and "正式库的" in page.text and "测试库的" in page.text
    left = page.forms["confirm"].submit(status=303).follow()
    assert "1 处冲突没有动" in left.text and here.draft("person.name")["note"] == "正式库的"
    page = preview(designer, content)
    page.forms["confirm"]["choice/person.name/note"] = "theirs"
    page.forms["confirm"].submit(status=303)
    assert here.draft("person.name")["note"] == "测试库的" and "正式库加的" in here.draft("person.name")["synonyms"]


def test_whose_release_counts_is_asked_apart(designer, here, seeded, tmp_path):
    for hall, note in ((here, "正式库的"), (seeded, "测试库的")):
        hall.change("person.name", note=note)
        hall.publish("person.name")
    page = preview(designer, exported(seeded, tmp_path, "person.name"))
    assert "两边各自发布过" in page.text
    page.forms["confirm"]["releases"] = "theirs"
    page.forms["confirm"].submit(status=303)
    assert here.digest("person.name") == (3, seeded.digest("person.name")[1])


def test_a_choice_that_is_none_changes_nothing(designer, here, seeded, tmp_path):
    here.change("person.name", note="正式库的")
    seeded.change("person.name", note="测试库的")
    page = preview(designer, exported(seeded, tmp_path, "person.name"))
    form = page.forms["confirm"]
    form["choice/person.name/note"].force_value("nonsense")
    assert "1 处冲突没有动" in form.submit(status=303).follow().text
    assert here.draft("person.name")["note"] == "正式库的"


def test_a_forged_archive_is_refused_on_the_page(designer, seeded, tmp_path):
    folder = seeded.export(tmp_path / "out", "person.name")
    file = folder / "releases/person.name/1.json"
    file.write_bytes(file.read_bytes().replace("姓名".encode(), "姓氏".encode()))
    with zipfile.ZipFile(tmp_path / "forged.zip", "w") as archive:
        for path in folder.rglob("*.json"):
            archive.write(path, path.relative_to(folder))
    page = preview(designer, (tmp_path / "forged.zip").read_bytes())
    assert "摘要与内容不符" in page.text and "不能导入" in page.text and "/tmp" not in page.text
    assert not page.html.select("button[form=confirm]")


def test_who_may_only_read_sees_the_history_and_no_forms(browse, sign_in, here):
    supervisor = browse()
    sign_in(supervisor, "supervisor")
    page = supervisor.get("/design/all/exchange")
    assert "交换过的" in page.text and "export" not in page.forms and "import" not in page.forms
    token = supervisor.get("/design/all/exchange").forms
    assert isinstance(token, dict)
    supervisor.post("/design/all/exchange", {"what": "all"}, status=403)
