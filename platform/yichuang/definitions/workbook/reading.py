"""Reads a workbook over the drafts: what every sheet changes, and everything that is wrong, row by row.

A row changes only the columns that its sheet has; the rest of the draft stays. Nothing is written here.
"""
from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yichuang.definitions.kinds import KINDS
from yichuang.definitions.material import RequiredMaterial

from .basics import CODES, PARTS, READING_ORDER, SHEETS
from .cells import folded
from .columns import Sheet
from .container import Container, Part, open_container
from .grid import Grid, open_grid, opened
from .problems import CellProblem
from .rows import Doubt, Sheeting
from .state import Change, Drafts, Kept
from .taking_documents import take_documents
from .taking_parts import take_parts

MOST_PROBLEMS = 5_000
IGNORED = ("填写说明", "说明", "代码表")


@dataclass
class WorkbookReading:
    """What a workbook comes to: the drafts it would write, problems in the order of sheets and rows, rows per sheet."""

    drafts: Drafts
    problems: list[CellProblem] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> list[CellProblem]:
        """What keeps rows from being written."""
        return [problem for problem in self.problems if problem.is_error]

    def codes(self, change: Change) -> list[str]:
        """The drafts that meet with a change, in the order read."""
        return [code for code in [*self.drafts.written, *sorted(self.drafts.touched - self.drafts.written.keys())]
                if self.drafts.change_of(code) == change]

    def as_dict(self) -> dict[str, Any]:
        """The shape that `definitions workbook read --json` promises."""
        return {"rows": self.rows, **{change: self.codes(change) for change in ("added", "changed", "unchanged")},
                "problems": [problem.as_dict() for problem in self.problems]}


def read_workbook(path: Path, before: Mapping[str, Kept]) -> WorkbookReading:
    """What the workbook at this path makes of the drafts. Raises NotAWorkbook or NotFound for a file that cannot be
    opened; everything else wrong is a problem of the reading."""
    container = open_container(path)
    reading = WorkbookReading(Drafts(before), list(container.notes))
    with opened(container) as book:
        parts = _recognised(container, reading.problems)
        names = reading.drafts.names()
        doubts: list[Doubt] = []
        for sheet in READING_ORDER:
            for part in parts.get(sheet.title, ()):
                grid = open_grid(book, container, sheet, part)
                reading.problems += grid.problems
                if _has_keys(grid):
                    _take(grid, Sheeting(grid, names, _order(sheet), doubts), reading)
    reading.problems += [doubt.problem for doubt in doubts if not names.has(doubt.kind, doubt.code)]
    place = {sheet.title: number for number, sheet in enumerate(SHEETS, 1)}
    reading.problems.sort(key=lambda problem: (place.get(problem.sheet, 0), problem.row))
    return reading


def _take(grid: Grid, sheeting: Sheeting, reading: WorkbookReading) -> None:
    take = take_parts if grid.sheet.title in PARTS else take_documents
    found, count = take(sheeting, reading.drafts)
    reading.problems += found
    reading.rows[grid.sheet.title] = reading.rows.get(grid.sheet.title, 0) + count


def _recognised(container: Container, problems: list[CellProblem]) -> dict[str, list[Part]]:
    """The parts of the file by the sheet that each is; others are named and left alone."""
    ways = {folded(way): sheet.title for sheet in SHEETS for way in (sheet.title, *sheet.aliases)}
    found: dict[str, list[Part]] = {}
    for part in container.parts:
        title = folded(part.title)
        if title in ways:
            found.setdefault(ways[title], []).append(part)
        elif title not in IGNORED:
            problems.append(_unknown(part, ways))
    if not found:
        titles = "、".join(sheet.title for sheet in SHEETS)
        problems.append(CellProblem("", 0, "", "no-sheet", "没有一张能读的表。", f"表的名称应为：{titles}。"))
    return found


def _unknown(part: Part, ways: Mapping[str, str]) -> CellProblem:
    near = difflib.get_close_matches(folded(part.title), ways, n=1, cutoff=0.6)
    hint = f"是否想写“{ways[near[0]]}”？" if near else "不需要读取的可以保留。"
    return CellProblem(part.title, 0, "", "unknown-sheet", f"不认识“{part.title}”这张表，没有读取。", hint, "warning")


def _has_keys(grid: Grid) -> bool:
    there = {column.title for column in grid.heading.columns.values()} if grid.heading else set()
    return bool(there) and set(grid.sheet.keys) <= there


def _order(sheet: Sheet) -> Mapping[str, int]:
    model = RequiredMaterial if sheet.title in PARTS and sheet is not CODES else KINDS[sheet.kind]
    keys = ("const", "title") if sheet is CODES else tuple(model.model_fields)
    return {key: number for number, key in enumerate(keys)}
