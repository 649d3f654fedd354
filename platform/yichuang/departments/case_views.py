"""A case in its department: the page, the telephone shown whole, and taking the case over."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.cases.handle import take
from yichuang.errors import Conflict
from yichuang.filing.desk import hand_of
from yichuang.identity.audit import record_afterwards

from .case_page import CASE, case_answer, case_page
from .door import case_of, revision_of


@view_config(route_name="task", request_method="GET", renderer=CASE, permission="case.read")
def show_case(request: Request) -> dict[str, Any]:
    """The case: the department needs its own form whole, so opening it is written down."""
    case = case_of(request)
    record_afterwards(request, "case.open", f"case:{case.number}", {})
    return case_page(request, case)


@view_config(route_name="task-reveal", request_method="POST", renderer=CASE, permission="personal.reveal")
def reveal(request: Request) -> dict[str, Any]:
    """The applicant's name and telephone whole, on this one page; written down."""
    case = case_of(request)
    record_afterwards(request, "personal.reveal", f"case:{case.number}", {"fields": ["applicant", "phone"]})
    return case_page(request, case, revealed=True)


@view_config(route_name="task-take", request_method="POST", permission="case.handle")
def take_case(request: Request) -> Response:
    """接办: the case is handled by this person from now on."""
    case = case_of(request)
    try:
        with request.db.begin_nested():
            take(request.db, case, hand_of(request, revision_of(request)))
    except Conflict as error:
        return case_answer(request, case, str(error))
    request.flash("已接办，本件由您经办。")
    return HTTPSeeOther(request.route_path("task", number=case.number))
