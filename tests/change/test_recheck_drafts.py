"""Drafts of filings when a newer release has appeared: what the check step says, which way to go, and that nothing is lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from family import example, pairs
from republishing import NOTE, edit_draft, republish, with_field, with_summary
from sqlalchemy import select, text
from webtest import TestResponse
from window_steps import Visit, start

from journeys import Town
from yichuang.cases.records import Case
from yichuang.definitions.drafts import draft_document, drafts, save_draft
from yichuang.definitions.kinds import KINDS
from yichuang.definitions.library import Entry
from yichuang.definitions.publish import publish
from yichuang.filing.records import Filing, FilingDraft
from yichuang.filing.repin.decide import Order, decide
from yichuang.filing.repin.keys import follow
from yichuang.filing.repin.records import Repinned
from yichuang.identity.records import AuditEntry

WAITING = "household-registration"


def ready(town: Town, **answers: Any) -> Visit:
    """A family of which nothing is missing any more."""
    filing = example()
    filing["answers"].update(answers)
    visit = start(town.browser("clerk"), "xse", "新生儿出生")
    visit.answer(filing["answers"])
    visit.bring()
    form = visit.form("form")
    body = [("csrf_token", form["csrf_token"].value), ("revision", form["revision"].value), ("go", "check")]
    visit.browser.post(f"{visit.path}/form", body + pairs(filing["data"]), status=303)
    return visit


def draft(town: Town, visit: Visit) -> FilingDraft:
    with town.database.reading() as db:
        return db.get_one(FilingDraft, visit.id)


def use_newer(visit: Visit) -> TestResponse:
    """Press the button at the check step."""
    return visit.step("check").forms["move"].submit(status=303).follow()


def lead_decides(town: Town, visit: Visit, choice: Any) -> Any:
    """Somebody of the lead department decides about this draft while the clerk holds it."""
    town.actors["led"] = town.make_person("led", ["department"], department="health-bureau", region="330106").actor()
    with town.database.writing() as db:
        hand = town.hand(db, "led", datetime.now(UTC))
        return decide(db, "newborn", Order(choice, "示例理由", drafts=frozenset({visit.id})), hand)


def test_a_compatible_change_is_told_and_needs_no_acknowledgement(town: Town) -> None:
    visit = ready(town)
    republish(town, {"newborn": with_summary})
    page = visit.step("check")
    assert "已发布第 2 版，这份草稿用的是第 1 版" in page.text and "改用新版不用补什么" in page.text
    assert not page.html.select("[name=acknowledged]")
    page.forms["file"].submit(status=303)


def test_an_incompatible_change_is_told_in_words_and_must_be_acknowledged(town: Town) -> None:
    visit = ready(town)
    republish(town, {WAITING: with_field()})
    page = visit.step("check")
    assert "表单增加必填字段“补充说明（示例）”" in page.text and "改用新版要补 1 项" in page.text
    refused = page.forms["file"].submit(status=422)
    assert "还没有确认按旧版提交" in refused.text
    with town.database.reading() as db:
        assert db.scalars(select(Filing)).all() == []
    form = refused.forms["file"]
    form["acknowledged"] = True
    form.submit(status=303)
    with town.database.reading() as db:
        audited = db.scalars(select(AuditEntry.detail).where(AuditEntry.action == "filing.submit")).one()
        assert (audited["older"], audited["newer"]) == (1, 2)


def test_a_change_of_a_matter_that_this_family_does_not_need_is_not_told(town: Town) -> None:
    visit = ready(town, parenting=False)
    republish(town, {"parenting-guidance": with_field()})
    page = visit.step("check")
    assert "补充说明（示例）" not in page.text and not page.html.select("[name=acknowledged]")


def test_the_draft_goes_to_the_newer_release_with_all_that_fits(town: Town) -> None:
    visit = ready(town)
    before = draft(town, visit)
    republish(town, {WAITING: with_field()})
    page = use_newer(visit)
    after = draft(town, visit)
    assert "已改用第 2 版" in page.text and "发布版 2" in page.text and "表差 1 项" in page.text
    assert (after.answers, after.data, after.materials) == (before.answers, before.data, before.materials)
    assert after.revision == before.revision + 1
    form = visit.form("form")
    form[next(name for name in form.fields if name and "bcsm" in name)] = "随母亲落户（示例）"
    form.submit("go", value="stay", status=303)
    visit.file()
    with town.database.reading() as db:
        moved = db.scalars(select(Repinned)).one()
        assert moved.draft_id == visit.id and db.scalars(select(Filing)).one().release_id == moved.to_release_id


def test_what_no_longer_fits_stays_in_sight_with_its_value(town: Town) -> None:
    republish(town, {WAITING: with_field(required=False)})
    visit = ready(town)
    with town.database.writing() as db:
        stored = db.get_one(FilingDraft, visit.id)
        rows = [{**stored.data["child"][0], f"{WAITING}~bcsm": "旧版填的（示例）"}, *stored.data["child"][1:]]
        stored.data = {**stored.data, "child": rows}

    def without(document: dict[str, Any]) -> None:
        del document["form"]["schema"]["properties"]["bcsm"]

    republish(town, {WAITING: without})
    assert "新版不再要：“补充说明（示例）”" in visit.step("check").text
    page = use_newer(visit)
    assert "改用新版时没有带过来的" in page.text and "旧版填的（示例）" in page.text
    assert not page.html.select(".points-error"), "what was left behind must not stand in the way"
    visit.file()


def test_the_lead_department_can_demand_the_newer_release_or_let_the_old_one_serve(town: Town) -> None:
    visit = ready(town)
    republish(town, {WAITING: with_field()})
    assert lead_decides(town, visit, "move").moved == 0, "a clerk is typing in it"
    page = visit.step("check")
    assert "牵头部门决定这份草稿改用第 2 版：示例理由" in page.text and not page.html.select("[name=acknowledged]")
    token = page.forms["file"]
    body = {"csrf_token": token["csrf_token"].value, "revision": token["revision"].value, "acknowledged": "2"}
    assert "牵头部门决定" in visit.browser.post(f"{visit.path}/check", body, status=422).text


def test_where_the_lead_department_says_keep_nothing_has_to_be_acknowledged(town: Town) -> None:
    visit = ready(town)
    republish(town, {WAITING: with_field()})
    lead_decides(town, visit, "keep")
    page = visit.step("check")
    assert "牵头部门决定照第 1 版办" in page.text
    page.forms["file"].submit(status=303)


@pytest.mark.parametrize(("state", "word"), [("suspended", "暂停办理"), ("cancelled", "取消")])
def test_a_matter_that_is_no_longer_in_use_refuses_with_the_reason(town: Town, state: str, word: str) -> None:
    visit = ready(town)
    with town.database.writing() as db:
        edit_draft(db, "vaccination-card", lambda document: document.update(state=state))
        publish(db, ["vaccination-card"], datetime.now(UTC), "示例")
    page = visit.form("check").submit(status=422)
    assert f"“预防接种证办理”已经{word}，不能再申报。" in page.text
    with town.database.reading() as db:
        assert db.scalars(select(Case)).all() == []


def test_moving_a_stale_page_is_refused_and_changes_nothing(town: Town) -> None:
    visit = ready(town)
    republish(town, {"newborn": with_summary})
    stale = visit.step("check").forms["move"]
    form = visit.form("form")
    form["/mother.person.name"] = "后存（示例）"
    form.submit("go", value="stay", status=303)
    stale.submit(status=409)
    after = draft(town, visit)
    assert after.data["mother.person.name"] == "后存（示例）" and "发布版 1" in visit.step("check").text


def test_data_follows_an_element_that_was_renamed_while_the_draft_used_it(town: Town) -> None:
    visit = ready(town)
    place = draft(town, visit).data["child"][0]["birth.place"]
    with town.database.writing() as db:
        old = draft_document(db, "birth.place")
        new = {**old, "code": "birth.spot"}
        save_draft(db, Entry(KINDS["element"].model_validate(new), new), datetime.now(UTC), "示例")
        users = [each.code for each in drafts(db) if '"birth.place"' in each.body and each.code != "birth.place"]
        for code in users:
            body = json.dumps(draft_document(db, code), ensure_ascii=False).replace('"birth.place"', '"birth.spot"')
            document = json.loads(body)
            save_draft(db, Entry(KINDS[document["kind"]].model_validate(document), document), datetime.now(UTC), "示例")
        publish(db, ["birth.spot", *users, "newborn"], datetime.now(UTC), "示例")
    use_newer(visit)
    row = draft(town, visit).data["child"][0]
    assert row["birth.spot"] == place and "birth.place" not in row
    visit.file()


def test_a_mapping_given_from_outside_is_followed_and_never_overwrites() -> None:
    moved = {("", "a.old"): ("", "a.new"), ("child", "old"): ("child", "new")}
    data = {"a.old": 1, "b": 2, "child": [{"old": 3}, {"old": 4, "new": 5}]}
    assert follow(data, moved) == {"a.new": 1, "b": 2, "child": [{"new": 3}, {"old": 4, "new": 5}]}
    assert follow({"a.old": 1, "a.new": 2}, moved) == {"a.old": 1, "a.new": 2}


def test_a_release_whose_text_is_not_what_was_published_is_not_filed(town: Town) -> None:
    visit = ready(town)
    with town.database.writing() as db:
        db.execute(text("DROP TRIGGER release_no_update"))
        db.execute(text("UPDATE release SET body = replace(body, '新生儿姓名', '孩子姓名') WHERE code = :c"), {"c": WAITING})
    page = visit.browser.get(f"{visit.path}/check", status=503)
    assert f"“{WAITING}”第 1 版的原文与摘要不符" in page.text
    assert town.browser("clerk").get("/window").status_int == 200
    assert NOTE["title"] not in page.text
