"""The dates of domain reference 4.3, the turns of 4.6, and that unknown calendars say so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from case_samples import COUNTER, DEFERRED, ESTATE, FRIDAY, LICENCE, at, event

from yichuang.cases.clock import Clock, Deadline, Thresholds, clock
from yichuang.cases.facts import ClockFacts
from yichuang.cases.lifecycle import Event, Kind, State, fold
from yichuang.cases.vocabulary import Light
from yichuang.definitions.common import Limit
from yichuang.standards.workdays import STANDARD, Day

TEN = ClockFacts(profile="licence-32", promised=Limit(days=10), statutory=Limit(days=20))
MINUTE = timedelta(minutes=1)


def of(*events: Event, facts: ClockFacts = TEN, **options: Any) -> Clock:
    """The clock after events."""
    return clock(fold(events), facts, **options)


def accepted(on: date, days: int, *more: Event, unit: Any = "workday") -> Clock:
    """The clock of a case accepted on a day under a promise."""
    facts = ClockFacts(profile="licence-32", promised=Limit(days=days, unit=unit), statutory=Limit(days=90))
    return of(event(Kind.RECEIVED, on), event(Kind.ACCEPTED, on), *more, facts=facts)


def special(start: date, until: date) -> Event:
    """A special procedure that stops the clock."""
    return event(Kind.SPECIAL_STARTED, start, name="专家评审", until=until.isoformat(), stops_clock=True)


def on(dial: Deadline | None) -> date | None:
    """The day of a deadline."""
    return dial.on if dial else None


def local(year: int, month: int, day: int) -> datetime:
    """The beginning of a day in China, in UTC."""
    return datetime(year, month, day, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 9, 18), 10, date(2026, 10, 9)),
        (date(2026, 9, 30), 5, date(2026, 10, 13)),
        (date(2026, 2, 13), 5, date(2026, 2, 27)),
    ],
)
def test_a_promise_in_working_days_ends_as_the_calendar_says(start: date, days: int, due: date) -> None:
    assert accepted(start, days).promise_due == Deadline(due, confirmed=True)


def test_received_on_a_saturday_the_five_days_end_on_friday() -> None:
    dial = of(event(Kind.RECEIVED, date(2026, 11, 21)))
    assert dial.notice_due == Deadline(date(2026, 11, 27))
    assert dial.next_due == dial.notice_due


def test_special_procedure_and_extension_give_different_days() -> None:
    before = (event(Kind.RECEIVED), event(Kind.ACCEPTED))
    paused = of(*before, special(date(2026, 9, 23), date(2026, 9, 29)), event(Kind.SPECIAL_ENDED, date(2026, 9, 29)))
    extended = of(*before, event(Kind.EXTENDED, date(2026, 9, 23)))
    assert on(paused.promise_due) == date(2026, 10, 13)
    assert on(extended.promise_due) == date(2026, 10, 22)
    assert on(extended.statutory_due) == date(2026, 11, 5)


def test_a_special_procedure_that_ends_early_is_counted_as_it_really_was() -> None:
    dial = accepted(
        FRIDAY, 10, special(date(2026, 9, 23), date(2026, 9, 29)), event(Kind.SPECIAL_ENDED, date(2026, 9, 24))
    )
    assert on(dial.promise_due) == date(2026, 10, 10)


def test_a_special_procedure_without_legal_basis_does_not_stop_the_clock() -> None:
    started = event(Kind.SPECIAL_STARTED, date(2026, 9, 23), name="现场核查", until="2026-09-29", stops_clock=False)
    dial = accepted(FRIDAY, 10, started)
    assert dial.promise_due == Deadline(date(2026, 10, 9))
    assert dial.base is Light.GREEN and dial.orange_at == local(2026, 10, 10)


def test_while_the_clock_stands_still_dates_are_estimates_and_the_light_is_grey() -> None:
    dial = accepted(FRIDAY, 10, special(date(2026, 9, 23), date(2026, 9, 29)))
    assert dial.promise_due == Deadline(date(2026, 10, 13), confirmed=False)
    assert dial.light(local(2026, 9, 25)) is Light.GREY
    assert dial.light(local(2026, 9, 30)) is Light.YELLOW, "the time told to the applicant is over"


def test_what_was_exceeded_before_a_special_procedure_stays_exceeded() -> None:
    dial = accepted(FRIDAY, 10, special(date(2026, 10, 12), date(2026, 10, 14)))
    assert dial.light(local(2026, 10, 13)) is Light.ORANGE


def test_the_light_turns_at_midnight_in_china() -> None:
    dial = of(event(Kind.RECEIVED), event(Kind.ACCEPTED))
    # Ten days: with a quarter, two whole days, left it warns; the ninth is 10-08.
    turns = {
        local(2026, 10, 8): (Light.GREEN, Light.YELLOW),
        local(2026, 10, 10): (Light.YELLOW, Light.ORANGE),
        local(2026, 10, 23): (Light.ORANGE, Light.RED),
    }
    for instant, (before, after) in turns.items():
        assert (dial.light(instant - MINUTE), dial.light(instant)) == (before, after)


@pytest.mark.parametrize(("days", "left"), [(1, 1), (5, 1), (7, 1), (8, 2), (10, 2), (20, 5), (30, 7)])
def test_it_warns_when_a_quarter_or_one_day_is_left(days: int, left: int) -> None:
    dial = accepted(date(2026, 10, 12), days)
    warned = dial.yellow_at
    assert warned is not None and dial.promise_due is not None
    first = (warned + timedelta(hours=8)).date()
    span = (dial.promise_due.on - first).days + 1
    counted = [first + timedelta(days=step) for step in range(span)]
    assert sum(STANDARD.is_workday(day) for day in counted) == left


def test_thresholds_are_settings() -> None:
    situation = fold([event(Kind.RECEIVED), event(Kind.ACCEPTED)])
    half = clock(situation, TEN, STANDARD, Thresholds(fraction=0.5))
    assert half.yellow_at == local(2026, 9, 28)
    never = clock(situation, TEN, STANDARD, Thresholds(fraction=0, workdays=0))
    assert never.yellow_at is None


def test_a_licence_nobody_looked_at_turns_red_after_five_days() -> None:
    dial = of(event(Kind.RECEIVED))
    assert dial.light(local(2026, 9, 25) - MINUTE) is Light.YELLOW
    assert dial.light(local(2026, 9, 25)) is Light.RED


def test_where_no_law_sets_a_notice_period_lateness_is_orange_only() -> None:
    facts = ClockFacts(promised=Limit(days=10))
    dial = of(event(Kind.RECEIVED), facts=facts)
    assert (dial.orange_at, dial.red_at) == (local(2026, 9, 25), None)
    assert dial.light(local(2027, 9, 25)) is Light.ORANGE


def test_a_matter_on_the_spot_is_due_on_its_day_and_has_no_warning() -> None:
    received = of(event(Kind.RECEIVED), facts=COUNTER.clock)
    assert received.next_due == Deadline(FRIDAY)
    assert (received.yellow_at, received.orange_at) == (None, local(2026, 9, 19))
    taken = of(event(Kind.RECEIVED), event(Kind.ACCEPTED), facts=COUNTER.clock)
    assert taken.promise_due == Deadline(FRIDAY)
    assert taken.light(local(2026, 9, 19) - MINUTE) is Light.GREEN
    assert taken.light(local(2026, 9, 19)) is Light.ORANGE


def test_real_estate_that_comes_on_a_free_day_is_looked_at_on_the_next_working_day() -> None:
    assert on(of(event(Kind.RECEIVED), facts=ESTATE.clock).notice_due) == FRIDAY
    holiday = of(event(Kind.RECEIVED, date(2026, 10, 3)), facts=ESTATE.clock)
    assert on(holiday.notice_due) == date(2026, 10, 8)


def test_corrections_stop_nothing_because_nothing_runs_yet() -> None:
    dial = clock(at(State.CORRECTION), TEN)
    assert (dial.promise_due, dial.next_due, dial.base) == (None, None, Light.GREY)
    assert dial.light(local(2030, 1, 1)) is Light.GREY


def test_a_waiting_case_has_no_clock_until_it_is_released() -> None:
    assert clock(at(State.WAITING_UPSTREAM), TEN) == Clock(base=Light.GREY)
    released = of(event(Kind.WAITING), event(Kind.RELEASED, date(2026, 9, 30)))
    assert released.notice_due == Deadline(date(2026, 10, 13))


def test_after_corrections_the_five_days_begin_again() -> None:
    dial = of(
        event(Kind.RECEIVED),
        event(Kind.CORRECTIONS_ASKED),
        event(Kind.CORRECTED, date(2026, 9, 30)),
    )
    assert dial.notice_due == Deadline(date(2026, 10, 13))


def test_after_the_grant_ten_days_run_for_delivery_of_a_licence() -> None:
    granted = clock(at(State.GRANTED), TEN)
    assert granted.deliver_due == granted.next_due == Deadline(date(2026, 10, 9))
    closed = clock(at(State.CLOSED), TEN)
    assert closed.light(local(2026, 10, 10)) is Light.RED
    assert clock(at(State.DELIVERED), TEN).light(local(2026, 10, 10)) is Light.DONE
    assert on(closed.promise_due) == date(2026, 10, 9), "kept, to tell whether the decision was in time"


@pytest.mark.parametrize("state", ["refused", "not_needed", "withdrawn", "terminated", "void", "delivered"])
def test_an_ended_case_has_no_turns(state: str) -> None:
    dial = clock(at(State(state)), TEN)
    assert (dial.base, dial.yellow_at, dial.orange_at, dial.red_at) == (Light.DONE, None, None, None)


def test_other_matters_are_done_when_closed() -> None:
    assert clock(at(State.CLOSED), ClockFacts(promised=Limit(days=5))).base is Light.DONE


def test_a_denied_licence_needs_no_delivery_period() -> None:
    dial = of(event(Kind.RECEIVED), event(Kind.ACCEPTED), event(Kind.DENIED), event(Kind.CLOSED, x=1))
    assert (dial.deliver_due, dial.base) == (None, Light.DONE)


def test_no_statutory_limit_means_never_red() -> None:
    dial = of(event(Kind.RECEIVED), event(Kind.ACCEPTED), facts=ClockFacts(promised=Limit(days=1)))
    assert dial.statutory_due is None
    assert dial.light(local(2030, 1, 1)) is Light.ORANGE


def test_a_deferred_material_that_does_not_come_is_a_warning() -> None:
    late = {**DEFERRED, "deferred": [{"material": "lease", "due": "2026-09-22"}]}
    dial = of(event(Kind.RECEIVED), event(Kind.ACCEPTED, **late))
    assert dial.defer_due == Deadline(date(2026, 9, 22))
    assert dial.yellow_at == local(2026, 9, 23)


def test_an_unpublished_year_gives_an_estimate_that_says_so() -> None:
    dial = accepted(date(2026, 12, 20), 20)
    assert dial.promise_due is not None and dial.promise_due.on.year == 2027
    assert not dial.promise_due.confirmed
    assert not of(event(Kind.RECEIVED, date(2026, 12, 30))).notice_due.confirmed  # type: ignore[union-attr]


def test_a_published_calendar_moves_the_day_and_confirms_it() -> None:
    situation = fold([event(Kind.RECEIVED, date(2026, 12, 20)), event(Kind.ACCEPTED, date(2026, 12, 20))])
    notice = [
        Day(date(2027, 1, 1), False, "法定节假日", "元旦"),
        Day(date(2027, 1, 4), False, "调休休息", "元旦"),
    ]
    before = clock(situation, LICENCE.clock).promise_due
    after = clock(situation, LICENCE.clock, STANDARD.with_rows(notice, [2027])).promise_due
    assert before == Deadline(date(2027, 1, 4), confirmed=False)
    assert after == Deadline(date(2027, 1, 5), confirmed=True)
