"""Legal days: dates in China, wherever the program runs."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

# China keeps one offset and has had no summer time since 1991; a fixed offset needs no zone files.
PLACE = timezone(timedelta(hours=8), "Asia/Shanghai")


def legal_day(at: datetime) -> date:
    """The date in China at an instant; a submission at 23:50 there counts for that day."""
    if at.tzinfo is None:
        raise ValueError("a naive datetime is no instant: give it a timezone")
    return at.astimezone(PLACE).date()
