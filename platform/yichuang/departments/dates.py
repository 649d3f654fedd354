"""The dates of a case as its page tells them: the last days that count now, and the days on which it moved on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yichuang.cases.clock import Clock, Deadline
from yichuang.cases.contents import limit_in_words
from yichuang.cases.facts import ClockFacts
from yichuang.cases.situation import Situation
from yichuang.cases.vocabulary import State

_HANDLED = (State.ACCEPTED, State.ACCEPTED_DEFERRED, State.SPECIAL)


@dataclass(frozen=True, slots=True)
class Told:
    """One date with what it means; `confirmed` False says that it is an estimate."""

    label: str
    on: date | None
    confirmed: bool = True
    words: str = ""


def dues(now: Situation, clock: Clock, facts: ClockFacts) -> tuple[Told, ...]:
    """The last days that are still to come, the nearest kind first."""
    return tuple(_dues(now, clock, facts))


def passed(now: Situation) -> tuple[Told, ...]:
    """The legal days of what has happened."""
    days = (
        ("收件", now.received_on),
        ("受理", now.accepted_on),
        ("决定", now.decided_on),
        ("办结", now.closed_on),
        ("送达", now.delivered_on),
    )
    return tuple(Told(label, on) for label, on in days if on)


def _dues(now: Situation, clock: Clock, facts: ClockFacts) -> Iterator[Told]:
    promised = f"承诺办结（{limit_in_words(facts.promised)}）"
    if now.state is State.RECEIVED:
        yield _told("受理或一次告知", clock.notice_due)
        yield Told(promised, None, words="受理后起算")
    if now.state is State.CORRECTION:
        yield Told("申请人补正", now.correction_due, words="告知书未写期限")
        yield Told(promised, None, words="补齐受理后起算")
    if now.state in _HANDLED:
        yield _told(promised, clock.promise_due)
        statutory = f"法定办结（{limit_in_words(facts.statutory)}）" if facts.statutory else "法定办结"
        yield _told(statutory, clock.statutory_due, "未规定法定时限")
    if now.deferred:
        yield _told("容缺材料补交", clock.defer_due)
    if now.running_pause:
        yield Told(f"{now.running_pause.name}预计结束", now.running_pause.until)
    if now.state in (State.GRANTED, State.CLOSED):
        yield _told("送达", clock.deliver_due, "未规定送达时限")


def _told(label: str, deadline: Deadline | None, words: str = "") -> Told:
    return Told(label, deadline.on, deadline.confirmed) if deadline else Told(label, None, words=words)
