"""The ledger of data that departments do not share: a page, a workbook and JSON; filters in the address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.cleanup.demands import DEMAND_STATES, demand_ledger
from yichuang.definitions.cleanup.sheets import FALLBACKS, demand_book
from yichuang.definitions.drafts import draft_library

from .cleanup_pages import XLSX, as_json, download, today

PAGE = "yichuang_designer:templates/demands.jinja2"
TONES = {"refused": "red", "requested": "yellow", "missing": "line"}


@view_config(route_name="design.demands", request_method="GET", renderer=PAGE, permission="design.read")
def show(request: Request) -> dict[str, Any] | Response:
    """The demands by the drafts as they are now; `state` and `provider` narrow them."""
    library = draft_library(request.db)
    whole = demand_ledger(tuple(library), library.get, today())
    state, provider = (request.GET.get(name, "").strip()[:64] for name in ("state", "provider"))
    rows = tuple(row for row in whole.rows if state in ("", row.state) and provider in ("", row.provider))
    found = replace(whole, rows=rows)
    wanted = request.GET.get("format")
    if wanted == "xlsx":
        return download(demand_book(found, request.identity.name), XLSX, f"{found.title}.xlsx")
    if wanted == "json":
        return as_json(found.as_dict())
    given = {name: text for name, text in (("state", state), ("provider", provider)) if text}
    return {
        "ledger": found, "whole": whole, "given": given, "states": DEMAND_STATES, "tones": TONES, "fallbacks": FALLBACKS,
        "providers": {row.provider: row.provider_name for row in whole.rows if row.provider},
        "counts": {key: sum(row.state == key for row in whole.rows) for key in DEMAND_STATES},
        "burden": _burden(whole.rows),
        "address": lambda **more: request.route_path("design.demands", _query={**given, **more}),
    }


def _burden(rows: Any) -> int:
    """Filings a year that bear at least one demand: each matter once over all rows."""
    return sum({each.matter: each.volume or 0 for row in rows for each in row.burdens}.values())
