"""Writing what a person chose into a matter's form: x-element and x-role at the field's schema, nothing else changes."""
from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.errors import Invalid, Problem
from yichuang.forms.form import Form
from yichuang.forms.pointers import get

from .form import Place, places_of

BASE = ("form", "schema")


@dataclass(frozen=True)
class Choice:
    """What a person chose for a field: the pointer to its schema in the matter, the element, and whose it is."""

    pointer: str
    element: str
    role: str


def form_in(document: Mapping[str, Any]) -> Form | None:
    """The form of a matter as it is written, when there is one to be read."""
    schema, layout = get(document, BASE, None), get(document, ("form", "layout"), None)
    return Form(schema, layout) if isinstance(schema, Mapping) else None


def adopt(document: Mapping[str, Any], choices: tuple[Choice, ...]) -> dict[str, Any]:
    """The matter with the choices written in. Raises Invalid, with problems, for a field that is not there or names an
    element already, and where one person would be asked the same twice."""
    form = form_in(document)
    places = {place.pointer("/form/schema"): place for place in places_of(form)} if form else {}
    problems = [*_unfit(places, choices), *_twice(places, choices)]
    if problems:
        raise Invalid("没有采用：" + "".join(problem.message for problem in problems[:5]), problems=problems)
    changed = copy.deepcopy(dict(document))
    for choice in choices:
        field = get(changed, (*BASE, *places[choice.pointer].at))
        field.update({"x-element": choice.element, "x-role": choice.role})
    return changed


def _unfit(places: Mapping[str, Place], choices: tuple[Choice, ...]) -> Iterator[Problem]:
    for choice in choices:
        place = places.get(choice.pointer)
        if place is None:
            yield Problem(choice.pointer, "no-such-field", f"表单里已没有“{choice.pointer}”这个字段。", fix="请重新打开本页。")
        elif place.element:
            said = f"“{place.label}”已经写了数据元“{place.element}”。"
            yield Problem(choice.pointer, "named-already", said, fix="请重新打开本页。")


def _twice(places: Mapping[str, Place], choices: tuple[Choice, ...]) -> Iterator[Problem]:
    """Fields at one level that would ask one person for the same."""
    asked = Counter((place.steps[:-1], place.asked.role, place.element) for place in places.values() if place.element)
    labels = {}
    for choice in choices:
        place = places.get(choice.pointer)
        if place is None:
            continue
        key = (place.steps[:-1], choice.role, choice.element)
        asked[key] += 1
        labels[key] = place.label
    for key, label in labels.items():
        if asked[key] > 1:
            said = f"角色“{key[1]}”的“{key[2]}”会问两次（“{label}”和另一个字段）。"
            yield Problem("", "asked-twice", said, fix="只给其中一个选它，另一个改角色或选“都不是”。")
