"""Working days and the dates on which periods end; a year without notice is estimated, and says so.

Rules: 行政许可法 82 (working days, without statutory holidays) and 45 (special procedures are not counted);
民法典 201 (the first day is not counted), 202 (months end on the same day) and 203 (a last day that is a
holiday rolls on).
"""

from __future__ import annotations

import calendar as gregorian
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta
from types import MappingProxyType
from typing import Literal

from chinese_calendar import constants  # type: ignore[import-untyped]

from yichuang.errors import Invalid
from yichuang.standards.holidays import statutory

DayKind = Literal["法定节假日", "调休休息", "调休上班", "周末", "地方假日", "工作日"]
Suspension = tuple[date, date]

# Only years whose notice was compared with a second source; later ones are imported as rows.
SEEDED_YEARS = range(2018, 2027)
LONGEST = timedelta(days=366 * 60)
ONE_DAY = timedelta(days=1)

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
}


class ImpossiblePeriod(Invalid):
    """这段期限无法计算，请核对起始日期、天数和暂停期间。"""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a calendar; `confirmed` is False as long as it is only an estimate."""

    date: datetime.date
    is_workday: bool
    kind: DayKind
    name: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Due:
    """When a period ends, whether every day walked is confirmed, and the working days that were counted."""

    date: datetime.date
    confirmed: bool
    workdays: tuple[datetime.date, ...]

    def as_dict(self) -> dict[str, object]:
        """The shape promised by `standards due`."""
        return {
            "due": self.date.isoformat(),
            "confirmed": self.confirmed,
            "workdays": [day.isoformat() for day in self.workdays],
        }


@dataclass(frozen=True, eq=False)
class Calendar:
    """Days told one by one, years in which every other day is ordinary, and an estimate for the rest."""

    rows: Mapping[date, Day] = field(default_factory=dict)
    confirmed_years: frozenset[int] = frozenset()

    def day(self, on: date) -> Day:
        """What kind of day it is; never raises, whatever the year."""
        if on in self.rows:
            return self.rows[on]
        confirmed = on.year in self.confirmed_years
        holiday = None if confirmed else statutory(on.year).get(on)
        if holiday:
            return Day(on, False, "法定节假日", holiday, confirmed=False)
        weekend = on.weekday() >= 5
        return Day(on, not weekend, "周末" if weekend else "工作日", confirmed=confirmed)

    def is_workday(self, on: date) -> bool:
        """True when offices work on that day, as far as is known."""
        return self.day(on).is_workday

    def with_rows(self, rows: Iterable[Day], confirmed_years: Iterable[int] = ()) -> Calendar:
        """This calendar with some days told differently, and more years known to be complete."""
        told = {**self.rows, **{row.date: row for row in rows}}
        return Calendar(MappingProxyType(told), self.confirmed_years | frozenset(confirmed_years))


def _seed() -> Iterator[Day]:
    """The holidays and exchanged days of the seeded years; all others are ordinary."""
    for on, name in constants.holidays.items():
        kind: DayKind = "调休休息" if on in constants.in_lieu_days else "法定节假日"
        if on.year in SEEDED_YEARS:
            yield Day(on, False, kind, _NAMES[name])
    for on, name in constants.workdays.items():
        if on.year in SEEDED_YEARS:
            yield Day(on, True, "调休上班", _NAMES[name])


STANDARD = Calendar().with_rows(_seed(), SEEDED_YEARS)


def _following(start: date) -> Iterator[date]:
    """The days after `start`, as far as a period may reach."""
    last = min(start, date(MAXYEAR, 12, 31) - LONGEST) + LONGEST
    while start < last:
        start += ONE_DAY
        yield start
    raise ImpossiblePeriod("期限超出可以计算的范围。请核对起始日期和暂停期间。")


def _checked(days: int, suspensions: Iterable[Suspension]) -> tuple[Suspension, ...]:
    """The suspensions; ImpossiblePeriod for negative days or a suspension that ends before it begins."""
    pauses = tuple(suspensions)
    if days < 0:
        raise ImpossiblePeriod("天数不能小于0。请填写0或正整数。")
    if any(begin > end for begin, end in pauses):
        raise ImpossiblePeriod("暂停期间的结束日期早于开始日期。请核对先后。")
    return pauses


def due(start: date, days: int, suspensions: Iterable[Suspension] = (), calendar: Calendar = STANDARD) -> Due:
    """The last of `days` working days after `start`; within a suspension (a, b) no day a < x <= b is counted.

    Zero days is 当场 (行政许可法 34): due on the day itself, whatever day that is. Raises ImpossiblePeriod.
    """
    pauses = _checked(days, suspensions)
    counted: list[date] = []
    on, confirmed, walk = start, True, _following(start)
    while len(counted) < days:
        on = next(walk)
        told = calendar.day(on)
        confirmed = confirmed and told.confirmed
        if told.is_workday and not any(begin < on <= end for begin, end in pauses):
            counted.append(on)
    return Due(on, confirmed, tuple(counted))


def workdays_between(begin: date, end: date, calendar: Calendar = STANDARD) -> int:
    """How many working days lie after `begin` up to and including `end`; negative when `end` is earlier.

    The reverse of `due`: workdays_between(start, due(start, n).date) is n.
    """
    if end < begin:
        return -workdays_between(end, begin, calendar)
    span = (end - begin).days
    return sum(calendar.is_workday(begin + timedelta(days=offset)) for offset in range(1, span + 1))


def next_workday(after: date, calendar: Calendar = STANDARD) -> date:
    """The first working day later than `after`."""
    return next(on for on in _following(after) if calendar.is_workday(on))


def roll_forward(last: date, calendar: Calendar = STANDARD) -> date:
    """The day itself when offices work on it, else the next working day (民法典 203)."""
    return last if calendar.is_workday(last) else next_workday(last, calendar)


def _rolled(start: date, last: date, calendar: Calendar) -> Due:
    """A calendar period that ends nominally on `last`; zero-length periods end where they start."""
    end = last if last == start else roll_forward(last, calendar)
    passed = range((end - last).days + 1) if last != start else ()
    confirmed = all(calendar.day(last + timedelta(days=offset)).confirmed for offset in passed)
    return Due(end, confirmed, ())


def due_calendar_days(start: date, days: int, calendar: Calendar = STANDARD) -> Due:
    """The end of a period of natural days, rolled to a working day (民法典 201, 203); `workdays` is empty."""
    _checked(days, ())
    try:
        return _rolled(start, start + timedelta(days=days), calendar)
    except OverflowError as error:
        raise ImpossiblePeriod from error


def due_months(start: date, months: int, calendar: Calendar = STANDARD) -> Due:
    """The end of a period of months: the same day of the month or its last, then rolled (民法典 202, 203)."""
    _checked(months, ())
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year >= MAXYEAR:
        raise ImpossiblePeriod
    last = min(start.day, gregorian.monthrange(year, month + 1)[1])
    return _rolled(start, date(year, month + 1, last), calendar)
