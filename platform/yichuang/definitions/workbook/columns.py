"""A column of a sheet: its heading, the place of its value in the document, how its cells are read and written."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .cells import Raw
from .codecs import Codec, Words
from .lists import Bases, Lines, basis_line, kept_items
from .names import Names

LONGEST = 32_000
"""Office programs cut a cell at 32,767 characters."""
TOO_LONG = "（内容过长，未放进表格，以系统中的为准）"


FREE_TEXT = Words()


@dataclass(frozen=True)
class Column:
    """One column. `needed`: a new row must fill it. `shown`: it is only for the reader, and not read back."""

    title: str
    path: tuple[str, ...] = ()
    codec: Codec = FREE_TEXT
    needed: bool = False
    aliases: tuple[str, ...] = ()
    help: str = ""
    example: str = ""
    shown: bool = False
    width: int = 16

    def cell_of(self, document: Mapping[str, Any]) -> str | int | float | None:
        """What the cell of a document holds."""
        return self.encoded(value_at(document, self.path))

    def encoded(self, value: Any) -> str | int | float | None:
        """What the cell of a value holds."""
        cell = self.codec.encode(value)
        return TOO_LONG if isinstance(cell, str) and len(cell) > LONGEST else cell

    def changed(self, before: Any, raw: Raw, names: Names) -> tuple[bool, Any]:
        """Whether the cell says something else than `before`, and what. A cell that reads as the value is written
        changes nothing, however much of the value it does not show. Raises CellRefused."""
        shown = self.encoded(before)
        if raw == shown or (raw in (None, "") and shown is None):
            return False, before
        value = self.codec.decode(raw, names) if raw not in (None, "") else None
        if isinstance(self.codec, Bases):
            value = kept_items(before, value, basis_line)
        elif isinstance(self.codec, Lines):
            value = kept_items(before, value, lambda line: self.codec.encode([line]))
        return self.encoded(value) != shown, value


@dataclass(frozen=True)
class Sheet:
    """One sheet: whose columns it has. `kind` is the kind of definition of a row, or of what a row is part of."""

    title: str
    kind: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    """Headings without which no row can be told apart."""
    aliases: tuple[str, ...] = ()
    blank: Callable[[], dict[str, Any]] = dict
    """What a new document has before its row is read: the lists and forms that no column holds."""

    def column(self, title: str) -> Column:
        """The column of a heading; KeyError where there is none."""
        found = next((column for column in self.columns if column.title == title), None)
        if found is None:
            raise KeyError(title)
        return found


def value_at(document: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """The value at a path, None where it is not said."""
    here: Any = document
    for step in path:
        here = here.get(step) if isinstance(here, Mapping) else None
    return here


def put(document: dict[str, Any], path: tuple[str, ...], value: Any, order: Mapping[str, int]) -> None:
    """Write a value at a path, or take it away where it is None; a new key of the document takes its place by `order`,
    because the order of keys is part of a document's text."""
    head, *rest = path
    if rest:
        inner = dict(document[head]) if isinstance(document.get(head), Mapping) else {}
        put(inner, tuple(rest), value, {})
        value = inner or None
    if value is None:
        document.pop(head, None)
    elif head in document or not order:
        document[head] = value
    else:
        _insert(document, head, value, order)


def _insert(document: dict[str, Any], head: str, value: Any, order: Mapping[str, int]) -> None:
    mine = order.get(head, len(order))
    after = [key for key in document if order.get(key, len(order)) > mine]
    moved = {key: document.pop(key) for key in after}
    document[head] = value
    document.update(moved)


def choosable(columns: tuple[Column, ...]) -> Iterator[tuple[int, Column]]:
    """The columns whose cells are picked from a list, with their numbers from 1."""
    return ((number, column) for number, column in enumerate(columns, 1) if column.codec.choices)
