"""The window's home: today's work, one box that finds everything, and starting a new visit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.cases.days import legal_day
from yichuang.definitions.releases import places, release_of

from .drafts import discard, find_draft, start_draft, take_over, team_drafts
from .finding import find_everything
from .posted import posted
from .subjects import by_department, offered, subject_of
from .today import counts, waiting_here
from .visit import open_visit, page, park_and_leave

HOME = "yichuang:filing/templates/window.jinja2"
DISCARD = "yichuang:filing/templates/discard.jinja2"
MOST_DRAFTS = 50


@view_config(route_name="window", request_method="GET", renderer=HOME, permission="window.use")
def window(request: Request) -> dict[str, Any]:
    """Drafts, what waits at the window, and the box; with `q`, what it finds."""
    text = "".join(filter(str.isprintable, request.GET.get("q", ""))).strip()[:100]
    at = datetime.now(UTC)
    offers = offered(request.db)
    return {
        "q": text,
        "today": legal_day(at),
        "at": at,
        "found": find_everything(request.db, request.identity, text, offers) if text else None,
        "bundles": [release for release in offers if release.kind == "bundle"],
        "matters": by_department(offers, places(request.db)),
        "most": MOST_DRAFTS,
        "drafts": team_drafts(request.db, request.identity, MOST_DRAFTS),
        "numbers": counts(request.db, request.identity, at),
        "waiting": waiting_here(request.db, request.identity),
    }


@view_config(route_name="window.start", request_method="POST", permission="filing.write")
def start(request: Request) -> Response:
    """A new draft of a bundle or matter, and on to its first step."""
    subject = subject_of(request.db, release_of(request.db, posted(request, "code")))
    draft = start_draft(request.db, subject, request.identity, datetime.now(UTC))
    step = "questions" if subject.bundle.questions else "materials"
    return HTTPSeeOther(request.route_path(f"visit.{step}", id=draft.id))


@view_config(route_name="window.park", request_method="POST", permission="filing.write")
def park_draft(request: Request) -> Response:
    """暂存: give the family's draft back to the team, and call the next."""
    draft = find_draft(request.db, int(request.matchdict["id"]), request.identity)
    return park_and_leave(request, draft)


@view_config(route_name="window.take-over", request_method="POST", permission="filing.write")
def take_over_draft(request: Request) -> Response:
    """A lead takes over a draft that somebody holds."""
    draft = find_draft(request.db, int(request.matchdict["id"]), request.identity)
    take_over(request.db, draft, request.identity, datetime.now(UTC))
    step = "form" if draft.answered else "questions"
    return HTTPSeeOther(request.route_path(f"visit.{step}", id=draft.id))


@view_config(route_name="window.discard", request_method="GET", renderer=DISCARD, permission="filing.write")
def ask_to_discard(request: Request) -> dict[str, Any]:
    """What deleting a draft takes away, before it is done."""
    visit = open_visit(request)
    files = sum(len(item.files) for item in visit.items)
    return page(request, visit, "discard", files=files)


@view_config(route_name="window.discard", request_method="POST", permission="filing.write")
def discard_draft(request: Request) -> Response:
    """删去: the draft is gone from every list; what was filed is never touched."""
    draft = find_draft(request.db, int(request.matchdict["id"]), request.identity)
    discard(request.db, draft, request.identity, datetime.now(UTC))
    request.flash(f"“{draft.subject_name}”的一份草稿已删去。", "ok")
    return HTTPSeeOther(request.route_path("window"))
