"""Instants and legal days: an instant is UTC, a legal day is a date in China."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

# China keeps one offset and has had no summer time since 1991; a fixed offset needs no zone files.
PLACE = timezone(timedelta(hours=8), "Asia/Shanghai")
ONE_DAY = timedelta(days=1)


def legal_day(at: datetime) -> date:
    """The date in China at an instant; a submission at 23:50 there counts for that day."""
    if at.tzinfo is None:
        raise ValueError("a naive datetime is no instant: give it a timezone")
    return at.astimezone(PLACE).date()


def begins(on: date, at: time = time()) -> datetime:
    """The instant (UTC) at which a legal day begins, or a clock time on it."""
    return datetime.combine(on, at, PLACE).astimezone(UTC)


def is_over(on: date) -> datetime:
    """The first instant (UTC) after a legal day: from here on a period that ended on it is exceeded."""
    return begins(on + ONE_DAY)


def in_words(on: date) -> str:
    """A date as documents write it."""
    return f"{on.year}年{on.month}月{on.day}日"
