"""Outputs flow: what one case produced is passed on to those that wait for it, whose clock starts then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yichuang.cases.desk import Hand
from yichuang.cases.happenings import CaseFailed, Happening, OutputProduced
from yichuang.cases.opening import release, stop
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import Outcome, State
from yichuang.dispatch.channels import INBOX
from yichuang.dispatch.outbox import Posting, post
from yichuang.dispatch.records import Parcel
from yichuang.errors import Invalid
from yichuang.forms.pointers import join

from .projection import Projection, project_filing
from .records import Filing
from .repin.standing import standing_of
from .request import FilingRequest
from .subjects import subject_by_id


def pass_on(db: Session, happening: Happening, hand: Hand) -> None:
    """Tell the cases of the same filing that wait: free those that can go on, end those that never can."""
    if isinstance(happening, OutputProduced):
        free_waiting(db, db.get_one(Filing, happening.filing_id), hand)
    else:
        _end(db, happening, hand)


def free_waiting(db: Session, filing: Filing, hand: Hand) -> None:
    """Hand over every waiting case of a filing that lacks nothing any more.

    Raises Invalid when a department would refuse what it then gets: the value that has just come is wrong, and whoever
    gave it can still put it right.
    """
    cases = _cases(db, filing)
    projection = _projected(db, filing, cases)
    for case in cases:
        projected = next((p for p in projection.ready if (p.matter, p.row) == (case.matter_code, case.row)), None)
        if case.state == State.WAITING_UPSTREAM and projected is not None:
            _require_valid(case, projection)
            release(db, case, projected.instance, replace(hand, revision=None))
            payload = {"case": case.number, "released": True}
            post(db, Posting(case.number, case.department, INBOX, payload, next_version(db, case)), hand.at)


def next_version(db: Session, case: Case) -> int:
    """The number of the next parcel about a case."""
    return (db.scalar(select(func.max(Parcel.version)).where(Parcel.reference == case.number)) or 0) + 1


def _require_valid(case: Case, projection: Projection) -> None:
    at = join(("cases", case.matter_code, *([] if case.row is None else [case.row])))
    wrong = [problem for problem in projection.problems if f"{problem.pointer}/".startswith(f"{at}/")]
    if wrong:
        raise Invalid(f"这样办结后，“{case.matter_name}”收到的内容不合它的表单，没有办结。请核对产出的值。", problems=wrong)


def _end(db: Session, happening: CaseFailed, hand: Hand) -> None:
    """A failed matter ends those that need what it would have produced, and where the bundle says `block` all that wait
    for it; the others go on without."""
    filing = db.get_one(Filing, happening.filing_id)
    failed = db.get_one(Case, happening.case_id)
    for case in _cases(db, filing):
        needs = [need for need in case.depends_on if need["matter"] == happening.matter]
        same_row = happening.row is None or case.row in (None, happening.row)
        if failed.on_fail != "block":
            needs = [need for need in needs if need.get("element")]
        if case.state == State.WAITING_UPSTREAM and needs and same_row:
            stop(
                db,
                case,
                f"“{failed.matter_name}”没有办成（{happening.outcome.label}），本事项无法继续。",
                replace(hand, revision=None),
            )
    if failed.on_fail != "block":
        free_waiting(db, filing, hand)


def _cases(db: Session, filing: Filing) -> Sequence[Case]:
    return db.scalars(select(Case).where(Case.filing_id == filing.id).order_by(Case.seq)).all()


def outputs_of(cases: Sequence[Case]) -> dict[str, Any]:
    """What the granted cases of a filing have produced, as a filing request names it: one object, or one a row."""
    found: dict[str, Any] = {}
    for case in cases:
        produced = dict(case.outputs) if case.outcome == Outcome.GRANTED else None
        if case.row is None:
            if produced is not None:
                found[case.matter_code] = produced
        else:
            rows = found.setdefault(case.matter_code, [])
            rows.extend([None] * (case.row + 1 - len(rows)))
            rows[case.row] = produced
    return found


def _projected(db: Session, filing: Filing, cases: Sequence[Case]) -> Projection:
    standing = standing_of(db, filing)
    subject = subject_by_id(db, standing.release_id)
    composition = subject.compose(standing.answers, standing.done)
    given_up = frozenset((case.matter_code, case.row) for case in cases if _is_passed_over(case))
    request = FilingRequest(standing.answers, standing.data, outputs_of(cases), standing.done, given_up)
    return project_filing(composition, subject.uses, request)


def _is_passed_over(case: Case) -> bool:
    return case.outcome not in (None, Outcome.GRANTED) and case.on_fail != "block"
