"""One year of a calendar for looking at: twelve months in weeks, its holidays in words, its days as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from yichuang.cases.calendar_notices import days_of
from yichuang.standards.workdays import ONE_DAY, Calendar, Day

WEEKDAYS = "一二三四五六日"
ORDINARY = frozenset({"工作日", "周末"})


@dataclass(frozen=True, slots=True)
class Month:
    """A month: weeks from Monday on, None where a day belongs to its neighbour; how many days are worked."""

    number: int
    weeks: tuple[tuple[Day | None, ...], ...]
    workdays: int


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday in words: when it is free, and which days are worked in exchange."""

    name: str
    free: str
    worked: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Year:
    """A year as the calendar tells it; `confirmed` only when each of its days is."""

    number: int
    months: tuple[Month, ...]
    holidays: tuple[Holiday, ...]
    workdays: int
    confirmed: bool


def year_of(calendar: Calendar, number: int) -> Year:
    """One year of a calendar."""
    days = [calendar.day(on) for on in days_of(number)]
    months = tuple(_month(days, month) for month in range(1, 13))
    worked, confirmed = sum(day.is_workday for day in days), all(day.confirmed for day in days)
    return Year(number, months, tuple(_holidays(days)), worked, confirmed)


def as_csv(calendar: Calendar, number: int) -> str:
    """Every day of the year in the columns that an import reads, with the weekday for the eye; begins with a BOM,
    without which spreadsheet programs misread UTF-8."""
    told = io.StringIO(newline="")
    rows = csv.writer(told)
    rows.writerow(("date", "is_workday", "kind", "name", "weekday"))
    for day in (calendar.day(on) for on in days_of(number)):
        weekday = WEEKDAYS[day.date.weekday()]
        rows.writerow((day.date.isoformat(), str(day.is_workday).lower(), day.kind, day.name, weekday))
    return "\ufeff" + told.getvalue()


def in_runs(days: Iterable[date], resting: Container[date] = ()) -> str:
    """Days in words: 1月1日至3日、2月6日. Days with nothing but resting ones between them are one run."""
    runs: list[tuple[date, date]] = []
    for on in sorted(days):
        if runs and _only(resting, runs[-1][1], on):
            runs[-1] = (runs[-1][0], on)
        else:
            runs.append((on, on))
    return "、".join(_run(first, last) for first, last in runs)


def with_weekday(on: date) -> str:
    """A day as 1月4日（周日）."""
    return f"{on.month}月{on.day}日（周{WEEKDAYS[on.weekday()]}）"


def _only(resting: Container[date], before: date, on: date) -> bool:
    return all(before + ONE_DAY * offset in resting for offset in range(1, (on - before).days))


def _run(first: date, last: date) -> str:
    begin = f"{first.month}月{first.day}日"
    if first == last:
        return begin
    return f"{begin}至{last.day}日" if first.month == last.month else f"{begin}至{last.month}月{last.day}日"


def _month(days: list[Day], number: int) -> Month:
    mine = [day for day in days if day.date.month == number]
    cells: list[Day | None] = [None] * mine[0].date.weekday() + list(mine)
    cells += [None] * (-len(cells) % len(WEEKDAYS))
    weeks = tuple(tuple(cells[at : at + 7]) for at in range(0, len(cells), 7))
    return Month(number, weeks, sum(day.is_workday for day in mine))


def _holidays(days: list[Day]) -> Iterator[Holiday]:
    special = [day for day in days if day.kind not in ORDINARY]
    resting = frozenset(day.date for day in days if not day.is_workday)
    for name in dict.fromkeys(day.name or day.kind for day in special):
        mine = [day for day in special if (day.name or day.kind) == name]
        free = in_runs((day.date for day in mine if not day.is_workday), resting)
        worked = "、".join(with_weekday(day.date) for day in mine if day.is_workday)
        yield Holiday(name, free, worked, all(day.confirmed for day in mine))
