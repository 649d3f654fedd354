"""Instants and legal days: an instant is UTC, a legal day is a date in China."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from yichuang.standards.legal_days import PLACE, legal_day

__all__ = ["ONE_DAY", "PLACE", "begins", "in_words", "is_over", "legal_day"]

ONE_DAY = timedelta(days=1)


def begins(on: date, at: time = time()) -> datetime:
    """The instant (UTC) at which a legal day begins, or a clock time on it."""
    return datetime.combine(on, at, PLACE).astimezone(UTC)


def is_over(on: date) -> datetime:
    """The first instant (UTC) after a legal day: from here on a period that ended on it is exceeded."""
    return begins(on + ONE_DAY)


def in_words(on: date) -> str:
    """A date as documents write it."""
    return f"{on.year}年{on.month}月{on.day}日"
