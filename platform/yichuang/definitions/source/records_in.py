"""Reads a library's file as records: JSON, JSON lines, CSV or XLSX, each row with the number it is found by."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yichuang.definitions.canonical import parse
from yichuang.definitions.workbook.cells import MOST_EXACT, Raw, plain
from yichuang.definitions.workbook.container import open_container
from yichuang.definitions.workbook.grid import UNREADABLE, opened
from yichuang.definitions.workbook.marks import MAX_COLUMNS
from yichuang.errors import Invalid, NotFound

MAX_FILE = 100 * 1024 * 1024
MAX_RECORDS = 200_000
MOST_TITLE_ROWS = 20
LISTS = ("rows", "matters", "data", "list", "records", "items")
LOST = "\x00digits-lost\x00"
"""Marks a number of which an office program has lost digits; conversion reports it."""


@dataclass(frozen=True)
class Record:
    """One row: its number (a line, a sheet's row, or the place in a list from 1), its sheet, its values by column."""

    row: int
    values: Mapping[str, Any]
    sheet: str = ""


@dataclass(frozen=True)
class Given:
    """The records of a file, and what it says of itself beside them (`library`, `version`, `complete`, `materials`)."""

    records: tuple[Record, ...]
    about: Mapping[str, Any]


def read_records(path: Path, levels: Sequence[str], known: frozenset[str]) -> Given:
    """All records of a file. Raises NotFound or Invalid with what is wrong with the file as a whole."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_FILE else b""
    except OSError:
        raise NotFound(f"打不开“{path}”。请核对路径。") from None
    if size > MAX_FILE:
        raise Invalid(f"“{path.name}”超过 {MAX_FILE // 1024 // 1024} MB，没有读取。请分几次同步。")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or path.suffix.lower() in (".xlsx", ".xls"):
        return Given(tuple(_limited(_sheets(path, known))), {})
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return Given(tuple(_limited(_table(_decoded(path, content), known))), {})
    return _json(path, content, levels)


def _limited(records: Iterator[Record]) -> Iterator[Record]:
    for number, record in enumerate(records):
        if number >= MAX_RECORDS:
            raise Invalid(f"超过 {MAX_RECORDS} 行，没有读取。请分几次同步。")
        yield record


def _json(path: Path, content: bytes, levels: Sequence[str]) -> Given:
    try:
        parsed = parse(content)
    except json.JSONDecodeError:
        return Given(tuple(_limited(_json_lines(path, content))), {})
    except UnicodeDecodeError:
        raise Invalid(f"“{path.name}”不是 UTF-8 编码，没有读取。请另存为 UTF-8。") from None
    except (ValueError, RecursionError):
        raise Invalid(f"“{path.name}”含有 JSON 不允许的内容（NaN、半个字符，或者嵌套过深），没有读取。") from None
    about: Mapping[str, Any] = {}
    if isinstance(parsed, dict):
        key = next((key for key in LISTS if isinstance(parsed.get(key), list)), None)
        about = {other: value for other, value in parsed.items() if other != key} if key else {}
        parsed = parsed[key] if key else [parsed]
    if not isinstance(parsed, list) or not all(isinstance(each, dict) for each in parsed):
        raise Invalid(f"“{path.name}”应为一个列表，每项是一个事项的各列，没有读取。")
    flat = [record for each in parsed for record in _levelled(each, levels)]
    return Given(tuple(_limited(Record(number, each) for number, each in enumerate(flat, 1))), about)


def _levelled(record: dict[str, Any], levels: Sequence[str], above: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    """The innermost rows, each with what stands beside the lists around it."""
    here = {**(above or {}), **record}
    if not levels:
        yield here
        return
    below = here.pop(levels[0], None)
    for each in below if isinstance(below, list) else ():
        if isinstance(each, dict):
            yield from _levelled(each, levels[1:], here)


def _json_lines(path: Path, content: bytes) -> Iterator[Record]:
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip():
            continue
        try:
            parsed = parse(line)
        except (ValueError, RecursionError):
            raise Invalid(f"“{path.name}”第 {number} 行不是完整的 JSON，没有读取。请检查引号、逗号和括号。") from None
        if not isinstance(parsed, dict):
            raise Invalid(f"“{path.name}”第 {number} 行不是一个 JSON 对象，没有读取。")
        yield Record(number, parsed)


def _decoded(path: Path, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid(f"“{path.name}”的编码无法识别，没有读取。请另存为 UTF-8。")


def _table(text: str, known: frozenset[str]) -> Iterator[Record]:
    first = text.partition("\n")[0]
    separator = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error:
        raise Invalid("表格的引号或者换行不完整，没有读取。请重新导出。") from None
    yield from _headed(rows, known, "")


def _sheets(path: Path, known: frozenset[str]) -> Iterator[Record]:
    container = open_container(path)
    with opened(container) as book:
        for part in container.parts:
            source = book[part.title]
            source.reset_dimensions()
            try:
                rows = [(number, [_cell(cell) for cell in row])
                        for number, row in enumerate(source.iter_rows(max_col=MAX_COLUMNS, values_only=True), 1)
                        if any(cell not in (None, "") for cell in row)]
            except UNREADABLE:
                raise Invalid(f"“{part.title}”这张表损坏，没有读取。请重新导出。") from None
            yield from _headed(rows, known, part.title)


def _cell(raw: Raw) -> str:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) >= MOST_EXACT:
        return f"{LOST}{raw:.6G}"
    return plain(raw) if not isinstance(raw, str) else raw


def _headed(rows: Sequence[tuple[int, Sequence[str]]], known: frozenset[str], sheet: str) -> Iterator[Record]:
    """Rows below the heading, which is the first row that holds at least two columns that the mapping knows."""
    scores = [sum(plain(cell) in known for cell in row) for _, row in rows[:MOST_TITLE_ROWS]]
    if not scores or max(scores) < 2:
        return
    at = scores.index(max(scores))
    titles = [plain(cell) for cell in rows[at][1]]
    for number, row in rows[at + 1:]:
        values = {title: cell for title, cell in zip(titles, row, strict=False) if title and cell.strip()}
        if values:
            yield Record(number, values, sheet)
