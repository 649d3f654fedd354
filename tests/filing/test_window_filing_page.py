"""A filing at the window afterwards: corrections brought in piece by piece, results handed out, the box finds it."""

from __future__ import annotations

import pytest
from webtest import Form, TestApp

from journeys import Town
from yichuang.cases.handle import ask_corrections
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import State

ITEMS = [
    {"item": "lease", "name": "租赁合同", "problem": "缺第三页（示例）", "fix": "补交全文（示例）"},
    {"item": "plan", "name": "平面图", "problem": "看不清（示例）", "fix": "重新打印（示例）"},
]


@pytest.fixture
def corrected(town: Town) -> tuple[str, TestApp]:
    """A restaurant whose food licence wants two documents corrected; its number and the clerk's browser."""
    number = town.take_in("restaurant")
    town.deliver()
    with town.database.writing() as db:
        case = db.get_one(Case, town.cases(number)["food-licence"].id)
        ask_corrections(db, case, town.hand(db, "market", case.created_at), {"items": ITEMS})
    return number, town.browser("clerk")


def act_form(clerk: TestApp, number: str) -> Form:
    """The form of the one act that is open on a filing's page."""
    forms = clerk.get(f"/window/filings/{number}").forms.values()
    return next(form for form in forms if "/cases/" in form.action)


def state(town: Town, number: str) -> str:
    """Where the food licence stands."""
    return str(town.cases(number)["food-licence"].state)


def test_what_is_open_is_listed_with_a_box_each(town: Town, corrected: tuple[str, TestApp]) -> None:
    number, clerk = corrected
    form = act_form(clerk, number)
    assert "租赁合同" in form.text and "缺第三页（示例）——补交全文（示例）" in form.text
    for box in form.fields["item"]:
        box.checked = box._value == "lease"
    form.submit(status=303)
    assert state(town, number) == State.CORRECTION
    rest = act_form(clerk, number)
    assert [box._value for box in rest.fields["item"]] == ["plan"]
    done = rest.submit(status=303).follow()
    assert "补正材料已登记" in done.text
    assert state(town, number) == State.RECEIVED


def test_ticking_nothing_is_refused_and_says_so_in_place(town: Town, corrected: tuple[str, TestApp]) -> None:
    number, clerk = corrected
    form = act_form(clerk, number)
    for box in form.fields["item"]:
        box.checked = False
    page = form.submit(status=422)
    assert "没有勾选已补交的内容" in page.html.select_one("details[open] .field-error").text
    assert state(town, number) == State.CORRECTION


def test_a_stale_page_is_a_409_that_keeps_the_choice(town: Town, corrected: tuple[str, TestApp]) -> None:
    number, clerk = corrected
    stale = act_form(clerk, number)
    first = act_form(clerk, number)
    first.fields["item"][0].checked = False
    first.submit(status=303)
    page = stale.submit(status=409)
    assert page.html.select_one("details[open] .field-error").text.strip()


@pytest.mark.parametrize("action", ["", "grant", "void", "x\x00"])
def test_the_window_does_nothing_that_is_the_departments(
    town: Town, corrected: tuple[str, TestApp], action: str
) -> None:
    number, clerk = corrected
    form = act_form(clerk, number)
    body = {"csrf_token": form["csrf_token"].value, "revision": form["revision"].value, "action": action}
    clerk.post(form.action, body, status=400)
    assert state(town, number) == State.CORRECTION


def test_a_result_is_handed_out_and_the_receiver_must_be_named(town: Town) -> None:
    number = town.take_in()
    town.deliver()
    health = town.browser("health")
    act = health.get(f"/tasks/{number}-01/finish_on_the_spot").forms["act"]
    act["/outputs/birth_cert.no"] = "Z330000001"
    act.submit(status=303)
    clerk = town.browser("clerk")
    assert "待领取" in clerk.get("/window").text and number in clerk.get("/window").text
    form = act_form(clerk, number)
    form["receiver"], form["method"] = "", "邮寄送达"
    page = form.submit(status=422)
    assert "收件人" in page.html.select_one("details[open] .field-error").text
    again = next(form for form in page.forms.values() if "/cases/1" in form.action)
    assert again["method"].value == "邮寄送达"
    again["receiver"] = "林远（示例）"
    assert "已登记送达。" in again.submit(status=303).follow().text
    assert town.cases(number)["birth-certificate"].state == State.DELIVERED


@pytest.mark.parametrize("found_by", ["number", "applicant", "phone"])
def test_the_box_finds_a_filing_by_what_people_say_at_the_window(town: Town, found_by: str) -> None:
    number = town.take_in()
    query = {"number": number, "applicant": "林远", "phone": "13812340000"}[found_by]
    with town.database.reading() as db:
        query = db.get_one(Case, town.cases(number)["birth-certificate"].id).number if found_by == "number" else query
    page = town.browser("clerk").get("/window", {"q": query})
    assert f"/window/filings/{number}" in page.text
