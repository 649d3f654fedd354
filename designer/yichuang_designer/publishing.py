"""Review and publish: what has changed since the last release, what stands in the way, and the act itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.canonical import digest_of
from yichuang.definitions.proofs.gate import unproved
from yichuang.definitions.proofs.keeping import kept
from yichuang.definitions.proofs.rereleases import rereleases
from yichuang.definitions.proofs.signing import standing_of
from yichuang.definitions.publish import Published, publish
from yichuang.errors import Invalid, Problem
from yichuang.extension import extensions
from yichuang.identity.audit import record
from yichuang.standards.legal_days import legal_day

from .changes import Change, changes
from .draft_pages import Opened, open_draft
from .proving import verify
from .rereleases import compared, touches_forms
from .uses import Plan, plan

PAGE = "yichuang_designer:templates/publish.jinja2"
MOST_CHANGES = 200
CHANGED_MEANWHILE = "草稿在您打开这一页之后又被改过，没有发布。请看过下面的改动，再发布一次。"


@view_config(route_name="design.publish", request_method="GET", renderer=PAGE, permission="design.publish")
def review(request: Request) -> dict[str, Any]:
    """What publishing would do."""
    return _page(request, open_draft(request.db, request.matchdict["code"]))


@view_config(route_name="design.publish", request_method="POST", renderer=PAGE, permission="design.publish")
def publish_draft(request: Request) -> dict[str, Any] | Response:
    """Publish the draft as it was reviewed, with what it uses when asked for; all or nothing. The form of a bundle is
    verified before, while nothing is locked."""
    opened = open_draft(request.db, request.matchdict["code"])
    code, at = opened.item.draft.code, datetime.now(UTC)
    codes = _plan(request, opened).codes if "uses" in request.POST else (code,)
    prover = extensions(request.registry).bundle_prover
    try:
        if prover is not None:
            verify(request, unproved(request.db, codes, legal_day(at)))
        opened = open_draft(request.db, code)
        if request.POST.get("digest") != digest_of(opened.item.draft.body):
            request.response.status_int = 409
            return _page(request, opened, refusal=CHANGED_MEANWHILE)
        found = publish(request.db, codes, at, request.identity.login, prover)
    except Invalid as refused:
        request.response.status_int = 422
        return _page(request, opened, refusal=str(refused), problems=refused.problems)
    for each in found:
        if each.new:
            record(request.db, request.identity, "design.publish", f"definition:{each.release.code}",
                   {"release": each.release.number})
    request.flash(_told(found, code) + _told_of_forms(request, found))
    return HTTPSeeOther(request.route_path("design.draft", code=code))


def _told_of_forms(request: Request, found: list[Published]) -> str:
    """What waits for a signature, and which bundles still use older releases of what is new."""
    waiting = [each.release for each in found if each.new and each.release.kind == "bundle"
               and standing_of(request.db, each.release).waits]  # fmt: skip
    said = [f"“{release.name}”第 {release.number} 版有只经抽样的项，请到这一版的页面签字。" for release in waiting]
    matters = [each.release.code for each in found if each.new and each.release.kind == "matter"]
    for candidate in rereleases(request.db, matters) if matters else ():
        proof = kept(request.db, candidate.digest)
        refuted = "，改用新版会有反例，到时不能发布" if proof is not None and not proof.sound else ""
        said.append(f"“{candidate.bundle.name}”仍用旧版{refuted}。")
    return "".join(said)


def _told(found: list[Published], code: str) -> str:
    own = next(each for each in found if each.release.code == code)
    others = sum(each.new for each in found) - own.new
    said = f"已发布第 {own.release.number} 版" if own.new else f"内容与第 {own.release.number} 版相同，没有新的版本"
    return said + (f"；所用的 {others} 个定义有了新版本。" if others else "。")


def _plan(request: Request, opened: Opened) -> Plan:
    if opened.definition is None:
        return Plan((opened.item.draft.code,), (), ())
    return plan(request.db, opened.definition, opened.library)


def _page(request: Request, opened: Opened, refusal: str = "", problems: tuple[Problem, ...] = ()) -> dict[str, Any]:
    return {
        "opened": opened, "item": opened.item, "draft": opened.item.draft, "refusal": refusal,
        "problems": problems or opened.item.problems, "changes": _changes(opened), "most": MOST_CHANGES,
        "plan": _plan(request, opened), "digest": digest_of(opened.item.draft.body), "tab": "publish",
        "touches_forms": touches_forms(request, opened),
        "compared": compared(request, opened) if "compare" in request.GET else None,
    }


def _changes(opened: Opened) -> list[Change]:
    """Against the newest release; nothing for a first one."""
    if opened.item.release is None:
        return []
    before = {key: value for key, value in json.loads(opened.item.release.body).items() if key != "pins"}
    return list(islice(changes(before, opened.document), MOST_CHANGES + 1))
