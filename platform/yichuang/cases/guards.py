"""What stands against an event: an obstacle (the law does not allow it now) or faults in what was filled in.

Rules: 行政许可法 32 (one notice, refusal only for named grounds), 42 (one extension), 45 (special procedures);
domain reference 4.4 (second notice) and 4.5 (deferral).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from yichuang.cases.days import in_words
from yichuang.cases.facts import MatterFacts
from yichuang.cases.moves import FROM, sources_in_words
from yichuang.cases.situation import Situation
from yichuang.cases.vocabulary import Kind, State

Obstacle = Callable[[Situation, MatterFacts, date], str]


def obstacle(now: Situation, kind: Kind, facts: MatterFacts, today: date) -> str:
    """Why an event is not possible now, as one sentence in Chinese; empty when it is."""
    if now.state not in FROM[kind]:
        return f"“{kind.label}”只在{sources_in_words(kind)}时办理。"
    judge = _OBSTACLES.get(kind)
    return judge(now, facts, today) if judge else ""


def _refusing(now: Situation, facts: MatterFacts, today: date) -> str:
    if now.state is State.RECEIVED:
        return ""
    if now.correction_due is None:
        return "告知书没有写明补正期限，不能以逾期为由不予受理。请先再次告知同样的内容并写明期限。"
    if today <= now.correction_due:
        return f"补正期限到{in_words(now.correction_due)}为止，还没有过。"
    return ""


def _deeming(now: Situation, facts: MatterFacts, today: date) -> str:
    return "本事项没有逾期不告知即为受理的规定。" if facts.clock.profile == "none" else ""


def _special(now: Situation, facts: MatterFacts, today: date) -> str:
    return "" if facts.specials else "本事项没有公布特别程序。"


def _extending(now: Situation, facts: MatterFacts, today: date) -> str:
    if not facts.extension_days:
        return "本事项没有延长期限的规定。"
    return "期限只能延长一次，本件已经延长过。" if now.extended_days else ""


def _granting(now: Situation, facts: MatterFacts, today: date) -> str:
    if not now.deferred or facts.grant_before_deferred:
        return ""
    return f"还有{len(now.deferred)}份容缺材料没有补交，补交前不能作出准予决定。"


def _deferred(now: Situation, facts: MatterFacts, today: date) -> str:
    return "" if now.deferred else "本件没有待补交的容缺材料。"


_OBSTACLES: Mapping[Kind, Obstacle] = MappingProxyType(
    {
        Kind.REFUSED: _refusing,
        Kind.DEEMED_ACCEPTED: _deeming,
        Kind.SPECIAL_STARTED: _special,
        Kind.EXTENDED: _extending,
        Kind.GRANTED: _granting,
        Kind.DEFERRED_ARRIVED: _deferred,
    }
)
