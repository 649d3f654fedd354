"""Rows that are parts of a document: what a matter demands, the codes of an element; all rows of one document together."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KIND_NAMES, read_definition
from yichuang.definitions.source.guarding import refused_edits
from yichuang.errors import Problem
from yichuang.forms.pointers import split

from .basics import CODES, PARTS
from .columns import put, value_at
from .grid import Row
from .matters import REQUIRED
from .parts import Item, Placed, merge_parts
from .problems import CellProblem, CellRefused
from .rows import Applied, Sheeting, apply_row, in_words
from .state import Drafts, Kept
from .taking_documents import fix_in_words, is_skipped, key_of


def take_parts(sheeting: Sheeting, drafts: Drafts) -> tuple[list[CellProblem], int]:
    """Read the rows of a sheet into the documents they belong to; gives what is wrong and how many rows were data."""
    problems: list[CellProblem] = []
    groups: dict[str, list[Row]] = {}
    count = 0
    for row in sheeting.grid.rows():
        if is_skipped(sheeting, row, problems):
            continue
        count += 1
        try:
            groups.setdefault(key_of(sheeting, row, sheeting.grid.sheet.keys[0]), []).append(row)
        except CellRefused as refused:
            problems.append(sheeting.problem(row, sheeting.grid.sheet.keys[0], refused))
    for code, rows in groups.items():
        problems += _take_group(sheeting, code, rows, drafts)
    return problems, count


def _take_group(sheeting: Sheeting, code: str, rows: Sequence[Row], drafts: Drafts) -> list[CellProblem]:
    sheet = sheeting.grid.sheet
    kept = drafts.get(code)
    if kept is None or kept.kind != sheet.kind:
        word = KIND_NAMES[sheet.kind]
        said = ("unknown-code", f"没有编码为“{code}”的{word}，或者它那一行有错误；它的 {len(rows)} 行没有读取。",
                f"先在“{word}”表里写好它，或者核对编码。")
        return [sheeting.problem(rows[0], sheet.keys[0], said)]
    return _Group(sheeting, kept, rows).take(drafts)


class _Group:
    """The rows of one document being made into its list of parts."""

    def __init__(self, sheeting: Sheeting, kept: Kept, rows: Sequence[Row]) -> None:
        self.sheeting = sheeting
        self.kind = kept.kind
        self.document = kept.document()
        self.path: tuple[str, ...] = PARTS[sheeting.grid.sheet.title]
        self.placed = [Placed(row, self._item(row)) for row in rows]
        self.problems: list[CellProblem] = []

    def take(self, drafts: Drafts) -> list[CellProblem]:
        """Write the parts into the draft as far as they are right; gives all that is wrong."""
        existing: list[Item] = value_at(self.document, self.path) or []
        left = merge_parts(self.sheeting, self.placed, existing)
        for placed in self.placed:
            self._finish(placed)
        bad = {id(placed) for placed in self.placed if placed.applied.is_bad}
        after = self._assembled(existing, left, bad)
        refused = self._refusals(after, bad)
        self.problems = [problem for placed in self.placed for problem in placed.applied.problems] + refused
        if not any(problem.is_error for problem in refused):
            drafts.keep(after, self.kind)
        return self.problems

    def _item(self, row: Row) -> Applied:
        applied = apply_row(self.sheeting, row, {})
        self._name(row, applied)
        return applied

    def _name(self, row: Row, applied: Applied) -> None:
        """A row without the code of its material is found by the material's name."""
        name = self.sheeting.raw(row, "材料名称")
        if self.sheeting.grid.sheet is not REQUIRED or applied.document.get("material") or applied.is_bad:
            return
        if name in (None, ""):
            said = ("required", "没有填材料编码，也没有填材料名称。", "填写其中一个。")
            applied.problems.append(self.sheeting.problem(row, "材料编码", said))
            return
        try:
            code = REQUIRED.column("材料编码").codec.decode(name, self.sheeting.names)
        except CellRefused as refused:
            applied.problems.append(self.sheeting.problem(row, "材料名称", refused))
        else:
            applied.document = {"material": code, **applied.document}

    def _finish(self, placed: Placed) -> None:
        """After the row has found its part: keep its name, and the type of a code."""
        if self.sheeting.grid.sheet is REQUIRED and placed.before is not None and "material" not in placed.applied.document:
            placed.applied.document = {"material": placed.before["material"], **placed.applied.document}
        number = value_at(self.document, ("value", "type")) in ("integer", "number")
        const = placed.applied.document.get("const")
        if self.sheeting.grid.sheet is CODES and number and isinstance(const, str):
            try:
                placed.applied.document["const"] = int(const)
            except ValueError:
                said = ("number", "这个数据元的取值是数字，代码应为整数。", "改成整数，或者改数据元的类型。")
                placed.applied.problems.append(self.sheeting.problem(placed.row, "代码", said))

    def _assembled(self, existing: Sequence[Item], left: Sequence[Item], bad: set[int]) -> dict[str, Any]:
        """The document with its parts in the order of the rows. Where a row is bad, its part stays as it was, and so do
        those that no row is about: one of them may be what the bad row means."""
        parts = [placed.before if id(placed) in bad else placed.applied.document for placed in self.placed]
        items = [part for part in parts if part is not None]
        if bad:
            items += left
        else:
            self._say_removed(left)
        after = dict(self.document)
        if items != list(existing):
            put(after, self.path, items, {})
        return after

    def _say_removed(self, left: Sequence[Item]) -> None:
        title = self.sheeting.grid.sheet.columns[2].title
        for item in left:
            name = item.get("material") or item.get("const")
            said = ("removed", f"“{self.document['name']}”原来有“{name}”，这张表里没有，将去掉。", "要保留的，补上这一行。")
            self.placed[0].applied.problems.append(
                self.sheeting.problem(self.placed[0].row, title, said, severity="warning"))

    def _refusals(self, after: Mapping[str, Any], bad: set[int]) -> list[CellProblem]:
        """What the model or the library refuses in the parts, each at its row."""
        read = read_definition(after)
        before = read_definition(self.document)
        known = set() if isinstance(before, Definition) else {(each.pointer, each.rule) for each in before}
        found = [] if isinstance(read, Definition) else [each for each in read if (each.pointer, each.rule) not in known]
        found += refused_edits(self.document, after) if self.kind == "matter" else []
        rows = [placed.row for placed in self.placed if id(placed) not in bad or placed.before is not None]
        return [self._at_row(problem, rows) for problem in found]

    def _at_row(self, problem: Problem, rows: Sequence[Row]) -> CellProblem:
        steps = [str(step) for step in split(problem.pointer)]
        depth = len(self.path)
        inside = steps[:depth] == list(self.path) and len(steps) > depth
        number = int(steps[depth]) if inside and steps[depth].isdigit() else 0
        row = rows[number] if number < len(rows) else self.placed[0].row
        inner = replace(problem, pointer="/" + "/".join(steps[depth + 1:])) if inside else problem
        title, message = in_words(inner, self.sheeting.grid.sheet.columns)
        return self.sheeting.problem(row, title, (problem.rule, message, fix_in_words(problem, title) if title else problem.fix))
