"""版本变更: the lead department decides what becomes of filings under way when a bundle has a newer release."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.change.between import compare_releases
from yichuang.definitions.change.values import Diff
from yichuang.definitions.records import Release
from yichuang.definitions.releases import release_of
from yichuang.errors import BadRequest, Conflict, Invalid
from yichuang.filing.desk import hand_of
from yichuang.filing.posted import posted
from yichuang.filing.repin.decide import MOST, Choice, Order, decide, plans_of_lead, subjects_of_lead
from yichuang.filing.repin.planning import Planned
from yichuang.filing.repin.words import LACKING_WORDS, VERDICT_WORDS

LIST = "yichuang:departments/templates/changes.jinja2"
PAGE = "yichuang:departments/templates/change.jinja2"
CHOICES: dict[str, Choice] = {"keep": "keep", "move": "move"}
VERDICTS = ("needs", "stays", "blocked")
LONGEST_NUMBER = 50
LONGEST_ID = 9


@view_config(route_name="tasks-changes", request_method="GET", renderer=LIST, permission="tasks.use")
def show_subjects(request: Request) -> dict[str, Any]:
    """What this department leads and has filings under an older release."""
    return {"subjects": subjects_of_lead(request.db, request.identity.department)}


@view_config(route_name="tasks-change", request_method="GET", renderer=PAGE, permission="tasks.use")
def show_plan(request: Request) -> dict[str, Any]:
    """The plan, filing by filing, with its reasons."""
    return _page(request)


@view_config(route_name="tasks-change", request_method="POST", renderer=PAGE, permission="case.handle")
def decide_plan(request: Request) -> dict[str, Any] | Response:
    """Record the decision; what lacks nothing goes to the newer release at once."""
    code = request.matchdict["code"]
    try:
        with request.db.begin_nested():
            done = decide(request.db, code, _order(request), hand_of(request))
    except (Invalid, Conflict) as refused:
        request.response.status_int = refused.status
        return _page(request, str(refused))
    waiting = f"，{done.waiting} 件等补齐后改用" if done.waiting else ""
    moved = f"，{done.moved} 件已改用新版本" if done.moved else ""
    request.flash(f"已登记 {done.decided} 件的决定{moved}{waiting}。", "ok")
    return HTTPSeeOther(request.route_path("tasks-change", code=code))


def _order(request: Request) -> Order:
    choice = CHOICES.get(posted(request, "choice"))
    if choice is None:
        raise BadRequest
    numbers, ids = (request.POST.getall(name) for name in ("filing", "draft"))
    if not all(isinstance(each, str) and len(each) <= LONGEST_NUMBER for each in (*numbers, *ids)):
        raise BadRequest
    if not all(each.isascii() and each.isdecimal() and len(each) <= LONGEST_ID for each in ids):
        raise BadRequest
    return Order(choice, posted(request, "reason"), frozenset(numbers), frozenset(map(int, ids)), _classes(request))


def _classes(request: Request) -> frozenset[str]:
    return frozenset(verdict for verdict in VERDICTS if verdict in request.POST.getall("class"))


def _page(request: Request, refused: str = "") -> dict[str, Any]:
    newest, plans = plans_of_lead(request.db, request.matchdict["code"], request.identity)
    groups = [(verdict, [each for each in plans if each.plan.verdict == verdict]) for verdict in VERDICTS]
    return {
        "newest": newest,
        "plans": plans,
        "most": MOST,
        "groups": [(verdict, VERDICT_WORDS[verdict], found) for verdict, found in groups if found],
        "lacking_words": LACKING_WORDS,
        "changes": [(number, _changes(request, newest, number)) for number in _older(plans)],
        "refused": refused,
        "classes": _classes(request) if refused else frozenset(),
        "reason": posted(request, "reason") if refused else "",
        "chosen": frozenset((*request.POST.getall("filing"), *request.POST.getall("draft"))) if refused else frozenset(),
    }


def _older(plans: list[Planned]) -> list[int]:
    return sorted({each.release for each in plans}, reverse=True)


def _changes(request: Request, newest: Release, number: int) -> Diff:
    return compare_releases(request.db, release_of(request.db, newest.code, number), newest)
