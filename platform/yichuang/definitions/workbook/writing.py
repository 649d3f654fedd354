"""Writes definitions as a workbook: one sheet a kind, one row a thing; no cell of it can be a formula."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.comments import Comment  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]

from .basics import CODES, PARTS, SHEETS
from .columns import Column, Sheet, choosable, value_at
from .matters import REQUIRED

LONGEST_LIST = 255
"""A list of choices inside a sheet may not be longer."""
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
HEAD_FONT, HEAD_FILL = Font(bold=True), PatternFill("solid", fgColor="E8EEF7")
NEEDED_FILL = PatternFill("solid", fgColor="FBEFD5")
WRAPPED = Alignment(wrap_text=True, vertical="top")
MOST_ROWS = 100_000
Documents = Iterable[Mapping[str, Any]]


def write_workbook(documents: Documents, to: Path | BinaryIO) -> dict[str, int]:
    """Write all documents that a sheet has place for; gives rows per sheet. Raises OSError where it cannot be written."""
    everything = list(documents)
    names = {document["code"]: document.get("name", "") for document in everything}
    book = Workbook(write_only=True)
    counts = {}
    for sheet in SHEETS:
        place = begin(book, sheet)
        counts[sheet.title] = 0
        for values in rows_of(sheet, everything, names):
            place.append([cell_for(place, column, value) for column, value in zip(sheet.columns, values, strict=True)])
            counts[sheet.title] += 1
    save(book, to)
    return counts


def save(book: Any, to: Path | BinaryIO) -> None:
    """Make the file, then put it in its place: one that cannot be written there leaves nothing half done."""
    made = BytesIO()
    book.save(made)
    if isinstance(to, Path):
        to.write_bytes(made.getbuffer())
    else:
        to.write(made.getbuffer())


def begin(book: Any, sheet: Sheet) -> Any:
    """A sheet with its heading, widths, lists to pick from; the heading and the first two columns stay in sight."""
    place = book.create_sheet(sheet.title)
    place.freeze_panes = "C2"
    for number, column in enumerate(sheet.columns, 1):
        place.column_dimensions[get_column_letter(number)].width = column.width
    for number, column in choosable(sheet.columns):
        if (listed := f'"{",".join(column.codec.choices)}"') and len(listed) <= LONGEST_LIST:
            rule = DataValidation("list", formula1=listed, allow_blank=True)
            rule.error, rule.errorTitle = "请从列表里选。", column.title
            letter = get_column_letter(number)
            rule.add(f"{letter}2:{letter}{MOST_ROWS}")
            place.data_validations.append(rule)
    place.append([_heading(place, column) for column in sheet.columns])
    return place


def _heading(place: Any, column: Column) -> Any:
    cell = WriteOnlyCell(place, column.title)
    cell.font, cell.fill, cell.alignment = HEAD_FONT, NEEDED_FILL if column.needed else HEAD_FILL, WRAPPED
    said = "".join([help_of(column)])
    if said:
        cell.comment = Comment(said, "一窗", height=120, width=260)
    return cell


def help_of(column: Column) -> str:
    """What may stand in a column, in words."""
    entries = getattr(column.codec, "entries", None)
    parts = ["必填。" if column.needed else "", "只供查看，读取时不用。" if column.shown else "",
             f"{column.help}。" if column.help else "", f"可填：{'、'.join(entries.values())}。" if entries else "",
             "填“是”或者“否”。" if column.codec.choices == ("是", "否") else ""]
    return "".join(parts)


def cell_for(place: Any, column: Column, value: str | int | float | None) -> Any:
    """A cell that shows the value and nothing else: text stays text, whatever it begins with."""
    if value is None:
        return None
    cell = WriteOnlyCell(place, value)
    cell.alignment = WRAPPED
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@" if column.codec.is_text else "General"
        if value.startswith(FORMULA_SIGNS):
            cell.quotePrefix = True
    return cell


def rows_of(sheet: Sheet, documents: Documents, names: Mapping[str, str]) -> Iterator[list[str | int | float | None]]:
    """The rows of a sheet, by code as the documents come."""
    for document in documents:
        if document.get("kind") != sheet.kind:
            continue
        if sheet.title not in PARTS:
            yield [column.cell_of(document) for column in sheet.columns]
            continue
        for item in value_at(document, PARTS[sheet.title]) or ():
            if "const" in item or sheet is not CODES:
                yield [_part_cell(sheet, column, document, item, names) for column in sheet.columns]


def _part_cell(sheet: Sheet, column: Column, document: Mapping[str, Any], item: Mapping[str, Any],
               names: Mapping[str, str]) -> str | int | float | None:
    if column.path:
        return column.cell_of(item)
    if column.title == sheet.keys[0]:
        return str(document["code"])
    if column.title == "材料名称" and sheet is REQUIRED:
        return names.get(item.get("material", ""), "") or None
    return str(document.get("name", "")) or None
