"""Streams the rows of a sheet with merged areas filled in, beside what is known of each row."""
from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]

from .cells import Raw
from .columns import Sheet
from .container import AGAIN, BROKEN, Container, NotAWorkbook, Part
from .headers import MOST_TITLE_ROWS, Heading, find_heading
from .marks import MAX_COLUMNS, Marks, Merge, read_marks
from .problems import CellProblem

ZEROS = re.compile(r"0{2,}")
UNREADABLE = (*BROKEN, TypeError, AttributeError, IndexError, SyntaxError, OverflowError)


@dataclass(frozen=True)
class Row:
    """A row of data: its number in the sheet, its values by place, and the formulas in it."""

    number: int
    values: Sequence[Raw]
    formulas: Mapping[int, bool]
    hidden: bool = False
    banner: bool = False
    """One merged cell across most of it: a heading inside the list, no data."""


@dataclass
class Grid:
    """A sheet that has been opened: its heading, its marks, and its rows as a stream."""

    sheet: Sheet
    part: Part
    heading: Heading | None
    problems: list[CellProblem]
    marks: Marks
    source: Any

    def rows(self) -> Iterator[Row]:
        """The rows below the heading that hold something. Raises NotAWorkbook where the file breaks off."""
        heading = self.heading
        if heading is None:
            return
        live = _Merges(self.marks.merges, heading)
        cells = self.source.iter_rows(min_row=1, max_col=heading.width, max_row=self.marks.last)
        for number, values in enumerate(_guarded(cells), 1):
            filled, banner = live.fill(number, [_value(cell) for cell in values])
            if number > heading.row and any(value not in (None, "") for value in filled):
                yield Row(number, filled, self.marks.formulas.get(number, {}), number in self.marks.hidden, banner)


def _value(cell: Any) -> Raw:
    """A cell's value; a number shown with leading zeros is what it shows."""
    value: Raw = cell.value
    if type(value) is int and value >= 0 and ZEROS.fullmatch(shape := str(cell.number_format)):
        return str(value).zfill(len(shape))
    return value


def _guarded(rows: Iterator[Any]) -> Iterator[Any]:
    try:
        yield from rows
    except UNREADABLE:
        raise NotAWorkbook(f"表格中途损坏，没有读取。{AGAIN}") from None


class _Merges:
    """Fills merged areas row by row; only those that the current row is inside are held."""

    def __init__(self, merges: Sequence[Merge], heading: Heading) -> None:
        self._waiting = list(reversed(merges))
        self._live: list[tuple[Merge, Raw]] = []
        self._heading = heading

    def fill(self, number: int, values: list[Raw]) -> tuple[list[Raw], bool]:
        """The row with the value of each area in all its cells; and whether one area covers most of the row."""
        self._live = [(merge, value) for merge, value in self._live if merge.bottom >= number]
        while self._waiting and self._waiting[-1].top <= number:
            merge = self._waiting.pop()
            self._live.append((merge, values[merge.left - 1] if merge.left <= len(values) else None))
        banner = False
        for merge, value in self._live:
            covered = sum(merge.left - 1 <= place < merge.right for place in self._heading.columns)
            banner |= covered > 1 and covered * 2 > len(self._heading.columns)
            for place in range(merge.left - 1, min(merge.right, len(values))):
                values[place] = value
        return values, banner


@contextmanager
def opened(container: Container) -> Iterator[Any]:
    """The workbook for streaming, values only: formulas are never worked out, links never followed."""
    try:
        book = load_workbook(container.path, read_only=True, data_only=True, keep_links=False)
    except UNREADABLE:
        raise NotAWorkbook(f"文件损坏，或者不是 XLSX 表格，没有读取。{AGAIN}") from None
    try:
        yield book
    finally:
        book.close()


def open_grid(book: Any, container: Container, sheet: Sheet, part: Part) -> Grid:
    """Find the heading of a sheet and what stands around its values. Raises NotAWorkbook."""
    try:
        with zipfile.ZipFile(container.path) as archive:
            marks = read_marks(archive, part.member)
        source = book[part.title]
        source.reset_dimensions()
        first = [[_value(cell) for cell in row]
                 for row in source.iter_rows(max_row=min(MOST_TITLE_ROWS, marks.last), max_col=MAX_COLUMNS)] if marks.last else []
    except UNREADABLE:
        raise NotAWorkbook(f"“{part.title}”损坏，没有读取。{AGAIN}") from None
    heading, problems = find_heading(sheet, _filled(first, marks))
    return Grid(sheet, part, heading, [*_notes(sheet, part, marks), *problems], marks, source)


def _filled(rows: list[list[Raw]], marks: Marks) -> list[list[Raw]]:
    """The first rows with headings merged downwards in both rows. Sideways they stay where they are: a title that is
    merged across its row is no heading."""
    for merge in marks.merges:
        for number in range(merge.top, min(merge.bottom, len(rows))):
            if merge.left <= len(rows[number]):
                rows[number][merge.left - 1] = rows[merge.top - 1][merge.left - 1]
    return rows


def _notes(sheet: Sheet, part: Part, marks: Marks) -> Iterator[CellProblem]:
    if part.hidden:
        yield CellProblem(sheet.title, 0, "", "hidden-sheet", "这张表是隐藏的，照样读取。", "不要读取的，删去它。", "warning")
    if marks.hidden:
        yield CellProblem(sheet.title, min(marks.hidden), "", "hidden-row", f"有 {len(marks.hidden)} 行是隐藏的，照样读取。",
                          "不要读取的，删去它们。", "warning")
    if marks.declared and _rows_of(marks.declared) > 4 * max(marks.last, 250):
        yield CellProblem(sheet.title, 0, "", "dimension", f"表声明的范围是 {marks.declared}，实际只到第 {marks.last} 行；"
                          "按实际的行读取。", "", "warning")


def _rows_of(reference: str) -> int:
    found = re.fullmatch(r"\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?(\d{1,9})", reference)
    return int(found[1]) if found else 0
