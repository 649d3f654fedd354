"""Hostile and broken input at the window: a status, a sentence in Chinese, and nothing lost that was saved."""

from __future__ import annotations

from typing import Any

import pytest
from family import example
from webtest import TestApp, TestResponse
from window_steps import Visit, start

from journeys import Town
from yichuang.filing.records import FilingDraft

SAVED = "林小满（示例）"
SAVED_DATA = {"mother.person.name": SAVED, "child": [{}]}
SAVING = ("questions", "questions/autosave", "materials", "form", "form/autosave", "check")


@pytest.fixture
def visit(town: Town) -> Visit:
    """A family whose questions are answered and whose child's mother has been named."""
    found = start(town.browser("clerk"), "xse", "新生儿出生")
    found.answer(example()["answers"])
    form = found.form("form")
    form["/mother.person.name"] = SAVED
    form.submit("go", value="stay", status=303)
    return found


def draft(town: Town, visit: Visit) -> FilingDraft:
    """The stored draft."""
    with town.database.reading() as db:
        return db.get_one(FilingDraft, visit.id)


def post(visit: Visit, body: list[tuple[str, str]], status: int, step: str = "form", **more: Any) -> TestResponse:
    """A body of one's own making, with a good token and the current revision."""
    form = visit.form("form")
    kept = [("csrf_token", form["csrf_token"].value), ("revision", form["revision"].value)]
    return visit.browser.post(f"{visit.path}/{step}", kept + body, status=status, **more)


def test_a_forged_field_is_ignored_and_never_stored(town: Town, visit: Visit) -> None:
    post(visit, [("/mother.person.name", SAVED), ("/geheim", "1"), ("/answers", "x"), ("go", "stay")], 303)
    assert draft(town, visit).data == {"mother.person.name": SAVED}


def test_a_forged_output_of_the_police_is_never_stored(town: Town, visit: Visit) -> None:
    post(visit, [("/child/0/person.id_no", "330106202611010052"), ("/child/0/person.name", SAVED), ("go", "stay")], 303)
    assert draft(town, visit).data["child"] == [{"person.name": SAVED}]


def test_a_value_outside_the_options_is_kept_as_typed_and_named(town: Town, visit: Visit) -> None:
    page = post(visit, [("/child/0/person.sex", "9"), ("go", "check")], 200)
    assert "f/child/0/person.sex" in page.text and page.html.select(".problems")
    assert draft(town, visit).data["child"][0]["person.sex"] == "9"


def test_a_body_of_thirty_thousand_pairs_is_refused(town: Town, visit: Visit) -> None:
    page = post(visit, [(f"/x{number}", "1") for number in range(30_000)], 400)
    assert "内容过多" in page.text
    assert draft(town, visit).data == SAVED_DATA


@pytest.mark.parametrize("text", ["林\x00小满", "林%ED%A0%80小满"], ids=["NUL", "a lone surrogate"])
@pytest.mark.parametrize("step", ["form", "form/autosave", "questions", "questions/autosave"])
def test_text_that_no_browser_sends_is_refused(town: Town, visit: Visit, step: str, text: str) -> None:
    form = visit.form("form")
    name = "/over_one" if step.startswith("questions") else "/mother.person.name"
    body = f"csrf_token={form['csrf_token'].value}&revision={form['revision'].value}&{name}=".encode()
    page = visit.browser.post(f"{visit.path}/{step}", body + text.encode(), status=400)
    assert "返回" in page.text
    assert draft(town, visit).data == SAVED_DATA


def test_a_body_in_another_encoding_is_refused(town: Town, visit: Visit) -> None:
    form = visit.form("form")
    body = f"csrf_token={form['csrf_token'].value}&revision={form['revision'].value}&/mother.person.name=林"
    assert "无法识别" in visit.browser.post(f"{visit.path}/form", body.encode("gb18030"), status=400).text
    assert draft(town, visit).data == SAVED_DATA


@pytest.mark.parametrize("revision", ["", "x", "²", "-1", "1" * 40])
def test_a_revision_that_is_no_number_is_refused(town: Town, visit: Visit, revision: str) -> None:
    token = visit.form("form")["csrf_token"].value
    for step in SAVING:
        page = visit.browser.post(f"{visit.path}/{step}", {"csrf_token": token, "revision": revision}, status=400)
        assert "页面已经过期" in page.text


@pytest.mark.parametrize("pointer", ["/geheim", "/child/0/person.name", "x", "/child/9/y", "/~", "/child/²"])
@pytest.mark.parametrize("button", ["add-row", "remove-row"])
def test_a_forged_row_button_changes_nothing(town: Town, visit: Visit, button: str, pointer: str) -> None:
    post(visit, [("/mother.person.name", SAVED), (button, pointer), ("go", "stay")], 303)
    assert draft(town, visit).data["mother.person.name"] == SAVED
    assert "geheim" not in draft(town, visit).data


def test_another_teams_draft_is_not_there(town: Town, visit: Visit) -> None:
    town.make_person("elsewhere", ["clerk"], region="330106", team="另一组（示例）")
    other = town.browser("elsewhere")
    for step in ("questions", "materials", "form", "check", "discard"):
        assert "没有这份草稿" in other.get(f"{visit.path}/{step}", status=404).text
    token = crumb(other)
    for step in (*SAVING, "park", "take-over", "discard"):
        other.post(f"{visit.path}/{step}", {"csrf_token": token, "revision": "1"}, status=404)


def crumb(browser: TestApp) -> str:
    """The form token of a browser."""
    return str(browser.get("/account/password").html.select_one("input[name=csrf_token]")["value"])


def test_another_regions_filing_is_not_there(town: Town) -> None:
    number = town.take_in()
    town.make_person("faraway", ["clerk"], region="310104", team="另一区（示例）")
    other = town.browser("faraway")
    for path in (f"/window/filings/{number}", f"/window/filings/{number}/receipt", f"/window/filings/{number}/receipt.docx"):
        assert "没有这个收件编号" in other.get(path, status=404).text
    assert number not in other.get("/window", {"q": number}).html.select_one("main .table, main .empty").text


def test_people_of_a_department_have_no_business_at_the_window(town: Town, visit: Visit) -> None:
    police = town.browser("police")
    for path in ("/window", f"{visit.path}/form", f"{visit.path}/check"):
        assert "没有办理这一项的权限" in police.get(path, status=403).text


def test_a_stale_token_is_refused_and_says_what_to_do(town: Town, visit: Visit) -> None:
    form = visit.form("form")
    form["csrf_token"] = "0" * 32
    form["/mother.person.name"] = "改过（示例）"
    assert "没有提交" in form.submit("go", value="stay", status=403).text
    assert draft(town, visit).data == SAVED_DATA


@pytest.mark.parametrize("query", ["\x00", "%", "_", "'", "林\x00", "一" * 5000, "🙂"])
def test_the_box_survives_whatever_is_typed(each_town: Town, query: str) -> None:
    assert each_town.browser("clerk").get("/window", {"q": query}).status_int == 200


@pytest.mark.parametrize("code", ["", "x\x00", "nobody-published-this", "person.name", "service-center", "a" * 300])
def test_only_what_is_published_for_filing_can_be_begun(each_town: Town, code: str) -> None:
    clerk = each_town.browser("clerk")
    answer = clerk.post("/window/start", {"csrf_token": crumb(clerk), "code": code}, expect_errors=True)
    assert answer.status_int in (400, 404)
    assert "没有草稿" in clerk.get("/window").text
