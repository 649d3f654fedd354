"""What stands around the values of a sheet, read straight from its XML in one pass: merged areas, hidden rows, formulas.

The streaming reader of values knows none of these, and the other one would hold the whole sheet in memory.
"""
from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]
from openpyxl.utils import range_boundaries  # type: ignore[import-untyped]
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string  # type: ignore[import-untyped]

from .container import NotAWorkbook

MAX_ROWS = 120_000
LAST_ROW = 1_048_576
MAX_COLUMNS = 400
MAX_MERGES = 100_000
MAX_FORMULAS = 500_000
EXTERNAL = re.compile(r"\[\d+\]|\[[^\]]+\.xl\w*\]|https?:|\\\\", re.IGNORECASE)


@dataclass(frozen=True)
class Merge:
    """A merged area, rows and columns from 1, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Marks:
    """The marks of a sheet. `formulas`: row → column → whether it points outside the workbook."""

    merges: list[Merge] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    formulas: dict[int, dict[int, bool]] = field(default_factory=dict)
    rows: int = 0
    declared: str = ""
    last: int = 0


def read_marks(archive: zipfile.ZipFile, member: str) -> Marks:
    """The marks of a sheet. Raises NotAWorkbook when there is more of them than any list of an office has."""
    marks = Marks()
    count = 0
    with archive.open(member) as stream:
        tags = ("{*}row", "{*}mergeCell", "{*}dimension")
        for _, node in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True, load_dtd=False):
            name = etree.QName(node).localname
            if name == "row":
                count += _take_row(marks, node)
            elif name == "mergeCell":
                _take_merge(marks, node.get("ref", ""))
            else:
                marks.declared = node.get("ref", "")
            _forget(node)
            if marks.rows > MAX_ROWS or marks.last > LAST_ROW or len(marks.merges) > MAX_MERGES or count > MAX_FORMULAS:
                raise NotAWorkbook(f"一张表超过 {MAX_ROWS} 行，或者公式、合并单元格太多，没有读取。请拆成几个文件。")
    marks.merges.sort(key=lambda merge: (merge.top, merge.left))
    return marks


def _take_row(marks: Marks, node: etree._Element) -> int:
    number = int(node.get("r") or marks.last + 1)
    marks.last = number
    marks.rows += len(node) > 0
    if node.get("hidden") in ("1", "true"):
        marks.hidden.add(number)
    found: dict[int, bool] = {}
    for index, cell in enumerate(node, 1):
        if (formula := cell.find("{*}f")) is not None:
            reference = cell.get("r")
            column = column_index_from_string(coordinate_from_string(reference)[0]) if reference else index
            found[column] = bool(formula.text and EXTERNAL.search(formula.text))
    if found:
        marks.formulas[number] = found
    return len(found)


def _take_merge(marks: Marks, reference: str) -> None:
    left, top, right, bottom = range_boundaries(reference)
    if None not in (left, top, right, bottom) and (top, left) != (bottom, right):
        marks.merges.append(Merge(top, left, bottom, right))


def _forget(node: etree._Element) -> None:
    """Free what has been read; a sheet is never in memory as a whole."""
    node.clear()
    parent = node.getparent()
    while parent is not None and node.getprevious() is not None:
        del parent[0]
