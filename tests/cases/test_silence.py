"""What silence means under each clock profile."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from case_samples import COUNTER, ESTATE, FRIDAY, LICENCE, at, event, noon

from yichuang.cases.clock import clock
from yichuang.cases.facts import MatterFacts
from yichuang.cases.lifecycle import Event, Flag, Kind, Situation, State, apply, fold
from yichuang.cases.silence import deemed_acceptance, silent_since
from yichuang.cases.vocabulary import Light


def silent(now: Situation, facts: MatterFacts, today: date) -> date | None:
    """Since when silence has made it accepted."""
    return silent_since(now, facts.clock.profile, clock(now, facts.clock).notice_due, today)


def test_a_licence_is_accepted_by_silence_on_the_first_day_after_the_fifth() -> None:
    now = at(State.RECEIVED)
    assert silent(now, LICENCE, date(2026, 9, 24)) is None
    since = silent(now, LICENCE, date(2026, 9, 25))
    assert since == date(2026, 9, 25)
    then = apply(now, deemed_acceptance(since, noon(since)), LICENCE)
    assert (then.state, then.accepted_on, then.flags) == (State.ACCEPTED, FRIDAY, {Flag.DEEMED})
    dial = clock(then, LICENCE.clock)
    assert dial.promise_due is not None and dial.promise_due.on == date(2026, 10, 9)
    assert dial.light(noon(since)) is Light.RED


def test_an_acceptance_by_silence_stays_red_until_the_decision() -> None:
    deemed = [event(Kind.RECEIVED), deemed_acceptance(date(2026, 9, 25), noon(date(2026, 9, 25)))]
    paused = event(Kind.SPECIAL_STARTED, date(2026, 9, 28))
    assert clock(fold([*deemed, paused]), LICENCE.clock).light(noon(date(2026, 9, 28))) is Light.RED
    granted = event(Kind.GRANTED, date(2026, 9, 28), opinion="")
    assert clock(fold([*deemed, granted]), LICENCE.clock).light(noon(date(2026, 9, 28))) is Light.GREEN


def test_the_sweep_may_be_late_without_changing_the_law() -> None:
    since = silent(at(State.RECEIVED), LICENCE, date(2026, 10, 30))
    assert since == date(2026, 9, 25)


def test_after_corrections_silence_counts_from_the_day_they_were_complete() -> None:
    now = fold([event(Kind.RECEIVED), event(Kind.CORRECTIONS_ASKED), event(Kind.CORRECTED, date(2026, 9, 30))])
    assert silent(now, LICENCE, date(2026, 10, 13)) is None
    since = silent(now, LICENCE, date(2026, 10, 14))
    assert since is not None
    assert apply(now, deemed_acceptance(since, noon(since)), LICENCE).accepted_on == date(2026, 9, 30)


def test_real_estate_not_refused_on_the_spot_is_accepted_and_not_red() -> None:
    now = at(State.RECEIVED)
    assert silent(now, ESTATE, FRIDAY) is None
    since = silent(now, ESTATE, FRIDAY + timedelta(days=1))
    assert since is not None
    then = apply(now, deemed_acceptance(since, noon(since)), ESTATE)
    assert (then.accepted_on, then.deemed) == (FRIDAY, True)
    assert clock(then, ESTATE.clock).red_at is not None, "the statutory limit, not the silence"
    assert clock(then, ESTATE.clock).light(noon(since)) is Light.GREEN


def test_without_a_law_silence_means_nothing() -> None:
    assert silent(at(State.RECEIVED), COUNTER, date(2027, 1, 1)) is None


@pytest.mark.parametrize("state", [each for each in State if each not in (State.DRAFT, State.RECEIVED)], ids=str)
def test_whoever_has_answered_was_not_silent(state: State) -> None:
    assert silent(at(state), LICENCE, date(2027, 1, 1)) is None


def test_silence_has_no_effect_on_an_estimated_day() -> None:
    now = fold([Event(Kind.RECEIVED, date(2026, 12, 30), noon(date(2026, 12, 30)), "甲（示例）")])
    assert silent(now, LICENCE, date(2027, 6, 1)) is None
    assert clock(now, LICENCE.clock).light(noon(date(2027, 6, 1))) is Light.RED
