"""How the control of a place carries its value: as the place reads texts, or as JSON with a mark that says so.

Which texts a place reads is settled by all that its schemas could say; which control is drawn, by what they say now.
"""

from __future__ import annotations

from typing import Any

from yichuang.forms.json_types import ANY
from yichuang.forms.shape import Kind, Shape
from yichuang.forms.wire import COMPOUND, json_text, same, text_of, travels, value_of

from .choices import offered, tokens_of

SINGLE = frozenset({Kind.TEXT, Kind.NUMBER, Kind.INTEGER, Kind.BOOLEAN, Kind.CHOICE, Kind.CONSTANT})
ANYTHING = Shape(Kind.JSON, ANY)
"""A place whose value or options cannot travel as its schemas read texts: JSON can say everything."""


def carriers(now: Shape, wire: Shape, inner: Shape | None, values: tuple[Any, ...]) -> tuple[Shape, Shape]:
    """(the shape that is drawn, the shape that texts are written for). `values` holds the value, or nothing.

    inner is the shape of the items where several may be chosen.
    """
    if wire.kind in COMPOUND and now.kind is not wire.kind:
        return ANYTHING, ANYTHING
    if not all(_travels(wire, inner, value, now) for value in values):
        return ANYTHING, ANYTHING
    if now.kind not in SINGLE or now is wire:
        return wire, wire
    return now, wire if all(_carries(wire, value) for value, _ in offered(now)) else ANYTHING


def written(wire: Shape, value: Any) -> str:
    """The text of a control that holds value."""
    return json_text(value) if wire is ANYTHING else text_of(wire, value)


def _travels(wire: Shape, inner: Shape | None, value: Any, now: Shape) -> bool:
    if inner is not None and isinstance(value, list):
        return tokens_of(inner, value) is not None
    return travels(wire, value, now.types)


def _carries(wire: Shape, value: Any) -> bool:
    try:
        return same(value_of(wire, text_of(wire, value), present=True), value)
    except ValueError:
        return False
