"""At the check step: a draft goes to the newer release, because the clerk wants it or the lead department does."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.releases import latest
from yichuang.errors import StaleRevision

from .drafts import lock, require_open
from .repin.moving import move_draft
from .repin.standing import last_decision
from .subjects import subject_of
from .visit import open_visit, saved_visit, saving_of


@view_config(route_name="visit.newer", request_method="POST", permission="filing.write")
def use_newer(request: Request) -> Response:
    """改用新版: answers and data go along where they fit; the rest is named. Then on to what is still open."""
    visit, saving = open_visit(request), saving_of(request)
    draft = visit.draft
    require_open(draft)
    lock(request.db, draft, saving.actor, saving.at)
    if draft.revision != saving.revision:
        raise StaleRevision("这份申报在您打开之后又被保存过，没有改用新版本。请重新核对后再改。")
    newest = latest(request.db, draft.subject_code)
    if newest is not None and newest.id != draft.release_id:
        decision = last_decision(request.db, draft, newest.id)
        subject = subject_of(request.db, newest)
        move_draft(request.db, draft, subject, saving.actor, saving.at, decision.id if decision else None)
        left = saved_visit(request)
        step = "questions" if left.questions_left else "check"
        request.flash(f"已改用第 {newest.number} 版，{left.progress}。", "ok")
        return HTTPSeeOther(request.route_path(f"visit.{step}", id=draft.id))
    request.flash("这份草稿用的已经是最新版本。", "ok")
    return HTTPSeeOther(request.route_path("visit.check", id=draft.id))
