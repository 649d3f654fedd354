"""Places every answer of a form on pages: what is printed and where the zones stand are one and the same list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from yichuang.definitions.sheets import Zone
from yichuang.forms.shape import Kind

from ..nodes import FieldNode, Section, Tree
from .measures import CELL, HALF, LINE, SIGN, TICK, WIDTH, Need, need_of, option_width, rows_of

LEFT, TOP, BOTTOM = 18.0, 36.0, 274.0
GAP = 4.0
LABEL = 5.0
HEADING = 8.0
BETWEEN = 2.5
SMALL_ROW, SMALL_ROWS = 4, 3
"""Of rows with few fields several are printed when the form asks for no certain number; of large ones one."""


@dataclass(frozen=True, slots=True)
class Word:
    """Something printed: a heading, the label of a field, a note; at a place, so wide."""

    kind: str
    text: str
    x: float
    y: float
    width: float = WIDTH


@dataclass(slots=True)
class PrintedPage:
    """One page: what is printed and where answers go."""

    words: list[Word] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)


def pages_of(tree: Tree) -> list[PrintedPage]:
    """The pages of a form, drawn with nothing but fields that can be written by hand."""
    arranger = _Arranger()
    for section in tree.sections:
        arranger.section(section)
    return arranger.pages


def unwritable(tree: Tree) -> Iterator[FieldNode]:
    """Fields for which paper has no place: what only JSON can say, and a form inside itself."""
    for section in tree.sections:
        yield from (node for node in _all(section.fields) if _is_unwritable(node))


def _all(nodes: Iterable[FieldNode]) -> Iterator[FieldNode]:
    for node in nodes:
        yield node
        yield from _all(node.children)


def _is_unwritable(node: FieldNode) -> bool:
    return node.kind is Kind.JSON or node.widget == "unopened"


class _Arranger:
    """Fills pages from top to bottom, two short answers side by side."""

    def __init__(self) -> None:
        self.pages = [PrintedPage()]
        self.y = TOP
        self.waiting: tuple[FieldNode, Need] | None = None

    def section(self, section: Section) -> None:
        """A heading and its fields; a heading never stands alone at the foot of a page."""
        self._flush()
        if section.title:
            self._room(HEADING + LABEL + LINE * 2)
            self._word("heading", section.title, HEADING)
        if section.help:
            self._word("note", section.help, LABEL)
        self.fields(section.fields)

    def fields(self, nodes: Sequence[FieldNode]) -> None:
        """Fields in their order."""
        for node in nodes:
            if node.widget == "group":
                self._group(node, node.children)
            elif node.widget == "rows":
                for number, row in enumerate(_rows(node), 1):
                    title = f"{node.title}（第 {number} 项）"
                    self._group(replace(node, title=title), row.children or (replace(row, title=title),))
            elif not _is_unwritable(node):
                self._field(node, need_of(node))
        self._flush()

    def _group(self, node: FieldNode, inside: Sequence[FieldNode]) -> None:
        self._flush()
        self._room(LABEL + LABEL + LINE * 2)
        self._word("group", node.title, LABEL + 1)
        self.fields(inside)

    def _field(self, node: FieldNode, need: Need) -> None:
        """A short answer waits for another beside it."""
        if need.width > HALF:
            self._flush()
            self._row([(node, need)])
        elif self.waiting is None:
            self.waiting = (node, need)
        else:
            first, self.waiting = self.waiting, None
            self._row([first, (node, need)])

    def _flush(self) -> None:
        if self.waiting is not None:
            first, self.waiting = self.waiting, None
            self._row([first])

    def _row(self, fields: Sequence[tuple[FieldNode, Need]]) -> None:
        height = max(need.height for _, need in fields)
        self._room(LABEL + height)
        for number, (node, need) in enumerate(fields):
            self._place(node, need, LEFT + number * (HALF + GAP))
        self.y += LABEL + height + BETWEEN

    def _place(self, node: FieldNode, need: Need, x: float) -> None:
        page = self.pages[-1]
        wide = WIDTH if need.width > HALF else HALF
        page.words.append(Word("label", _label(node), x, self.y, wide))
        y = self.y + LABEL
        if need.kind == "check":
            page.zones.extend(_ticks(node, x, y, wide))
            return
        kind = "cells" if need.kind == "cells" else "lines"
        width = need.count * CELL[0] if kind == "cells" else wide
        box = (x, y, round(width, 2), need.height)
        page.zones.append(Zone(node.pointer, kind, box, node.title, node.element, node.format, need.count))

    def _word(self, kind: str, text: str, height: float) -> None:
        lines = -(-len(text) // int(WIDTH / SIGN))
        self._room(height * lines)
        self.pages[-1].words.append(Word(kind, text, LEFT, self.y))
        self.y += height * lines

    def _room(self, height: float) -> None:
        if self.y + height > BOTTOM:
            self.pages.append(PrintedPage())
            self.y = TOP


def _rows(node: FieldNode) -> list[FieldNode]:
    """As many rows as there are answers, and as many empty ones as the form wants, each at its own pointer."""
    empty = node.blank
    if empty is None:
        return list(node.children)
    usual = SMALL_ROWS if len(empty.children) <= SMALL_ROW else 1
    wanted = max(len(node.children), node.least, min(node.most or usual, usual))
    return [*node.children, *(_numbered(empty, node.pointer, number) for number in range(len(node.children), wanted))]


def _numbered(node: FieldNode, list_pointer: str, number: int) -> FieldNode:
    """A blank row, and all inside it, as the row of this number."""
    here = f"{list_pointer}/{number}"
    return replace(node, pointer=here + node.pointer.removeprefix(f"{list_pointer}/__"),
                   children=tuple(_numbered(child, list_pointer, number) for child in node.children))


def _label(node: FieldNode) -> str:
    unit = f"（{node.unit}）" if node.unit else ""
    return f"{node.title}{unit}" + ("" if node.required else "　※")


def _ticks(node: FieldNode, x: float, y: float, width: float) -> Iterator[Zone]:
    titles = [option.title for option in node.options]
    for line, numbers in enumerate(rows_of(titles, width)):
        at = x
        for number in numbers:
            option = node.options[number]
            box = (round(at, 2), round(y + line * LINE + 2, 2), TICK, TICK)
            yield Zone(node.pointer, "check", box, option.title, node.element, node.format, 1, option.token)
            at += option_width(option.title)
