"""Supervision: red first, figures with fraction and period, a case without its data, voiding only by supervisors."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, true

from journeys import Town
from yichuang.cases.actions import Action
from yichuang.cases.handle import carry_out
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import Light, State
from yichuang.standards.workdays import STANDARD
from yichuang.supervision.measures import Fraction, Period, by_department
from yichuang.supervision.watch import Wanted, watch

NOW = datetime.now(UTC)


def do(town: Town, number: str, action: Action, login: str, at: datetime, **detail: object) -> None:
    """An act of the past, by the code of today."""
    with town.database.writing() as db:
        case = db.scalars(select(Case).where(Case.number == number)).one()
        carry_out(db, case, action, town.hand(db, login, at), detail)


def licence(town: Town, days_ago: int) -> str:
    """A food licence received so many days ago; the number of its case."""
    number = town.take_in("restaurant", at=NOW - timedelta(days=days_ago))
    town.deliver()
    return town.cases(number)["food-licence"].number


def test_home_of_a_supervisor_lists_what_is_late_gravest_first(town: Town) -> None:
    late, fresh = licence(town, 60), licence(town, 0)
    browser = town.browser("supervisor")
    assert browser.get("/").location.endswith("/supervise")
    page = browser.get("/supervise").text
    assert late in page
    assert fresh not in page
    assert "收件后没有按时受理或一次告知" in page


def test_no_name_and_no_data_of_an_applicant_reach_supervision(town: Town) -> None:
    number = licence(town, 60)
    browser = town.browser("supervisor")
    with town.database.reading() as db:
        case = db.scalars(select(Case).where(Case.number == number)).one()
    personal = [value for key, value in case.instance.items() if isinstance(value, str) and "示例" in value]
    assert personal
    for address in ("/supervise", "/supervise?light=red", f"/supervise/cases/{number}"):
        page = browser.get(address).text
        for value in personal:
            assert value not in page, (address, value)


def test_the_list_can_be_narrowed_to_a_department_and_a_light(town: Town) -> None:
    number = licence(town, 60)
    browser = town.browser("supervisor")
    assert number in browser.get("/supervise?department=market-bureau&light=red").text
    assert number not in browser.get("/supervise?department=fire-brigade").text
    assert number not in browser.get("/supervise?department=market-bureau&light=grey").text


def test_the_rate_is_told_with_its_fraction_and_its_period(town: Town) -> None:
    in_time, late = licence(town, 20), licence(town, 40)
    start = NOW - timedelta(days=20)
    do(town, in_time, Action.ACCEPT, "market", start)
    do(town, in_time, Action.GRANT, "market", start + timedelta(hours=1))
    do(town, late, Action.ACCEPT, "market", NOW - timedelta(days=40))
    do(town, late, Action.GRANT, "market", start)
    first = (NOW - timedelta(days=30)).date().isoformat()
    page = town.browser("supervisor").get(f"/supervise?first={first}").text
    assert "1 / 2" in page
    assert "50.0%" in page
    assert f"{first} 至 " in page


def test_decisions_outside_the_period_do_not_count(town: Town) -> None:
    number = licence(town, 40)
    do(town, number, Action.ACCEPT, "market", NOW - timedelta(days=40))
    do(town, number, Action.GRANT, "market", NOW - timedelta(days=39))
    with town.database.reading() as db:
        total, _ = by_department(db, true(), Period(date(2000, 1, 1), date(2000, 12, 31)), NOW)
    assert total.on_time == Fraction(0, 0)
    assert total.on_time.percent == "—"


def test_figures_of_lights_agree_with_the_lists_they_lead_to(town: Town) -> None:
    for days in (60, 30, 9, 6, 0):
        licence(town, days)
    with town.database.reading() as db:
        total, rows = by_department(db, true(), Period(date(2000, 1, 1), date(2100, 1, 1)), NOW)
        for light in (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREY):
            wanted = Wanted(light=light.value)
            assert watch(db, true(), wanted, NOW, STANDARD).total == getattr(total, light.value)
            for row in rows:
                wanted = Wanted(department=row.department, light=light.value)
                assert watch(db, true(), wanted, NOW, STANDARD).total == getattr(row, light.value)


def test_a_case_accepted_by_silence_says_so(town: Town) -> None:
    number = licence(town, 60)
    with town.database.writing() as db:
        case = db.scalars(select(Case).where(Case.number == number)).one()
        detail = {"days": 10, "reason": "情况复杂（示例）", "approved_by": "赵正（示例）"}
        carry_out(db, case, Action.EXTEND, town.hand(db, "market", _after_notice(case)), detail)
    assert "视为受理" in town.browser("supervisor").get(f"/supervise/cases/{number}").text


def _after_notice(case: Case) -> datetime:
    assert case.notice_due
    return datetime(case.notice_due.year, case.notice_due.month, case.notice_due.day, 4, tzinfo=UTC) + timedelta(days=1)


def test_a_supervisor_of_another_region_sees_nothing(town: Town) -> None:
    number = licence(town, 60)
    town.make_person("elsewhere", ["supervisor"], region="330102")
    browser = town.browser("elsewhere")
    assert number not in browser.get("/supervise").text
    browser.get(f"/supervise/cases/{number}", status=404)


def test_a_supervisor_of_the_city_sees_its_districts(town: Town) -> None:
    number = licence(town, 60)
    town.make_person("city", ["supervisor"], region="330100")
    assert number in town.browser("city").get("/supervise").text


@pytest.mark.parametrize("login", ["clerk", "market", "designer", "admin"])
def test_other_roles_do_not_come_in(town: Town, login: str) -> None:
    town.browser(login).get("/supervise", status=403)


def test_voiding_needs_a_reason_and_ends_what_waits(town: Town) -> None:
    number = town.take_in()
    town.deliver()
    browser = town.browser("supervisor")
    form = browser.get(f"/supervise/cases/{number}-01").forms["void"]
    assert "没有填写作废的理由" in form.submit(status=422).text
    form["/reason"] = "重复登记（示例）"
    form.submit(status=303)
    cases = town.cases(number)
    assert cases["birth-certificate"].state == State.VOID.value
    assert cases["household-registration"].state == State.TERMINATED.value


def test_voiding_from_a_stale_page_is_refused(town: Town) -> None:
    number = licence(town, 0)
    browser = town.browser("supervisor")
    form = browser.get(f"/supervise/cases/{number}").forms["void"]
    do(town, number, Action.ACCEPT, "market", NOW)
    form["/reason"] = "重复登记（示例）"
    answer = form.submit(status=409)
    assert "没有登记" in answer.text
    assert answer.forms["void"]["/reason"].value == "重复登记（示例）"


def test_a_decided_case_cannot_be_voided(town: Town) -> None:
    number = licence(town, 0)
    do(town, number, Action.ACCEPT, "market", NOW)
    do(town, number, Action.GRANT, "market", NOW)
    assert "void" not in town.browser("supervisor").get(f"/supervise/cases/{number}").forms
