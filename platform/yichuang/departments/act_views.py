"""Acts on a case: each opens its own small page that says what follows, and is carried out by posting that page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.cases.actions import Action
from yichuang.cases.desk import Hand
from yichuang.cases.handle import Handled, actions, carry_out
from yichuang.cases.journal import history, situation_at
from yichuang.cases.records import Case
from yichuang.cases.situation import Situation
from yichuang.cases.vocabulary import Kind, NoticeKind, Outcome
from yichuang.errors import Conflict, Invalid, NotFound, Problem, StaleRevision
from yichuang.filing.desk import hand_of

from .acts import About, fill, general, parts_of
from .blanks import Part, Posted, folded, values
from .buttons import button, foreseen
from .case_page import case_answer, head, notices_of, told
from .contents import filing_of, materials_of, used_definitions
from .door import case_of, revision_of
from .lights import state_words
from .names import masked_applicant
from .results import passing_problems

ACT = "yichuang:departments/templates/act.jinja2"
DECISIONS = (NoticeKind.GRANT.value, NoticeKind.DENIAL.value)


@dataclass(frozen=True)
class Entry:
    """An act about to be done: the case, the hand, where the case stands, and the form of the act."""

    case: Case
    action: Action
    hand: Hand
    now: Situation
    about: About
    parts: tuple[Part, ...]


@view_config(route_name="task-act", request_method="GET", permission="case.handle")
def show_act(request: Request) -> Response:
    """The page of an act; where the law does not allow it now, the case as it stands, saying so."""
    case, action = case_of(request), _action(request)
    hand = hand_of(request)
    if action not in actions(request.db, case, hand.desk, hand.day):
        now = state_words(case.status, case.deliver_due)[0]
        return case_answer(request, case, f"本件现在是“{now}”，不能办理“{action.label}”。")
    return _page(request, _entry(request, case, action, hand))


@view_config(route_name="task-act", request_method="POST", permission="case.handle")
def do_act(request: Request) -> Response:
    """Carry the act out, or give the page back with what was typed and what is wrong."""
    case, action = case_of(request), _action(request)
    hand = hand_of(request, revision_of(request))
    entry = _entry(request, case, action, replace(hand, revision=None))
    try:
        handled = _carry_out(request, replace(entry, hand=hand))
    except Invalid as error:
        return _page(request, entry, error.problems or (Problem("", "refused", str(error)),), status=422)
    except Conflict as error:
        return _conflict(request, entry, error)
    if not handled.notices:
        request.flash(f"已登记“{action.label}”。")
    made = "-".join(str(notice.id) for notice in handled.notices)
    query = {"made": made} if made else {}
    return HTTPSeeOther(request.route_path("task", number=case.number, _query=query))


def _carry_out(request: Request, entry: Entry) -> Handled:
    """Raises Invalid with every problem at the field of the page, or Conflict; nothing is written then."""
    allowed = actions(request.db, entry.case, entry.hand.desk, entry.hand.day)
    filled = fill(entry.parts, entry.about, request.POST)
    problems = list(filled.problems)
    # A stale page, or an act no longer allowed, is told before faults of a form that has no use any more.
    current = entry.action in allowed and entry.hand.revision == entry.case.revision
    if current and not problems and filled.detail.get("outputs"):
        problems = passing_problems(request.db, entry.case, filled.detail["outputs"])
    if current and problems:
        raise Invalid(problems=problems)
    try:
        with request.db.begin_nested():
            return carry_out(request.db, entry.case, entry.action, entry.hand, filled.detail)
    except Invalid as error:
        raise Invalid(str(error), problems=[filled.at_page(problem) for problem in error.problems]) from None


def _conflict(request: Request, entry: Entry, error: Conflict) -> Response:
    """Somebody was faster: the page of the act again when it is still possible, else the case."""
    still = actions(request.db, entry.case, entry.hand.desk, entry.hand.day)
    if isinstance(error, StaleRevision) and entry.action in still:
        return _page(request, entry, stale=str(error), status=409)
    return case_answer(request, entry.case, str(error))


def _entry(request: Request, case: Case, action: Action, hand: Hand) -> Entry:
    db = request.db
    now = situation_at(db, case, hand.desk, hand.day)
    filing = filing_of(db, case)
    events = history(db, case)
    asked = next((row.detail["items"] for row in reversed(events) if row.kind == Kind.CORRECTIONS_ASKED), ())
    about = About(
        now=now,
        facts=case.matter,
        today=hand.day,
        applicant=filing.applicant,
        materials=materials_of(db, case, filing),
        uses=used_definitions(db, case),
        asked=tuple(asked),
        papers=_papers(request, case),
    )
    return Entry(case, action, hand, now, about, parts_of(action, about))


def _page(
    request: Request, entry: Entry, problems: Sequence[Problem] = (), *, stale: str = "", status: int = 200
) -> Response:
    posted: Posted | None = request.POST if request.method == "POST" else None
    case, hand = entry.case, entry.hand
    page: dict[str, Any] = {
        **head(case, hand, entry.now),
        "applicant": masked_applicant(request.db, filing_of(request.db, case)),
        "act": button(entry.action, case),
        "foreseen": foreseen(entry.action, case, entry.now, hand),
        "parts": entry.parts,
        "values": values(entry.parts, posted),
        "problems": problems,
        "general": general(problems, entry.parts),
        "errors": {problem.pointer: problem.message for problem in problems},
        "stale": stale,
        "last": told(history(request.db, case))[0] if stale else None,
        "given": _given(entry.about),
        "folds": _folds(entry),
        "unfolded": any(problem.pointer in folded(entry.parts) for problem in problems),
    }
    answer: Response = render_to_response(ACT, page, request=request)
    answer.status_int = status
    return answer


def _action(request: Request) -> Action:
    """The act of the address; those of the supervisor have no page here."""
    name = request.matchdict["action"]
    found = next((action for action in Action if action.value == name and action.hand == "staff"), None)
    if found is None:
        raise NotFound("没有这种办理。请从办件页面下方的按钮进入。")
    return found


def _folds(entry: Entry) -> str:
    """What the folded parts of the form are called."""
    first = next((part.title for part in entry.parts if part.folded), "")
    return "免提交的材料有问题的" if entry.action is Action.ASK_CORRECTIONS and not entry.about.asked else first


def _given(about: About) -> list[tuple[str, str]]:
    """The outputs that the case has produced already, by name; they cannot be changed."""
    names = about.facts.outputs
    return [(names.get(code, code), str(value)) for code, value in about.now.outputs.items()]


def _papers(request: Request, case: Case) -> tuple[str, ...]:
    """What there is to deliver: the decision, and the result of a case that was granted."""
    decisions = [f"{each.title}（{each.number}）" for each in notices_of(request.db, case) if each.kind in DECISIONS]
    result = case.matter.result_name if case.outcome == Outcome.GRANTED.value else ""
    return (*([result] if result else []), *decisions)
