"""A report as JSON, and read back from what staff have kept of an earlier one."""
from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from yichuang.errors import Invalid, Problem

from .lines import Report

READER: TypeAdapter[Report] = TypeAdapter(Report)
MOST_PROBLEMS = 5


def document_of(report: Report) -> dict[str, Any]:
    """The report as JSON: the same rows that are drawn."""
    document: dict[str, Any] = READER.dump_python(report, mode="json")
    return document


def report_in(document: Any, name: str) -> Report:
    """The report that a document holds; `name` is what problems call it. Raises Invalid for anything else."""
    try:
        return READER.validate_python(document)
    except ValidationError as wrong:
        problems = [Problem("/" + "/".join(str(step) for step in error["loc"]), "report", "这里不是合并报告应有的内容。",
                            fix="请用 bundles report 的 --json 输出，不要改动。", file=name)
                    for error in wrong.errors(include_url=False, include_input=False)[:MOST_PROBLEMS]]
        raise Invalid(f"“{name}”不是一份合并报告。请给出以前用 bundles report 的 --json 留存的文件。", problems=problems) from None
