"""The page of one case: everything its template shows, gathered in one place for all views that answer with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.cases.days import legal_day
from yichuang.cases.desk import Hand
from yichuang.cases.handle import actions
from yichuang.cases.journal import clock_of, history, situation_at
from yichuang.cases.records import Case, CaseEvent, Notice
from yichuang.cases.situation import Situation
from yichuang.cases.story import sentence
from yichuang.cases.vocabulary import ENDED, Flag
from yichuang.filing.desk import hand_of

from .buttons import bar
from .contents import filing_of, materials_of, own_form
from .dates import dues, passed
from .lights import signal, state_words
from .names import masked_applicant

CASE = "yichuang:departments/templates/case.jinja2"


def case_page(request: Request, case: Case, *, stale: str = "", revealed: bool = False) -> dict[str, Any]:
    """What the case template shows. `stale` says why an act was not recorded; `revealed` shows the telephone whole."""
    hand = hand_of(request)
    filing = filing_of(request.db, case)
    today = legal_day(hand.at)
    now = situation_at(request.db, case, hand.desk, today)
    return {
        **head(case, hand, now),
        "applicant": filing.applicant if revealed else masked_applicant(request.db, filing),
        "filing": filing,
        "form": own_form(request.db, request.registry, case),
        "materials": materials_of(request.db, case, filing),
        "dues": dues(now, clock_of(case, now, hand.desk), case.matter.clock),
        "passed": passed(now),
        "flags": [flag.label for flag in Flag if flag in now.flags],
        "events": told(history(request.db, case)),
        "notices": notices_of(request.db, case),
        "made": _made(request),
        "bar": bar(actions(request.db, case, hand.desk, today), case),
        "can_take": now.state not in ENDED and case.handler_login != request.identity.login,
        "stale": stale,
        "revealed": revealed,
    }


def head(case: Case, hand: Hand, now: Situation) -> dict[str, Any]:
    """What the head of every page of a case shows."""
    return {
        "case": case,
        "signal": signal(case, hand.at, hand.desk.calendar),
        "state": state_words(now.state, case.deliver_due),
        "ended": now.state in ENDED,
    }


def case_answer(request: Request, case: Case, message: str, status: int = 409) -> Response:
    """The case as it stands now, with why the act was not recorded."""
    answer: Response = render_to_response(CASE, case_page(request, case, stale=message), request=request)
    answer.status_int = status
    return answer


def told(events: Sequence[CaseEvent]) -> list[dict[str, Any]]:
    """The history for the template, newest first."""
    return [
        {"at": row.recorded_at, "text": sentence(row.event()), "note": row.by_name, "kind": ""}
        for row in reversed(events)
    ]


def notices_of(db: Session, case: Case) -> Sequence[Notice]:
    """The documents of a case, newest first."""
    return db.scalars(select(Notice).where(Notice.case_id == case.id).order_by(Notice.id.desc())).all()


def _made(request: Request) -> frozenset[int]:
    """The documents that the act just before has made: row ids in the address."""
    words = str(request.GET.get("made", ""))[:200].split("-")
    return frozenset(int(word) for word in words if word.isdecimal())
