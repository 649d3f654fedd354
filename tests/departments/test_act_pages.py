"""Acts of a department: each on its own page, said before it is done, refused calmly, never half done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from webtest import TestApp

from journeys import Town
from yichuang.cases.records import Case, CaseEvent, Notice
from yichuang.cases.vocabulary import State

GOOD_ID = "330106202611010052"
WRONG_ID = "330106202611010053"
HUKOU = {
    "/outputs/person.hukou_region": "330106091000",
    "/outputs/person.hukou_address": "浙江省杭州市西湖区示例一街道示例路8号2幢301室（示例）",
}


def case_of(town: Town, number: str) -> Case:
    with town.database.reading() as db:
        return db.scalars(select(Case).where(Case.number == number)).one()


def notices_of(town: Town, number: str) -> list[Notice]:
    with town.database.reading() as db:
        return list(db.scalars(select(Notice).join(Case).where(Case.number == number).order_by(Notice.id)))


def act(browser: TestApp, number: str, action: str, status: int = 303, **values: Any) -> Any:
    """Open the page of an act, fill it in, post it."""
    form = browser.get(f"/tasks/{number}/{action}").forms["act"]
    for name, value in values.items():
        form[name] = value
    return form.submit(status=status)


@pytest.fixture
def licence(town: Town) -> tuple[TestApp, str]:
    """The market office with a food licence in its inbox."""
    number = town.take_in("restaurant")
    town.deliver()
    return town.browser("market"), town.cases(number)["food-licence"].number


@pytest.fixture
def certificate(town: Town) -> tuple[TestApp, str]:
    """The hospital with a birth certificate to issue on the spot."""
    number = town.take_in()
    town.deliver()
    return town.browser("health"), f"{number}-01"


def test_the_page_of_a_case_offers_what_the_law_allows_and_nothing_else(
    town: Town, licence: tuple[TestApp, str]
) -> None:
    browser, number = licence
    page = browser.get(f"/tasks/{number}").text
    for offered in ("accept", "ask_corrections", "refuse", "accept_deferred"):
        assert f"/tasks/{number}/{offered}" in page
    for absent in ("grant", "deny", "deliver", "give_result", "finish_on_the_spot", "void"):
        assert f"/tasks/{number}/{absent}" not in page


def test_an_act_says_its_document_and_the_clock_before_it_is_done(licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    page = browser.get(f"/tasks/{number}/accept").text
    assert "《受理通知书》" in page
    assert "办理期限从受理之日的次日起算。" in page
    assert "承诺办结日是" in page


def test_accepting_moves_the_case_and_makes_the_document(town: Town, licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    done = act(browser, number, "accept")
    assert case_of(town, number).state == State.ACCEPTED.value
    notice = notices_of(town, number)[0]
    assert notice.title == "受理通知书"
    page = done.follow()
    assert "已登记，出具《受理通知书》" in page.text
    assert f"/tasks/{number}/notices/{notice.id}" in page.text


def test_a_document_is_shown_as_it_was_stored(town: Town, licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    act(browser, number, "accept")
    notice = notices_of(town, number)[0]
    assert notice.html in browser.get(f"/tasks/{number}/notices/{notice.id}").text


def test_a_document_of_another_case_is_not_found(town: Town, licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    act(browser, number, "accept")
    other = town.take_in("restaurant")
    town.deliver()
    mine = notices_of(town, number)[0].id
    browser.get(f"/tasks/{town.cases(other)['food-licence'].number}/notices/{mine}", status=404)


def test_a_stale_page_is_answered_409_with_what_happened_and_what_was_typed(
    town: Town, licence: tuple[TestApp, str]
) -> None:
    browser, number = licence
    form = browser.get(f"/tasks/{number}/refuse").forms["act"]
    next(each for each in browser.get(f"/tasks/{number}").forms.values() if each.action.endswith("/take")).submit()
    form["/ground"], form["/reason"], form["/organ"] = "not_competent", "不属于本局职权（示例）", "示例局（示例）"
    answer = form.submit(status=409)
    assert "有人刚刚办理过本件" in answer.text
    assert "不属于本局职权（示例）" in answer.text
    assert case_of(town, number).state == State.RECEIVED.value
    assert answer.forms["act"].submit(status=303)
    assert case_of(town, number).state == State.REFUSED.value


def test_a_stale_act_that_the_law_no_longer_allows_gives_the_case_as_it_stands(
    town: Town, licence: tuple[TestApp, str]
) -> None:
    browser, number = licence
    form = browser.get(f"/tasks/{number}/accept").forms["act"]
    act(browser, number, "accept")
    answer = form.submit(status=409)
    assert "已有新的办理记录" in answer.text
    assert f"/tasks/{number}/grant" in answer.text
    with town.database.reading() as db:
        kinds = db.scalars(select(CaseEvent.kind).join(Case).where(Case.number == number).order_by(CaseEvent.seq)).all()
    assert kinds == ["received", "accepted"]


def test_an_act_that_is_not_allowed_now_shows_the_case_instead(licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    assert "不能办理“准予”" in browser.get(f"/tasks/{number}/grant", status=409).text


def test_voiding_has_no_page_for_departments(licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    browser.get(f"/tasks/{number}/void", status=404)


def test_a_form_without_revision_is_refused(licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    token = browser.get(f"/tasks/{number}/accept").forms["act"]["csrf_token"].value
    browser.post(f"/tasks/{number}/accept", {"csrf_token": token}, status=400)


def test_corrections_list_every_material_and_are_told_once(town: Town, licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    form = browser.get(f"/tasks/{number}/ask_corrections").forms["act"]
    assert "申请表填写内容" in form.text
    empty = form.submit(status=422)
    assert "没有写明要补正的内容" in empty.text
    form["/items/1/problem"], form["/items/1/fix"] = "看不清（示例）", "重新扫描（示例）"
    form.submit(status=303)
    notice = notices_of(town, number)[0]
    assert notice.title == "材料补正一次性告知书"
    assert [item["problem"] for item in notice.facts["items"]] == ["看不清（示例）"]
    case = case_of(town, number)
    assert (case.state, case.base_light) == (State.CORRECTION.value, "grey")


def test_a_half_written_correction_names_its_own_row(licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    form = browser.get(f"/tasks/{number}/ask_corrections").forms["act"]
    form["/items/2/problem"] = "缺一页（示例）"
    answer = form.submit(status=422)
    assert 'href="#f/items/2/fix"' in answer.text
    assert answer.forms["act"]["/items/2/problem"].value == "缺一页（示例）"


def test_a_second_notice_may_not_add_without_a_reason(town: Town, licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    act(browser, number, "ask_corrections", **{"/items/0/problem": "看不清（示例）", "/items/0/fix": "重扫（示例）"})
    form = browser.get(f"/tasks/{number}/ask_corrections").forms["act"]
    assert form["/items/0/problem"].value == "看不清（示例）"
    form["/items/1/name"], form["/items/1/problem"], form["/items/1/fix"] = "新材料", "没有交（示例）", "补交（示例）"
    refused = form.submit(status=422)
    assert "没有写在第一次告知里" in refused.text
    form["/override"] = "第一次漏看（示例）"
    form.submit(status=303)
    assert case_of(town, number).flags == ["notified_again"]


def test_corrections_that_came_in_lead_back_to_acceptance(town: Town, licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    act(browser, number, "ask_corrections", **{"/items/0/problem": "看不清（示例）", "/items/0/fix": "重扫（示例）"})
    act(browser, number, "receive_corrections")
    assert case_of(town, number).state == State.RECEIVED.value
    act(browser, number, "accept")
    assert case_of(town, number).accepted_on is not None


def test_accepting_with_deferral_needs_the_signed_promise(town: Town, licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    until = (datetime.now(UTC) + timedelta(days=10)).date().isoformat()
    refused = act(browser, number, "accept_deferred", status=422, **{"/deferred/0/due": until})
    assert "申请人已签署容缺受理承诺书" in refused.text
    form = refused.forms["act"]
    form["/promise_signed"] = True
    form.submit(status=303)
    case = case_of(town, number)
    assert case.state == State.ACCEPTED_DEFERRED.value
    assert case.defer_due and case.defer_due.isoformat() == until
    assert [each.title for each in notices_of(town, number)] == ["受理通知书", "容缺受理承诺书"]


def test_denying_needs_reasons(town: Town, licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    act(browser, number, "accept")
    assert "没有填写“不予办理的理由”" in act(browser, number, "deny", status=422).text
    act(browser, number, "deny", **{"/reason": "场所不符合条件（示例）"})
    case = case_of(town, number)
    assert (case.state, case.outcome) == (State.CLOSED.value, "denied")
    assert notices_of(town, number)[-1].title == "不予行政许可决定书"


def test_a_special_procedure_stops_and_restarts_the_clock(town: Town, licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    act(browser, number, "accept")
    act(browser, number, "start_special", **{"/reason": "申请听证（示例）", "/approved_by": "赵正（示例）"})
    assert case_of(town, number).base_light == "grey"
    act(browser, number, "end_special")
    assert case_of(town, number).state == State.ACCEPTED.value


def test_extending_moves_the_due_date_once(town: Town, licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    act(browser, number, "accept")
    before = case_of(town, number).promise_due
    why = {"/reason": "情况复杂（示例）", "/approved_by": "赵正（示例）"}
    wrong = act(browser, number, "extend", status=422, **{"/days": "99", **why})
    assert "延长的天数应当是1到10之间的整数" in wrong.text
    act(browser, number, "extend", **{"/days": "3", **why})
    after = case_of(town, number).promise_due
    assert before and after and after > before
    browser.get(f"/tasks/{number}/extend", status=409)


def test_from_grant_to_delivery(town: Town, licence: tuple[TestApp, str]) -> None:
    browser, number = licence
    act(browser, number, "accept")
    act(browser, number, "grant")
    act(browser, number, "give_result", **{"/result_number": "JY23301060000001"})
    page = browser.get(f"/tasks/{number}/deliver")
    assert "准予行政许可决定书" in page.text
    act(browser, number, "deliver", **{"/receiver": "林远（示例）"})
    case = case_of(town, number)
    assert case.state == State.DELIVERED.value
    assert notices_of(town, number)[-1].facts["documents"][0] == case.matter.result_name
    assert "办件已经结束。" in browser.get(f"/tasks/{number}").text


def test_an_output_must_be_what_its_element_demands(town: Town, certificate: tuple[TestApp, str]) -> None:
    browser, number = certificate
    wrong = act(browser, number, "finish_on_the_spot", status=422, **{"/outputs/birth_cert.no": "12345"})
    assert 'href="#f/outputs/birth_cert.no"' in wrong.text
    assert wrong.forms["act"]["/outputs/birth_cert.no"].value == "12345"
    assert case_of(town, number).state == State.RECEIVED.value
    missing = act(browser, number, "finish_on_the_spot", status=422)
    assert "没有填写“出生医学证明编号”" in missing.text


def test_finishing_on_the_spot_writes_all_events_in_one_act(town: Town, certificate: tuple[TestApp, str]) -> None:
    browser, number = certificate
    act(browser, number, "finish_on_the_spot", **{"/outputs/birth_cert.no": "Z330000001"})
    with town.database.reading() as db:
        kinds = db.scalars(select(CaseEvent.kind).join(Case).where(Case.number == number).order_by(CaseEvent.seq)).all()
    assert kinds == ["received", "accepted", "granted", "closed"]
    assert case_of(town, number).outputs == {"birth_cert.no": "Z330000001"}


def finish_birth(town: Town) -> str:
    """A newborn's filing whose certificate has been issued; its number."""
    number = town.take_in()
    town.deliver()
    act(town.browser("health"), f"{number}-01", "finish_on_the_spot", **{"/outputs/birth_cert.no": "Z330000001"})
    town.deliver()
    return number


def test_the_number_given_by_the_police_releases_those_that_wait_and_starts_their_clock(town: Town) -> None:
    number = finish_birth(town)
    police, hr, medical = (town.browser(login) for login in ("police", "hr", "medical"))
    registration = town.cases(number)["household-registration"].number
    card, insurance = (town.cases(number)[code] for code in ("social-security-card", "medical-insurance"))
    assert card.received_on is None
    assert insurance.next_due is None
    act(police, registration, "finish_on_the_spot", **{"/outputs/person.id_no": GOOD_ID, **HUKOU})
    assert card.number not in hr.get("/tasks?group=all").text
    town.deliver()
    assert card.number in hr.get("/tasks").text
    assert insurance.number in medical.get("/tasks").text
    released = case_of(town, card.number)
    assert released.received_on == case_of(town, registration).decided_on
    assert released.next_due is not None
    assert GOOD_ID in hr.get(f"/tasks/{card.number}").text


def test_a_wrong_number_is_refused_with_the_words_of_those_who_would_get_it(town: Town) -> None:
    number = finish_birth(town)
    registration = town.cases(number)["household-registration"].number
    values = {"/outputs/person.id_no": WRONG_ID, **HUKOU}
    refused = act(town.browser("police"), registration, "finish_on_the_spot", status=422, **values)
    assert "身份证号码不正确：应为18位，且校验位相符" in refused.text
    assert case_of(town, registration).state == State.RECEIVED.value
    assert town.cases(number)["social-security-card"].state == State.WAITING_UPSTREAM.value


def test_a_denied_registration_ends_those_that_wait_for_it(town: Town) -> None:
    number = finish_birth(town)
    police = town.browser("police")
    registration = town.cases(number)["household-registration"].number
    act(police, registration, "accept")
    act(police, registration, "deny", **{"/reason": "落户地址不在本所辖区（示例）"})
    cases = town.cases(number)
    for code in ("social-security-card", "medical-insurance"):
        assert (cases[code].state, cases[code].outcome) == (State.TERMINATED.value, "upstream_failed")
    assert cases["vaccination-card"].state == State.RECEIVED.value


def test_an_act_that_fails_half_way_leaves_nothing_behind(town: Town, certificate: tuple[TestApp, str]) -> None:
    browser, number = certificate
    form = browser.get(f"/tasks/{number}/finish_on_the_spot").forms["act"]
    form.submit(status=422)
    with town.database.reading() as db:
        events = db.scalar(select(func.count()).select_from(CaseEvent).join(Case).where(Case.number == number))
        notices = db.scalar(select(func.count()).select_from(Notice).join(Case).where(Case.number == number))
    assert (events, notices) == (1, 0)
    assert case_of(town, number).revision == 1
