"""The library's page: counts that lead to users, pairs to merge, and a rename shown before it is written."""

from __future__ import annotations

import json

from sqlalchemy import select

from yichuang.definitions.drafts import save_document
from yichuang.definitions.records import Draft
from yichuang.identity.records import AuditEntry

LIBRARY = "/design/all/library"


def add(database, **document):
    with database.writing() as db:
        save_document(db, document, db.scalar(select(Draft.changed_at)), "甲")


def codes(database):
    with database.reading() as db:
        return {draft.code for draft in db.scalars(select(Draft))}


def test_counts_are_listed_and_lead_to_what_uses_them(designer):
    page = designer.get(LIBRARY)
    first = page.html.select_one("section[aria-labelledby=listed-title] tbody tr")
    assert "person.name" in first.text and "食品经营许可（新办）" in first.text
    assert "居民户口簿" in designer.get(LIBRARY, {"kind": "material", "q": "hkb"}).text
    assert "person.sex" in designer.get(LIBRARY, {"q": "xingbie"}).text
    assert "没有找到" in designer.get(LIBRARY, {"q": "不存在的东西"}).text
    assert designer.get(LIBRARY, {"kind": "code-list"}).html.select("tbody tr")
    designer.get(LIBRARY, {"page": "999", "kind": "nothing"})


def test_unused_ones_are_listed_alone(designer, sqlite_database):
    add(sqlite_database, kind="material", code="doc-alone", name="没有人要的材料（示例）", source="10")
    page = designer.get(LIBRARY, {"kind": "material", "unused": "1"})
    assert "doc-alone" in page.text and "doc-identity" not in page.text


def test_a_near_duplicate_is_merged_from_its_card(designer, sqlite_database):
    add(sqlite_database, kind="material", code="doc-lease-2", name="房屋租赁合同（示例）", source="10")
    page = designer.get(LIBRARY).click("合并", href="old=doc-lease-2")
    assert "用到它" in page.text and "doc-lease-2" in page.text
    done = page.forms["confirm"].submit(status=303).follow()
    assert "已并入“doc-lease”" in done.text
    assert "doc-lease-2" not in codes(sqlite_database)


def test_a_rename_shows_every_place_then_writes_and_is_audited(designer, sqlite_database):
    form = designer.get(LIBRARY, {"old": "person.name"}).forms["rename"]
    form["new"] = "person.full_name"
    page = form.submit()
    assert "applicant.person.full_name" in page.text and "没有申报草稿" in page.text
    assert "person.full_name" not in codes(sqlite_database)
    page.forms["confirm"].submit(status=303)
    assert "person.full_name" in codes(sqlite_database) and "person.name" not in codes(sqlite_database)
    with sqlite_database.reading() as db:
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "design.rename")).one()
    assert entry.subject == "definition:person.name" and entry.detail["new"] == "person.full_name"


def test_a_taken_or_impossible_code_is_said_and_what_was_typed_stays(designer):
    page = designer.get(LIBRARY, {"old": "person.name", "new": "person.sex"}, status=409)
    assert "已被“性别”使用" in page.text and page.forms["rename"]["new"].value == "person.sex"
    assert "不能作编码" in designer.get(LIBRARY, {"old": "person.name", "new": "姓名"}, status=422).text
    designer.get(LIBRARY, {"old": "nobody", "new": "x"}, status=404)


def test_a_merge_with_errors_has_no_button(designer):
    page = designer.get(LIBRARY, {"old": "person.id_type", "new": "birth.weight_g", "merge": "1"})
    assert "照此改，会有错误" in page.text and "confirm" not in page.forms


def test_a_draft_changed_after_the_preview_shows_the_preview_again(designer, change, text_of):
    page = designer.get(LIBRARY, {"old": "doc-lease", "new": "doc-tenancy"})
    materials = json.loads(text_of("food-licence"))["materials"]
    change("food-licence", materials=materials, scope="别人刚改的范围。")
    again = page.forms["confirm"].submit(status=409)
    assert "有草稿刚被改过" in again.text
    again.forms["confirm"].submit(status=303)


def test_who_may_only_read_sees_no_way_to_rename(designer, sign_in):
    assert "改编码" in designer.get(LIBRARY).text
    designer.reset()
    sign_in(designer, "supervisor")
    assert "改编码" not in designer.get(LIBRARY).text
    designer.get(LIBRARY, {"old": "person.name"}, status=403)
