"""Lists that departments keep of the same role: how many rows there may be, and what makes two rows one."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yichuang.forms.assemble import RowPlan
from yichuang.forms.places import Part
from yichuang.forms.pointers import Steps, join
from yichuang.forms.sure import sure_parts_at

from .emptiness import Clash

BOUNDS = ("minItems", "maxItems")
PLAN = "一件事"


@dataclass(frozen=True)
class ListClash:
    """One array of the merged form that cannot suit all: `sides` are (part, called, pointer, words), `ways` (words, take)."""

    kind: str
    where: str
    clash: Clash
    title: str
    sides: tuple[tuple[str, str, str, str], ...]
    members: tuple[str, ...]
    parts: tuple[str, ...]
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _List:
    part: Part
    steps: Steps
    said: Mapping[str, Any]

    @property
    def words(self) -> str:
        least, most = self.said.get("minItems"), self.said.get("maxItems")
        said = [f"至少 {least} 行"] if least is not None else []
        return "，".join([*said, *([f"至多 {most} 行"] if most is not None else [])]) or "不限行数"

    @property
    def key(self) -> tuple[str, ...]:
        found = self.said.get("x-key")
        return tuple(map(str, found)) if isinstance(found, list) else ()


def list_clashes(parts: Sequence[Part], plans: Mapping[str, RowPlan],
                 apart: frozenset[tuple[str, str]]) -> Iterator[ListClash]:
    """Of every role of which a department keeps a list itself; lists that are asked apart already are left alone."""
    keeping: dict[str, list[_List]] = {}
    for part in parts:
        for steps, role in _kept(part).items():
            if (part.name, role) not in apart:
                keeping.setdefault(role, []).append(_List(part, steps, _said(part, steps)))
    for role, lists in keeping.items():
        yield from _bounds(role, lists, plans.get(role, RowPlan()))
        yield from _keys(role, lists, plans.get(role, RowPlan()))


def said_of_lists(parts: Sequence[Part]) -> dict[str, dict[str, dict[str, Any]]]:
    """Role → part → what it demands of the list that it keeps itself."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for part in parts:
        for steps, role in _kept(part).items():
            found.setdefault(role, {})[part.name] = _said(part, steps)
    return found


def _kept(part: Part) -> dict[Steps, str]:
    return {link.steps: link.rows for link in part.links if link.rows and link.inner is not None}


def _said(part: Part, steps: Steps) -> dict[str, Any]:
    """The strictest bounds, and the first title and key."""
    found: dict[str, Any] = {}
    for said in sure_parts_at(part.ready, steps):
        if isinstance(said, Mapping):
            for key, strict in (("minItems", max), ("maxItems", min)):
                if key in said:
                    found[key] = strict(said[key], found.get(key, said[key]))
            found.update({key: said[key] for key in ("title", "x-key") if key in said and key not in found})
    return found


def _bounds(role: str, lists: Sequence[_List], plan: RowPlan) -> Iterator[ListClash]:
    least = max((n for n in (*(one.said.get("minItems") for one in lists), plan.minimum) if n is not None), default=0)
    most = min((n for n in (*(one.said.get("maxItems") for one in lists), plan.maximum) if n is not None), default=least)
    if least <= most:
        return
    names = tuple(dict.fromkeys(one.part.name for one in lists))
    sides = [(one.part.name, one.part.called or one.part.name, join(one.steps), one.words) for one in lists]
    if plan.minimum is not None or plan.maximum is not None:
        planned = {"minItems": plan.minimum, "maxItems": plan.maximum}
        said = {key: value for key, value in planned.items() if value is not None}
        sides.append(("", PLAN, "", _List(lists[0].part, (), said).words))
    yield ListClash("range", role, Clash("range", f"行数没有交集：至少 {least} 行，至多 {most} 行。"),
                    str(plan.title or lists[0].said.get("title") or role), tuple(sides), names, names,
                    (("分开填写（各列各的名单）", "apart"),))


def _keys(role: str, lists: Sequence[_List], plan: RowPlan) -> Iterator[ListClash]:
    keyed = [one for one in lists if one.key]
    said = dict.fromkeys([*(frozenset(one.key) for one in keyed), *([frozenset(plan.key)] if plan.key else [])])
    if len(said) < 2:
        return
    names = tuple(dict.fromkeys(one.part.name for one in keyed))
    sides = [(one.part.name, one.part.called or one.part.name, join(one.steps), f"按 {'、'.join(one.key)} 认一行") for one in keyed]
    if plan.key:
        sides.append(("", PLAN, "", f"按 {'、'.join(plan.key)} 认一行"))
    ways = (("认定是同样的行，按次序对应", "together"), ("分开填写（各列各的名单）", "apart"))
    yield ListClash("row-key", role, Clash("row-key", "怎样算同一行，规定不一。"),
                    str(plan.title or lists[0].said.get("title") or role), tuple(sides), names, (), ways)
