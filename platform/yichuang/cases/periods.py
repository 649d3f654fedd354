"""Where a limit ends: its last legal day, whether that is certain, and the instant from which it is exceeded.

Sources: 行政许可法 82 (working days), 45 (special procedures are not counted), 民法典 201–203; hours are counted
inside office hours (domain reference 4.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from yichuang.cases.days import ONE_DAY, PLACE, begins, is_over, legal_day
from yichuang.definitions.common import Limit
from yichuang.standards.workdays import STANDARD, Calendar, due, due_calendar_days, due_months

Span = tuple[date, date]
Hours = tuple[tuple[time, time], ...]

OFFICE_HOURS: Hours = ((time(9), time(12)), (time(13, 30), time(17)))
NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Period:
    """A limit laid on the calendar. `workdays` are the days counted, where the unit is working days."""

    due: date
    confirmed: bool
    workdays: tuple[date, ...]
    exceeded_at: datetime


@dataclass(frozen=True, slots=True)
class Course:
    """How a period runs: from which day (not counted), from which instant, with which spans left out."""

    start: date
    started_at: datetime | None = None
    suspensions: tuple[Span, ...] = ()
    extended_days: int = 0


def lay(limit: Limit, course: Course, calendar: Calendar = STANDARD, office: Hours = OFFICE_HOURS) -> Period:
    """The period of a limit. Zero days and 即办 end on the day itself."""
    if limit.unit == "hour":
        return _hours(limit.days, course, calendar, office)
    if limit.unit in ("workday", "immediate"):
        return _workdays(0 if limit.unit == "immediate" else limit.days, course, calendar)
    return _natural(limit, course, calendar)


def _workdays(days: int, course: Course, calendar: Calendar) -> Period:
    end = due(course.start, days + course.extended_days, course.suspensions, calendar)
    return Period(end.date, end.confirmed, end.workdays, is_over(end.date))


def _natural(limit: Limit, course: Course, calendar: Calendar) -> Period:
    start = course.start
    months = {"month": 1, "year": 12}.get(limit.unit, 0) * limit.days
    end = due_months(start, months, calendar) if months else due_calendar_days(start, limit.days, calendar)
    length = (end.date - start).days if months else limit.days
    # Each day left out moves the end, which may bring more left-out days inside.
    left_out = 0
    while (found := _left_out(course, end.date)) > left_out:
        left_out = found
        end = due_calendar_days(start, length + left_out, calendar)
    confirmed = end.confirmed
    if course.extended_days:
        end = due(end.date, course.extended_days, course.suspensions, calendar)
    return Period(end.date, confirmed and end.confirmed, (), is_over(end.date))


def _left_out(course: Course, end: date) -> int:
    days = (course.start + ONE_DAY * step for step in range(1, (end - course.start).days + 1))
    return sum(any(begin < day <= last for begin, last in course.suspensions) for day in days)


def _hours(hours: int, course: Course, calendar: Calendar, office: Hours) -> Period:
    left = timedelta(hours=hours)
    counted: list[date] = []
    for opens, closes in _office_spans(course, calendar, office):
        day = legal_day(opens)
        counted.extend([day] if day not in counted else [])
        if left <= closes - opens:
            return _extended(opens + left, counted, course, calendar)
        left -= closes - opens
    raise AssertionError("office hours never end")  # pragma: no cover - the spans are endless


def _extended(at: datetime, counted: list[date], course: Course, calendar: Calendar) -> Period:
    day = legal_day(at)
    confirmed = all(calendar.day(each).confirmed for each in counted)
    if not course.extended_days:
        return Period(day, confirmed, (), at)
    end = due(day, course.extended_days, course.suspensions, calendar)
    return Period(end.date, confirmed and end.confirmed, (), is_over(end.date))


def _office_spans(course: Course, calendar: Calendar, office: Hours) -> Iterator[tuple[datetime, datetime]]:
    """Office hours from the start on; a start without a clock time counts from the next day."""
    known = course.started_at is not None and legal_day(course.started_at) == course.start
    start = course.started_at if known and course.started_at else is_over(course.start)
    day = start.astimezone(PLACE).date()
    while True:
        if calendar.is_workday(day) and not any(a < day <= b for a, b in course.suspensions):
            for opens, closes in office:
                begin, end = max(begins(day, opens), start), begins(day, closes)
                if begin < end:
                    yield begin, end
        day += ONE_DAY
