"""The door to a case: only the department that it was handed to comes in; every look is written down."""

from __future__ import annotations

from pyramid.request import Request
from sqlalchemy import exists, select

from yichuang.cases.records import Case
from yichuang.errors import BadRequest, NotFound
from yichuang.identity.audit import record_afterwards

from .inbox import find

LONGEST_REVISION = 9


def case_of(request: Request) -> Case:
    """The case that the address names. NotFound for a number that is unknown, waits, or belongs to others;
    a number of others is written down as a refusal, but the answer does not tell it from an unknown one.
    """
    number = request.matchdict["number"]
    case = find(request.db, request.identity.department, number)
    if case is not None:
        return case
    if request.db.scalar(select(exists().where(Case.number == number))):
        record_afterwards(request, "refused", f"case:{number}", {"why": "not in this department's inbox"})
    raise NotFound("没有找到这个办件：编号不对，或者它不由本部门办理。请核对办件编号，或从待办列表进入。")


def revision_of(request: Request) -> int:
    """The revision that the posted page was made from. BadRequest when the page is none of ours."""
    text = request.POST.get("revision", "")
    if not isinstance(text, str) or not text.isdecimal() or len(text) > LONGEST_REVISION:
        raise BadRequest
    return int(text)
