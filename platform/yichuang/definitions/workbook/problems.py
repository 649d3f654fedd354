"""What is found in a workbook: the sheet, row and column, the rule, what to say, how to mend it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from yichuang.errors import Problem

SEVERITIES = {"error": "错误", "warning": "提醒"}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One finding. `row` counts as the office program does, 0 for the whole sheet; `column` is a heading or empty."""

    sheet: str
    row: int
    column: str
    rule: str
    message: str
    fix: str = ""
    severity: Literal["error", "warning"] = "error"

    @property
    def is_error(self) -> bool:
        """Whether it keeps its row from being written."""
        return self.severity == "error"

    @property
    def where(self) -> str:
        """The place in words."""
        row = f"第 {self.row} 行" if self.row else ""
        return " ".join(part for part in (self.sheet and f"“{self.sheet}”", row, self.column) if part)

    def as_dict(self) -> dict[str, Any]:
        """The shape that `definitions workbook read --json` promises."""
        return {"sheet": self.sheet, "row": self.row, "column": self.column, "rule": self.rule,
                "severity": self.severity, "message": self.message, "fix": self.fix}

    def as_problem(self) -> Problem:
        """The same in the shape of every other check."""
        return Problem(self.where, self.rule, self.message, self.severity, self.fix)


class CellRefused(Exception):
    """这一格读不懂。"""

    def __init__(self, rule: str, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.rule, self.message, self.fix = rule, message, fix
