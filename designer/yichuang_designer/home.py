"""The designer's home: what stops my releases, what waits to be published, and the box that finds a definition."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from yichuang.definitions.kinds import KIND_NAMES, KINDS
from yichuang.search import find

from .states import Item, items, matching

HOME = "yichuang_designer:templates/home.jinja2"
PER_PAGE = 50
FEW = 8
FILTERS = ("errors", "waiting", "published")


@view_config(route_name="design", request_method="GET", renderer=HOME, permission="design.read")
def home(request: Request) -> dict[str, Any]:
    """Without a filter the day's work; with one in the address (q, kind, state), the list, page by page."""
    text, kind, state = (request.GET.get(name, "").strip()[:100] for name in ("q", "kind", "state"))
    everything = items(request.db)
    hits = [hit.ref for hit in find(request.db, text, tuple(KINDS), 200) if not hit.near] if text else []
    groups = _grouped(matching(everything, kind, text, hits))
    filtered = bool(text or kind or state)
    listed = groups[state] if state in FILTERS else [item for group in groups.values() for item in group]
    page = _page(request.GET.get("page", "1"), len(listed))
    return {
        "q": text, "kind": kind, "state": state, "kinds": KIND_NAMES, "filtered": filtered, "total": len(listed),
        "groups": groups, "few": FEW, "counts": {name: len(group) for name, group in _grouped(everything).items()},
        "listed": listed[(page - 1) * PER_PAGE : page * PER_PAGE], "page": page,
        "pages": -(-len(listed) // PER_PAGE),
        "subjects": [item for item in groups["published"] if item.draft.kind in ("bundle", "matter")],
    }


def _grouped(found: list[Item]) -> dict[str, list[Item]]:
    return {
        "errors": [item for item in found if item.errors],
        "waiting": [item for item in found if not item.errors and item.state != "published"],
        "published": [item for item in found if item.state == "published"],
    }


def _page(text: str, total: int) -> int:
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return max(1, min(wanted, -(-total // PER_PAGE)))
