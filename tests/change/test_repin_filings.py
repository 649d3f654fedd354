"""Filings under way when a bundle has a newer release: the plan, the lead department's decision, and what really moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from republishing import edit_draft, republish, with_field, with_summary
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from journeys import Town
from yichuang.cases.actions import Action
from yichuang.cases.handle import carry_out
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import State
from yichuang.definitions.drafts import draft_library
from yichuang.definitions.releases import release_of
from yichuang.errors import Invalid, NotFound
from yichuang.filing.records import Filing
from yichuang.filing.repin.decide import Order, decide
from yichuang.filing.repin.facts import facts_of_filing
from yichuang.filing.repin.plan import FilingFacts, plan_filing
from yichuang.filing.repin.planning import Planned, plans_for
from yichuang.filing.repin.records import RepinDecision, Repinned
from yichuang.filing.repin.standing import standing_of
from yichuang.filing.repin.tied import tied_to
from yichuang.filing.subjects import Subject, subject_of
from yichuang.identity.records import AuditEntry

LEAD = "lead-health"
WAITING = "household-registration"
FIRST = "birth-certificate"


@pytest.fixture
def led(town: Town) -> Town:
    """The town with somebody in the department that leads the newborn bundle."""
    town.actors[LEAD] = town.make_person(LEAD, ["department"], department="health-bureau", region="330106").actor()
    return town


def plan(town: Town, code: str = "newborn") -> list[Planned]:
    with town.database.reading() as db:
        return plans_for(db, code)[1]


def order(town: Town, choice: Any, login: str = LEAD, **named: Any) -> Any:
    with town.database.writing() as db:
        hand = town.hand(db, login, datetime.now(UTC))
        return decide(db, "newborn", Order(choice, named.pop("reason", "示例理由"), **named), hand)


def grant(town: Town, number: str, matter: str = FIRST, **outputs: Any) -> None:
    """The department accepts and grants a case."""
    with town.database.writing() as db:
        case = db.scalars(select(Case).join(Filing).where(Filing.number == number, Case.matter_code == matter)).one()
        hand = town.hand(db, "health", datetime.now(UTC))
        carry_out(db, case, Action.ACCEPT, hand, {})
        carry_out(db, case, Action.GRANT, hand, {"outputs": outputs})


def test_a_filing_under_the_newest_release_has_no_plan(town: Town) -> None:
    town.take_in()
    assert plan(town) == []


def test_a_change_that_asks_for_nothing_lets_the_filing_stay(town: Town) -> None:
    number = town.take_in()
    republish(town, {"newborn": with_summary})
    found = plan(town)
    assert [(each.number, each.release, each.plan.verdict) for each in found] == [(number, 1, "stays")]


def test_a_new_field_of_a_matter_that_waits_is_needed_and_named(town: Town) -> None:
    town.take_in()
    republish(town, {WAITING: with_field()})
    found = plan(town)[0].plan
    assert (found.verdict, [each.name for each in found.lacking]) == ("needs", ["补充说明（示例）"])


def test_a_new_field_of_a_matter_that_is_being_handled_blocks_with_the_reason(town: Town) -> None:
    town.take_in()
    republish(town, {FIRST: with_field()})
    found = plan(town)[0].plan
    assert found.verdict == "blocked" and "《出生医学证明》首次签发”已在办理" in found.reasons[0]


def test_a_member_that_is_gone_blocks_and_so_does_one_that_came(town: Town) -> None:
    number = town.take_in()

    def without_card(document: dict[str, Any]) -> None:
        document["members"] = [m for m in document["members"] if m["matter"] != "vaccination-card"]

    republish(town, {"newborn": without_card})
    found = plan(town)[0]
    assert found.number == number and found.plan.verdict == "blocked"
    assert "已不在这件事里" in "".join(found.plan.reasons)


def test_what_an_applicant_filled_in_that_is_refused_now_blocks(town: Town) -> None:
    town.take_in()

    def short_names(document: dict[str, Any]) -> None:
        document["form"]["schema"]["properties"]["csdd"]["maxLength"] = 2

    republish(town, {WAITING: short_names})
    found = plan(town)[0].plan
    assert found.verdict == "blocked" and "不符合新版本" in "".join(found.reasons)


def test_only_the_lead_department_decides_and_only_with_a_reason(led: Town) -> None:
    number = led.take_in()
    republish(led, {"newborn": with_summary})
    with pytest.raises(NotFound):
        order(led, "move", login="health", filings=frozenset({number}))
    with pytest.raises(Invalid, match="理由"):
        order(led, "move", filings=frozenset({number}), reason="")
    with pytest.raises(Invalid, match="刷新"):
        order(led, "move", filings=frozenset({"330106000000000000000"}))
    with led.database.reading() as db:
        assert db.scalars(select(RepinDecision)).all() == []


def test_keep_is_recorded_and_nothing_moves(led: Town) -> None:
    number = led.take_in()
    republish(led, {"newborn": with_summary})
    assert order(led, "keep", classes=frozenset({"stays"})).decided == 1
    with led.database.reading() as db:
        decision = db.scalars(select(RepinDecision)).one()
        assert (decision.choice, decision.reason, decision.decided_name) == ("keep", "示例理由", led.actors[LEAD].name)
        assert db.scalars(select(Repinned)).all() == []
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "repin.decide")).one()
        assert entry.subject == f"filing:{number}"
    assert plan(led)[0].decided == "照旧版办"


def test_a_filing_that_needs_nothing_goes_at_once_and_its_own_row_never_changes(led: Town) -> None:
    number = led.take_in()
    republish(led, {"newborn": with_summary, WAITING: with_field(required=False)})
    before = led.cases(number)
    done = order(led, "move", filings=frozenset({number}))
    assert (done.decided, done.moved, done.waiting) == (1, 1, 0)
    after = led.cases(number)
    with led.database.reading() as db:
        filing = db.scalars(select(Filing)).one()
        assert filing.release_id == release_of(db, "newborn", 1).id
        assert standing_of(db, filing).release_id == release_of(db, "newborn", 2).id
        assert after[WAITING].matter_release_id == release_of(db, WAITING, 2).id
        assert after[FIRST].matter_release_id == before[FIRST].matter_release_id == release_of(db, FIRST, 1).id
        assert [each.release for each in tied_to(db, "newborn").filings] == [2]
    assert plan(led) == []


def test_a_move_holds_on_both_databases(each_town: Town) -> None:
    each_town.actors[LEAD] = each_town.make_person(
        LEAD, ["department"], department="health-bureau", region="330106").actor()
    number = each_town.take_in()
    republish(each_town, {"newborn": with_summary})
    assert order(each_town, "move", classes=frozenset({"stays"})).moved == 1
    assert plan(each_town) == [] and each_town.cases(number)[WAITING].state == State.WAITING_UPSTREAM
    with pytest.raises(DBAPIError), each_town.database.writing() as db:
        db.execute(update(Repinned).values(by_name="改了"))


def test_another_receiver_of_a_case_that_waits_is_told_and_the_first_one_no_more(led: Town) -> None:
    number = led.take_in()

    def elsewhere(document: dict[str, Any]) -> None:
        table = next(m for m in document["members"] if m["matter"] == WAITING)["receiver"]["by"]["table"]
        table.update(dict.fromkeys(table, "police-station-3"))

    republish(led, {"newborn": elsewhere})
    assert led.cases(number)[WAITING].department == "police-station-1"
    assert order(led, "move", filings=frozenset({number})).moved == 1
    assert led.cases(number)[WAITING].department == "police-station-3"
    grant(led, number, **{"birth_cert.no": "Z330000001"})
    led.deliver()
    assert led.cases(number)[WAITING].state == State.RECEIVED
    assert number not in led.browser("police").get("/tasks?group=all").text


def test_a_result_that_is_not_produced_any_more_blocks(led: Town) -> None:
    number = led.take_in()
    grant(led, number, **{"birth_cert.no": "Z330000001"})

    def longer_numbers(document: dict[str, Any]) -> None:
        document["value"] = {"type": "string", "pattern": "^[A-Z]{2}[0-9]{9}$"}

    with led.database.writing() as db:
        edit_draft(db, "birth_cert.no", longer_numbers)
    old, new = subjects(led)
    found = plan_filing(old, new, facts(led, number))
    assert found.verdict == "blocked" and "已经产生的结果不符合新版本" in "".join(found.reasons)


def subjects(town: Town) -> tuple[Subject, Subject]:
    """The newborn bundle as it was released, and with the drafts of today in place of what it uses."""
    with town.database.reading() as db:
        old = subject_of(db, release_of(db, "newborn"))
        library = draft_library(db)
        return old, replace(old, uses={code: library.get(code) or used for code, used in old.uses.items()})


def facts(town: Town, number: str) -> FilingFacts:
    with town.database.reading() as db:
        return facts_of_filing(db, db.scalars(select(Filing).where(Filing.number == number)).one())


def test_a_decision_that_has_been_made_keeps_what_it_was_made_on(led: Town) -> None:
    number = led.take_in()
    grant(led, number, **{"birth_cert.no": "Z330000001"})
    republish(led, {FIRST: with_field()})
    assert "已经作出决定" in "".join(plan(led)[0].plan.reasons)


def test_a_decision_and_a_move_can_never_be_changed_afterwards(led: Town) -> None:
    number = led.take_in()
    republish(led, {"newborn": with_summary})
    order(led, "move", filings=frozenset({number}))
    for change in (update(RepinDecision).values(reason="改了"), update(Repinned).values(by_name="改了")):
        with pytest.raises(DBAPIError), led.database.writing() as db:
            db.execute(change)


def test_one_that_cannot_go_stops_the_whole_decision(led: Town) -> None:
    number = led.take_in()
    republish(led, {FIRST: with_field()})
    with pytest.raises(Invalid, match=number):
        order(led, "move", filings=frozenset({number}))
    with led.database.reading() as db:
        assert db.scalars(select(RepinDecision)).all() == []


def test_what_is_lacking_is_given_at_the_window_and_the_waiting_case_gets_it(led: Town) -> None:
    number = led.take_in()
    republish(led, {WAITING: with_field()})
    page = led.browser(LEAD).get("/tasks/changes/newborn")
    assert "还差 1 项" in page.text and "补充说明（示例）" in page.text and "林" not in page.html.select_one("main").text
    form = page.forms["decide"]
    form["reason"] = "新增的说明是落户要用的（示例）"
    form.get("filing", index=0).checked = True
    assert "1 件等补齐后改用" in form.submit("choice", value="move", status=303).follow().text
    clerk = led.browser("clerk")
    asked = clerk.get(f"/window/filings/{number}").click("请申请人补充")
    assert "还差" not in asked.text
    form = asked.forms["supplement"]
    refused = form.submit(status=422)
    form = refused.forms["supplement"]
    form[next(name for name in form.fields if name and "bcsm" in name)] = "随母亲落户（示例）"
    assert "已补齐" in form.submit(status=303).follow().text
    grant(led, number, **{"birth_cert.no": "Z330000001"})
    case = led.cases(number)[WAITING]
    assert case.state == State.RECEIVED and case.instance["bcsm"] == "随母亲落户（示例）"
    with led.database.reading() as db:
        assert "bcsm" not in str(db.scalars(select(Filing)).one().data)


def test_a_filing_that_stays_goes_on_under_its_own_release_to_the_end(led: Town) -> None:
    number = led.take_in()
    republish(led, {WAITING: with_field()})
    grant(led, number, **{"birth_cert.no": "Z330000001"})
    case = led.cases(number)[WAITING]
    assert case.state == State.RECEIVED and "bcsm" not in case.instance
    assert plan(led)[0].plan.verdict == "blocked", "what a department has received is not changed under its hands"


def test_departments_that_do_not_lead_see_no_plan(led: Town) -> None:
    led.take_in()
    republish(led, {"newborn": with_summary})
    led.browser("market").get("/tasks/changes/newborn", status=404)
    assert "没有要决定的" in led.browser("market").get("/tasks/changes").text
    assert "新生儿出生" in led.browser(LEAD).get("/tasks/changes").text
