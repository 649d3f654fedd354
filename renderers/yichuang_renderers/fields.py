"""Widgets bid for a field and the highest bid draws it: one more widget is one more bid, not another branch."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from yichuang.forms.shape import Kind, Shape

RADIOS = 5
SEARCHED = 10
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
HINTS = {
    "cn-mobile": "tel",
    "cn-phone": "tel",
    "cn-bank-card": "numeric",
    "email": "email",
    "uri": "url",
    "cn-region": "numeric",
}
CODES = frozenset({"cn-id-number", "cn-credit-code", "cn-bank-card", "cn-real-estate-unit", "cn-region"})


@dataclass(frozen=True, slots=True)
class Place:
    """What a bid is made for: the shape of a place, its text, and the widget that the layout or schema asks for."""

    shape: Shape
    text: str = ""
    asked: str = ""
    required: bool = False

    @property
    def kind(self) -> Kind:
        """How the place is answered."""
        return self.shape.kind

    def keyword(self, name: str, default: Any = "") -> Any:
        """A keyword of the schema."""
        return self.shape.keywords.get(name, default)


Bid = tuple[int, Callable[[Place], bool], str]


def _is(*kinds: Kind) -> Callable[[Place], bool]:
    return lambda place: place.kind in kinds


def _is_day(text: str) -> bool:
    """Whether a date control would keep the text; it swallows all others."""
    if not DAY.fullmatch(text):
        return text == ""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _long(place: Place) -> bool:
    return place.kind is Kind.TEXT and (place.shape.multiline or "\n" in place.text)


def _has_empty(place: Place) -> bool:
    return any(choice.token == "" for choice in place.shape.choices)


BIDS: tuple[Bid, ...] = (
    (1, lambda place: True, "text"),
    (2, _long, "textarea"),
    (2, lambda p: p.kind is Kind.TEXT and p.keyword("format") == "date" and _is_day(p.text), "date"),
    (2, _is(Kind.INTEGER, Kind.NUMBER), "number"),
    (2, _is(Kind.BOOLEAN), "radios"),
    (2, _is(Kind.CHOICE), "select"),
    (3, lambda p: p.kind is Kind.CHOICE and len(p.shape.choices) <= RADIOS, "radios"),
    (3, lambda p: p.kind is Kind.CHOICE and p.asked == "radio", "radios"),
    (4, lambda p: p.kind is Kind.CHOICE and p.asked == "select", "select"),
    # An option whose text is empty cannot stand in a list beside the “not chosen yet” line.
    (5, lambda p: p.kind is Kind.CHOICE and _has_empty(p), "radios"),
    (2, _is(Kind.CHOICES), "checks"),
    (2, _is(Kind.CONSTANT), "constant"),
    (2, _is(Kind.NULL), "nothing"),
    (2, _is(Kind.OBJECT), "group"),
    (2, _is(Kind.ROWS, Kind.LIST), "rows"),
    (2, _is(Kind.JSON), "json"),
)


def widget_of(place: Place) -> str:
    """The widget that draws a place; of equal bids the later."""
    best, widget = 0, "text"
    for rank, test, name in BIDS:
        if rank >= best and test(place):
            best, widget = rank, name
    return widget


def width_of(place: Place, widget: str) -> str:
    """How much of a line a field takes when the layout does not say: short answers half, long ones all."""
    if widget in {"textarea", "json", "group", "rows", "checks"}:
        return ""
    if widget == "radios":
        letters = sum(len(choice.title) + 3 for choice in place.shape.choices)
        return "half" if letters <= 24 else ""
    return "" if place.kind is Kind.TEXT and int(place.keyword("maxLength", 0)) > 60 else "half"


def inputmode_of(shape: Shape) -> str:
    """The keyboard that suits a text control.

    There is no `maxlength` beside it: that would cut a pasted number with spaces, and counts rare characters twice.
    """
    numbers = {Kind.INTEGER: "numeric", Kind.NUMBER: "decimal"}
    return numbers.get(shape.kind) or HINTS.get(str(shape.keywords.get("format")), "")


def is_code(shape: Shape) -> bool:
    """Whether the answer is a number of identity."""
    return shape.keywords.get("format") in CODES
