"""Due dates of domain examples, adjusted working weekends, unknown years, suspensions and their properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.standards.workdays import (
    STANDARD,
    Calendar,
    Day,
    ImpossiblePeriod,
    due,
    due_calendar_days,
    due_months,
    next_workday,
    roll_forward,
    workdays_between,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-09-18", 10, "2026-10-09"),
        ("2026-11-21", 5, "2026-11-27"),
        ("2026-09-30", 5, "2026-10-13"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-12-03", 20, "2026-12-31"),
        ("2026-09-18", 5, "2026-09-24"),
    ],
)
def test_a_period_ends_on_the_worked_date(start: str, days: int, end: str) -> None:
    answer = due(day(start), days)
    assert answer.date == day(end) and answer.confirmed
    assert len(answer.workdays) == days and answer.workdays[-1] == answer.date


def test_a_special_procedure_is_not_counted() -> None:
    answer = due(day("2026-09-18"), 10, [(day("2026-09-23"), day("2026-09-29"))])
    assert answer.date == day("2026-10-13")
    assert day("2026-09-23") in answer.workdays and day("2026-09-24") not in answer.workdays


def test_overlapping_suspensions_count_once() -> None:
    one = [(day("2026-09-23"), day("2026-09-29"))]
    two = [(day("2026-09-23"), day("2026-09-28")), (day("2026-09-24"), day("2026-09-29"))]
    assert due(day("2026-09-18"), 10, one) == due(day("2026-09-18"), 10, two)


def test_a_reversed_suspension_and_negative_days_are_impossible() -> None:
    with pytest.raises(ImpossiblePeriod, match="早于"):
        due(day("2026-09-18"), 10, [(day("2026-09-29"), day("2026-09-23"))])
    with pytest.raises(ImpossiblePeriod, match="天数"):
        due(day("2026-09-18"), -1)


def test_a_period_that_never_ends_is_impossible() -> None:
    with pytest.raises(ImpossiblePeriod, match="范围"):
        due(day("2026-09-18"), 1, [(day("2026-01-01"), date.max)])
    with pytest.raises(ImpossiblePeriod):
        due(date.max, 1)
    with pytest.raises(ImpossiblePeriod):
        due_calendar_days(date.max, 1)


def test_zero_days_are_due_on_the_day_itself() -> None:
    answer = due(day("2026-10-01"), 0)
    assert (answer.date, answer.confirmed, answer.workdays) == (day("2026-10-01"), True, ())


def test_a_period_that_walks_into_an_unknown_year_says_so() -> None:
    assert due(day("2026-12-03"), 20).confirmed
    answer = due(day("2026-12-04"), 20)
    assert answer.date.year == 2027 and not answer.confirmed


@pytest.mark.parametrize(("year", "count"), [(2024, 251), (2025, 248), (2026, 248)])
def test_a_known_year_has_its_number_of_working_days(year: int, count: int) -> None:
    assert workdays_between(date(year - 1, 12, 31), date(year, 12, 31)) == count


@pytest.mark.parametrize("text", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"])
def test_exchanged_weekends_of_2026_are_worked(text: str) -> None:
    told = STANDARD.day(day(text))
    assert told.is_workday and told.kind == "调休上班" and told.confirmed and told.name


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [("2026-10-01", "法定节假日", "国庆节"), ("2026-11-21", "周末", ""), ("2026-11-20", "工作日", "")],
)
def test_days_say_what_kind_they_are(text: str, kind: str, name: str) -> None:
    told = STANDARD.day(day(text))
    assert (told.kind, told.name, told.confirmed) == (kind, name, True)


@pytest.mark.parametrize(
    "text",
    ["2027-01-01", "2027-02-05", "2027-02-08", "2027-04-05", "2027-05-01", "2027-06-09", "2027-09-15", "2027-10-01",
     "2028-01-26", "2030-02-03", "2099-01-01", "1999-10-01"],
)  # fmt: skip
def test_statutory_days_of_an_unknown_year_are_estimated_off(text: str) -> None:
    told = STANDARD.day(day(text))
    assert not told.is_workday and told.kind == "法定节假日" and told.name and not told.confirmed


def test_rows_override_and_a_complete_year_is_confirmed() -> None:
    off = Day(day("2027-01-04"), False, "地方假日", "示例")
    told = STANDARD.with_rows([off])
    assert due(day("2027-01-03"), 1, calendar=told).date == day("2027-01-05")
    assert not due(day("2027-01-03"), 1, calendar=told).confirmed
    assert due(day("2027-01-03"), 1, calendar=STANDARD.with_rows([off], [2027])).confirmed
    assert STANDARD.day(day("2027-01-04")).is_workday


def test_the_next_workday_and_the_rolled_day_skip_holidays() -> None:
    assert next_workday(day("2026-09-30")) == day("2026-10-08")
    assert roll_forward(day("2026-10-01")) == day("2026-10-08")
    assert roll_forward(day("2026-10-08")) == day("2026-10-08")


def test_calendar_periods_roll_and_months_end_on_their_day() -> None:
    assert due_calendar_days(day("2026-09-01"), 30).date == day("2026-10-08")
    assert due_months(day("2026-01-31"), 1).date == day("2026-02-28")
    assert due_months(day("2026-03-01"), 1).date == day("2026-04-01")
    assert due_months(day("2026-08-31"), 1).date == day("2026-09-30")
    assert not due_months(day("2026-11-30"), 12).confirmed
    assert due_calendar_days(day("2026-10-01"), 0).date == day("2026-10-01")


def test_the_number_of_working_days_is_negative_backwards() -> None:
    assert workdays_between(day("2026-11-20"), day("2026-11-27")) == 5
    assert workdays_between(day("2026-11-27"), day("2026-11-20")) == -5
    assert workdays_between(day("2026-11-20"), day("2026-11-20")) == 0


STARTS = st.dates(date(2018, 1, 1), date(2029, 12, 31))
COUNTS = st.integers(0, 120)
PAUSES = st.lists(
    st.tuples(STARTS, st.integers(0, 60)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))), max_size=3
)


@given(STARTS, COUNTS)
def test_between_is_the_reverse_of_due(start: date, days: int) -> None:
    assert workdays_between(start, due(start, days).date) == days


@given(STARTS, COUNTS, COUNTS)
def test_due_adds_up_and_is_monotonic(start: date, first: int, second: int) -> None:
    whole = due(start, first + second)
    assert whole.date == due(due(start, first).date, second).date
    assert whole.date >= due(start, first).date
    assert due(start + timedelta(days=1), first).date >= due(start, first).date


@given(STARTS, COUNTS, PAUSES)
def test_a_suspension_never_shortens_and_never_counts_its_days(
    start: date, days: int, pauses: list[tuple[date, date]]
) -> None:
    answer = due(start, days, pauses)
    assert answer.date >= due(start, days).date and len(answer.workdays) == days
    assert not any(begin < on <= end for on in answer.workdays for begin, end in pauses)


@given(st.dates())
def test_every_day_of_every_year_has_an_answer(on: date) -> None:
    assert STANDARD.day(on).date == on
    assert STANDARD.day(on).confirmed is (2018 <= on.year <= 2026)
    assert Calendar().day(on).confirmed is False
