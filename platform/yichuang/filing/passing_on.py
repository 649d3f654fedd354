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
    """Hand over every waiting case of a filing that lacks nothing any more."""
    cases = _cases(db, filing)
    projection = _projected(db, filing, outputs_of(cases))
    for case in cases:
        projected = next((p for p in projection.ready if (p.matter, p.row) == (case.matter_code, case.row)), None)
        if case.state == State.WAITING_UPSTREAM and projected is not None:
            release(db, case, projected.instance, replace(hand, revision=None))
            payload = {"case": case.number, "released": True}
            post(db, Posting(case.number, case.department, INBOX, payload, next_version(db, case)), hand.at)


def next_version(db: Session, case: Case) -> int:
    """The number of the next parcel about a case."""
    return (db.scalar(select(func.max(Parcel.version)).where(Parcel.reference == case.number)) or 0) + 1


def _end(db: Session, happening: CaseFailed, hand: Hand) -> None:
    """A failed matter ends those that need its outputs, unless the bundle says that they go on without."""
    filing = db.get_one(Filing, happening.filing_id)
    failed = db.get_one(Case, happening.case_id)
    if failed.on_fail == "continue":
        return
    for case in _cases(db, filing):
        needs = {need["matter"] for need in case.depends_on}
        same_row = happening.row is None or case.row in (None, happening.row)
        if case.state == State.WAITING_UPSTREAM and happening.matter in needs and same_row:
            stop(
                db,
                case,
                f"“{failed.matter_name}”没有办成（{happening.outcome.label}），本事项无法继续。",
                replace(hand, revision=None),
            )


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


def _projected(db: Session, filing: Filing, outputs: dict[str, Any]) -> Projection:
    standing = standing_of(db, filing)
    subject = subject_by_id(db, standing.release_id)
    composition = subject.compose(standing.answers, standing.done)
    request = FilingRequest(standing.answers, standing.data, outputs, standing.done)
    return project_filing(composition, subject.uses, request)
