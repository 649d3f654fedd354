"""One case as supervision sees it: story, dates and the list of its documents; never the data of the application."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.cases.actions import Action
from yichuang.cases.days import legal_day
from yichuang.cases.handle import actions, carry_out
from yichuang.cases.journal import clock_of, history, situation_at
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import Flag
from yichuang.departments.case_page import head, notices_of, told
from yichuang.departments.dates import dues, passed
from yichuang.departments.door import revision_of
from yichuang.errors import BadRequest, Conflict, Invalid, NotFound
from yichuang.filing.desk import hand_of
from yichuang.filing.records import Filing
from yichuang.identity.audit import record_afterwards

from .reach import find
from .watch import watched

CASE = "yichuang:supervision/templates/case.jinja2"
LONGEST = 2000


@view_config(route_name="supervise-case", request_method="GET", renderer=CASE, permission="supervise.read")
def show_case(request: Request) -> dict[str, Any]:
    """What happened and until when."""
    case = case_of(request)
    record_afterwards(request, "supervise.open", f"case:{case.number}", {})
    return _page(request, case)


@view_config(route_name="supervise-void", request_method="POST", permission="supervise.act")
def void(request: Request) -> Response:
    """作废: an entry made by mistake, and only by a supervisor (domain reference 4.1)."""
    case = case_of(request)
    reason = _reason(request)
    try:
        with request.db.begin_nested():
            carry_out(request.db, case, Action.VOID, hand_of(request, revision_of(request)), {"reason": reason})
    except Invalid as error:
        return _answer(request, case, problem=error.problems[0].message, reason=reason, status=error.status)
    except Conflict as error:
        return _answer(request, case, stale=str(error), reason=reason, status=error.status)
    request.flash(f"办件 {case.number} 已作废，理由已记入经过。")
    return HTTPSeeOther(request.route_path("supervise-case", number=case.number))


def case_of(request: Request) -> Case:
    """The case of the address. NotFound for numbers that are unknown or outside the supervisor's region."""
    case = find(request.db, request.identity, request.matchdict["number"])
    if case is None:
        raise NotFound("没有找到这个办件：编号不对，或者它不在您督查的区域里。请核对办件编号。")
    return case


def _reason(request: Request) -> str:
    reason = request.POST.get("/reason", "")
    if not isinstance(reason, str) or len(reason) > LONGEST or "\x00" in reason:
        raise BadRequest
    return reason.replace("\r\n", "\n").strip()


def _answer(request: Request, case: Case, *, status: int, **said: str) -> Response:
    answer: Response = render_to_response(CASE, _page(request, case, **said), request=request)
    answer.status_int = status
    return answer


def _page(request: Request, case: Case, *, problem: str = "", stale: str = "", reason: str = "") -> dict[str, Any]:
    hand = hand_of(request)
    today = legal_day(hand.at)
    now = situation_at(request.db, case, hand.desk, today)
    filing = request.db.get_one(Filing, case.filing_id)
    may_void = request.identity.can("supervise.act") and Action.VOID in actions(request.db, case, hand.desk, today)
    return {
        **head(case, hand, now),
        "subject": filing.subject_name,
        "window": filing.window,
        "team": filing.team,
        "submitted_at": filing.submitted_at,
        "department": case.department_snapshot,
        "watched": watched(case, hand.at, hand.desk.calendar),
        "flags": [flag.label for flag in Flag if flag in now.flags],
        "dues": dues(now, clock_of(case, now, hand.desk), case.matter.clock),
        "passed": passed(now),
        "notices": notices_of(request.db, case),
        "events": told(history(request.db, case)),
        "void": Action.VOID if may_void else None,
        "problem": problem,
        "stale": stale,
        "reason": reason,
    }
