"""The cached columns are what the stored events give, whatever was done, on both databases."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from case_samples import COUNTER, DEFERRED, DETAILS, ESTATE, FRIDAY, ITEM, LICENCE
from sqlalchemy import inspect, select

from yichuang.cases import handle
from yichuang.cases.clock import clock
from yichuang.cases.journal import history, refresh, reschedule, situation_of
from yichuang.cases.lifecycle import Action, Kind
from yichuang.cases.records import Case
from yichuang.cases.sweeps import accept_silent, reschedule_open
from yichuang.errors import YichuangError
from yichuang.identity.actor import Actor
from yichuang.standards.workdays import STANDARD, Day

AtWork = Callable[..., Any]
BOSS = Actor(id=9, name="孙组长（示例）", login="boss", roles=frozenset({"supervisor"}))


def columns(case: Case) -> dict[str, Any]:
    """All columns of a case as stored."""
    return {column.key: getattr(case, column.key) for column in inspect(Case).columns}


def some_detail(action: Action, facts: Any, on: date) -> dict[str, Any]:
    """A plausible detail for an action of a matter."""
    detail = dict(DETAILS.get(action.main, {}))
    if action is Action.ACCEPT_DEFERRED:
        detail = {**DEFERRED, "deferred": [{"material": "lease", "due": (on + timedelta(days=9)).isoformat()}]}
    if action is Action.ASK_CORRECTIONS:
        detail = {"items": [ITEM], "deadline": (on + timedelta(days=3)).isoformat()}
    if action is Action.START_SPECIAL:
        del detail["until"]
    if action in (Action.GIVE_RESULT, Action.FINISH_ON_THE_SPOT):
        detail = {"outputs": dict.fromkeys(facts.outputs, "示例")}
    return detail


def wander(db: Any, work: Any, seed: int) -> Case:
    """A case that some people did all sorts of things with over some weeks."""
    chance = random.Random(seed)
    facts = chance.choice([LICENCE, COUNTER, ESTATE])
    on = FRIDAY + timedelta(days=chance.randrange(40))
    case = work.open(facts, on=on)
    for _ in range(chance.randrange(1, 12)):
        on += timedelta(days=chance.choice([0, 0, 1, 2, 7]))
        possible = handle.actions(db, case, work.desk, on)
        if not possible:
            break
        action = chance.choice(possible)
        try:
            with db.begin_nested():
                handle.carry_out(db, case, action, work.hand(on, BOSS), some_detail(action, facts, on))
        except YichuangError as refusal:
            assert refusal.status == 422, (action, str(refusal))
            db.refresh(case)
    return case


def test_cached_columns_equal_fold_and_clock_of_the_stored_events(database: Any, at_work: AtWork) -> None:
    with database.writing() as db:
        work = at_work(db)
        for seed in range(40):
            wander(db, work, seed)
    with database.reading() as db:
        desk = at_work(db).desk
        cases = db.scalars(select(Case)).all()
        assert len({case.state for case in cases}) > 6, "the walks should reach most states"
        for case in cases:
            stored = columns(case)
            now = situation_of(db, case)
            refresh(case, now, desk)
            assert columns(case) == stored
            dial = clock(now, case.matter.clock)
            assert (case.yellow_at, case.orange_at, case.red_at) == (dial.yellow_at, dial.orange_at, dial.red_at)
        db.expunge_all()


def test_a_new_calendar_moves_open_cases_and_says_what_moved(database: Any, at_work: AtWork) -> None:
    day = date(2026, 12, 28)
    with database.writing() as db:
        work = at_work(db)
        case, ended = work.open(on=day), work.open(on=day)
        handle.accept(db, case, work.hand(day))
        handle.carry_out(db, ended, Action.WITHDRAW, work.hand(day))
        assert (case.promise_due, case.due_confirmed) == (date(2027, 1, 12), False)
        notice = [Day(date(2027, 1, 1), False, "法定节假日", "元旦"), Day(date(2027, 1, 4), False, "调休休息", "元旦")]
        known = at_work(db, calendar=STANDARD.with_rows(notice, [2027]))
        assert reschedule_open(db, known.desk, work.hand(day).at) == [case.number]
        assert (case.promise_due, case.due_confirmed) == (date(2027, 1, 13), True)
        assert not reschedule(db, case, known.hand(day))
        event = history(db, case)[-1]
        assert (event.kind, event.by_name) == ("rescheduled", "系统")
        assert event.detail["moved"]["promise_due"] == ["2027-01-12", "2027-01-13"]


def test_the_sweep_accepts_what_nobody_answered_and_only_once(database: Any, at_work: AtWork) -> None:
    sixth = date(2026, 9, 25)
    with database.writing() as db:
        work = at_work(db)
        silent, answered, other = work.open(), work.open(), work.open(COUNTER)
        handle.ask_corrections(db, answered, work.hand(), DETAILS[Kind.CORRECTIONS_ASKED])
        desk, at = work.desk, work.hand(sixth).at
        numbers = (silent.number, other.number)
    assert accept_silent(database.sessions, lambda _db: desk, at - timedelta(days=1)) == []
    assert accept_silent(database.sessions, lambda _db: desk, at) == [numbers[0]]
    assert accept_silent(database.sessions, lambda _db: desk, at) == []
    with database.reading() as db:
        states = {case.number: case.state for case in db.scalars(select(Case))}
    assert (states[numbers[0]], states[numbers[1]]) == ("accepted", "received")


@pytest.mark.parametrize("seed", range(3))
def test_a_walk_can_be_repeated(sqlite_database: Any, at_work: AtWork, seed: int) -> None:
    with sqlite_database.writing() as db:
        work = at_work(db)
        first, second = wander(db, work, seed), wander(db, work, seed)
        same = ("state", "outcome", "promise_due", "red_at", "revision")
        assert [getattr(first, name) for name in same] == [getattr(second, name) for name in same]
