"""The report as one HTML document that is printed as it is: no script, nothing fetched, style inside."""
from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from . import pages
from .figures import figures_of
from .lines import NEEDS, VERDICTS, Report

HERE = Path(__file__).parent
CHINESE = "一二三四五六七八九十"
MARKS = {"required": "●", "conditional": "◐", "optional": "○"}
VERDICT_MARKS = {"proved": "✓", "sampled": "△", "conflict": "✕"}


def html_of(report: Report) -> bytes:
    """The whole document, UTF-8."""
    text = _environment().get_template("report.jinja2").render(
        report=report, figures=figures_of(report), bands=pages.bands(report), open=pages.open_conflicts(report),
        beyond=pages.beyond(report), settled=pages.settled_conflicts(report), overdue=pages.overdue(report),
        changes=pages.changes_by_kind(report.since.changes) if report.since else [], numbers=iter(CHINESE))
    return text.encode()


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                       lstrip_blocks=True, auto_reload=False)
    made.filters["first_of"] = next
    style = Markup((HERE / "report.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
    made.globals.update(NEEDS=NEEDS, VERDICTS=VERDICTS, MARKS=MARKS, VERDICT_MARKS=VERDICT_MARKS,
                        type_beside=pages.type_beside, sides=pages.sides, style=style)
    return made
