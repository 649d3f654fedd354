"""Acts on real databases: events, cached columns, documents and news in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from case_samples import COUNTER, DEFERRED, DETAILS, FRIDAY, ITEM, LATER, LICENCE, a_row, noon
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from yichuang.cases import handle, opening
from yichuang.cases.happenings import CaseFailed, OutputProduced
from yichuang.cases.journal import history, settle_silence, situation_at, situation_of
from yichuang.cases.lifecycle import Action, Kind, NotAllowed, State
from yichuang.cases.records import Case, CaseEvent, Notice
from yichuang.cases.vocabulary import Light, Outcome
from yichuang.errors import Invalid, Refused, StaleRevision
from yichuang.identity.actor import Actor

AtWork = Callable[..., Any]
OUTPUT = {"outputs": {"licence.no": "JY23301060000001"}}


def kinds(db: Any, case: Case) -> list[str]:
    """The kinds of a case's events, in order."""
    return [row.kind for row in history(db, case)]


def test_a_case_goes_all_the_way(database: Any, at_work: AtWork) -> None:
    with database.writing() as db:
        work = at_work(db)
        case = work.open()
        assert (case.number, case.state, case.notice_due) == (
            "330106012609188000001-01",
            "received",
            date(2026, 9, 24),
        )
        handle.take(db, case, work.hand())
        handle.accept(db, case, work.hand(LATER))
        assert (case.accepted_on, case.promise_due, case.handler_login) == (LATER, date(2026, 10, 14), "food")
        handle.grant(db, case, work.hand(LATER))
        handle.give_result(db, case, work.hand(LATER), OUTPUT)
        handle.deliver(db, case, work.hand(LATER), DETAILS[Kind.DELIVERED])
        number = case.number
    with database.reading() as db:
        case = db.scalars(select(Case).where(Case.number == number)).one()
        assert kinds(db, case) == ["received", "taken", "accepted", "granted", "closed", "delivered"]
        assert (case.status, case.outcome, case.revision) == (State.DELIVERED, "granted", 6)
        assert case.outputs == OUTPUT["outputs"]
        assert case.light(noon(date(2027, 1, 1))) is Light.DONE
        assert [event.by_id for event in history(db, case)] == [7] * 6


def test_on_the_spot_is_one_act_but_every_event_is_written(database: Any, at_work: AtWork) -> None:
    with database.writing() as db:
        work = at_work(db)
        case = work.open(COUNTER, row=1, row_label="第2个孩子（示例）")
        done = handle.finish_on_the_spot(db, case, work.hand(), {"outputs": {"person.id_no": "330106202609180013"}})
        assert kinds(db, case) == ["received", "accepted", "granted", "closed"]
        assert done.now.state is State.CLOSED
        assert [notice.kind for notice in done.notices] == ["grant", "closing"]
        produced = OutputProduced(
            case.id, case.filing_id, "household-registration", 1, {"person.id_no": "330106202609180013"}
        )
        assert work.told == [produced] and done.happening == produced


def test_an_incomplete_act_on_the_spot_writes_nothing(database: Any, at_work: AtWork) -> None:
    with database.writing() as db:
        case = at_work(db).open(COUNTER)
        case_id = case.id
    with pytest.raises(Invalid) as refusal, database.writing() as db:
        handle.finish_on_the_spot(db, db.get_one(Case, case_id), at_work(db).hand())
    assert [problem.pointer for problem in refusal.value.problems] == ["/outputs/person.id_no"]
    with database.reading() as db:
        case = db.get_one(Case, case_id)
        assert (kinds(db, case), case.state, db.scalars(select(Notice)).all()) == (["received"], "received", [])


def test_granting_and_then_giving_the_result_tells_both_times_what_there_is(
    sqlite_database: Any, at_work: AtWork
) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open()
        handle.accept(db, case, work.hand())
        handle.grant(db, case, work.hand())
        handle.give_result(db, case, work.hand(), OUTPUT)
        handle.deliver(db, case, work.hand(), DETAILS[Kind.DELIVERED])
        assert [dict(told.outputs) for told in work.told] == [{}, OUTPUT["outputs"]]


@pytest.mark.parametrize(
    ("action", "detail", "outcome"),
    [
        (Action.REFUSE, DETAILS[Kind.REFUSED], Outcome.REFUSED),
        (Action.NOT_NEEDED, DETAILS[Kind.NOT_NEEDED], Outcome.NOT_NEEDED),
        (Action.WITHDRAW, {}, Outcome.WITHDRAWN),
    ],
)
def test_an_end_without_a_grant_is_told_too(
    sqlite_database: Any, at_work: AtWork, action: Action, detail: dict[str, Any], outcome: Outcome
) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open()
        handle.carry_out(db, case, action, work.hand(), detail)
        assert work.told == [CaseFailed(case.id, case.filing_id, "food-licence", None, outcome)]
        assert case.base_light == "done"


def test_a_denial_closes_the_case_and_gives_its_reasons(sqlite_database: Any, at_work: AtWork) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open()
        handle.accept(db, case, work.hand())
        done = handle.deny(db, case, work.hand(), {"reason": "场所不符合条件"})
        assert kinds(db, case)[-2:] == ["denied", "closed"]
        (notice,) = done.notices
        assert (notice.title, notice.facts["reason"]) == ("不予行政许可决定书", "场所不符合条件")
        assert notice.facts["review_organ"] == "示例市人民政府"
        assert isinstance(done.happening, CaseFailed)


def test_a_waiting_case_is_released_with_its_instance(database: Any, at_work: AtWork) -> None:
    with database.writing() as db:
        work = at_work(db)
        case = work.open(waiting=True, depends_on=[{"matter": "household-registration"}])
        assert (case.state, case.instance, case.received_on, case.next_due) == (
            "waiting_upstream",
            None,
            None,
            None,
        )
        with pytest.raises(NotAllowed, match="待前序办结"):
            handle.accept(db, case, work.hand())
        opening.release(db, case, {"id": "示例"}, work.hand(LATER))
        assert (case.state, case.instance, case.received_on) == ("received", {"id": "示例"}, LATER)


def test_a_waiting_case_that_gets_nothing_ends_and_says_so(sqlite_database: Any, at_work: AtWork) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open(waiting=True)
        opening.stop(db, case, "出生登记不予办理", work.hand(LATER))
        assert (case.state, case.outcome) == ("terminated", "upstream_failed")
        assert work.told[0].outcome is Outcome.UPSTREAM_FAILED


def test_a_stale_page_changes_nothing(database: Any, at_work: AtWork) -> None:
    with database.writing() as db:
        work = at_work(db)
        case = work.open()
        seen = case.revision
        handle.take(db, case, work.hand())
        with pytest.raises(StaleRevision, match="您看到的不是最新情况"):
            handle.accept(db, case, work.hand(revision=seen))
        handle.accept(db, case, work.hand(revision=seen + 1))
        assert case.state == "accepted"


def test_only_a_supervisor_voids(sqlite_database: Any, at_work: AtWork) -> None:
    supervisor = Actor(id=8, name="钱进（示例）", login="supervisor", roles=frozenset({"supervisor"}))
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open()
        with pytest.raises(Refused, match="“作废”只能由督查人员办理"):
            handle.carry_out(db, case, Action.VOID, work.hand(), {"reason": "录入错误"})
        handle.carry_out(db, case, Action.VOID, work.hand(actor=supervisor), {"reason": "录入错误"})
        assert case.state == "void"


def test_the_law_comes_first_an_act_after_five_silent_days_meets_an_accepted_case(
    database: Any, at_work: AtWork
) -> None:
    sixth = date(2026, 9, 25)
    with database.writing() as db:
        work = at_work(db)
        case = work.open()
        assert situation_at(db, case, work.desk, sixth).state is State.ACCEPTED
        assert Action.ASK_CORRECTIONS not in handle.actions(db, case, work.desk, sixth)
        with pytest.raises(NotAllowed, match="现在是“受理”"):
            handle.ask_corrections(db, case, work.hand(sixth), {"items": [ITEM]})
    with database.writing() as db:
        work = at_work(db)
        case = db.scalars(select(Case)).one()
        handle.grant(db, case, work.hand(sixth))
        assert kinds(db, case) == ["received", "deemed_accepted", "granted"]
        assert (case.accepted_on, case.flags) == (FRIDAY, ["deemed"])
        deemed = history(db, case)[1]
        assert (deemed.by_name, deemed.by_id, deemed.happened_on) == ("系统", None, sixth)


def test_silence_is_recorded_once(database: Any, at_work: AtWork) -> None:
    sixth = date(2026, 9, 25)
    with database.writing() as db:
        work = at_work(db)
        case = work.open()
        hand = work.hand(sixth, actor=None)
        assert not settle_silence(db, case, work.hand(date(2026, 9, 24), actor=None))
        assert settle_silence(db, case, hand)
        assert not settle_silence(db, case, hand)
        assert kinds(db, case) == ["received", "deemed_accepted"]
        assert case.light(noon(sixth)) is Light.RED


def test_an_answer_given_in_time_but_entered_late_is_in_time(sqlite_database: Any, at_work: AtWork) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open()
        late = replace(work.hand(date(2026, 9, 25)), on=date(2026, 9, 24))
        handle.accept(db, case, late)
        row = history(db, case)[-1]
        assert (case.accepted_on, case.flags) == (date(2026, 9, 24), [])
        assert (row.happened_on, row.recorded_at) == (date(2026, 9, 24), noon(date(2026, 9, 25)))


def test_a_special_procedure_takes_its_length_from_what_was_published(sqlite_database: Any, at_work: AtWork) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open()
        handle.accept(db, case, work.hand())
        given = {"name": "专家评审", "reason": "需要专家意见", "approved_by": "周局长（示例）"}
        done = handle.start_special(db, case, work.hand(LATER), {**given, "stops_clock": False})
        pause = done.now.running_pause
        assert pause is not None and (pause.until, pause.stops_clock) == (date(2026, 9, 29), True)
        assert (case.base_light, case.due_confirmed) == ("grey", False)
        notice = done.notices[0].facts
        assert (notice["ends_on"], notice["counted"], notice["limit"]) == ("2026-09-29", False, "3个工作日")
        handle.end_special(db, case, work.hand(date(2026, 9, 29)))
        assert (case.promise_due, case.due_confirmed) == (date(2026, 10, 13), True)


def test_a_period_that_is_over_cannot_be_extended(sqlite_database: Any, at_work: AtWork) -> None:
    over = date(2026, 10, 23)
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open()
        handle.accept(db, case, work.hand())
        assert Action.EXTEND in handle.actions(db, case, work.desk, date(2026, 10, 22))
        assert Action.EXTEND not in handle.actions(db, case, work.desk, over)
        with pytest.raises(NotAllowed, match="办理期限已于2026年10月22日届满"):
            handle.extend(db, case, work.hand(over), DETAILS[Kind.EXTENDED])
        handle.extend(db, case, work.hand(date(2026, 10, 22)), DETAILS[Kind.EXTENDED])
        assert case.statutory_due == date(2026, 11, 5)


def test_deferred_acceptance_names_what_is_missing(sqlite_database: Any, at_work: AtWork) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open()
        with pytest.raises(Invalid, match="没有写明容缺的材料"):
            handle.accept_deferred(db, case, work.hand(), [], promise_signed=True)
        done = handle.accept_deferred(db, case, work.hand(), DEFERRED["deferred"], promise_signed=True)
        assert [notice.kind for notice in done.notices] == ["acceptance", "deferral"]
        assert done.notices[1].facts["deferred"] == DEFERRED["deferred"]
        assert case.defer_due == date(2026, 10, 20)


@pytest.mark.parametrize("statement", ["UPDATE case_event SET kind = 'void'", "DELETE FROM case_event"])
def test_what_happened_cannot_be_changed(database: Any, at_work: AtWork, statement: str) -> None:
    with database.writing() as db:
        at_work(db).open()
    with pytest.raises(IntegrityError), database.writing() as db:
        db.execute(text(statement))


@pytest.mark.parametrize("statement", ["UPDATE notice SET html = ''", "DELETE FROM notice"])
def test_an_issued_document_cannot_be_changed(database: Any, at_work: AtWork, statement: str) -> None:
    with database.writing() as db:
        work = at_work(db)
        handle.accept(db, work.open(), work.hand())
    with pytest.raises(IntegrityError), database.writing() as db:
        db.execute(text(statement))


def test_every_event_keeps_the_dates_computed_then(sqlite_database: Any, at_work: AtWork) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open()
        handle.accept(db, case, work.hand())
        handle.extend(db, case, work.hand(LATER), DETAILS[Kind.EXTENDED])
        dates = [row.clock["promise_due"] for row in history(db, case)]
        assert dates == [None, "2026-10-09", "2026-10-22"]


def test_events_of_one_case_are_numbered_without_gap_or_double(database: Any, at_work: AtWork) -> None:
    with database.writing() as db:
        work = at_work(db)
        case = work.open()
        handle.accept(db, case, work.hand())
        assert [row.seq for row in history(db, case)] == [1, 2]
        case_id = case.id
    double = {"kind": "granted", "happened_on": FRIDAY, "recorded_at": noon(FRIDAY), "by_name": "甲（示例）"}
    with pytest.raises(IntegrityError), database.writing() as db:
        db.add(CaseEvent(case_id=case_id, seq=2, detail={}, clock={}, **double))


def test_a_case_is_what_its_events_say(sqlite_database: Any, at_work: AtWork) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        case = work.open(LICENCE, filing_id=a_row(db, "filing"))
        handle.accept(db, case, work.hand())
        assert situation_of(db, case).state is case.status
        assert case.matter == LICENCE
        assert isinstance(case.created_at, datetime) and case.created_at.utcoffset() == timedelta(0)
