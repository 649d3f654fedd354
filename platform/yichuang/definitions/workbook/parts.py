"""Sheets whose rows are parts of a document: the materials of a matter, the codes of an element."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .columns import value_at
from .grid import Row
from .rows import Applied, Sheeting, apply_row

Item = Mapping[str, Any]
Key = Callable[[Item], tuple[Any, ...]]
KEYS: Mapping[str, tuple[Key, ...]] = {
    "事项材料": (lambda item: (item.get("material"), item.get("role")), lambda item: (item.get("material"),)),
    "代码集": (lambda item: (str(item.get("const")),),),
}
"""By what a row finds the part that it is about, the surest first."""


@dataclass
class Placed:
    """A row with its part: the item as it will be, what was wrong, and the part as it was, if it was there."""

    row: Row
    applied: Applied
    before: Item | None = None


def merge_parts(sheeting: Sheeting, rows: Sequence[Placed], existing: Sequence[Item]) -> list[Item]:
    """Give every row the part it is about, so that what no column holds stays with it; gives the parts that no row is
    about. First those that read exactly as the part is written, then by the keys of the sheet; a row for which nothing
    is left is a new part."""
    left = list(existing)
    for key in (_signature(sheeting), *KEYS[sheeting.grid.sheet.title]):
        left = _match(rows, left, key)
    for placed in rows:
        if placed.before is not None:
            placed.applied = apply_row(sheeting, placed.row, placed.before)
    return left


def _match(rows: Sequence[Placed], left: Sequence[Item], key: Key) -> list[Item]:
    waiting: dict[tuple[Any, ...], list[Item]] = {}
    for item in reversed(left):
        waiting.setdefault(key(item), []).append(item)
    for placed in rows:
        if placed.before is None and (found := waiting.get(key(placed.applied.document))):
            placed.before = found.pop()
    # By identity: two parts may be equal.
    taken = {id(placed.before) for placed in rows}
    return [item for item in left if id(item) not in taken]


def _signature(sheeting: Sheeting) -> Key:
    heading = sheeting.grid.heading
    columns = [column for column in heading.columns.values() if column.path and not column.shown] if heading else []
    return lambda item: tuple(column.encoded(value_at(item, column.path)) for column in columns)
