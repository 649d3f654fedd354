"""The merge report of a bundle as large as any: rows, page, workbook."""
from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from yichuang.filing.merge_report.html import html_of
from yichuang.filing.merge_report.report import Occasion, report_of
from yichuang.filing.merge_report.xlsx import xlsx_of
from yichuang.forms.compiled import forget

from .figures import Figure
from .merge import FIELDS, made_bundle

MATTERS = 80
LIMIT = 5.0
Made = TypeVar("Made")


def report_figures() -> Iterator[Figure]:
    """Seconds for each, once: a median of several says little more."""
    bundle, uses = made_bundle(MATTERS)
    forget()
    report, took = _timed(lambda: report_of(bundle, uses, Occasion("示例", date(2026, 1, 1))))
    size = f"{MATTERS} matters, {FIELDS} fields each"
    yield Figure("merge report", took, "s", LIMIT, f"limit, rows without proof: {size}")
    yield Figure("merge report", _timed(lambda: html_of(report))[1], "s", LIMIT, f"limit, page: {len(report.lines)} lines")
    yield Figure("merge report", _timed(lambda: xlsx_of(report))[1], "s", LIMIT, f"limit, workbook: {len(report.lines)} lines")


def _timed(make: Callable[[], Made]) -> tuple[Made, float]:
    began = time.perf_counter()
    made = make()
    return made, round(time.perf_counter() - began, 3)
