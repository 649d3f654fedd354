"""The clock of a case, pure: its dates, the instants at which its light turns, and the light at a moment.

Rules: domain reference 4.3 (dates) and 4.6 (lights, no national standard: thresholds are settings). Only a
special procedure that stops the clock suspends; corrections need not, because nothing is accepted yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from yichuang.cases.days import ONE_DAY, begins, is_over
from yichuang.cases.facts import ClockFacts
from yichuang.cases.periods import OFFICE_HOURS, Course, Hours, Period, lay
from yichuang.cases.situation import Situation
from yichuang.cases.vocabulary import ENDED, Light, State
from yichuang.definitions.common import Limit
from yichuang.standards.workdays import STANDARD, Calendar, roll_forward

# 行政许可法 32(4) and 44; not thresholds, law.
NOTICE = Limit(days=5)
DELIVERY = Limit(days=10)
ON_THE_SPOT = Limit(days=0, unit="immediate")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When to warn. `house_notice_days`: within how many working days a received case is to be looked at where
    no law says so; exceeding it is orange, never red."""

    fraction: float = 0.25
    workdays: int = 1
    house_notice_days: int = 5
    office: Hours = OFFICE_HOURS


DEFAULTS = Thresholds()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A legal last day; `confirmed` is False while its calendar or a running procedure makes it an estimate."""

    on: date
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Clock:
    """Deadlines that have been set, the instants (UTC) at which the light turns, and its colour before that."""

    notice_due: Deadline | None = None
    promise_due: Deadline | None = None
    statutory_due: Deadline | None = None
    deliver_due: Deadline | None = None
    defer_due: Deadline | None = None
    # The deadline that counts in the present state.
    next_due: Deadline | None = None
    yellow_at: datetime | None = None
    orange_at: datetime | None = None
    red_at: datetime | None = None
    base: Light = Light.GREEN

    def light(self, now: datetime) -> Light:
        """The light at an instant."""
        return light(self.base, (self.yellow_at, self.orange_at, self.red_at), now)


Turns = tuple[datetime | None, datetime | None, datetime | None]


def light(base: Light, turns: Turns, now: datetime) -> Light:
    """The gravest colour whose instant has come, else the base; for lists that only have the cached columns."""
    colours = (Light.YELLOW, Light.ORANGE, Light.RED)
    turned = [colour for colour, at in zip(colours, turns, strict=True) if at is not None and at <= now]
    return turned[-1] if turned else base


def clock(
    now: Situation,
    facts: ClockFacts,
    calendar: Calendar = STANDARD,
    thresholds: Thresholds = DEFAULTS,
) -> Clock:
    """The clock of a situation."""
    return _Dial(now, facts, calendar, thresholds).read()


@dataclass(frozen=True, slots=True)
class _Dial:
    """The given values, so that each deadline is one small method."""

    now: Situation
    facts: ClockFacts
    calendar: Calendar
    thresholds: Thresholds

    def read(self) -> Clock:
        """All deadlines and turns."""
        notice, promise = self._notice(), self._handling(self.facts.promised)
        statutory, deliver = self._handling(self.facts.statutory), self._delivery()
        due = self._next(notice, promise, deliver)
        yellow, orange, red = self._turns(notice, promise, statutory, deliver)
        return Clock(
            notice_due=_deadline(notice),
            promise_due=self._estimate(promise),
            statutory_due=self._estimate(statutory),
            deliver_due=_deadline(deliver),
            defer_due=self._deferral(),
            next_due=self._estimate(due) if due is promise else _deadline(due),
            yellow_at=yellow,
            orange_at=orange,
            red_at=red,
            base=self._base(deliver),
        )

    def _lay(self, limit: Limit, course: Course) -> Period:
        return lay(limit, course, self.calendar, self.thresholds.office)

    def _notice(self) -> Period | None:
        since = self.now.complete_since
        if since is None:
            return None
        if self.facts.profile == "licence-32":
            return self._lay(NOTICE, Course(since))
        if self.facts.profile == "real-estate-17" or self.facts.immediate:
            # On the spot means while the office is open: what comes on a free day is looked at on the next one.
            period = self._lay(ON_THE_SPOT, Course(roll_forward(since, self.calendar)))
            return replace(period, confirmed=self.calendar.day(since).confirmed)
        return self._lay(Limit(days=self.thresholds.house_notice_days), Course(since))

    def _handling(self, limit: Limit | None) -> Period | None:
        now = self.now
        if limit is None or now.accepted_on is None:
            return None
        course = Course(now.accepted_on, now.accepted_at, now.suspensions, now.extended_days)
        return self._lay(limit, course)

    def _delivery(self) -> Period | None:
        granted = self.now.decided_on and self.now.state in (State.GRANTED, State.CLOSED, State.DELIVERED)
        if not granted or self.facts.profile != "licence-32" or self.now.outcome != "granted":
            return None
        return self._lay(DELIVERY, Course(self.now.decided_on or date.min))

    def _deferral(self) -> Deadline | None:
        return Deadline(min(each.due for each in self.now.deferred)) if self.now.deferred else None

    def _estimate(self, period: Period | None) -> Deadline | None:
        # Nobody knows yet when a running procedure ends, so neither when the rest does.
        running = self.now.running_pause
        known = running is None or not running.stops_clock
        return Deadline(period.due, period.confirmed and known) if period else None

    def _next(self, notice: Period | None, promise: Period | None, deliver: Period | None) -> Period | None:
        match self.now.state:
            case State.RECEIVED:
                return notice
            case State.ACCEPTED | State.ACCEPTED_DEFERRED | State.SPECIAL:
                return promise
            case State.GRANTED | State.CLOSED:
                return deliver
        return None

    def _base(self, deliver: Period | None) -> Light:
        state, running = self.now.state, self.now.running_pause
        if state in ENDED or (state is State.CLOSED and deliver is None):
            return Light.DONE
        stopped = state is State.SPECIAL and running is not None and running.stops_clock
        waits = state in (State.WAITING_UPSTREAM, State.CORRECTION)
        return Light.GREY if stopped or waits else Light.GREEN

    def _turns(
        self, notice: Period | None, promise: Period | None, statutory: Period | None, deliver: Period | None
    ) -> Turns:
        match self.now.state:
            case State.RECEIVED if notice:
                late = notice.exceeded_at
                law = self.facts.profile == "licence-32"
                return self._warning(notice), None if law else late, late if law else None
            case State.ACCEPTED | State.ACCEPTED_DEFERRED if promise:
                return self._running(promise, statutory, notice)
            case State.SPECIAL if promise:
                return self._special(self._running(promise, statutory, notice), notice)
            case State.GRANTED | State.CLOSED if deliver:
                return self._warning(deliver), None, deliver.exceeded_at
        return None, None, None

    def _running(self, promise: Period, statutory: Period | None, notice: Period | None) -> Turns:
        deferral = self._deferral()
        yellow = _earliest(self._warning(promise), is_over(deferral.on) if deferral else None)
        red = _earliest(statutory.exceeded_at if statutory else None, self._silence(notice))
        return yellow, promise.exceeded_at, red

    def _special(self, running: Turns, notice: Period | None) -> Turns:
        """While the clock stands still nothing new turns, but what was exceeded before stays exceeded."""
        pause = self.now.running_pause
        if pause is None or not pause.stops_clock:
            return running
        stopped_at = is_over(pause.started_on)
        orange, red = (at if at and at <= stopped_at else None for at in running[1:])
        return is_over(pause.until), orange, _earliest(red, self._silence(notice))

    def _silence(self, notice: Period | None) -> datetime | None:
        """A licence accepted by silence stays red: the organ has let the five days pass."""
        silent = self.now.deemed and self.facts.profile == "licence-32"
        return notice.exceeded_at if silent and notice else None

    def _warning(self, period: Period) -> datetime | None:
        """The beginning of the working day on which, itself counted, too few are left.

        A period that ends on the day it begins has no warning: its light would never be green.
        """
        length = len(period.workdays) or self._length(period)
        left = int(max(length * self.thresholds.fraction, self.thresholds.workdays))
        if not length or not left:
            return None
        if period.workdays:
            return begins(period.workdays[max(length - left, 0)])
        return begins(period.due - ONE_DAY * (left - 1))

    def _length(self, period: Period) -> int:
        return max((period.due - self.now.accepted_on).days, 0) if self.now.accepted_on else 0


def _deadline(period: Period | None) -> Deadline | None:
    return Deadline(period.due, period.confirmed) if period else None


def _earliest(*instants: datetime | None) -> datetime | None:
    return min((at for at in instants if at is not None), default=None)
