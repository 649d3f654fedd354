"""The action bar of a case: which of the allowed acts stands where, what each makes and does to the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from yichuang.cases.actions import Action
from yichuang.cases.days import in_words
from yichuang.cases.desk import Hand
from yichuang.cases.journal import clock_of
from yichuang.cases.lifecycle import apply
from yichuang.cases.notices import title_of
from yichuang.cases.records import Case
from yichuang.cases.situation import Event, Situation

# The next step of the ordinary course, whichever of them the law allows now.
ORDINARY = (
    Action.RECEIVE_CORRECTIONS,
    Action.END_SPECIAL,
    Action.FINISH_ON_THE_SPOT,
    Action.ACCEPT,
    Action.GRANT,
    Action.RECEIVE_DEFERRED,
    Action.GIVE_RESULT,
    Action.DELIVER,
)
SELDOM = frozenset({Action.NOT_NEEDED, Action.WITHDRAW, Action.EXTEND, Action.START_SPECIAL})
AGAINST = frozenset({Action.REFUSE, Action.DENY, Action.NOT_NEEDED, Action.WITHDRAW})
# Acts whose dates are known before anything is filled in: what they lead to is said beforehand.
FORESEEN: Mapping[Action, str] = MappingProxyType(
    {
        Action.ACCEPT: "今天受理的，承诺办结日是{}。",
        Action.ACCEPT_DEFERRED: "今天受理的，承诺办结日是{}。",
        Action.END_SPECIAL: "今天结束的，承诺办结日是{}。",
        Action.GRANT: "今天决定的，应在{}前送达。",
    }
)


@dataclass(frozen=True, slots=True)
class Button:
    """One act of the bar: its documents and its effect are said before it is opened."""

    action: Action
    documents: tuple[str, ...]

    @property
    def makes(self) -> str:
        """Which documents it makes."""
        return "出具" + "".join(f"《{title}》" for title in self.documents) if self.documents else "不出具文书"

    @property
    def consequence(self) -> str:
        """Both together, in one line."""
        return f"{self.makes}；{self.action.effect}"

    @property
    def tone(self) -> str:
        """Its class beside `btn`."""
        return "btn--danger" if self.action in AGAINST else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar: the one next step, others beside it, and those seldom used in a menu."""

    primary: Button | None
    beside: tuple[Button, ...]
    menu: tuple[Button, ...]


def button(action: Action, case: Case) -> Button:
    """An act of a case."""
    licence = case.matter.licence
    return Button(action, tuple(title_of(kind, licence) for kind in action.documents))


def bar(actions: Sequence[Action], case: Case) -> Bar:
    """What the law allows now, arranged; the supervisor's acts are left out."""
    mine = [action for action in actions if action.hand == "staff"]
    first = next((action for action in ORDINARY if action in mine), None)
    rest = [action for action in mine if action is not first]
    return Bar(
        primary=button(first, case) if first else None,
        beside=tuple(button(action, case) for action in rest if action not in SELDOM),
        menu=tuple(button(action, case) for action in rest if action in SELDOM),
    )


def foreseen(action: Action, case: Case, now: Situation, hand: Hand) -> str:
    """The date to which an act of today would lead, in words; empty where it depends on what is filled in."""
    if action not in FORESEEN:
        return ""
    then = now
    for kind in action.writes:
        then = apply(then, Event(kind, hand.day, hand.at, hand.name), case.matter)
    due = clock_of(case, then, hand.desk).next_due
    if due is None or case.matter.clock.immediate:
        return ""
    on = in_words(due.on) if due.confirmed else f"{in_words(due.on)}（预计，放假安排尚未公布）"
    return FORESEEN[action].format(on)
