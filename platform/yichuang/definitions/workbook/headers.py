"""Finds the heading row of a sheet and what its columns are, however they are ordered."""
from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .cells import Raw, folded
from .columns import Column, Sheet
from .problems import CellProblem

MOST_TITLE_ROWS = 20
REMARK = re.compile(r"[(（\[【].*?[)）\]】]|[*＊\s:：]")


@dataclass(frozen=True)
class Heading:
    """The heading row: its number, and the sheet's column at each place (from 0)."""

    row: int
    columns: Mapping[int, Column]

    @property
    def width(self) -> int:
        """How many places a row has."""
        return max(self.columns) + 1

    def place(self, title: str) -> int | None:
        """Where the column of a heading is."""
        return next((place for place, column in self.columns.items() if column.title == title), None)


def find_heading(sheet: Sheet, rows: Sequence[Sequence[Raw]]) -> tuple[Heading | None, list[CellProblem]]:
    """The heading among the first rows, and what is wrong with it; None when no row can be one."""
    known = _known(sheet)
    scores = [sum(_bare(cell) in known for cell in row) for row in rows[:MOST_TITLE_ROWS]]
    best = max(scores, default=0)
    if best < min(2, len(sheet.columns)):
        titles = "、".join(column.title for column in sheet.columns[:4])
        return None, [CellProblem(sheet.title, 0, "", "header", f"前 {MOST_TITLE_ROWS} 行里找不到表头。",
                                  f"表头一行应有：{titles}……；可以先下载模板。")]
    # Of a heading of two rows that are merged downwards, the lower one is nearer to the data.
    row = max(number for number, score in enumerate(scores) if score == best)
    return _heading(sheet, row + 1, rows[row], known)


def _known(sheet: Sheet) -> dict[str, Column]:
    """Every way to write the headings of a sheet; a column's own heading before the other ways of another."""
    ways = {_bare(column.title): column for column in sheet.columns}
    for column in sheet.columns:
        for other in column.aliases:
            ways.setdefault(_bare(other), column)
    return ways


def _bare(cell: Raw) -> str:
    """A heading without blanks, stars and remarks in brackets, except where nothing else tells them apart."""
    text = folded(cell)
    return REMARK.sub("", text) or text


def _heading(sheet: Sheet, number: int, row: Sequence[Raw],
             known: Mapping[str, Column]) -> tuple[Heading, list[CellProblem]]:
    places: dict[int, Column] = {}
    others: list[tuple[int, str]] = []
    problems: list[CellProblem] = []
    for place, cell in enumerate(row):
        text = _bare(cell)
        column = known.get(text)
        if column is None and text:
            others.append((place, text))
        elif column is not None and column in places.values():
            problems.append(_twice(sheet, number, column))
        elif column is not None:
            places[place] = column
    missing = [column for column in sheet.columns if column not in places.values()]
    problems += _others(sheet, number, others, missing, known)
    problems += [_missing(sheet, number, column) for column in missing if column.title in sheet.keys]
    return Heading(number, places), problems


def _twice(sheet: Sheet, number: int, column: Column) -> CellProblem:
    return CellProblem(sheet.title, number, column.title, "duplicate-column", f"有两列都是“{column.title}”。",
                       "删去其中一列。")


def _missing(sheet: Sheet, number: int, column: Column) -> CellProblem:
    return CellProblem(sheet.title, number, column.title, "missing-column", f"缺少“{column.title}”一列，无法分清各行。",
                       f"补上“{column.title}”一列。")


def _others(sheet: Sheet, number: int, others: Sequence[tuple[int, str]], missing: Sequence[Column],
            known: Mapping[str, Column]) -> Iterator[CellProblem]:
    """Headings that nobody knows: misspelt ones are errors, because what stands below them was meant to be read."""
    ways = [way for way, column in known.items() if column in missing]
    for _, text in others:
        near = difflib.get_close_matches(text, ways, n=1, cutoff=0.66)
        if near:
            yield CellProblem(sheet.title, number, text, "misspelt-column", f"不认识“{text}”一列，其内容没有读取。",
                              f"是否想写“{known[near[0]].title}”？")
        else:
            yield CellProblem(sheet.title, number, text, "extra-column", f"“{text}”一列不在表的范围内，没有读取。",
                              "不需要的可以保留。", "warning")
