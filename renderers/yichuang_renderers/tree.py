"""Builds the tree of a form: the values pruned to what is asked, the fields arranged as the layout says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from yichuang.errors import Problem
from yichuang.forms.compiled import compiled
from yichuang.forms.form import Form
from yichuang.forms.visibility import prune

from .grow import Grower, Spot
from .nodes import FieldNode, Mode, Section, Surroundings, Tree

OTHERS = "其他信息"


def build(
    form: Form,
    values: Mapping[str, Any],
    problems: Sequence[Problem] = (),
    mode: Mode = Mode.EDIT,
    around: Surroundings | None = None,
) -> Tree:
    """The tree of a form with values and what is wrong with them. Raises SchemaInvalid for a form that cannot be used.

    Values that conditions hide are left out before anything else looks at them.
    """
    schema = compiled(form.schema)
    grower = Grower(schema, problems, replace(around or Surroundings(), mode=mode))
    root = Spot((), [schema.schema], [schema.schema], prune(schema, dict(values)))
    fields = tuple(grower.below(root, _wanted(form.layout)))
    everything = tuple(dict.fromkeys([*problems, *_found(fields), *grower.strange(root)]))
    placed = set(_pointers(fields))
    title = schema.schema.get("title", "") if isinstance(schema.schema, Mapping) else ""
    return Tree(
        str(title),
        tuple(_sections(form, fields)),
        everything,
        tuple(problem for problem in everything if problem.pointer not in placed),
        mode,
    )


def _wanted(layout: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any]]:
    """What the layout says of each top-level field."""
    return {key: said for part in _parts(layout) for key, said in _keys(part)}


def _parts(layout: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    sections = layout.get("sections") if layout else None
    return [part for part in sections if isinstance(part, Mapping)] if isinstance(sections, list) else []


def _keys(part: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The fields of a section; each a key (or the pointer of one), or `{"field", "width", "widget"}`."""
    for said in part.get("fields", ()):
        wanted: Mapping[str, Any] = said if isinstance(said, Mapping) else {"field": said}
        key = wanted.get("field")
        if isinstance(key, str):
            yield key.removeprefix("/"), wanted


def _sections(form: Form, fields: Sequence[FieldNode]) -> Iterator[Section]:
    """Sections of the layout; without one, those that fields name; what is in none comes last."""
    left = {field.key: field for field in fields}
    parts = _parts(form.layout)
    for number, part in enumerate(parts, 1):
        mine = tuple(left.pop(key) for key, _ in _keys(part) if key in left)
        if mine:
            yield Section(
                str(part.get("code") or number), str(part.get("title") or ""), mine, str(part.get("help") or "")
            )
    if left and parts:
        yield Section("other", OTHERS, tuple(left.values()))
    elif left:
        yield from _groups(left.values())


def _groups(fields: Iterable[FieldNode]) -> Iterator[Section]:
    groups: dict[str, list[FieldNode]] = {}
    for field in fields:
        groups.setdefault(field.section, []).append(field)
    for number, (title, members) in enumerate(groups.items(), 1):
        yield Section(str(number), title or (OTHERS if len(groups) > 1 else ""), tuple(members))


def _found(fields: Iterable[FieldNode]) -> Iterator[Problem]:
    for field in fields:
        yield from field.problems
        yield from _found(field.children)


def _pointers(fields: Iterable[FieldNode]) -> Iterator[str]:
    for field in fields:
        yield field.pointer
        yield from _pointers(field.children)
