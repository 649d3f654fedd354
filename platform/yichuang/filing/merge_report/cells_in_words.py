"""A cell of the matrix as text, for sheets: one line a thing, everything said that the printed page says by marks."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from .difference import HOW
from .lines import BEYOND, NEEDS, VERDICTS, Cell, ConflictLine, Line, Report


def cell_text(cells: Sequence[Cell]) -> str:
    """What one matter demands of an element; empty when it does not ask."""
    return "\n".join("\n".join(_lines(cell)) for cell in cells)


def _lines(cell: Cell) -> Iterator[str]:
    source = HOW[cell.how].format(cell.source)
    if cell.how in ("upstream", "answered", "constant"):
        yield f"不用填写：{source}"
    elif source:
        yield source
    if cell.need:
        yield NEEDS[cell.need]
    if cell.type:
        yield cell.type
    if cell.how == "apart":
        yield "目前分开填写"
    if cell.own_label:
        yield f"称“{cell.label}”"
    if cell.when:
        yield f"{cell.when}时"
    if cell.transform:
        yield cell.transform
    if cell.verdict and cell.verdict != "proved":
        yield VERDICTS[cell.verdict]


def asked_text(line: Line) -> str:
    """What the one form asks."""
    return f"{NEEDS[line.need]}\n{line.type}" if line.need else "不用填写"


def conflicts_text(report: Report, line: Line) -> str:
    """Number, state, what was decided and who sees to it until when."""
    found = (report.conflicts[number - 1] for number in line.conflicts)
    return "\n".join(short(each) for each in found if each.kind != BEYOND)


def short(conflict: ConflictLine) -> str:
    """冲突 2：口头，换算，负责人，期限."""
    decision = conflict.decision
    said = [decision.take, decision.owner, f"{decision.due} 前" if decision.due else ""] if decision else []
    return f"冲突 {conflict.number}：" + "，".join([conflict.state_words, *(part for part in said if part)])
