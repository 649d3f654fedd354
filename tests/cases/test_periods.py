"""Limits in every unit, laid on the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.cases.days import in_words, is_over, legal_day
from yichuang.cases.periods import Course, lay
from yichuang.definitions.common import Limit
from yichuang.standards.workdays import STANDARD

CHINA = timedelta(hours=8)
DAYS = st.dates(date(2024, 1, 1), date(2026, 11, 1))


def end(days: int, unit: Any, start: date, **course: Any) -> date:
    """The last day of a limit."""
    return lay(Limit(days=days, unit=unit), Course(start, **course)).due


def clock_time(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in September 2026 in China."""
    return datetime(2026, 9, day, hour, minute, tzinfo=UTC) - CHINA


@pytest.mark.parametrize(
    ("days", "unit", "start", "due"),
    [
        (0, "immediate", date(2026, 9, 19), date(2026, 9, 19)),
        (0, "workday", date(2026, 9, 18), date(2026, 9, 18)),
        (30, "natural-day", date(2026, 8, 3), date(2026, 9, 2)),
        # The last day, 10-05, is a holiday: 民法典 203.
        (30, "natural-day", date(2026, 9, 5), date(2026, 10, 8)),
        (1, "month", date(2026, 1, 31), date(2026, 2, 28)),
        (1, "year", date(2025, 3, 4), date(2026, 3, 4)),
    ],
)
def test_each_unit_ends_where_the_civil_code_says(days: int, unit: str, start: date, due: date) -> None:
    assert end(days, unit, start) == due


def test_a_suspension_moves_natural_days_and_months_too() -> None:
    pause = ((date(2026, 8, 10), date(2026, 8, 20)),)
    assert end(10, "natural-day", date(2026, 8, 3), suspensions=pause) == date(2026, 8, 24)
    assert end(1, "month", date(2026, 8, 3), suspensions=pause) == date(2026, 9, 14)


def test_an_extension_is_counted_in_working_days_after_any_unit() -> None:
    assert end(10, "workday", date(2026, 8, 3), extended_days=10) == end(20, "workday", date(2026, 8, 3))
    assert end(1, "month", date(2026, 8, 3), extended_days=2) == date(2026, 9, 7)


@pytest.mark.parametrize(
    ("started", "hours", "ends"),
    [
        (clock_time(18, 9), 2, clock_time(18, 11)),
        (clock_time(18, 11), 2, clock_time(18, 14, 30)),
        # Saturday 09-19 is free, Sunday 09-20 is worked.
        (clock_time(18, 16), 2, clock_time(20, 10)),
        (clock_time(18, 20), 1, clock_time(20, 10)),
    ],
)
def test_hours_run_inside_office_hours_only(started: datetime, hours: int, ends: datetime) -> None:
    period = lay(Limit(days=hours, unit="hour"), Course(date(2026, 9, 18), started))
    assert (period.exceeded_at, period.due) == (ends, legal_day(ends))


def test_hours_without_a_clock_time_begin_on_the_next_working_day() -> None:
    period = lay(Limit(days=1, unit="hour"), Course(date(2026, 9, 18)))
    assert period.exceeded_at == clock_time(20, 10)


def test_hours_can_be_extended_and_suspended() -> None:
    started = clock_time(18, 16)
    paused = Course(date(2026, 9, 18), started, ((date(2026, 9, 18), date(2026, 9, 20)),))
    assert lay(Limit(days=2, unit="hour"), paused).exceeded_at == clock_time(21, 10)
    extended = Course(date(2026, 9, 18), started, extended_days=1)
    assert lay(Limit(days=2, unit="hour"), extended).due == date(2026, 9, 21)


@given(
    start=DAYS,
    days=st.integers(0, 60),
    a=DAYS,
    length=st.integers(0, 30),
    unit=st.sampled_from(["workday", "natural-day", "month"]),
)
def test_a_suspension_never_brings_the_end_forward(start: date, days: int, a: date, length: int, unit: str) -> None:
    days = min(days, 12) if unit == "month" else days
    pause = ((a, a + timedelta(days=length)),)
    assert end(days, unit, start, suspensions=pause) >= end(days, unit, start)


@given(start=DAYS, days=st.integers(1, 60))
def test_a_day_is_exceeded_from_the_next_midnight_in_china(start: date, days: int) -> None:
    period = lay(Limit(days=days), Course(start))
    assert legal_day(period.exceeded_at - timedelta(microseconds=1)) == period.due
    assert legal_day(period.exceeded_at) == period.due + timedelta(days=1)
    assert len(period.workdays) == days and STANDARD.is_workday(period.due)


def test_a_late_evening_counts_for_that_day_and_naive_times_for_none() -> None:
    assert legal_day(clock_time(18, 23, 50)) == date(2026, 9, 18)
    assert is_over(date(2026, 9, 18)) == clock_time(19, 0)
    assert in_words(date(2026, 9, 8)) == "2026年9月8日"
    with pytest.raises(ValueError, match="naive"):
        legal_day(datetime(2026, 9, 18))
