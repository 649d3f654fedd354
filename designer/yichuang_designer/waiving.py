"""Waive a problem of a draft, or withdraw a waiver: written into the draft with who, citing what and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.canonical import digest_of
from yichuang.definitions.check.waivers import covers, waivable
from yichuang.definitions.common import Definition, Waiver
from yichuang.definitions.drafts import save_draft
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry
from yichuang.errors import BadRequest, Problem, StaleRevision
from yichuang.identity.audit import record
from yichuang.standards.legal_days import legal_day

from .draft_pages import PAGE, Opened, draft_page, open_draft

USUAL = timedelta(days=365)
ASKED = ("citation", "reason", "expires_on")
WAIVED = "已豁免。问题留在报告里，到期以前不挡发布；草稿还没有发布。"
WITHDRAWN = "豁免已撤回，草稿还没有发布。"
MEANWHILE = "草稿在您打开这一页之后又被改过，没有保存。请看过现在的问题，再办一次。"


@dataclass(frozen=True)
class Waiving:
    """What the list of problems needs to offer a waiver: the draft's digest, the days, and a form that was refused."""

    digest: str
    waivers: tuple[Waiver, ...]
    today: date
    said: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def until(self) -> str:
        """The last day proposed: a year from now."""
        return str(self.today + USUAL)

    def can(self, problem: Problem) -> bool:
        """Whether a person may let it stand."""
        return problem.waiver is None and waivable(problem.rule)

    def refused(self, problem: Problem) -> bool:
        """Whether the form of this problem came back with errors."""
        return bool(self.errors) and (self.said.get("rule"), self.said.get("pointer")) == (problem.rule, problem.pointer)

    def index(self, problem: Problem) -> int | None:
        """Which waiver a problem is about: the one that covers it, or the one that meets nothing."""
        if problem.rule in ("unused-waiver", "waiver-rule"):
            return int(problem.pointer.split("/")[2])
        until = problem.waiver.expires_on if problem.waiver else ""
        return next((index for index, waiver in enumerate(self.waivers)
                     if covers(waiver, problem) and str(waiver.expires_on) == until), None)  # fmt: skip


def waiving_of(request: Request, opened: Opened, said: Mapping[str, str] | None = None,
               errors: Mapping[str, str] | None = None) -> Waiving | None:
    """For those who may edit; nothing for a draft that cannot be read."""
    if opened.definition is None or not request.identity.can("design.edit"):
        return None
    today = legal_day(datetime.now(UTC))
    return Waiving(digest_of(opened.item.draft.body), opened.definition.waivers, today, said or {}, errors or {})


@view_config(route_name="design.draft", request_method="GET", renderer=PAGE, permission="design.read")
def show(request: Request) -> dict[str, Any]:
    """The draft, readable; problems lead to their places and can be waived."""
    opened = open_draft(request.db, request.matchdict["code"])
    return {**draft_page(opened), "waiving": waiving_of(request, opened)}


@view_config(route_name="design.waivers", request_method="POST", renderer=PAGE, permission="design.edit")
def change_waivers(request: Request) -> dict[str, Any] | Response:
    """Waive one problem or withdraw one waiver; refused when the draft was changed in between."""
    opened = open_draft(request.db, request.matchdict["code"])
    said = {key: value for key, value in request.POST.items() if isinstance(value, str)}
    if said.get("digest") != digest_of(opened.item.draft.body) or opened.definition is None:
        raise StaleRevision(MEANWHILE)
    if said.get("act") == "withdraw":
        return _withdraw(request, opened, said.get("index", ""))
    return _waive(request, opened, said)


def _waive(request: Request, opened: Opened, said: Mapping[str, str]) -> dict[str, Any] | Response:
    rule, pointer = said.get("rule", ""), said.get("pointer", "")
    if not any(waivable(rule) and (each.rule, each.pointer) == (rule, pointer) for each in opened.item.problems):
        raise BadRequest("这里没有可以豁免的问题，没有保存。")
    actor, today = request.identity, legal_day(datetime.now(UTC))
    citation, reason, until = (said.get(key, "").strip() for key in ASKED)
    waiver = {"rule": rule, "pointer": pointer, "citation": citation, "reason": reason,
              "approver": f"{actor.name}·{actor.login}", "approved_on": str(today), "expires_on": until}  # fmt: skip
    document = {**opened.document, "waivers": [*_others(opened.document, rule, pointer), waiver]}
    definition = read_definition(document)
    if not isinstance(definition, Definition):
        request.response.status_int = 422
        return {**draft_page(opened), "waiving": waiving_of(request, opened, said, _errors(definition))}
    _save(request, definition, document)
    record(request.db, actor, "design.waive", f"definition:{definition.code}",
           {"rule": rule, "pointer": pointer, "expires_on": until})
    return _back(request, definition.code, WAIVED)


def _others(document: Mapping[str, Any], rule: str, pointer: str) -> list[Any]:
    """The waivers kept: a new one of the same rule at the same place takes the place of the old."""
    return [each for each in document.get("waivers", ()) if (each["rule"], each.get("pointer", "")) != (rule, pointer)]


def _errors(problems: list[Problem]) -> dict[str, str]:
    """What is wrong with each field of the form; an order of dates is wrong with the last day."""
    words = {"citation": "请写明依据的法律和条款。", "reason": "请写明理由。", "expires_on": "请选一个今天或以后的日期。"}
    keys = {problem.pointer.rsplit("/", 1)[-1] for problem in problems}
    return {key: words[key] for key in ASKED if key in keys} or {"expires_on": words["expires_on"]}


def _withdraw(request: Request, opened: Opened, index: str) -> Response:
    waivers = list(opened.document.get("waivers", ()))
    if not index.isascii() or not index.isdigit() or int(index) >= len(waivers):
        raise BadRequest("没有这条豁免，没有保存。")
    gone = waivers.pop(int(index))
    document = {key: value for key, value in opened.document.items() if key != "waivers"}
    document |= {"waivers": waivers} if waivers else {}
    definition = read_definition(document)
    if not isinstance(definition, Definition):
        raise BadRequest
    _save(request, definition, document)
    record(request.db, request.identity, "design.withdraw", f"definition:{definition.code}",
           {"rule": gone["rule"], "pointer": gone.get("pointer", "")})
    return _back(request, definition.code, WITHDRAWN)


def _save(request: Request, definition: Definition, document: Mapping[str, Any]) -> None:
    save_draft(request.db, Entry(definition, document), datetime.now(UTC), request.identity.login)


def _back(request: Request, code: str, told: str) -> Response:
    request.flash(told, "ok")
    return HTTPSeeOther(request.route_path("design.draft", code=code, _anchor="problems"))
