"""The empty workbook that offices fill in: every sheet with its heading, an example row, and how to fill it in."""
from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.styles import Font, PatternFill  # type: ignore[import-untyped]

from .basics import SHEETS
from .columns import Column, Sheet
from .matters import NOT_CARRIED
from .rows import SAMPLE
from .writing import WRAPPED, begin, cell_for, help_of, save

GREY = PatternFill("solid", fgColor="F2F2F2")
GUIDE = (
    "怎样填写",
    "1. 一张表一类，一行一个。第一列是编码：系统里已经有的，按编码修改；没有的，新增。编码写好后不要再改。",
    "2. 表里有哪些列，就只改哪些列；不需要的列可以整列删去，各列的先后可以调整，表头的文字不要改。",
    "3. 空着的单元格表示“没有”：原来有内容的，会被清空。不想改的列，整列删去。",
    "4. 编码、电话、信用代码所在的列已经设为文本格式，请不要改成数字，否则前面的 0 和第 16 位以后的数字会丢失。",
    "5. 一格里写几项的，用“；”隔开；写明“一行一条”的，在格内换行。",
    "6. 灰色的“示例”一行只供参考，读取时跳过，可以删去。",
    "7. 合并的单元格，当作其中每一格都写了同样的内容。公式不计算，只取表格软件上次算出的值。",
    "8. “事项材料”一张表里，一个事项只要出现，就按表里的各行重排它的材料，没有写到的将去掉（读取时会逐一提醒）。",
    "9. 来自省级事项库的事项，省库的各列不能在这里改。",
)


def write_template(to: Path | BinaryIO) -> None:
    """Write the empty workbook. Raises OSError where it cannot be written."""
    book = Workbook(write_only=True)
    _write_guide(book)
    for sheet in SHEETS:
        place = begin(book, sheet)
        place.append([_example(place, sheet, column) for column in sheet.columns])
    save(book, to)


def _example(place: Any, sheet: Sheet, column: Column) -> Any:
    text = f"{SAMPLE}-{column.example}" if column.title == sheet.keys[0] else column.example
    cell = cell_for(place, column, text or None)
    if cell is None:
        cell = WriteOnlyCell(place, None)
    cell.fill = GREY
    cell.font = Font(italic=True, color="666666")
    return cell


def _write_guide(book: Any) -> None:
    place = book.create_sheet("填写说明")
    for letter, width in zip("ABC", (18, 24, 90), strict=True):
        place.column_dimensions[letter].width = width
    for number, line in enumerate(GUIDE):
        place.append([_line(place, line, bold=number == 0)])
    place.append([])
    place.append([_line(place, "这些内容表格放不下，读取时保留系统里原来的：" + "、".join(NOT_CARRIED.values()) + "。")])
    place.append([])
    place.append([_line(place, text, bold=True) for text in ("表", "列", "怎样填")])
    for sheet in SHEETS:
        for column in sheet.columns:
            place.append([_line(place, text) for text in (sheet.title, column.title, help_of(column) or "文字")])


def _line(place: Any, text: str, bold: bool = False) -> Any:
    cell = WriteOnlyCell(place, text)
    cell.font = Font(bold=bold)
    if len(text) < 200 and not text[:1].isdigit():
        cell.alignment = WRAPPED
    return cell
