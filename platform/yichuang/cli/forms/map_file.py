"""What `forms merge --map` says: whose the roles of each form are, which transforms stand at its fields, and what has been
decided where forms differ."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from yichuang.cli.context import read_json
from yichuang.errors import Invalid, Problem
from yichuang.forms.bridges import bridge_problems
from yichuang.forms.compiled import compiled
from yichuang.forms.decisions import Decision, read_decision
from yichuang.forms.form import Form
from yichuang.forms.places import Part
from yichuang.forms.pointers import escape
from yichuang.forms.transforms import Borrowed, Join, Source, Transform, placed_at, read_placed, read_transform

PLACED = ("form", "pointer")


@dataclass(frozen=True)
class MapFile:
    """Roles and transforms by the name of the form, and decisions about places."""

    roles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    transforms: tuple[Mapping[str, Any], ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def forms(self) -> frozenset[str]:
        """The forms that it speaks of."""
        decided = (name for each in self.decisions for name in (*each.members, *each.transforms, *each.titles))
        return frozenset(self.roles) | {each["form"] for each in self.transforms} | frozenset(decided)

    def of(self, name: str) -> dict[str, Transform]:
        """The transforms of one form, by pointer."""
        read = {each["pointer"]: read_transform(_bare(each)) for each in self.transforms if each["form"] == name}
        return {pointer: found for pointer, found in read.items() if not isinstance(found, Problem)}


def read_map(path: Path | None) -> MapFile:
    """Raises Invalid with every problem at its place in the file."""
    document = read_json(path) if path else {}
    roles = document.get("roles", {}) if isinstance(document, dict) else None
    listed = document.get("transforms", []) if isinstance(document, dict) else None
    if not isinstance(listed, list) or not isinstance(roles, dict) or not all(_are_roles(each) for each in roles.values()):
        raise Invalid("对照文件应为 {\"roles\": {\"表单名\": {\"角色\": \"角色\"}}, \"transforms\": […]}。请改正后再试。")
    _refuse([placed_at(found, f"/transforms/{index}") for index, each in enumerate(listed)
             if isinstance(found := read_placed(each), Problem)])
    return MapFile(roles, tuple(listed), tuple(_decisions(document.get("decisions", []))))


def _decisions(listed: Any) -> Iterator[Decision]:
    if not isinstance(listed, list):
        raise Invalid("对照文件中的 decisions 应为列表。请改正后再试。")
    read = [read_decision(each) for each in listed]
    problems = [placed_at(problem, f"/decisions/{index}") for index, each in enumerate(read)
                if not isinstance(each, Decision) for problem in each]
    if problems:
        raise Invalid("对照文件中的决定有误，没有合并。", problems=problems)
    yield from (each for each in read if isinstance(each, Decision))


def with_map(forms: Mapping[str, Form], given: MapFile) -> list[Part]:
    """The forms as parts of a merge. Raises Invalid when the map does not fit them."""
    if unknown := sorted(given.forms - set(forms)):
        raise Invalid(f"对照文件提到没有给出的表单：{'、'.join(unknown)}。请核对文件名。")
    _refuse([*_twice(given), *(problem for name in forms for problem in _standing(name, forms[name], given))])
    parts = [Part(name, form, given.roles.get(name, {}), transforms=given.of(name), called=_called(name, form))
             for name, form in forms.items()]
    _refuse(list(_reading(parts, given)))
    return parts


def _called(name: str, form: Form) -> str:
    title = form.schema.get("title")
    return f"《{title}》" if isinstance(title, str) and title else name


def _are_roles(roles: Any) -> bool:
    return isinstance(roles, dict) and all(isinstance(role, str) for role in roles.values())


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise Invalid("对照文件中的换算有误，没有合并。", problems=problems)


def _bare(each: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in each.items() if key not in PLACED}


def _twice(given: MapFile) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for index, each in enumerate(given.transforms):
        here = each["form"], each["pointer"]
        if here in seen:
            yield Problem(f"/transforms/{index}", "transform", f"“{here[0]}”的“{here[1]}”写了两种换算。", fix="只留一种。")
        seen.add(here)


def _standing(name: str, form: Form, given: MapFile) -> Iterator[Problem]:
    """What a form has against the transforms at its fields."""
    at = {"/" + escape(each["pointer"]): index for index, each in enumerate(given.transforms) if each["form"] == name}
    documents = {each["pointer"]: _bare(each) for each in given.transforms if each["form"] == name}
    for problem in bridge_problems(compiled(form.schema), documents, name, placed="/pointer"):
        whose = "/" + problem.pointer.split("/")[1]
        yield replace(problem, pointer=f"/transforms/{at[whose]}{problem.pointer[len(whose):]}")


def _reading(parts: Sequence[Part], given: MapFile) -> Iterator[Problem]:
    """Sources must be fields that somebody asks, or that can be asked: with an element and a title."""
    asked = {feed.place.key: feed.source is not None for part in parts for link in part.links
             for feed in link.feeds if feed.place and feed.source is None and not isinstance(feed.transform, Borrowed)}
    for index, each in enumerate(given.transforms):
        transform = read_transform(_bare(each))
        for step, source in _sources(transform):
            at = f"/transforms/{index}/{step}"
            known = source.field in asked or (source.identity is not None and source.identity[1] in asked)
            if source.identity is None and not known:
                yield Problem(at, "transform", f"没有哪张表单问到“{source.field}”。", fix="改成合并表单里有的字段。")
            elif not known and source.title is None:
                yield Problem(at, "transform", f"没有哪张表单问到“{source.field}”，合并表单要新问这一项，却没有名称。",
                              fix=f"写成 {{\"field\": \"{source.field}\", \"title\": \"…\"}}，或改成已有的字段。")


def _sources(transform: Any) -> Iterator[tuple[str, Source]]:
    if isinstance(transform, Join):
        yield from ((f"sources/{index}", source) for index, source in enumerate(transform.sources))
    elif isinstance(transform, Borrowed):
        yield "source", transform.source
