"""Merges many departments' forms into one: each (role, element) is asked once, under constraints that suit them all."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .assemble import Level, Naming, RowPlan, merged_schema
from .conflicts import Conflict, conflicts_of
from .form import Form
from .places import Link, Part, Place, links_of
from .rewrite import Rewriter


@dataclass(frozen=True)
class Merged:
    """One form from many, the links back to each of them, and what could not be reconciled."""

    form: Form
    links: tuple[Link, ...]
    conflicts: tuple[Conflict, ...] = ()

    def mapping(self) -> list[dict[str, Any]]:
        """For every field of every part, what feeds it."""
        return [link.as_dict() for link in self.links]


def merge(parts: Sequence[Part], rows: Mapping[str, RowPlan] | None = None,
          titles: Mapping[str, str] | None = None) -> Merged:
    """One form for all parts. `rows` plans the roles played several times; `titles` names places (`key`, `rows/*/key`)."""
    conflicts = conflicts_of(parts)
    apart = frozenset((name, conflict.where) for conflict in conflicts for name in conflict.parts)
    links = {part.name: links_of(part, apart) for part in parts}
    top, beyond = Level(), list[Conflict]()
    levels: dict[str, Level] = {}
    for part in parts:
        rewriter = rewriter_of(part, links[part.name])
        halves = rewriter.split(part.form.schema)
        top.take(halves.top)
        if part.row and any(link.place and link.place.rows for link in links[part.name]):
            # The array is there even when only conditions speak of its fields.
            levels.setdefault(part.row, Level()).take(halves.row)
            top.said.setdefault(part.row, [])
        beyond.extend(_beyond(part, rewriter))
    schema = merged_schema(top, levels, rows or {}, Naming(titles or {}, _used_by(links)))
    return Merged(Form(schema), tuple(link for found in links.values() for link in found), (*conflicts, *beyond))


def rewriter_of(part: Part, links: Sequence[Link]) -> Rewriter:
    """What says one part's schema in the names of the merged form."""
    groups = {link.steps: link.rows for link in links if link.rows}
    by_steps = {(link.steps if link.inner is None else (*link.steps, "*", *link.inner)): link for link in links}
    return Rewriter(part.ready, by_steps, groups, part.row, part.known, part.open)


def _beyond(part: Part, rewriter: Rewriter) -> list[Conflict]:
    """What a form says that a merged form cannot: it stays the department's to check when the part is projected."""
    sentences = {"given": "条件取决于前序事项的结果，收件时还不能判断。", "$ref": "表单引用自身，合并表单只核对到重复处。",
                 "transform": "这一条要求不能换算成合并表单的值，拆分后才能核对。"}
    return [Conflict("beyond", "/".join((part.name, *steps)), sentences.get(key, f"“{key}”不能并入合并表单。"),
                     ("改写为 if/then 条件", "保留在部门表单中，分发前再校验")) for steps, key in dict.fromkeys(rewriter.beyond)]


def _used_by(links: Mapping[str, Sequence[Link]]) -> dict[Place, list[str]]:
    used: dict[Place, list[str]] = {}
    for name, found in links.items():
        for link in found:
            if link.place is not None and name not in used.setdefault(link.place, []):
                used[link.place].append(name)
    return used
