"""补充: what the applicant gives in addition at the window so that a filing can go to the newer release."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.errors import NotFound

from .desk import hand_of
from .filings import find_filing
from .intake import form_renderer
from .posted import posted_pairs
from .records import Filing
from .repin.moving import move_filing
from .repin.supplement import Asked, Awaited, ask, awaited

PAGE = "yichuang:filing/templates/supplement.jinja2"


@view_config(route_name="window.supplement", request_method="GET", renderer=PAGE, permission="filing.write")
def show(request: Request) -> dict[str, Any]:
    """What is lacking, to be filled in."""
    filing, found = _open(request)
    return _page(request, filing, found, ask(request.db, filing, found.new))


@view_config(route_name="window.supplement", request_method="POST", renderer=PAGE, permission="filing.write")
def give(request: Request) -> dict[str, Any] | Response:
    """Take it in; with nothing lacking any more the filing goes to the newer release, in the same transaction."""
    filing, found = _open(request)
    asked = ask(request.db, filing, found.new, posted_pairs(request))
    if asked.problems or asked.plan.verdict != "stays":
        request.response.status_int = 422
        return _page(request, filing, found, asked)
    move_filing(request.db, filing, found.new, hand_of(request), asked.supplement, found.decision.id)
    request.flash(f"已补齐，这份申报改用第 {found.new.release.number} 版。", "ok")
    return HTTPSeeOther(request.route_path("window.filing", number=filing.number))


def _open(request: Request) -> tuple[Filing, Awaited]:
    filing = find_filing(request.db, request.matchdict["number"], request.identity)
    found = awaited(request.db, filing)
    if found is None:
        raise NotFound("这份申报没有要补充的：牵头部门没有决定改用新版本，或者已经改用。请回到申报查看。")
    return filing, found


def _page(request: Request, filing: Filing, found: Awaited, asked: Asked) -> dict[str, Any]:
    body = form_renderer(request).screen(asked.form, asked.data, asked.problems)
    return {"filing": filing, "awaited": found, "asked": asked, "body": body, "posted": request.method == "POST"}
