"""What a case is at a moment: the event as it was recorded, and the situation that events add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from yichuang.cases.vocabulary import Flag, Kind, Outcome, State

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Event:
    """Something that happened to a case. `happened_on` is the legal day, `at` the instant it was recorded.

    `detail` is JSON: dates in it are ISO text. What each kind needs stands in `cases.guards`.
    """

    kind: Kind
    happened_on: date
    at: datetime
    by: str
    detail: Mapping[str, Any] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Pause:
    """A special procedure: `until` is the end told to the applicant, `ended_on` the real one."""

    name: str
    started_on: date
    until: date
    stops_clock: bool
    ended_on: date | None = None

    @property
    def span(self) -> tuple[date, date]:
        """(a, b): no day a < x <= b is counted; while it runs, b is the end that was told."""
        return self.started_on, self.ended_on or self.until


@dataclass(frozen=True, slots=True)
class Deferred:
    """A material that the applicant has promised to hand in later (容缺)."""

    material: str
    due: date


@dataclass(frozen=True)
class Situation:
    """What the events of a case add up to. Dates are legal days."""

    state: State = State.DRAFT
    events: int = 0
    last_on: date | None = None
    received_on: date | None = None
    # The day on which all corrections had been handed in.
    complete_on: date | None = None
    corrections_asked: int = 0
    # Every item any correction notice has named, and those still open.
    asked: tuple[str, ...] = ()
    open_items: tuple[str, ...] = ()
    correction_due: date | None = None
    accepted_on: date | None = None
    # When acceptance was recorded; only periods in hours start here.
    accepted_at: datetime | None = None
    deferred: tuple[Deferred, ...] = ()
    pauses: tuple[Pause, ...] = ()
    extended_days: int = 0
    decided_on: date | None = None
    closed_on: date | None = None
    outcome: Outcome | None = None
    outputs: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    delivered_on: date | None = None
    deemed: bool = False
    flags: frozenset[Flag] = frozenset()
    # The log-in and name of who handles it, once somebody has taken it.
    handler: str = ""
    handler_name: str = ""

    @property
    def running_pause(self) -> Pause | None:
        """The special procedure that is running now."""
        return next((pause for pause in self.pauses if pause.ended_on is None), None)

    @property
    def suspensions(self) -> tuple[tuple[date, date], ...]:
        """The spans that are not counted: special procedures that stop the clock, and nothing else."""
        return tuple(pause.span for pause in self.pauses if pause.stops_clock)

    @property
    def complete_since(self) -> date | None:
        """Since when the organ has had everything it asked for: the notice period counts from here."""
        return self.complete_on or self.received_on
