"""The report arranged for paper: sections in the order of a meeting, and the matrix split into tables that fit a page."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .difference import KINDS
from .lines import BEYOND, Cell, Change, Column, ConflictLine, Line, Report

MOST_COLUMNS = 7
"""Departments side by side on A3 landscape in type that is read at a table."""
SHORT = 16
"""A type as short as this is told in every cell; a longer one only where it differs from that of the one form."""


@dataclass(frozen=True)
class Row:
    """A line of one table: its number in the whole matrix, and its cells by column."""

    number: int
    line: Line
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Group:
    """Lines of one section."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Band:
    """Some of the departments with the lines that they ask: a table of its own."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    first: int
    """Number of its first department, counted from 1."""


def bands(report: Report, most: int = MOST_COLUMNS) -> tuple[Band, ...]:
    """The matrix in as few tables as there must be, each with about as many departments."""
    count = max(1, -(-len(report.columns) // most))
    size, more = divmod(len(report.columns), count)
    found, start = [], 0
    for number in range(count):
        end = start + size + (number < more)
        columns = report.columns[start:end]
        found.append(Band(columns, tuple(_groups(report, columns, whole=count == 1)), start + 1))
        start = end
    return tuple(found)


def _groups(report: Report, columns: Sequence[Column], whole: bool) -> Iterator[Group]:
    grouped: dict[str, list[Row]] = {}
    for number, line in enumerate(report.lines, 1):
        cells = tuple(line.of(column.matter) for column in columns)
        if whole or any(cells):
            grouped.setdefault(line.section, []).append(Row(number, line, cells))
    return (Group(title, tuple(rows)) for title, rows in grouped.items())


def open_conflicts(report: Report) -> tuple[ConflictLine, ...]:
    """What the meeting has to settle."""
    return tuple(line for line in report.conflicts if line.open)


def settled_conflicts(report: Report) -> tuple[ConflictLine, ...]:
    """What has been decided, orally or signed."""
    return tuple(line for line in report.conflicts if not line.open and line.kind != BEYOND)


def beyond(report: Report) -> tuple[ConflictLine, ...]:
    """What each department checks itself before it takes a filing over."""
    return tuple(line for line in report.conflicts if line.kind == BEYOND)


def overdue(report: Report) -> tuple[ConflictLine, ...]:
    """What should have been signed by the day of the report."""
    return tuple(line for line in report.conflicts if line.decision and line.decision.overdue(report.on))


def changes_by_kind(changes: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    """Changes under what they are of: 事项, 冲突, 决定, 数据元, 要求, 证明."""
    found: dict[str, list[Change]] = {title: [] for title in KINDS.values()}
    for change in changes:
        found[KINDS.get(change.kind, "要求")].append(change)
    return [(title, listed) for title, listed in found.items() if listed]


def sides(report: Report, conflict: ConflictLine) -> list[tuple[str, list[str]]]:
    """What is said, and the matters that say it: those that agree stand together."""
    found: dict[str, list[str]] = {}
    for side in conflict.sides:
        found.setdefault(side.says, []).append(report.name_of(side.matter))
    return list(found.items())


def type_beside(line: Line, cell: Cell) -> str:
    """A cell's type as the table tells it."""
    return "类型同一表" if cell.type == line.type and len(cell.type) > SHORT else cell.type
