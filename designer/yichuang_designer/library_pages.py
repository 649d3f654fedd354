"""公共库: what elements, materials and code lists are used by, which two seem to mean the same, and what is unused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from yichuang.definitions.kinds import KIND_NAMES
from yichuang.definitions.reuse.applying import documents_of
from yichuang.definitions.reuse.counts import KINDS, Reuse, reuse_of
from yichuang.definitions.reuse.near import Near, near_duplicates
from yichuang.search import find

PAGE = "yichuang_designer:templates/library.jinja2"
PER_PAGE = 50
NAMES: Mapping[str, str] = {**KIND_NAMES, "code-list": "代码集"}
MOST_PAIRS = 20
MOST_FOUND = 200


@view_config(route_name="design.library", request_method="GET", renderer=PAGE, permission="design.read")
def library(request: Request) -> dict[str, Any]:
    """One kind at a time; the filters stand in the address: kind, q, unused, page."""
    drafts = documents_of(request.db)
    things = reuse_of(drafts)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else KINDS[0]
    text, unused = request.GET.get("q", "").strip()[:100], "unused" in request.GET
    shown = [thing for thing in things if thing.kind == kind and not (unused and thing.used)]
    if text:
        shown = _matching(request, shown, text)
    page = _page(request.GET.get("page", "1"), len(shown))
    near = near_duplicates(drafts)
    return {
        "kind": kind, "kinds": {each: NAMES[each] for each in KINDS}, "q": text, "unused": unused,
        "counts": {each: sum(thing.kind == each for thing in things) for each in KINDS},
        "unused_count": sum(thing.kind == kind and not thing.used for thing in things),
        "listed": shown[(page - 1) * PER_PAGE : page * PER_PAGE], "total": len(shown), "page": page,
        "pages": -(-len(shown) // PER_PAGE), "near": near[:MOST_PAIRS], "near_count": len(near),
        "ways": [_ways(pair, things) for pair in near[:MOST_PAIRS]], "kind_names": NAMES,
        "name_of": lambda code: str(drafts[code].get("name")) if code in drafts else code,
    }


def _matching(request: Request, things: Sequence[Reuse], text: str) -> list[Reuse]:
    """By name or code, and what search finds among what is published."""
    hits = {hit.ref for hit in find(request.db, text, ("element", "material"), MOST_FOUND)}
    wanted = text.casefold()
    return [thing for thing in things
            if wanted in thing.name.casefold() or wanted in thing.code.casefold() or thing.code in hits]


def _ways(pair: Near, things: Sequence[Reuse]) -> tuple[tuple[str, str], tuple[int, int]]:
    """Which of a pair is merged into which, the less used into the other, and how often each is used."""
    places = {thing.code: thing.places for thing in things if thing.kind == pair.kind}
    first, second = places.get(pair.first, 0), places.get(pair.second, 0)
    way = (pair.second, pair.first) if first >= second else (pair.first, pair.second)
    return way, (first, second)


def _page(text: str, total: int) -> int:
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return max(1, min(wanted, -(-total // PER_PAGE)))
