"""How much paper an answer written by hand takes, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

from yichuang.forms.shape import Kind

from ..nodes import FieldNode

WIDTH = 174.0
"""Between the margins."""
HALF = 85.0
CELL = (6.0, 8.0)
LINE = 9.0
SIGN = 3.2
"""One printed sign of a label."""
TICK = 4.5
SHORT, ONE_LINE, TWO_LINES = 20, 60, 120
"""Longest texts that get half a line, one, two; the longest allowed is far longer than what is mostly written."""
MOST_OPTIONS = 16
"""More are not printed: the name is written instead."""
CELLS = {
    "cn-id-number": 18,
    "cn-credit-code": 18,
    "cn-mobile": 11,
    "cn-bank-card": 19,
    "cn-region": 12,
    "cn-real-estate-unit": 28,
    "date": 8,
}


@dataclass(frozen=True, slots=True)
class Need:
    """What one answer takes: its kind of place, cells or lines, width and height without the label."""

    kind: str
    count: int
    width: float
    height: float


def need_of(node: FieldNode) -> Need:
    """The place for the answer of one field that has nothing inside."""
    # The number of a paper is mostly that of an identity card; others are shorter.
    cells = CELLS.get(node.format) or (CELLS["cn-id-number"] if node.element.endswith(".id_no") else 0)
    if node.kind is Kind.TEXT and cells:
        return Need("cells", cells, cells * CELL[0], CELL[1])
    if node.options and len(node.options) <= MOST_OPTIONS:
        return _ticks(node)
    if node.kind in (Kind.INTEGER, Kind.NUMBER):
        return Need("lines", 1, HALF, LINE)
    return _lines(node)


def _ticks(node: FieldNode) -> Need:
    """Boxes one after the other, broken into lines where they do not fit."""
    wide = sum(map(option_width, (option.title for option in node.options)))
    width = HALF if wide <= HALF else WIDTH
    return Need("check", len(node.options), width, LINE * len(rows_of([option.title for option in node.options], width)))


def option_width(title: str) -> float:
    """A box with its words and the gap after them."""
    return TICK + 2 + len(title) * SIGN + 4


def rows_of(titles: list[str], width: float) -> list[list[int]]:
    """The numbers of the options that stand on each line."""
    rows: list[list[int]] = [[]]
    used = 0.0
    for number, title in enumerate(titles):
        wide = option_width(title)
        if rows[-1] and used + wide > width:
            rows.append([])
            used = 0.0
        rows[-1].append(number)
        used += wide
    return rows


def _lines(node: FieldNode) -> Need:
    if node.widget == "textarea":
        return Need("lines", 3, WIDTH, LINE * 3)
    longest = node.longest or SHORT
    if longest <= SHORT or node.element.endswith(".name"):
        return Need("lines", 1, HALF, LINE)
    lines = 1 if longest <= ONE_LINE else 2 if longest <= TWO_LINES else 3
    return Need("lines", lines, WIDTH, LINE * lines)
