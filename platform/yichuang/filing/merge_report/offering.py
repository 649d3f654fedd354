"""The report as plug-ins may ask for it: the draft as it is now, compared with the newest release."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from pyramid.request import Request

from yichuang.definitions.releases import latest
from yichuang.errors import NotFound
from yichuang.standards.legal_days import legal_day

from .editions import compared, drafted_edition, released, title_of
from .html import html_of
from .lines import Report
from .xlsx import xlsx_of

WRITERS: Mapping[str, Callable[[Report], bytes]] = {"html": html_of, "xlsx": xlsx_of}


def merge_report(request: Request, code: str, format: str) -> tuple[bytes, str]:
    """The document and the name of its file; `format` is html or xlsx. Raises NotFound for an unknown code or format, Invalid
    while the draft cannot be composed."""
    if format not in WRITERS:
        raise NotFound(f"合并报告没有“{format}”格式。可用：{'、'.join(WRITERS)}。")
    on = legal_day(datetime.now(UTC))
    report = drafted_edition(request.db, code).report(on)
    newest = latest(request.db, code)
    if newest is not None:
        report = compared(report, released(request.db, code).report(on), title_of(newest))
    return WRITERS[format](report), f"{code}-merge-report-{on.isoformat()}.{format}"
