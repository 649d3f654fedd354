"""The life of a case, pure: events add up to a situation, and the law says what may come next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from yichuang.cases.actions import Action
from yichuang.cases.days import in_words, legal_day
from yichuang.cases.effects import EFFECTS
from yichuang.cases.facts import MatterFacts
from yichuang.cases.faults import faults
from yichuang.cases.guards import obstacle
from yichuang.cases.moves import FROM, sources_in_words
from yichuang.cases.situation import Deferred, Event, Pause, Situation
from yichuang.cases.vocabulary import Flag, Ground, Kind, Outcome, State
from yichuang.errors import Conflict, Invalid

__all__ = [
    "Action",
    "Deferred",
    "Event",
    "Flag",
    "Ground",
    "Kind",
    "NotAllowed",
    "Outcome",
    "Pause",
    "Situation",
    "State",
    "allowed",
    "apply",
    "fold",
]


class NotAllowed(Conflict):
    """本件现在的状态不允许这样办理。"""


def fold(events: Iterable[Event]) -> Situation:
    """What stored events add up to. They are taken as they are: rules of today do not judge the past.

    Raises NotAllowed for a sequence that no state allows, which only a damaged record can hold.
    """
    now = Situation()
    for event in events:
        if now.state not in FROM[event.kind]:
            raise NotAllowed(
                f"办件记录不连贯：“{now.state.label}”之后不能有“{event.kind.label}”，"
                f"它只在{sources_in_words(event.kind)}时发生。请联系系统管理员核对记录。"
            )
        now = _advance(now, event)
    return now


def apply(now: Situation, event: Event, facts: MatterFacts) -> Situation:
    """The situation after an event that happens now.

    Raises NotAllowed with the state, the reason and what is possible; Invalid with all faults of the detail.
    """
    why = _out_of_time(now, event) or obstacle(now, event.kind, facts, event.happened_on)
    if why:
        raise NotAllowed(_refusal(now, event, facts, why))
    if found := faults(now, event, facts):
        raise Invalid(f"“{event.kind.label}”没有登记：{found[0].message}", problems=found)
    return _advance(now, event)


def allowed(now: Situation, facts: MatterFacts, today: date) -> tuple[Action, ...]:
    """What the law allows on a day, in the order of the buttons."""
    return tuple(action for action in Action if _possible(now, action, facts, today))


def _advance(now: Situation, event: Event) -> Situation:
    then = EFFECTS[event.kind](now, event)
    # Office matters of ours never make a legal act of yesterday too late to be entered today.
    last_on = now.last_on if event.kind in (Kind.TAKEN, Kind.RESCHEDULED) else event.happened_on
    return replace(then, events=now.events + 1, last_on=last_on)


def _possible(now: Situation, action: Action, facts: MatterFacts, today: date) -> bool:
    if action is Action.ACCEPT_DEFERRED and not facts.deferrable:
        return False
    if action is Action.FINISH_ON_THE_SPOT and not facts.clock.immediate:
        return False
    return not obstacle(now, action.writes[0], facts, today)


def _out_of_time(now: Situation, event: Event) -> str:
    if event.happened_on > legal_day(event.at):
        return f"办理日期{in_words(event.happened_on)}还没有到。"
    if now.last_on and event.happened_on < now.last_on:
        return f"办理日期早于上一步的日期{in_words(now.last_on)}。"
    return ""


def _refusal(now: Situation, event: Event, facts: MatterFacts, why: str) -> str:
    possible = "、".join(f"“{each.label}”" for each in allowed(now, facts, event.happened_on))
    ending = f"现在可以办理：{possible}。" if possible else "本件已经不能再办理。"
    return f"本件现在是“{now.state.label}”，没有登记“{event.kind.label}”。{why}{ending}"
