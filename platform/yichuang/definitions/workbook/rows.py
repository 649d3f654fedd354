"""One row onto one document: every cell that says something new is put in its place, every bad cell is a problem."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from yichuang.errors import Problem
from yichuang.forms.pointers import split

from .cells import ERRORS, Raw, plain
from .columns import TOO_LONG, Column, put, value_at
from .grid import Grid, Row
from .names import Names
from .problems import CellProblem, CellRefused

SAMPLE = "示例"
"""What the first cell of a row begins with that is only an example; the template has one in each sheet."""
BROKEN_CHARACTER = "\ufffd"


@dataclass
class Applied:
    """What a row came to."""

    document: dict[str, Any]
    changed: list[Column] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def is_bad(self) -> bool:
        """Whether a cell of it cannot be read."""
        return any(problem.is_error for problem in self.problems)


@dataclass(frozen=True)
class Doubt:
    """A reference that nothing had when it was read: a problem unless a later row or sheet brings it."""

    problem: CellProblem
    kind: str
    code: str


@dataclass(frozen=True)
class Sheeting:
    """A sheet being read: the grid, the names known so far, the order of keys of its documents, and the doubts of all
    sheets, which are decided when the last one has been read."""

    grid: Grid
    names: Names
    order: Mapping[str, int]
    doubts: list[Doubt] = field(default_factory=list)

    def problem(self, row: Row, column: str, refused: CellRefused | tuple[str, str, str], **more: Any) -> CellProblem:
        """A finding in this sheet."""
        rule, message, fix = (refused.rule, refused.message, refused.fix) if isinstance(refused, CellRefused) else refused
        return CellProblem(self.grid.sheet.title, row.number, column, rule, message, fix, **more)

    def raw(self, row: Row, title: str) -> Raw:
        """The value under a heading; None where the sheet has no such column."""
        place = self.grid.heading.place(title) if self.grid.heading else None
        return None if place is None else row.values[place]


def apply_row(sheeting: Sheeting, row: Row, before: Mapping[str, Any]) -> Applied:
    """The document with what the row says, and everything wrong in the row. The document given is not touched."""
    applied = Applied(dict(before))
    heading = sheeting.grid.heading
    for place, column in heading.columns.items() if heading else ():
        raw = row.values[place]
        found = list(_cell_problems(sheeting, row, place, column.title))
        applied.problems += found
        if column.shown or not column.path or any(problem.is_error for problem in found):
            continue
        try:
            changed, value = column.changed(value_at(before, column.path), raw, sheeting.names)
            if changed and raw == TOO_LONG:
                raise CellRefused("too-long", "这一格写着“内容过长”，系统中没有与它对应的内容。", "填写内容，或者清空。")
        except CellRefused as refused:
            applied.problems.append(sheeting.problem(row, column.title, refused))
            continue
        if changed:
            put(applied.document, column.path, value, sheeting.order)
            applied.changed.append(column)
    return applied


def _cell_problems(sheeting: Sheeting, row: Row, place: int, title: str) -> Iterable[CellProblem]:
    raw = row.values[place]
    if isinstance(raw, str) and raw in ERRORS:
        yield sheeting.problem(row, title, ("error-value", f"这一格是计算错误（{raw}）。", "改成实际的内容。"))
    elif isinstance(raw, str) and BROKEN_CHARACTER in raw:
        said = ("broken-character", f"“{_around(plain(raw))}”里有无法识别的字符（�），照原样保留。", "对照原件改正。")
        yield sheeting.problem(row, title, said, severity="warning")
    external = row.formulas.get(place + 1)
    if external:
        said = ("external-link", "这一格的公式引用了别的工作簿或者网址，没有去打开，也不采用它的值。", "粘贴为数值。")
        yield sheeting.problem(row, title, said)
    elif external is not None and raw in (None, ""):
        yield sheeting.problem(row, title, ("formula", "这一格是公式，没有保存计算结果；系统不计算公式。", "粘贴为数值。"))
    elif external is not None:
        said = ("formula", "这一格是公式；采用表格软件上次算出的值，系统不计算公式。", "要固定下来，请粘贴为数值。")
        yield sheeting.problem(row, title, said, severity="warning")


def _around(text: str) -> str:
    at = text.index(BROKEN_CHARACTER) if BROKEN_CHARACTER in text else 0
    return text[max(0, at - 10): at + 10]


ColumnAt = Callable[[list[str]], Column | None]


def column_for(columns: Iterable[Column], steps: list[str]) -> Column | None:
    """The column that a place in the document belongs to; the first of several."""
    path = tuple(steps)
    return next((column for column in columns if column.path
                 and (path[:len(column.path)] == column.path or column.path[:len(path)] == path)), None)


def in_words(problem: Problem, columns: Iterable[Column]) -> tuple[str, str]:
    """The heading of the column that a model's refusal is about, and the refusal with that heading in it."""
    steps = [str(step) for step in split(problem.pointer)]
    column = column_for(columns, steps)
    if column is None:
        return "", problem.message
    key = next((step for step in reversed(steps) if not step.isdigit()), "")
    return column.title, problem.message.replace(f"“{key}”", f"“{column.title}”")
