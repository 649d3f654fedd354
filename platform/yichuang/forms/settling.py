"""Decisions and parts → parts as they are merged, what is asked apart, how it is called, and how each decision stands."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from yichuang.errors import Problem

from .assemble import RowPlan
from .conflicts import Beside, Conflict, conflicts_of
from .decisions import Decided, Decision, transform_problems
from .differences.givers import Giver
from .differences.voices import home
from .hearing import Hearing
from .places import Identity, Part
from .transforms import read_transform

Givers = Mapping[tuple[str, Identity], Giver]


@dataclass(frozen=True)
class Agenda:
    """What is decided, who is heard, and who gives values that are not asked."""

    decisions: tuple[Decision, ...] = ()
    hearing: Hearing | None = None
    """Of the parts themselves when it is None."""
    givers: Givers = field(default_factory=dict)


NOTHING_DECIDED = Agenda()


@dataclass(frozen=True)
class Settled:
    """What comes of it. `conflicts` are those that are still open."""

    parts: tuple[Part, ...]
    apart: frozenset[tuple[str, str]]
    titles: Mapping[str, str]
    conflicts: tuple[Conflict, ...]
    decided: tuple[Decided, ...] = ()


def settle(parts: Sequence[Part], rows: Mapping[str, RowPlan], agenda: Agenda) -> Settled:
    """The order of decisions and of parts changes nothing but the order."""
    beside = Beside(rows, agenda.givers)
    before = conflicts_of(parts, beside)
    if not agenda.decisions:
        return Settled(tuple(parts), _apart(before), {}, before)
    hearing = agenda.hearing or Hearing(parts)
    standing = _standing(agenda.decisions, hearing, before)
    while True:
        acting = [each.decision for each in standing if each.state == "acting"]
        made, around = _carried_out(parts, beside, acting, hearing)
        after = conflicts_of(made, around)
        failed = [decision for decision in acting if _failed(decision, after)]
        if not failed:
            break
        standing = [_refused(each, after) if each.decision in failed else each for each in standing]
    titles = {place: title for decision in acting for place, title in _titles(decision, hearing)}
    return Settled(tuple(made), around.apart | _apart(after), titles, after, tuple(standing))


def _apart(conflicts: Sequence[Conflict]) -> frozenset[tuple[str, str]]:
    return frozenset((name, conflict.where) for conflict in conflicts for name in conflict.parts)


def _standing(decisions: Sequence[Decision], hearing: Hearing, before: Sequence[Conflict]) -> list[Decided]:
    often = Counter((decision.where, decision.of_labels) for decision in decisions)
    found = []
    for decision in decisions:
        conflict = next((each for each in before if each.where == decision.where
                         and (each.kind == "label") == decision.of_labels), None)
        now = hearing.grounds(decision.where, decision.kind, decision.members)
        stands = Decided(decision, "acting", "", now, conflict)
        if often[decision.where, decision.of_labels] > 1:
            stands = replace(stands, state="refused", why="同一处有几个决定，不知道照哪一个办。请只留一个。")
        found.append(_judged(stands, hearing) if stands.state == "acting" else stands)
    return found


def _judged(stands: Decided, hearing: Hearing) -> Decided:
    decision = stands.decision
    if not hearing.members(decision.where) and decision.where not in hearing.gifts:
        return replace(stands, state="without-object", why=f"没有部门在“{decision.where}”填写。请核对位置，或删去这个决定。")
    if decision.status == "pending":
        return replace(stands, state="pending", why="还没有决定，目前分开填写。")
    if decision.grounds and decision.grounds != stands.now:
        return _outdated(stands, hearing)
    if why := _invalid(decision, hearing):
        return replace(stands, state="refused", why=why)
    if decision.take == "together" and not _in_conflict(decision, hearing):
        return replace(stands, state="without-object", why="各方本来一致，不需要这个决定。")
    return stands


def _in_conflict(decision: Decision, hearing: Hearing) -> bool:
    return any(each.where == decision.where for each in hearing.conflicts) or decision.where in hearing.gifts


def _outdated(stands: Decided, hearing: Hearing) -> Decided:
    if not _in_conflict(stands.decision, hearing):
        return replace(stands, state="without-object", why="各方的规定改了，冲突已经没有。可以删去这个决定。")
    return replace(stands, state="stale", why="各方的规定在决定之后改过，目前分开填写。请核对后重新确认。")


def _invalid(decision: Decision, hearing: Hearing) -> str:
    """Why it cannot be carried out; empty when it can."""
    members = hearing.members(decision.where)
    named = {*decision.members, *decision.transforms, *decision.titles}
    known = {*members, *(hearing.namesakes(decision.where) if decision.of_labels else ())}
    if decision.take != "split" and (unknown := sorted(named - known)):
        return f"{'、'.join(unknown)} 在这里没有字段。"
    if decision.of_labels and decision.take not in ("apart", "rename"):
        return "数据元不同，不能合为一项。请部门改用同一个数据元，或改名区分。"
    if decision.take in ("map", "split"):
        return _badly_mapped(decision, hearing)
    if decision.take == "rename":
        return _badly_named(decision, hearing)
    return ""


def _badly_mapped(decision: Decision, hearing: Hearing) -> str:
    if not any(decision.transforms.values()):
        return "没有写明怎样换算。"
    if problem := next(transform_problems(decision.transforms), None):
        return f"换算有误：{problem.message}{problem.fix}"
    for code, each in decision.transforms.items():
        known = hearing.pointers(code, None if decision.take == "split" else decision.where)
        if unknown := sorted(each.keys() - known):
            return f"“{code}”在这里没有字段 {'、'.join(unknown)}。"
    return ""


def _badly_named(decision: Decision, hearing: Hearing) -> str:
    if not decision.titles:
        return "没有写明各叫什么名称。"
    if decision.where in hearing.lists:
        return "名单不能改名区分。请选分开填写。"
    named: dict[str, set[str]] = {}
    for place, title in _titles(decision, hearing):
        named.setdefault(place, set()).add(title)
    twice = [place for place, titles in named.items() if len(titles) > 1]
    return f"{twice[0]} 有两个名称。" if twice else ""


def _titles(decision: Decision, hearing: Hearing) -> list[tuple[str, str]]:
    """What places get which title."""
    if decision.take != "rename":
        return []
    if decision.of_labels:
        places = hearing.namesakes(decision.where)
        return [(places[code], title) for code, title in decision.titles.items() if code in places]
    return [(f"{decision.where}~{code}", title) for code, title in decision.titles.items()]


def _carried_out(parts: Sequence[Part], beside: Beside, acting: Sequence[Decision],
                 hearing: Hearing) -> tuple[list[Part], Beside]:
    apart: set[tuple[str, str]] = set()
    for decision in acting:
        if decision.take in ("apart", "rename") and not decision.of_labels:
            apart |= {(code, decision.where) for code in decision.members or hearing.members(decision.where)}
    accepted = {decision.where for decision in acting if decision.take in ("together", "map", "split")}
    named = {decision.where for decision in acting if decision.of_labels}
    around = replace(beside, apart=frozenset(apart), accepted=frozenset(accepted), named=frozenset(named))
    return [_with(part, acting, apart) for part in parts], around


def _with(part: Part, acting: Sequence[Decision], apart: set[tuple[str, str]]) -> Part:
    """The part with its transforms, asked itself what it would else be given."""
    feeds = [feed for link in part.links for feed in link.feeds]
    own = {link.given for link in feeds if link.given and (part.name, str(home(part, link))) in apart}
    transforms = {pointer: found for decision in acting if decision.take in ("map", "split")
                  for pointer, document in decision.transforms.get(part.name, {}).items()
                  if not isinstance(found := read_transform(document), Problem)}
    if not own and not transforms:
        return part
    known = {identity: value for identity, value in part.known.items() if identity not in own}
    return replace(part, given=part.given - own, known=known, open=part.open - own,
                   transforms={**part.transforms, **transforms})


def _failed(decision: Decision, after: Sequence[Conflict]) -> bool:
    return decision.take in ("together", "map", "split") and any(
        conflict.where == decision.where and conflict.kind != "label" for conflict in after)


def _refused(stands: Decided, after: Sequence[Conflict]) -> Decided:
    left = next(conflict for conflict in after if conflict.where == stands.decision.where and conflict.kind != "label")
    return replace(stands, state="refused", why=f"照这样办仍有冲突：{left.message}")
