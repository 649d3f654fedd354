"""The schedule of tries, as a table and as properties."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from yichuang.dispatch.retry import STANDARD, Retry


def test_the_standard_schedule_is_one_minute_five_half_an_hour_two_hours_and_on() -> None:
    minutes = [wait.total_seconds() / 60 for n in range(1, 7) if (wait := STANDARD.after(n))]
    assert minutes == [1, 5, 30, 120, 480, 1440]
    assert (STANDARD.limit, STANDARD.after(7)) == (7, None)


@given(st.integers(-5, 50))
def test_it_gives_up_at_the_limit_and_never_comes_back(attempts: int) -> None:
    assert (STANDARD.after(attempts) is not None) == (1 <= attempts < STANDARD.limit)


@given(st.integers(1, 5))
def test_the_standard_waits_never_get_shorter(attempts: int) -> None:
    first, second = STANDARD.after(attempts), STANDARD.after(attempts + 1)
    assert first is not None and second is not None and first < second


def test_no_waits_means_one_try() -> None:
    assert Retry(waits=()).after(1) is None
    assert Retry(waits=(timedelta(seconds=1),)).limit == 2
