"""Importing a notice: its faults, what looks odd about it, writing its days, and which days it changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from yichuang.cases.calendars import CalendarDay, CalendarNotice
from yichuang.cases.days import in_words
from yichuang.standards.calendar_file import CalendarFile
from yichuang.standards.holidays import statutory
from yichuang.standards.workdays import ONE_DAY, Calendar, Day
from yichuang.store.counters import next_value

# A yearly notice speaks of its year and perhaps of days at both ends of it.
MOST_YEARS = 3
WORKED = frozenset({"工作日", "调休上班"})


@dataclass(frozen=True)
class Entry:
    """A notice as it is imported: for which region, under which number, what its file says."""

    region: str
    notice_no: str
    file: CalendarFile

    @property
    def years(self) -> tuple[int, ...]:
        """The years it speaks of."""
        return tuple(sorted({day.date.year for day in self.file.days} | set(self.file.confirmed_years)))


def completed(file: CalendarFile) -> CalendarFile:
    """The file as the whole arrangement of its year: that of most of its days, unless it names the years itself."""
    if file.confirmed_years or not file.days:
        return file
    year, _ = Counter(day.date.year for day in file.days).most_common(1)[0]
    return replace(file, confirmed_years=(year,))


def faults(file: CalendarFile) -> Iterator[str]:
    """What makes a file impossible to import: too many years, a day whose kind contradicts whether it is worked."""
    years = {day.date.year for day in file.days} | set(file.confirmed_years)
    if len(years) > MOST_YEARS:
        yield f"文件涉及 {len(years)} 个年份，一份通知最多 {MOST_YEARS} 个。请分开导入。"
    for day in file.days:
        if day.is_workday != (day.kind in WORKED):
            works = "上班" if day.is_workday else "休息"
            yield f"{in_words(day.date)}写作{works}，种类却是“{day.kind}”。请改其中一处。"


def doubts(file: CalendarFile, after: Calendar) -> Iterator[str]:
    """What a person should look at again before importing; `after` is the calendar with the file."""
    for year in file.confirmed_years:
        for on, name in statutory(year).items():
            if after.is_workday(on):
                yield f"{in_words(on)}（{name}）依《全国年节及纪念日放假办法》放假，导入后却是上班。"
    for day in file.days:
        if day.kind == "调休上班" and day.date.weekday() < 5:
            yield f"{in_words(day.date)}写作调休上班，但这天不是周末。"
        if day.kind == "周末" and day.date.weekday() < 5:
            yield f"{in_words(day.date)}写作周末，但这天不是周六、周日。"


def enter(db: Session, entry: Entry, at: datetime, by: int | None) -> list[CalendarNotice]:
    """Write a notice into the table, in the caller's transaction; gives its rows, one a year.

    A complete notice replaces all that the region had told of its years. Imports queue, one after the other.
    """
    next_value(db, "calendar")
    for year in entry.file.confirmed_years:
        whole = CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
        db.execute(delete(CalendarDay).where(CalendarDay.region == entry.region, whole))
    told = {row.day: row for row in db.scalars(select(CalendarDay).where(CalendarDay.region == entry.region))}
    for day in entry.file.days:
        row = told.get(day.date) or CalendarDay(region=entry.region, day=day.date)
        row.is_workday, row.kind, row.name, row.confirmed = day.is_workday, day.kind, day.name, day.confirmed
        row.notice_no, row.changed_at, row.changed_by = entry.notice_no, at, by
        db.add(row)
    notices = [_notice(entry, year, at, by) for year in entry.years]
    db.add_all(notices)
    db.flush()
    return notices


def changed_days(before: Calendar, after: Calendar, years: Sequence[int]) -> list[tuple[Day, Day]]:
    """The days of some years that two calendars tell differently, as (before, after), in order.

    A day that only became certain is left out, so the list is what a person compares with the notice.
    """
    pairs = [(before.day(on), after.day(on)) for year in years for on in days_of(year)]
    return [(old, new) for old, new in pairs if replace(old, confirmed=True) != replace(new, confirmed=True)]


def first_moved(before: Calendar, after: Calendar, years: Sequence[int]) -> date | None:
    """The first day that counts differently or has become certain or uncertain: no earlier period can change."""
    days = (on for year in sorted(years) for on in days_of(year))
    return next((on for on in days if _counts(before.day(on)) != _counts(after.day(on))), None)


def days_of(year: int) -> Iterator[date]:
    """Every day of a year."""
    on = date(year, 1, 1)
    while on.year == year:
        yield on
        if on == date.max:
            return
        on += ONE_DAY


def _counts(day: Day) -> tuple[bool, bool]:
    return day.is_workday, day.confirmed


def _notice(entry: Entry, year: int, at: datetime, by: int | None) -> CalendarNotice:
    return CalendarNotice(
        region=entry.region,
        year=year,
        notice_no=entry.notice_no,
        complete=year in entry.file.confirmed_years,
        days=sum(day.date.year == year for day in entry.file.days),
        imported_at=at,
        imported_by=by,
    )
