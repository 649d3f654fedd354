"""One row of the ledger: what was found, what people decide, and the draft that follows, its change shown first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.cleanup.acting import Edit, carry_out, mark_supervised, planned
from yichuang.definitions.cleanup.decisions import decide, history
from yichuang.definitions.cleanup.ledger import STATE_NAMES
from yichuang.definitions.cleanup.rule import ACTION_NAMES
from yichuang.definitions.cleanup.rules import BY_ID
from yichuang.definitions.cleanup.standing import DECISIONS, TAKEN_BACK
from yichuang.definitions.codewords import WORDS
from yichuang.errors import Conflict, Invalid
from yichuang.identity.audit import record

from .changes import Change
from .cleanup_pages import STATE_TONES, back_to, hand, key_of, name_in, opened, role_title, text_of

PAGE = "yichuang_designer:templates/cleanup_row.jinja2"
ACTED = {"decide": "处理意见", "apply": "写入草稿"}


@view_config(route_name="design.cleanup", request_method="GET", request_param="row", renderer=PAGE,
             permission="design.read")
def show(request: Request) -> dict[str, Any]:
    """The row with its history; a decision that is not carried out yet shows what it would change."""
    return _page(request)


@view_config(route_name="design.cleanup", request_method="POST", request_param="act=decide", renderer=PAGE,
             permission="design.edit")
def save_decision(request: Request) -> dict[str, Any] | Response:
    """Record a decision; the draft stays as it is until it is carried out."""
    key = key_of(request.GET.get("row", ""))
    decision = str(request.POST.get("decision", ""))
    reason = str(request.POST.get("reason", ""))
    try:
        decide(request.db, opened(request).row(key), decision, reason, hand(request))
    except Invalid as refused:
        request.response.status_int = refused.status
        return _page(request, refused=refused, decision=decision, reason=reason)
    record(request.db, request.identity, "design.cleanup.decide", f"definition:{key.matter}",
           {"material": key.material, "role": key.role, "rule": key.rule, "decision": decision})
    request.flash("处理意见已收回。" if decision == TAKEN_BACK else
                  "已决定保留，这一条办结。" if decision == "keep" else "处理意见已保存，草稿还没有改。", "ok")
    return HTTPSeeOther(back_to(request, row=text_of(key)))


@view_config(route_name="design.cleanup", request_method="POST", request_param="act=apply", renderer=PAGE,
             permission="design.edit")
def write_draft(request: Request) -> dict[str, Any] | Response:
    """Write the decision into the matter's draft, as shown."""
    key = key_of(request.GET.get("row", ""))
    try:
        carry_out(request.db, opened(request), key, str(request.POST.get("digest", "")), hand(request))
    except (Conflict, Invalid) as refused:
        request.response.status_int = refused.status
        return _page(request, refused=refused)
    record(request.db, request.identity, "design.cleanup.apply", f"definition:{key.matter}",
           {"material": key.material, "role": key.role, "rule": key.rule})
    request.flash("已写入草稿，这一条办结。审阅之后再发布。", "ok")
    return HTTPSeeOther(back_to(request))


@view_config(route_name="design.cleanup", request_method="POST", request_param="act=supervise",
             permission="design.edit")
def note_supervision(request: Request) -> Response:
    """A reviewer's note that a document can be obtained during or after (rule R6)."""
    matter, _, index = str(request.POST.get("place", "")).partition("|")
    how = str(request.POST.get("how", "")).strip()
    if not (index.isascii() and index.isdigit()) or not how or len(how) > 500:
        request.flash("没有标记：请选一份材料，并写明事中事后怎样取得（500字以内）。", "error")
        return HTTPSeeOther(back_to(request) + "#supervise")
    mark_supervised(request.db, matter, int(index), how, hand(request))
    record(request.db, request.identity, "design.cleanup.supervise", f"definition:{matter}", {"index": int(index)})
    request.flash("已标记，台账按规则 R6 提出改为告知承诺。", "ok")
    return HTTPSeeOther(back_to(request))


def _page(request: Request, refused: Exception | None = None, decision: str = "", reason: str = "") -> dict[str, Any]:
    key = key_of(request.GET.get("row", ""))
    found = opened(request)
    row, standing = found.row(key), found.standings.get(key)
    edit = planned(request.db, found, key)
    stands = standing.decision if standing and not standing.applied and standing.decision != TAKEN_BACK else ""
    return {
        "row": row, "rule": BY_ID[key.rule], "refused": refused, "acts": history(request.db, key),
        "decision": decision or stands, "reason": reason or (standing.reason if standing and stands else ""),
        "stands": stands, "decisions": DECISIONS, "actions": ACTION_NAMES, "acted": ACTED, "edit": edit,
        "changes": shown_changes(edit, lambda code: name_in(found, code)) if edit else [],
        "back": back_to(request), "here": back_to(request, row=text_of(key)), "state_names": STATE_NAMES,
        "tones": STATE_TONES, "taken_back": TAKEN_BACK,
        "role": role_title(found, key.matter, key.role),
    }


def shown_changes(edit: Edit, name_of: Callable[[str], str]) -> list[Change]:
    """What differs in the matter's materials, each demand in words; the lists need not have the same length."""
    before, after = edit.before["materials"], edit.after["materials"]
    if len(before) == len(after):
        return [Change(f"/materials/{index}", "修改", in_words(old, name_of), in_words(new, name_of))
                for index, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    gone = [Change(f"/materials/{index}", "删去", in_words(each, name_of), "")
            for index, each in enumerate(before) if each not in after]
    come = [Change(f"/materials/{index}", "新增", "", in_words(each, name_of))
            for index, each in enumerate(after) if each not in before]
    return [*gone, *come]


def in_words(required: Mapping[str, Any], name_of: Callable[[str], str]) -> str:
    """A demand as people say it: the document, how many of what, in which case, how it is spared."""
    exemption = required.get("exemption") or {}
    mode, source, fallback = (exemption.get(key) for key in ("mode", "source", "fallback"))
    kinds = (("originals", "原件"), ("copies", "复印件"))
    copies = [f"{word} {required[key]} 份" for key, word in kinds if required.get(key)]
    spared = WORDS["mode"][mode or "none"] + (f"（{source}）" if source else "")
    said = [required.get("condition", "").rstrip("。"), "、".join(copies), spared,
            f"调不到时{WORDS['fallback'][fallback]}" if fallback else ""]
    return f"{name_of(required['material'])}：{'；'.join(filter(None, said))}"
