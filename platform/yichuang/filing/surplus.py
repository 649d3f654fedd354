"""Data that the merged form does not ask for: hidden in this scenario, forged, or simply unknown."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yichuang.definitions.bridges import transforms_of
from yichuang.definitions.bundle import Bundle, Member
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.errors import Problem
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import fields_of
from yichuang.forms.form import Form
from yichuang.forms.places import Part, links_of
from yichuang.forms.pointers import join

from .composition import Composition, Spot


def asked_anywhere(bundle: Bundle, uses: Mapping[str, Definition]) -> frozenset[Spot]:
    """Every place that some scenario of the bundle could ask for, were nothing given."""
    return frozenset(spot for member in bundle.members for spot in _spots(member, uses.get(member.matter)))


def _spots(member: Member, matter: Definition | None) -> Iterator[Spot]:
    if isinstance(matter, Matter):
        part = Part(matter.code, Form(matter.form.schema_), member.roles, row=member.for_each, transforms=transforms_of(member))
        for link in (feed for each in links_of(part) for feed in each.feeds):
            if link.place is not None:
                yield link.place.rows or "", link.place.key


def asked_now(composition: Composition) -> frozenset[Spot]:
    """Every place that this composition's form declares, conditional ones included."""
    found: set[Spot] = set()
    for field in fields_of(compiled(composition.form.schema)):
        found |= {(field.steps[0], item.steps[0]) for item in field.items} or {("", field.steps[0])}
    return frozenset(found)


def surplus_problems(composition: Composition, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Values that only a matter or a scenario answer may supply, and keys that no scenario knows.

    What another scenario asks for is hidden in this one: it is left out without a word.
    """
    now, supplied = asked_now(composition), _supplied(composition)
    for spot, steps in _spots_of(composition, data, now):
        if spot in now:
            continue
        if spot in supplied:
            yield Problem(join(("data", *steps)), "forged-output",
                          f"“{supplied[spot]}”由前序事项办结后产生或由情形回答带出，不能由申请人填写。", fix="删去它。")
        elif not {spot, _together(spot)} & composition.elsewhere:
            yield Problem(join(("data", *steps)), "unknown-field", f"表单没有“{steps[-1]}”这一项。", fix="删去它。")


def without_surplus(composition: Composition, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data that counts here: hidden means absent."""
    now = asked_now(composition)
    roles = {role for role, _ in now if role}
    kept: dict[str, Any] = {}
    for key, value in data.items():
        if key in roles and isinstance(value, list):
            kept[key] = [{name: v for name, v in row.items() if (key, name) in now} if isinstance(row, Mapping) else row
                         for row in value]
        elif ("", key) in now:
            kept[key] = value
    return kept


def _together(spot: Spot) -> Spot:
    """Where it would stand if it were not asked apart."""
    role, key = spot
    return role.partition("~")[0], key.partition("~")[0]


def _spots_of(composition: Composition, data: Mapping[str, Any],
              now: frozenset[Spot]) -> Iterator[tuple[Spot, tuple[Any, ...]]]:
    roles = {role for role, _ in (*composition.elsewhere, *now) if role}
    roles |= {plan.role for plan in composition.bundle.rows}
    for key, value in data.items():
        if key not in roles:
            yield ("", key), (key,)
        elif isinstance(value, list):
            for index, row in enumerate(value):
                yield from (((key, name), (key, index, name)) for name in (row if isinstance(row, Mapping) else ()))


def _supplied(composition: Composition) -> dict[Spot, str]:
    """Where a forger would put what a matter of this filing produces, or what an answer has settled."""
    found: dict[Spot, str] = {}
    rows = {plan.role for plan in composition.bundle.rows}
    for taken in composition.taken:
        for output in taken.matter.outputs:
            found.update(_both_spots(taken.part.role(output.role) or "", output.element, output.name, rows))
    for field in composition.bundle.answered:
        found.update(_both_spots(field.role, field.element, field.element, rows))
    return found


def _both_spots(role: str, element: str, name: str, rows: set[str]) -> dict[Spot, str]:
    spot = (role, element) if role in rows else ("", f"{role}.{element}")
    return {spot: name, ("", f"{role}.{element}"): name}
