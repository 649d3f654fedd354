"""The light of a case as lists and heads show it: how grave, which shape, and what it says beside the word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import ColumnElement, case

from yichuang.cases.days import legal_day
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import Light, State
from yichuang.standards.workdays import Calendar, workdays_between

# Gravest first; the place in this order is the rank by which lists are sorted.
ORDER = (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN, Light.GREY, Light.DONE)
RANK: Mapping[Light, int] = MappingProxyType({light: rank for rank, light in enumerate(ORDER)})
LATE = RANK[Light.ORANGE]

WAITS: Mapping[State, str] = MappingProxyType(
    {State.WAITING_UPSTREAM: "等前序", State.CORRECTION: "等补正", State.SPECIAL: "特别程序"}
)
TONES: Mapping[State, str] = MappingProxyType(
    {
        State.RECEIVED: "blue",
        State.CORRECTION: "yellow",
        State.ACCEPTED_DEFERRED: "yellow",
        State.GRANTED: "green",
        State.CLOSED: "green",
        State.DELIVERED: "line",
        State.REFUSED: "line",
        State.DENIED: "orange",
        State.VOID: "line",
    }
)


@dataclass(frozen=True, slots=True)
class Signal:
    """What the light of a case shows; `kind` is empty once there is nothing left to watch."""

    kind: str
    note: str = ""


def rank(now: datetime) -> ColumnElement[int]:
    """The gravity of a case's light at an instant as a column: 0 red … 5 ended; agrees with `Case.light`."""
    return case(
        (Case.red_at <= now, RANK[Light.RED]),
        (Case.orange_at <= now, RANK[Light.ORANGE]),
        (Case.yellow_at <= now, RANK[Light.YELLOW]),
        (Case.base_light == Light.GREEN.value, RANK[Light.GREEN]),
        (Case.base_light == Light.GREY.value, RANK[Light.GREY]),
        else_=RANK[Light.DONE],
    )


def signal(found: Case, now: datetime, calendar: Calendar) -> Signal:
    """The light of a case at an instant, with the days that matter about it."""
    light = found.light(now)
    if light is Light.DONE:
        return Signal("")
    if light is Light.GREY:
        return Signal(light.value, WAITS.get(found.status, ""))
    return Signal(light.value, _distance(found.next_due, legal_day(now), light, calendar))


def state_words(state: State, deliver_due: date | None = None) -> tuple[str, str]:
    """A state as a badge: its word, its tone."""
    word = "待受理" if state is State.RECEIVED else state.label
    if state is State.CLOSED and deliver_due is not None:
        word = "办结，待送达"
    return word, TONES.get(state, "")


def _distance(due: date | None, today: date, light: Light, calendar: Calendar) -> str:
    if due is None:
        return ""
    if due == today:
        return "今天到期"
    days = workdays_between(due, today, calendar)
    if days > 0:
        return f"{days} 个工作日"
    return f"剩 {-days} 个工作日" if light is Light.YELLOW and days < 0 else ""
