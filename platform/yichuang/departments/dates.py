"""The dates of a case as its page tells them: the last days that count now, and the days on which it moved on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yichuang.cases.contents import limit_in_words
from yichuang.cases.records import Case
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


def dues(case: Case, now: Situation) -> tuple[Told, ...]:
    """The last days that are still to come, the nearest kind first."""
    return tuple(_dues(case, now))


def passed(case: Case) -> tuple[Told, ...]:
    """The legal days of what has happened."""
    days = (
        ("收件", case.received_on),
        ("受理", case.accepted_on),
        ("决定", case.decided_on),
        ("办结", case.closed_on),
        ("送达", case.delivered_on),
    )
    return tuple(Told(label, on) for label, on in days if on)


def _dues(case: Case, now: Situation) -> Iterator[Told]:
    clock, sure = case.matter.clock, case.due_confirmed
    promised = f"（{limit_in_words(clock.promised)}）"
    if now.state is State.RECEIVED:
        yield Told("受理或一次告知", case.notice_due, sure)
        yield Told(f"承诺办结{promised}", None, words="受理后起算")
    if now.state is State.CORRECTION:
        yield Told("申请人补正", now.correction_due, words="" if now.correction_due else "告知书未写期限")
        yield Told(f"承诺办结{promised}", None, words="补齐受理后起算")
    if now.state in _HANDLED:
        yield Told(f"承诺办结{promised}", case.promise_due, sure)
        statutory = f"（{limit_in_words(clock.statutory)}）" if clock.statutory else ""
        yield Told(f"法定办结{statutory}", case.statutory_due, sure, "" if clock.statutory else "未规定法定时限")
    if case.defer_due and now.deferred:
        yield Told("容缺材料补交", case.defer_due)
    if now.running_pause:
        yield Told(f"{now.running_pause.name}预计结束", now.running_pause.until)
    if now.state in (State.GRANTED, State.CLOSED):
        yield Told("送达", case.deliver_due, sure, "" if case.deliver_due else "未规定送达时限")
