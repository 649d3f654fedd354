"""What silence means: an application that nobody accepted or answered in time is accepted by law.

行政许可法 32(4): not told within five days, accepted from the day of receipt. 不动产登记暂行条例 17: not refused
in writing on the spot, accepted.
"""

from __future__ import annotations

from datetime import date, datetime

from yichuang.cases.clock import Deadline
from yichuang.cases.days import ONE_DAY
from yichuang.cases.facts import Profile
from yichuang.cases.situation import Event, Situation
from yichuang.cases.vocabulary import Kind, State

SYSTEM = "系统"


def silent_since(now: Situation, profile: Profile, notice_due: Deadline | None, today: date) -> date | None:
    """The first day after the silence that made it accepted; None while nothing of the kind has happened.

    None, too, while the last day is only an estimate: what the law does cannot rest on an unpublished calendar.
    """
    if now.state is not State.RECEIVED or profile == "none" or notice_due is None:
        return None
    return notice_due.on + ONE_DAY if notice_due.confirmed and today > notice_due.on else None


def deemed_acceptance(since: date, at: datetime) -> Event:
    """The event to record: accepted by law, from the day of receipt."""
    detail = {"notice_due": (since - ONE_DAY).isoformat()}
    return Event(Kind.DEEMED_ACCEPTED, since, at, SYSTEM, detail)
