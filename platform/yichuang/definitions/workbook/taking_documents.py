"""Rows that are documents: a matter, a material, an element, a department, a class of windows, a region."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KIND_NAMES, read_definition
from yichuang.definitions.source.columns import read_only
from yichuang.definitions.source.guarding import FIX, RULE
from yichuang.errors import Problem

from .cells import plain
from .grid import Row
from .problems import CellProblem, CellRefused
from .rows import SAMPLE, Applied, Doubt, Sheeting, apply_row, in_words
from .state import Drafts, names_of


def take_documents(sheeting: Sheeting, drafts: Drafts) -> tuple[list[CellProblem], int]:
    """Read the rows of a sheet into the drafts; gives what is wrong and how many rows were data."""
    problems: list[CellProblem] = []
    seen: dict[str, int] = {}
    count = 0
    for row in sheeting.grid.rows():
        if is_skipped(sheeting, row, problems):
            continue
        count += 1
        problems += _take(sheeting, row, drafts, seen)
    return _absent_once(sheeting, problems), count


def _absent_once(sheeting: Sheeting, problems: list[CellProblem]) -> list[CellProblem]:
    """What every row lacks because the sheet has no such column is told once, with how many rows."""
    there = {column.title for column in sheeting.grid.heading.columns.values()} if sheeting.grid.heading else set()
    lacking = Counter(problem.column for problem in problems if _is_absent(problem, there))
    told: set[str] = set()
    kept = []
    for problem in problems:
        if not _is_absent(problem, there):
            kept.append(problem)
        elif problem.column not in told:
            told.add(problem.column)
            said = f"表里没有“{problem.column}”一列，{lacking[problem.column]} 行因此不能新增。"
            kept.append(replace(problem, message=said, fix=f"补上“{problem.column}”一列。"))
    return kept


def _is_absent(problem: CellProblem, there: set[str]) -> bool:
    return problem.rule == "required" and problem.is_error and bool(problem.column) and problem.column not in there


def is_skipped(sheeting: Sheeting, row: Row, problems: list[CellProblem]) -> bool:
    """Whether a row is no data: the example of the template, a heading repeated, a heading across the list."""
    key = sheeting.grid.sheet.keys[0]
    raw = plain(sheeting.raw(row, key))
    if raw.startswith(SAMPLE) or raw == key:
        return True
    if row.banner:
        said = ("banner", "这一行是横跨各列的合并单元格，当作小标题，没有读取。", "")
        problems.append(sheeting.problem(row, "", said, severity="warning"))
    return row.banner


def key_of(sheeting: Sheeting, row: Row, title: str) -> str:
    """The code in a key column. Raises CellRefused where there is none."""
    code = sheeting.grid.sheet.column(title).codec.decode(sheeting.raw(row, title), sheeting.names)
    if not code:
        raise CellRefused("required", f"没有填“{title}”。", "填写编码；不要这一行的，整行删去。")
    return str(code)


def _take(sheeting: Sheeting, row: Row, drafts: Drafts, seen: dict[str, int]) -> list[CellProblem]:
    sheet = sheeting.grid.sheet
    title = sheet.keys[0]
    try:
        code = key_of(sheeting, row, title)
    except CellRefused as refused:
        return [sheeting.problem(row, title, refused)]
    if code in seen:
        said = ("duplicate-code", f"编码“{code}”与第 {seen[code]} 行重复。", "删去其中一行，或者换一个编码。")
        return [sheeting.problem(row, title, said)]
    seen[code] = row.number
    old = drafts.get(code)
    if old is not None and old.kind != sheet.kind:
        word = KIND_NAMES.get(old.kind, old.kind)
        said = ("duplicate-code", f"编码“{code}”已被一个{word}使用。", "换一个编码；不同类别之间也不能重复。")
        return [sheeting.problem(row, title, said)]
    before = old.document() if old else {"kind": sheet.kind, "code": code, **sheet.blank()}
    applied = apply_row(sheeting, row, before)
    if applied.changed or old is None:
        applied.problems += _refused_columns(sheeting, row, before, applied)
        applied.problems += model_problems(sheeting, row, before if old else {}, applied)
    if not applied.is_bad:
        drafts.keep(applied.document, sheet.kind)
        sheeting.names.add(sheet.kind, code, names_of(applied.document))
        sheeting.doubts.extend(_unknown_references(sheeting, row, applied))
    return applied.problems


def _refused_columns(sheeting: Sheeting, row: Row, before: Mapping[str, Any], applied: Applied) -> Iterator[CellProblem]:
    """Cells that would change what the provincial library keeps."""
    locked = read_only(before) if sheeting.grid.sheet.kind == "matter" else frozenset()
    for column in applied.changed:
        if column.path[0] in locked:
            library = before["origin"].get("library", "")
            yield sheeting.problem(row, column.title, (RULE, f"“{column.title}”来自“{library}”，不能在这里改。", FIX))


def model_problems(sheeting: Sheeting, row: Row, before: Mapping[str, Any], applied: Applied) -> Iterator[CellProblem]:
    """What the model refuses in the document. What a draft lacked before is a reminder; what the row brings, an error."""
    said_already = {problem.column for problem in applied.problems if problem.is_error}
    there = {(problem.pointer, problem.rule) for problem in _refusals(before)} if before else set()
    for problem in _refusals(applied.document):
        title, message = in_words(problem, sheeting.grid.sheet.columns)
        if title and title in said_already:
            continue
        known = (problem.pointer, problem.rule) in there
        said = (problem.rule, message, problem.fix if title == "" else fix_in_words(problem, title))
        yield sheeting.problem(row, title, said, severity="warning" if known else "error")


def fix_in_words(problem: Problem, title: str) -> str:
    """How to mend it, in the words of the sheet."""
    return {"required": f"填写“{title}”。", "pattern": "只用字母、数字和“.”“_”“-”，最长 64 位。"}.get(problem.rule, problem.fix)


def _refusals(document: Mapping[str, Any]) -> list[Problem]:
    read = read_definition(document)
    return [] if isinstance(read, Definition) else read


def _unknown_references(sheeting: Sheeting, row: Row, applied: Applied) -> Iterator[Doubt]:
    """Codes in changed cells that nothing has yet: what they name may stand further down, and a draft may name what is still
    to come."""
    for column in applied.changed:
        kind = getattr(column.codec, "kind", None)
        if kind is None:
            continue
        value = applied.document.get(column.path[0])
        for code in value if isinstance(value, list) else [value]:
            if code is not None and not sheeting.names.has(kind, code):
                said = ("unknown-reference", f"还没有编码为“{code}”的{KIND_NAMES[kind]}。", "发布之前先登记它，或者核对编码。")
                yield Doubt(sheeting.problem(row, column.title, said, severity="warning"), kind, code)
