"""Reads the text of a calendar file, JSON or CSV, into days that are laid over a calendar.

JSON: a list of {"date","is_workday","kind","name","confirmed"}, or {"confirmed_years":[2027],"days":[…]} when
the notice of a year is complete. CSV: the same columns, in any order. Only date and is_workday are required.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from yichuang.errors import Invalid
from yichuang.standards.workdays import Calendar, Day, DayKind

MOST_ROWS = 20_000
KINDS_OF_DAY: tuple[DayKind, ...] = get_args(DayKind)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUTH = {"true": True, "1": True, "是": True, "false": False, "0": False, "否": False}


class UnreadableCalendar(Invalid):
    """日历文件无法读取，没有采用其中任何一天。"""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a calendar file says: days told one by one, and years that are complete."""

    days: tuple[Day, ...]
    confirmed_years: tuple[int, ...] = ()

    def over(self, calendar: Calendar) -> Calendar:
        """The calendar with the file's days laid over it."""
        return calendar.with_rows(self.days, self.confirmed_years)


def iso_date(text: str) -> date | None:
    """The date written YYYY-MM-DD; None for any other writing or a day that does not exist."""
    if not _ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _truth(value: object) -> bool | None:
    """A yes or no as JSON or CSV writes it; None when it is neither."""
    return value if isinstance(value, bool) else _TRUTH.get(str(value).strip().lower())


def _day(number: int, row: object) -> Day:
    """One row as a day; UnreadableCalendar names the row and the column."""
    if not isinstance(row, Mapping):
        raise UnreadableCalendar(f"日历文件第{number}行不是一天的记录。请写明date和is_workday。")
    on = iso_date(str(row.get("date", "")).strip())
    told = row.get("confirmed")
    works, confirmed = _truth(row.get("is_workday")), _truth(True if told in (None, "") else told)
    if on is None:
        raise UnreadableCalendar(f"日历文件第{number}行的date不是有效日期。请按2027-01-01的样式填写。")
    if works is None or confirmed is None:
        raise UnreadableCalendar(f"日历文件第{number}行的is_workday、confirmed应为true或false。")
    given = row.get("kind") or ("工作日" if works else "法定节假日")
    kind = next((known for known in KINDS_OF_DAY if known == given), None)
    if kind is None:
        raise UnreadableCalendar(f"日历文件第{number}行的kind应为：{'、'.join(KINDS_OF_DAY)}。")
    return Day(on, works, kind, str(row.get("name") or ""), confirmed)


def _days(rows: list[object]) -> Iterator[Day]:
    """All rows as days; a date told twice is refused."""
    seen: set[date] = set()
    for number, row in enumerate(rows, start=1):
        day = _day(number, row)
        if day.date in seen:
            raise UnreadableCalendar(f"日历文件第{number}行的日期重复出现。同一天只保留一行。")
        seen.add(day.date)
        yield day


def _years(found: object) -> tuple[int, ...]:
    """The years said to be complete."""
    if not isinstance(found, list) or not all(type(year) is int and 1 <= year <= 9999 for year in found):
        raise UnreadableCalendar("日历文件的confirmed_years应为年份列表，如[2027]。")
    return tuple(found)


def _from_json(text: str) -> tuple[object, object]:
    """The rows and the years of a JSON document."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableCalendar("日历文件不是正确的JSON。请检查括号、引号和逗号。") from error
    if isinstance(found, dict):
        return found.get("days", []), found.get("confirmed_years", [])
    return found, []


def _from_csv(text: str) -> list[object]:
    """The rows of a CSV document with a heading line."""
    try:
        return list(csv.DictReader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise UnreadableCalendar("日历文件不是正确的CSV。请用UTF-8编码、逗号分隔，首行为列名。") from error


def read_calendar(text: str) -> CalendarFile:
    """What a calendar file says; JSON when it begins with a bracket, else CSV. Raises UnreadableCalendar."""
    text = text.removeprefix("\ufeff")
    rows, years = _from_json(text) if text.lstrip()[:1] in ("[", "{") else (_from_csv(text), [])
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise UnreadableCalendar(f"日历文件应为一列日期记录，且不超过{MOST_ROWS}行。")
    if not rows and not years:
        raise UnreadableCalendar("日历文件里没有任何一天。请至少写一行，含date和is_workday。")
    return CalendarFile(tuple(_days(rows)), _years(years))
