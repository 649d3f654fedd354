"""What each event does to a situation; every effect is a pure function of the two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from yichuang.cases.situation import Deferred, Event, Pause, Situation
from yichuang.cases.vocabulary import Flag, Ground, Kind, Outcome, State

Effect = Callable[[Situation, Event], Situation]


def _waiting(now: Situation, event: Event) -> Situation:
    return replace(now, state=State.WAITING_UPSTREAM)


def _received(now: Situation, event: Event) -> Situation:
    return replace(now, state=State.RECEIVED, received_on=event.happened_on)


def _upstream_failed(now: Situation, event: Event) -> Situation:
    return _ended(now, event, State.TERMINATED, Outcome.UPSTREAM_FAILED)


def _corrections_asked(now: Situation, event: Event) -> Situation:
    items = tuple(dict.fromkeys(each["item"] for each in event.detail["items"]))
    new = tuple(item for item in items if item not in now.asked)
    again = {Flag.NOTIFIED_AGAIN} if now.corrections_asked and new else set()
    return replace(
        now,
        state=State.CORRECTION,
        corrections_asked=now.corrections_asked + 1,
        asked=now.asked + new,
        open_items=items,
        complete_on=None,
        correction_due=_day(event.detail.get("deadline")),
        flags=now.flags | again,
    )


def _corrected(now: Situation, event: Event) -> Situation:
    handed_in = event.detail.get("items") or now.open_items
    still_open = tuple(item for item in now.open_items if item not in handed_in)
    if still_open:
        return replace(now, open_items=still_open)
    return replace(now, state=State.RECEIVED, open_items=(), complete_on=event.happened_on, correction_due=None)


def _not_needed(now: Situation, event: Event) -> Situation:
    return _ended(now, event, State.NOT_NEEDED, Outcome.NOT_NEEDED)


def _refused(now: Situation, event: Event) -> Situation:
    late = event.detail.get("ground") == Ground.CORRECTION_OVERDUE
    return _ended(now, event, State.REFUSED, Outcome.CORRECTION_TIMEOUT if late else Outcome.REFUSED)


def _accepted(now: Situation, event: Event) -> Situation:
    deferred = tuple(
        Deferred(each["material"], date.fromisoformat(each["due"])) for each in event.detail.get("deferred") or ()
    )
    # After corrections the law dates acceptance to the day on which all of them had been handed in.
    day = now.complete_on or event.happened_on
    return replace(now, state=_review(deferred), accepted_on=day, accepted_at=event.at, deferred=deferred)


def _deemed_accepted(now: Situation, event: Event) -> Situation:
    return replace(
        now,
        state=State.ACCEPTED,
        accepted_on=now.complete_since,
        accepted_at=event.at,
        deemed=True,
        flags=now.flags | {Flag.DEEMED},
    )


def _deferred_arrived(now: Situation, event: Event) -> Situation:
    arrived = event.detail.get("materials") or [each.material for each in now.deferred]
    left = tuple(each for each in now.deferred if each.material not in arrived)
    state = now.state if now.state is State.SPECIAL else _review(left)
    return replace(now, state=state, deferred=left)


def _special_started(now: Situation, event: Event) -> Situation:
    detail = event.detail
    pause = Pause(
        name=detail["name"],
        started_on=event.happened_on,
        until=date.fromisoformat(detail["until"]),
        stops_clock=bool(detail["stops_clock"]),
    )
    return replace(now, state=State.SPECIAL, pauses=(*now.pauses, pause))


def _special_ended(now: Situation, event: Event) -> Situation:
    return replace(now, state=_review(now.deferred), pauses=_all_ended(now, event))


def _extended(now: Situation, event: Event) -> Situation:
    return replace(now, extended_days=now.extended_days + event.detail["days"])


def _granted(now: Situation, event: Event) -> Situation:
    outputs = _with_outputs(now, event)
    return replace(now, state=State.GRANTED, decided_on=event.happened_on, outcome=Outcome.GRANTED, outputs=outputs)


def _denied(now: Situation, event: Event) -> Situation:
    return replace(now, state=State.DENIED, decided_on=event.happened_on, outcome=Outcome.DENIED)


def _closed(now: Situation, event: Event) -> Situation:
    outputs = _with_outputs(now, event)
    return replace(now, state=State.CLOSED, closed_on=event.happened_on, outputs=outputs)


def _delivered(now: Situation, event: Event) -> Situation:
    return replace(now, state=State.DELIVERED, delivered_on=event.happened_on)


def _withdrawn(now: Situation, event: Event) -> Situation:
    return _ended(now, event, State.WITHDRAWN, Outcome.WITHDRAWN)


def _voided(now: Situation, event: Event) -> Situation:
    return _ended(now, event, State.VOID, Outcome.VOID)


def _taken(now: Situation, event: Event) -> Situation:
    return replace(now, handler=event.detail["login"], handler_name=event.by)


def _rescheduled(now: Situation, event: Event) -> Situation:
    return now


def _ended(now: Situation, event: Event, state: State, outcome: Outcome) -> Situation:
    return replace(now, state=state, outcome=outcome, closed_on=event.happened_on, pauses=_all_ended(now, event))


def _all_ended(now: Situation, event: Event) -> tuple[Pause, ...]:
    return tuple(pause if pause.ended_on else replace(pause, ended_on=event.happened_on) for pause in now.pauses)


def _review(deferred: tuple[Deferred, ...]) -> State:
    return State.ACCEPTED_DEFERRED if deferred else State.ACCEPTED


def _with_outputs(now: Situation, event: Event) -> Mapping[str, Any]:
    return MappingProxyType({**now.outputs, **(event.detail.get("outputs") or {})})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


EFFECTS: Mapping[Kind, Effect] = MappingProxyType(
    {
        Kind.WAITING: _waiting,
        Kind.RECEIVED: _received,
        # The upstream output has arrived: only now is the application received (domain reference 5.4 rule 8).
        Kind.RELEASED: _received,
        Kind.UPSTREAM_FAILED: _upstream_failed,
        Kind.CORRECTIONS_ASKED: _corrections_asked,
        Kind.CORRECTED: _corrected,
        Kind.NOT_NEEDED: _not_needed,
        Kind.REFUSED: _refused,
        Kind.ACCEPTED: _accepted,
        Kind.DEEMED_ACCEPTED: _deemed_accepted,
        Kind.DEFERRED_ARRIVED: _deferred_arrived,
        Kind.SPECIAL_STARTED: _special_started,
        Kind.SPECIAL_ENDED: _special_ended,
        Kind.EXTENDED: _extended,
        Kind.GRANTED: _granted,
        Kind.DENIED: _denied,
        Kind.CLOSED: _closed,
        Kind.DELIVERED: _delivered,
        Kind.WITHDRAWN: _withdrawn,
        Kind.VOIDED: _voided,
        Kind.TAKEN: _taken,
        Kind.RESCHEDULED: _rescheduled,
    }
)
