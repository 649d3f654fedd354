"""The list of a department: its own cases once their parcel has arrived, filters in the address, names masked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from journeys import Town
from yichuang.cases.actions import Action
from yichuang.cases.handle import carry_out
from yichuang.cases.records import Case
from yichuang.departments.inbox import Filters, Viewer, counts, find, listed
from yichuang.departments.lights import RANK, rank
from yichuang.dispatch.records import Parcel
from yichuang.identity.records import AuditEntry


def test_a_case_is_listed_only_after_its_parcel_was_received(town: Town) -> None:
    number = town.take_in()
    health = town.browser("health")
    assert f"{number}-01" not in health.get("/tasks").text
    town.deliver()
    assert f"{number}-01" in health.get("/tasks").text


def test_names_on_the_list_are_masked(town: Town) -> None:
    town.take_in()
    town.deliver()
    page = town.browser("health").get("/tasks")
    assert "林*" in page.text
    assert "林远" not in page.text
    assert "林小满" not in page.text
    assert "13812340000" not in page.text


def test_home_of_a_department_is_its_list_of_tasks(town: Town) -> None:
    assert town.browser("health").get("/").location.endswith("/tasks")


def test_another_departments_case_is_absent_from_lists_and_not_found(town: Town) -> None:
    number = town.take_in()
    town.deliver()
    health = f"{number}-01"
    market = town.browser("market")
    for address in ("/tasks", "/tasks?group=all", f"/tasks?group=all&q={number}"):
        assert f"{number}-" not in market.get(address).text
    refused = market.get(f"/tasks/{health}", status=404)
    unknown = market.get("/tasks/330106019901018000001-01", status=404)
    assert refused.text.replace(health, "") == unknown.text.replace("330106019901018000001-01", "")


def test_looking_for_another_departments_case_is_written_down_as_a_refusal(town: Town) -> None:
    number = town.take_in()
    town.deliver()
    town.browser("market").get(f"/tasks/{number}-01", status=404)
    with town.database.reading() as db:
        entry = db.scalars(select(AuditEntry).where(AuditEntry.subject == f"case:{number}-01")).one()
    assert (entry.action, entry.actor_id) == ("refused", town.actors["market"].id)


@pytest.mark.parametrize("path", ["", "/accept", "/notices/1", "/files/1"])
def test_nothing_below_another_departments_case_is_found(town: Town, path: str) -> None:
    number = town.take_in()
    town.deliver()
    town.browser("market").get(f"/tasks/{number}-01{path}", status=404)


def test_people_of_other_roles_do_not_come_in(town: Town) -> None:
    for login in ("clerk", "designer", "supervisor", "admin"):
        town.browser(login).get("/tasks", status=403)


def test_somebody_without_a_department_sees_nothing(town: Town) -> None:
    town.take_in()
    town.deliver()
    town.make_person("stray", ["department"])
    assert "没有待办" in town.browser("stray").get("/tasks").text


def test_a_case_that_waits_is_foretold_but_cannot_be_opened(town: Town) -> None:
    number = town.take_in()
    town.deliver()
    waiting = town.cases(number)["social-security-card"].number
    hr = town.browser("hr")
    assert waiting not in hr.get("/tasks?group=all").text
    foretold = hr.get("/tasks?group=waiting")
    assert waiting in foretold.text
    assert f"/tasks/{waiting}" not in foretold.text
    hr.get(f"/tasks/{waiting}", status=404)


def test_a_number_that_is_looked_for_stands_in_the_address_and_a_name_never_does(town: Town) -> None:
    number = town.take_in()
    town.deliver()
    browser = town.browser("health")
    form = browser.get("/tasks").forms[1]
    form["q"] = f"{number[:12]} {number[12:]}"
    by_number = form.submit(status=303)
    assert f"q={number}" in by_number.location
    assert f"{number}-01" in by_number.follow().text
    form["q"] = "林"
    by_name = form.submit(status=200)
    assert f"{number}-01" in by_name.text
    form["q"] = "王"
    assert f"{number}-01" not in form.submit(status=200).text
    assert by_name.request.path_qs == "/tasks/find"


def test_filters_stay_in_the_address_and_nonsense_in_it_is_ignored(town: Town) -> None:
    number = town.take_in()
    town.deliver()
    browser = town.browser("health")
    kept = browser.get("/tasks?group=new&matter=birth-certificate&light=green")
    assert "matter=birth-certificate" in kept.text
    assert f"{number}-01" in browser.get("/tasks?group=nonsense&light=purple&page=x&who=' or 1").text
    assert f"{number}-01" not in browser.get("/tasks?matter=parenting-guidance").text


def test_the_list_and_its_figures_agree_on_what_is_late_and_what_is_due_today(town: Town) -> None:
    now = datetime.now(UTC)
    for days in (40, 30, 3, 0):
        town.take_in("restaurant", at=now - timedelta(days=days))
    town.deliver()
    with town.database.reading() as db:
        viewer = Viewer("market-bureau", "market", now)
        figures = counts(db, viewer)
        assert figures["todo"] == figures["new"] == 4
        for name, filters in {"late": Filters(light="late"), "today": Filters(due="today"), "todo": Filters()}.items():
            assert listed(db, viewer, filters).total == figures[name]
        assert figures["late"] >= 2


def test_the_list_puts_the_gravest_light_first_and_then_the_nearest_day(town: Town) -> None:
    now = datetime.now(UTC)
    for days in (0, 40, 4, 30):
        town.take_in("restaurant", at=now - timedelta(days=days))
    town.deliver()
    with town.database.reading() as db:
        rows = listed(db, Viewer("market-bureau", "market", now), Filters()).rows
        order = [(RANK[row.case.light(now)], row.case.next_due) for row in rows]
    assert order == sorted(order)


def test_the_light_as_a_column_is_the_light_of_the_case(town: Town) -> None:
    now = datetime.now(UTC)
    for days in (60, 8, 6, 2):
        town.take_in("restaurant", at=now - timedelta(days=days))
    town.deliver()
    with town.database.reading() as db:
        for hours in range(-24 * 60, 24 * 40, 31):
            at = now + timedelta(hours=hours)
            rows = db.execute(select(Case, rank(at))).all()
            assert [RANK[case.light(at)] for case, _ in rows] == [gravity for _, gravity in rows]


def test_a_case_in_transit_again_stays_in_the_inbox_while_a_new_one_is_not_there_yet(town: Town) -> None:
    number = town.take_in()
    town.deliver()
    case = town.cases(number)["birth-certificate"]
    with town.database.writing() as db:
        parcel = db.scalars(select(Parcel).where(Parcel.reference == case.number)).one()
        parcel.state = "pending"
    with town.database.reading() as db:
        assert find(db, case.department, case.number) is not None


def test_done_cases_leave_the_list_of_the_day(town: Town) -> None:
    number = town.take_in()
    town.deliver()
    now = datetime.now(UTC)
    with town.database.writing() as db:
        case = db.scalars(select(Case).where(Case.number == f"{number}-01")).one()
        detail = {"ground": "not_competent", "reason": "不在本院出生（示例）", "organ": "出生医院（示例）"}
        carry_out(db, case, Action.REFUSE, town.hand(db, "health", now), detail)
    browser = town.browser("health")
    assert f"{number}-01" not in browser.get("/tasks").text
    assert f"{number}-01" in browser.get("/tasks?group=done").text
