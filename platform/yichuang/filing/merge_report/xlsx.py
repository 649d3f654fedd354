"""The report as a workbook to be printed on A3 and worked with: figures, matrix, conflicts, changes, what is to be signed."""
from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from yichuang.definitions.cleanup.sheets import Value, put

from .lines import Report
from .sheets import Sheet, sheets_of

EDGE = Side(style="thin", color="C3CAD6")
BOX = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
FACE = "Microsoft YaHei"
TITLE, NOTE = Font(name=FACE, size=20, bold=True), Font(name=FACE, size=11, color="444E5E")
HEAD, BODY = Font(name=FACE, size=11, bold=True), Font(name=FACE, size=11)
SHADE, OPEN = PatternFill("solid", fgColor="EDF0F4"), PatternFill("solid", fgColor="FCEBEA")
LINE = 16.5
"""Height of a line of text, in points."""
MOST_HEIGHT = 400


@dataclass(frozen=True)
class Fit:
    """The widths of a sheet's columns in characters."""

    widths: tuple[float, ...]

    def lines(self, values: Sequence[Value]) -> int:
        """How many lines the highest cell of a row takes."""
        return max((self._lines(value, width) for value, width in zip(values, self.widths, strict=False)), default=1)

    @staticmethod
    def _lines(value: Value, width: float) -> int:
        return sum(max(1, math.ceil(length(line) / max(1.0, width - 1))) for line in str(value or "").split("\n"))


def xlsx_of(report: Report) -> bytes:
    """The workbook's bytes. Nothing in it is a formula: what looks like one is text."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets_of(report):
        _write(workbook.create_sheet(sheet.name), sheet)
    workbook.properties.title = f"{report.name} 合并报告"
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@lru_cache(maxsize=8192)
def length(text: str) -> int:
    """How wide a text is, in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _write(page: Worksheet, sheet: Sheet) -> None:
    last = get_column_letter(len(sheet.titles))
    for number, (text, font) in enumerate([(sheet.title, TITLE), *((note, NOTE) for note in sheet.notes)], 1):
        put(page.cell(number, 1), text).font = font
    page.row_dimensions[1].height = 30
    head, fit = len(sheet.notes) + 2, Fit(tuple(_widths(sheet)))
    _line(page, head, sheet.titles, HEAD)
    for cell in page[head]:
        cell.fill = SHADE
    page.row_dimensions[head].height = fit.lines(sheet.titles) * LINE + 4
    for number, row in enumerate(sheet.rows, head + 1):
        _line(page, number, row, BODY)
        page.row_dimensions[number].height = min(MOST_HEIGHT, fit.lines(row) * LINE + 4)
        if number - head - 1 in sheet.marked:
            for cell in page[number][: max(1, sheet.frozen)]:
                cell.fill, cell.font = OPEN, HEAD
    for index, width in enumerate(fit.widths, 1):
        page.column_dimensions[get_column_letter(index)].width = width
    page.freeze_panes = page.cell(head + 1, sheet.frozen + 1)
    page.auto_filter.ref = f"A{head}:{last}{max(head, head + len(sheet.rows))}"
    _prepare_print(page, sheet, head)


def _line(page: Worksheet, number: int, values: Sequence[Value], font: Font) -> None:
    """One row of boxed cells. All have the style of the first: giving each its own takes most of the time of a large sheet."""
    first = page.cell(number, 1)
    first.font, first.border, first.alignment = font, BOX, Alignment(wrap_text=True, vertical="top")
    for index, value in enumerate(values, 1):
        cell = page.cell(number, index)
        if index > 1:
            cell._style = copy(first._style)
        put(cell, value)


def _widths(sheet: Sheet) -> Iterator[float]:
    """As wide as the longest line of a column, between the bounds of the sheet."""
    for index, title in enumerate(sheet.titles):
        lines = [line for row in sheet.rows if index < len(row) for line in str(row[index] or "").split("\n")]
        longest = max([length(title), *map(length, lines)])
        least, most = sheet.bounds.get(index, sheet.bound)
        yield float(min(most, max(least, longest + 2)))


def _prepare_print(page: Worksheet, sheet: Sheet, head: int) -> None:
    """A3 landscape, as wide as the paper (a broad matrix on several pages), headings on every page, numbered."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = Worksheet.PAPERSIZE_A3
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = sheet.across, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{head}:{head}"
    if sheet.frozen:
        page.print_title_cols = f"A:{get_column_letter(sheet.frozen)}"
    page.page_margins.left = page.page_margins.right = 0.45
    page.page_margins.top, page.page_margins.bottom, page.page_margins.footer = 0.45, 0.75, 0.35
    page.oddFooter.left.text = sheet.title.replace("&", "&&")
    page.oddFooter.right.text = "第 &P 页，共 &N 页"
