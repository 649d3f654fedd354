"""Merges many departments' forms into one: each (role, element) is asked once, under constraints that suit them all."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .assemble import Level, Naming, RowPlan, merged_schema
from .conflicts import Conflict
from .decisions import Decided
from .form import Form
from .joining import informed
from .nested import nested_lists
from .places import Link, Part, Place, links_of, shared_places
from .rewrite import Rewriter
from .settling import NOTHING_DECIDED, Agenda, settle


@dataclass(frozen=True)
class Merged:
    """One form from many, the links back to each of them, and what could not be reconciled."""

    form: Form
    links: tuple[Link, ...]
    conflicts: tuple[Conflict, ...] = ()
    parts: tuple[Part, ...] = ()
    """The parts as they were merged: with the transforms that staff have decided."""
    decided: tuple[Decided, ...] = ()

    def mapping(self) -> list[dict[str, Any]]:
        """For every field of every part, what feeds it."""
        return [entry for link in self.links for entry in link.entries()]


def merge(parts: Sequence[Part], rows: Mapping[str, RowPlan] | None = None,
          titles: Mapping[str, str] | None = None, agenda: Agenda = NOTHING_DECIDED) -> Merged:
    """One form for all parts. `rows` plans the roles played several times; `titles` names places (`key`, `rows/*/key`);
    `agenda` is what staff have decided about differences."""
    settled = settle(parts, rows or {}, agenda)
    parts, conflicts = settled.parts, settled.conflicts
    links = _known({part.name: links_of(part, settled.apart) for part in parts})
    shared = shared_places(link for found in links.values() for link in found)
    top, beyond, definitions = Level(), list[Conflict](), dict[str, Any]()
    levels: dict[str, Level] = {}
    for part in parts:
        rewriter = Rewriter(part, links[part.name], shared)
        halves = rewriter.whole()
        top.take(halves.top)
        if part.row and any(feed.place and feed.place.rows for link in links[part.name] for feed in link.feeds):
            # The array is there even when only conditions speak of its fields.
            levels.setdefault(part.row, Level()).take(halves.row)
            top.said.setdefault(part.row, [])
        beyond.extend(_beyond(part, rewriter))
        definitions.update(rewriter.definitions.found)
    plans = {link.rows: RowPlan() for found in links.values() for link in found if link.rows} | dict(rows or {})
    schema = merged_schema(top, levels, plans, Naming({**(titles or {}), **settled.titles}, _used_by(links)))
    if definitions:
        schema["$defs"] = definitions
    every = tuple(link for found in links.values() for link in found)
    return Merged(Form(schema), every, (*conflicts, *nested_lists(parts), *beyond), settled.parts, settled.decided)


def _beyond(part: Part, rewriter: Rewriter) -> list[Conflict]:
    """What a form says that a merged form cannot: it stays the department's to check when the part is projected."""
    sentences = {"cycle": "这一项显示与否又取决于它自己，条件绕成了圈，没有定论。",
                 "undeclared": "必填的这一项没有声明，收件时不会问到。",
                 "level": "这一条同时涉及逐人和整件的内容，不能并入合并表单。",
                 "given": "条件取决于前序事项的结果，收件时还不能判断。", "$ref": "表单引用自身，合并表单只核对到重复处。",
                 "transform": "这一条要求不能换算成合并表单的值，拆分后才能核对。"}
    return [Conflict("beyond", "/".join((part.name, *steps)), sentences.get(key, f"“{key}”不能并入合并表单。"),
                     ("改写为 if/then 条件", "保留在部门表单中，分发前再校验")) for steps, key in dict.fromkeys(rewriter.beyond)]


def _known(found: Mapping[str, Sequence[Link]]) -> dict[str, list[Link]]:
    """The links of each part, those that are joined knowing what they have to know of the others."""
    links: dict[str, list[Link]] = {name: [] for name in found}
    for link in informed([link for each in found.values() for link in each]):
        links[link.part].append(link)
    return links


def _used_by(links: Mapping[str, Sequence[Link]]) -> dict[Place, list[str]]:
    used: dict[Place, list[str]] = {}
    for name, found in links.items():
        for link in (feed for each in found for feed in each.feeds):
            if link.place is not None and name not in used.setdefault(link.place, []):
                used[link.place].append(name)
    return used
