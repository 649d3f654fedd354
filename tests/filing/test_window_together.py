"""Two clerks and one draft: locks, stale pages, taking over, and exactly one filing however often it is sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any
from urllib.parse import unquote

import pytest
from family import example, pairs
from sqlalchemy import delete, func, select
from webtest import TestResponse
from window_steps import Visit, start

from journeys import Town
from yichuang.cases.records import Case, Notice
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.drafts import save_draft
from yichuang.definitions.library import Entry
from yichuang.definitions.publish import publish
from yichuang.definitions.releases import document_of, release_of
from yichuang.filing.records import Filing, FilingDraft
from yichuang.identity.records import AuditEntry, SessionRow

MOTHER = "/mother.person.name"


@pytest.fixture
def visit(town: Town) -> Visit:
    """A family at the clerk's window, questions answered; the clerk holds the draft."""
    found = start(town.browser("clerk"), "xse", "新生儿出生")
    found.answer(example()["answers"])
    return found


def draft(town: Town, visit: Visit) -> FilingDraft:
    """The stored draft."""
    with town.database.reading() as db:
        return db.get_one(FilingDraft, visit.id)


def change(town: Town, visit: Visit, **values: Any) -> None:
    """Something that happens to a draft behind the page's back."""
    with town.database.writing() as db:
        for name, value in values.items():
            setattr(db.get_one(FilingDraft, visit.id), name, value)


def colleague(town: Town, visit: Visit, login: str = "clerk2") -> Visit:
    """The same draft in a colleague's browser."""
    return Visit(town.browser(login), visit.path)


def autosave(visit: Visit, revision: str, name: str, status: int, **headers: str) -> TestResponse:
    """A save as the page's script sends it."""
    token = visit.form("form")["csrf_token"].value
    sent = {"X-CSRF-Token": token, "Accept": "application/json, text/html;q=0.9", **headers}
    body = {"revision": revision, MOTHER: name}
    return visit.browser.post(f"{visit.path}/form/autosave", body, headers=sent, status=status)


def lapse(town: Town, visit: Visit) -> None:
    """The lock's ten minutes are over."""
    change(town, visit, locked_until=datetime.now(UTC) - timedelta(seconds=1))


def test_an_autosave_with_problems_is_kept_and_answers_200(town: Town, visit: Visit) -> None:
    revision = visit.form("form")["revision"].value
    answer = autosave(visit, revision, "林", 200)
    assert int(answer.headers["X-Revision"]) == int(revision) + 1
    assert 'id="intake-body"' in answer.text and 'id="form-outline"' in answer.text
    assert draft(town, visit).data[MOTHER[1:]] == "林"


def test_a_stale_autosave_is_a_409_with_a_detail_and_changes_nothing(town: Town, visit: Visit) -> None:
    revision = visit.form("form")["revision"].value
    autosave(visit, revision, "先存（示例）", 200)
    answer = autosave(visit, revision, "后到（示例）", 409)
    assert "又被保存过" in answer.json["detail"]
    assert draft(town, visit).data[MOTHER[1:]] == "先存（示例）"


def test_a_colleague_sees_who_works_on_it_and_can_only_look(town: Town, visit: Visit) -> None:
    other = colleague(town, visit)
    for step in ("questions", "materials", "form", "check"):
        page = other.step(step)
        assert "clerk（示例）正在办理这份申报，您现在只能查看。" in page.text
        assert "data-autosave" not in page.text and not page.html.select("[data-shortcut='Alt+P']")
    assert "clerk（示例）正在办理" in other.browser.get("/window").text


def test_a_colleague_who_saves_all_the_same_keeps_what_was_typed(town: Town, visit: Visit) -> None:
    other = colleague(town, visit)
    token, revision = other.form("form")["csrf_token"].value, draft(town, visit).revision
    body = {"csrf_token": token, "revision": revision, MOTHER: "同事填的（示例）", "go": "check"}
    page = other.browser.post(f"{visit.path}/form", body, status=409)
    assert "clerk（示例）正在办理这份申报" in page.html.select_one(".problems").text
    assert page.forms["intake"][MOTHER].value == "同事填的（示例）"
    assert MOTHER[1:] not in draft(town, visit).data


def test_the_slower_of_two_saves_keeps_its_page_and_names_what_differs(town: Town, visit: Visit) -> None:
    first = visit.form("form")
    lapse(town, visit)
    slower = colleague(town, visit).form("form")
    first[MOTHER] = "先存（示例）"
    first.submit("go", value="stay", status=303)
    lapse(town, visit)
    slower[MOTHER] = "后到（示例）"
    page = slower.submit("go", value="stay", status=409)
    said = page.html.select_one(".problems").text
    assert "又被保存过" in said and "母亲姓名" in said and "父亲姓名" not in said
    assert page.forms["intake"][MOTHER].value == "后到（示例）"
    assert "data-autosave" not in page.text, "a page that clashes must not overwrite by itself"
    page.forms["intake"].submit("go", value="stay", status=303)
    assert draft(town, visit).data[MOTHER[1:]] == "后到（示例）"


def test_stale_answers_and_materials_stay_on_their_pages_too(town: Town, visit: Visit) -> None:
    questions, materials = visit.form("questions"), visit.form("materials")
    change(town, visit, revision=draft(town, visit).revision + 1)
    questions["/agent"] = "yes"
    page = questions.submit("go", value="next", status=409)
    assert page.forms["answers"]["/agent"].value == "yes" and "又被保存过" in page.text
    name = next(name for name in materials.fields if name and name.endswith("/how"))
    materials[name] = "paper"
    page = materials.submit("go", value="form", status=409)
    assert page.forms["materials"][name].value == "paper" and "与已保存内容不同的有" in page.text
    assert draft(town, visit).answers["agent"] == "no" and draft(town, visit).materials == {}


def test_a_lock_lapses_and_the_colleague_goes_on(town: Town, visit: Visit) -> None:
    lapse(town, visit)
    form = colleague(town, visit).form("form")
    form[MOTHER] = "接着填（示例）"
    form.submit("go", value="stay", status=303)
    assert draft(town, visit).locked_name == "clerk2（示例）"
    assert "clerk2（示例）正在办理" in visit.step("form").text


def test_only_a_lead_takes_over_and_that_is_written_down(town: Town, visit: Visit) -> None:
    other = colleague(town, visit)
    token = other.form("form")["csrf_token"].value
    refused = other.browser.post(f"{visit.path}/take-over", {"csrf_token": token}, status=403)
    assert "只有窗口组长可以接手" in refused.text
    town.make_person("leader", ["lead"], team="综合受理一组", region="330106", window="01")
    lead = colleague(town, visit, "leader")
    form = next(form for form in lead.step("form").forms.values() if form.action.endswith("/take-over"))
    assert "只能查看" not in form.submit(status=303).follow().text
    with town.database.reading() as db:
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "draft.take_over")).one()
    assert entry.subject == f"draft:{visit.id}"
    assert "leader（示例）正在办理" in visit.step("form").text


def test_parking_gives_the_draft_to_the_next_and_never_takes_it_from_a_colleague(town: Town, visit: Visit) -> None:
    form = visit.form("form")
    form[MOTHER] = "林小满（示例）"
    home = form.submit("go", value="park", status=303).follow()
    assert "已暂存" in home.text and "表差" in home.text
    assert draft(town, visit).locked_by is None
    other = colleague(town, visit)
    other.form("form").submit("go", value="stay", status=303)
    visit.browser.post(f"{visit.path}/park", {"csrf_token": visit.form("form")["csrf_token"].value}, status=303)
    assert draft(town, visit).locked_name == "clerk2（示例）"


def test_a_session_that_ends_in_mid_form_loses_nothing(town: Town, visit: Visit) -> None:
    form = visit.form("form")
    form[MOTHER] = "已存（示例）"
    form.submit("go", value="stay", status=303)
    form = visit.form("form")
    with town.database.writing() as db:
        db.execute(delete(SessionRow))
    assert autosave_signed_out(visit, form).json["detail"].startswith("登录已到期")
    form[MOTHER] = "还没存（示例）"
    page = form.submit("go", value="stay", status=401, headers={"Referer": f"http://localhost{visit.path}/form"})
    assert "登录已到期，刚才这一步没有提交。" in page.text
    assert page.forms["sign-in"]["next"].value == f"{visit.path}/form"
    assert draft(town, visit).data[MOTHER[1:]] == "已存（示例）"
    town.sign(visit.browser, "clerk")
    again = visit.form("form")
    assert again[MOTHER].value == "已存（示例）"
    again[MOTHER] = form[MOTHER].value
    again.submit("go", value="stay", status=303)
    assert draft(town, visit).data[MOTHER[1:]] == "还没存（示例）"


def autosave_signed_out(visit: Visit, form: Any) -> TestResponse:
    """A save by script after the session's end."""
    headers = {"X-CSRF-Token": form["csrf_token"].value, "Accept": "application/json, text/html;q=0.9"}
    body = {"revision": form["revision"].value, MOTHER: "还没存（示例）"}
    return visit.browser.post(f"{visit.path}/form/autosave", body, headers=headers, status=401)


def test_a_draft_is_deleted_after_asking_and_shown_to_nobody_afterwards(town: Town, visit: Visit) -> None:
    path = f"{visit.path}/discard"
    asked = visit.browser.get(path)
    assert "新生儿出生" in asked.text and "不能从页面上恢复" in asked.text
    other = colleague(town, visit)
    assert "现在不能删去" in other.browser.get(path).text
    token = asked.html.select_one("main input[name=csrf_token]")["value"]
    other.browser.post(path, {"csrf_token": other.form("form")["csrf_token"].value}, status=409)
    assert draft(town, visit).discarded_at is None
    home = visit.browser.post(path, {"csrf_token": token}, status=303).follow()
    assert "草稿已删去" in home.text and "没有草稿" in home.text
    visit.browser.get(f"{visit.path}/form", status=404)
    with town.database.reading() as db:
        assert db.scalars(select(AuditEntry.subject).where(AuditEntry.action == "draft.discard")).all() == [
            f"draft:{visit.id}"
        ]


def ready(town: Town) -> Visit:
    """A family of which nothing is missing any more."""
    filing = example()
    visit = start(town.browser("clerk"), "xse", "新生儿出生")
    visit.answer(filing["answers"])
    visit.bring()
    revision = visit.form("form")["revision"].value
    body = [("csrf_token", visit.form("form")["csrf_token"].value), ("revision", revision), ("go", "check")]
    visit.browser.post(f"{visit.path}/form", body + pairs(filing["data"]), status=303)
    return visit


def test_two_submissions_at_the_same_moment_make_one_filing(each_town: Town) -> None:
    visit = ready(each_town)
    change(each_town, visit, locked_until=datetime.now(UTC) - timedelta(seconds=1))
    barrier = Barrier(2)
    forms = [visit.form("check"), colleague(each_town, visit).form("check")]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda form: at_once(barrier, form), forms))
    assert sorted(answer.status_int for answer in answers) == [303, 409]
    late = next(answer for answer in answers if answer.status_int == 409)
    with each_town.database.reading() as db:
        filing = db.scalars(select(Filing)).one()
        numbers = db.scalars(select(Case.number)).all()
        assert len(numbers) == len(set(numbers)) == db.scalar(select(func.count()).select_from(Case))
        assert db.scalar(select(func.count()).select_from(Notice).where(Notice.case_id.is_(None))) == 1
    assert f"/window/filings/{filing.number}" in late.text


def at_once(barrier: Barrier, form: Any) -> TestResponse:
    """Send a form together with the other thread."""
    barrier.wait(timeout=30)
    return form.submit(expect_errors=True)


def test_a_filed_draft_is_frozen_and_leads_to_its_filing(town: Town) -> None:
    visit = ready(town)
    stale = visit.form("form")
    number = visit.file()
    page = visit.step("form")
    assert "不能再改" in page.text and page.html.select_one("fieldset[disabled] #intake-body")
    assert f"/window/filings/{number}" in page.text
    assert f"/window/filings/{number}" in stale.submit("go", value="stay", status=409).text
    visit.browser.post(f"{visit.path}/discard", {"csrf_token": stale["csrf_token"].value}, status=409)
    assert "没有草稿" in visit.browser.get("/window").text


def test_a_submission_with_gaps_is_a_422_that_leads_to_every_place(town: Town, visit: Visit) -> None:
    form = visit.form("check")
    page = form.submit(status=422)
    points = page.html.select(".points-error")
    assert {link["href"].split("#")[0].rsplit("/", 1)[1] for link in page.html.select(".points-error a")} == {
        "materials",
        "form",
    }
    for link in page.html.select(".points-error a"):
        goal = visit.browser.get(link["href"].split("#")[0])
        anchor = unquote(link["href"].partition("#")[2])
        assert goal.html.find(id=anchor), link["href"]
    assert f"还有 {len(points)} 处需要处理" in page.text


def test_a_draft_goes_on_under_its_own_release_when_a_newer_one_is_published(town: Town) -> None:
    visit = ready(town)
    with town.database.writing() as db:
        document = {**document_of(release_of(db, "newborn")), "summary": "改过的说明（示例）。"}
        save_draft(db, Entry(Bundle.model_validate(document), document), datetime.now(UTC), "示例")
        publish(db, ["newborn"], datetime.now(UTC), "示例")
        assert release_of(db, "newborn").number == 2
    assert "发布版 1" in visit.step("check").text
    number = visit.file()
    with town.database.reading() as db:
        assert db.scalars(select(Filing).where(Filing.number == number)).one().release_id == draft(town, visit).release_id
    assert "发布版 2" in visit.browser.get("/window").text


