"""Submit: the filing, its cases, their parcels and the receipt are written in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from yichuang.cases.desk import Hand
from yichuang.cases.facts import MatterFacts
from yichuang.cases.handle import accept
from yichuang.cases.notices import issue
from yichuang.cases.opening import Opening, open_case
from yichuang.cases.records import Case, Notice
from yichuang.definitions.common import Definition
from yichuang.definitions.place import Department
from yichuang.definitions.releases import places
from yichuang.dispatch.channels import INBOX
from yichuang.dispatch.outbox import Posting, post
from yichuang.errors import Invalid, Problem, Refused, StaleRevision
from yichuang.identity.audit import record
from yichuang.settings import Settings

from .checklist import checklist, checklist_problems, files_of, taken_in
from .composition import Composition
from .drafts import Saving, contact, lock, require_open
from .labels import row_label
from .numbers import filing_number, query_code
from .projection import ProjectedCase, Projection, project_filing
from .receipt import receipt_facts
from .records import Attachment, Filing, FilingDraft
from .repin.recheck import Recheck, closed_matters, recheck
from .request import FilingRequest, request_problems
from .subjects import Subject, subject_by_id
from .surplus import without_surplus


@dataclass(frozen=True)
class Reviewed:
    """A draft looked at as a whole: what it asks, what each department would get, and what is still wrong."""

    subject: Subject
    composition: Composition
    projection: Projection
    materials: tuple[Mapping[str, Any], ...]
    problems: tuple[Problem, ...]
    newer: Recheck | None = None
    """What a newer release would change; None while the draft is under the newest."""


@dataclass(frozen=True)
class Submitted:
    """What a submission wrote."""

    filing: Filing
    cases: tuple[Case, ...]
    receipt: Notice


def request_of(draft: FilingDraft) -> FilingRequest:
    """The draft as a filing request; a draft knows no outputs."""
    return FilingRequest(draft.answers, draft.data, {}, tuple(draft.done))


def review(db: Session, draft: FilingDraft) -> Reviewed:
    """Everything that submitting would look at; nothing is written."""
    subject = subject_by_id(db, draft.release_id)
    request = request_of(draft)
    composition = subject.compose(request.answers or {}, request.done)
    projection = project_filing(composition, subject.uses, request)
    items = checklist(composition, draft.materials, files_of(db, draft))
    problems = [*closed_matters(db, composition), *request_problems(composition, request), *projection.problems,
                *checklist_problems(items)]
    if composition.stop is not None:
        problems.insert(0, Problem("/answers", "stop", composition.stop.reason, fix=composition.stop.alternative))
    if not projection.cases:
        problems.insert(0, Problem("/answers", "nothing", "按目前的回答没有要办的事项。", fix="核对情形的回答。"))
    newer = recheck(db, draft, subject, composition)
    return Reviewed(subject, composition, projection, tuple(taken_in(items)), tuple(problems), newer)


def submit(db: Session, draft: FilingDraft, saving: Saving, hand: Hand, settings: Settings) -> Submitted:
    """File it. Raises Invalid with every problem, StaleRevision when somebody else saved or submitted meanwhile."""
    require_open(draft)
    lock(db, draft, saving.actor, saving.at)
    if draft.revision != saving.revision:
        raise StaleRevision("这份申报在您核对之后又被保存过。请重新核对后再提交。")
    reviewed = review(db, draft)
    errors = [problem for problem in reviewed.problems if problem.severity == "error"]
    errors += reviewed.newer.problems(saving.acknowledged) if reviewed.newer else []
    if errors:
        raise Invalid(f"还有 {len(errors)} 处需要处理，没有提交。", problems=errors)
    filing = _file(db, draft, reviewed, hand, settings)
    departments = places(db)
    cases = [
        _open(db, filing, reviewed, projected, seq, departments, hand)
        for seq, projected in enumerate(reviewed.projection.cases, start=1)
    ]
    for case in cases:
        post(db, Posting(case.number, case.department, INBOX, {"case": case.number}), hand.at)
    for case in cases:
        if case.accepts == "window" and case.instance is not None:
            accept(db, case, replace(hand, revision=case.revision))
    receipt = issue(
        db, receipt_facts(db, filing, reviewed.composition, cases, hand, settings), hand, filing_id=filing.id
    )
    record(db, saving.actor, "filing.submit", f"filing:{filing.number}", _audited(reviewed, len(cases)))
    return Submitted(filing, tuple(cases), receipt)


def _audited(reviewed: Reviewed, cases: int) -> dict[str, int]:
    """How many cases; and, where a newer release was there, under which the filing was made all the same."""
    if reviewed.newer is None:
        return {"cases": cases}
    return {"cases": cases, "older": reviewed.newer.older, "newer": reviewed.newer.newer}


def _file(db: Session, draft: FilingDraft, reviewed: Reviewed, hand: Hand, settings: Settings) -> Filing:
    if hand.actor is None:
        raise Refused("申报须由窗口人员提交。请先登录。")
    bundle = reviewed.subject.bundle
    lead = places(db).get(bundle.lead)
    code = lead.number_code if isinstance(lead, Department) and lead.number_code else "00"
    name, phone = contact(reviewed.composition, draft.data)
    region = draft.region or settings.region
    filing = Filing(
        number=filing_number(db, settings.filing_numbers, region, code, hand.day),
        query_code=query_code(),
        release_id=draft.release_id,
        subject_code=draft.subject_code,
        subject_name=draft.subject_name,
        team=draft.team,
        region=region,
        window=draft.window,
        answers=reviewed.composition.answers,
        data=without_surplus(reviewed.composition, draft.data),
        done=draft.done,
        materials=list(reviewed.materials),
        applicant=name,
        phone=phone,
        received_on=hand.day,
        submitted_at=hand.at,
        submitted_by=hand.actor.id,
        submitted_name=hand.actor.name,
    )
    db.add(filing)
    db.flush()
    taken = db.execute(
        update(FilingDraft)
        .where(FilingDraft.id == draft.id, FilingDraft.filing_id.is_(None))
        .values(filing_id=filing.id, locked_by=None, locked_until=None)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise StaleRevision("这份申报刚刚已经由同事提交。请到申报中查看。")
    db.execute(update(Attachment).where(Attachment.draft_id == draft.id).values(filing_id=filing.id))
    return filing


def _open(
    db: Session,
    filing: Filing,
    reviewed: Reviewed,
    projected: ProjectedCase,
    seq: int,
    departments: Mapping[str, Definition],
    hand: Hand,
) -> Case:
    taken = next(each for each in reviewed.composition.taken if each.code == projected.matter)
    opening = Opening(
        filing_id=filing.id,
        filing_number=filing.number,
        seq=seq,
        matter=MatterFacts.of(taken.matter, taken.member.promise),
        matter_release_id=reviewed.subject.releases[projected.matter],
        department=department_snapshot(departments, projected.receiver),
        instance=None if projected.needs else projected.instance,
        accepts=taken.member.accepts,
        on_fail=taken.member.on_fail,
        depends_on=[need.as_dict() for need in projected.needs],
        roles=taken.member.roles,
        row=projected.row,
        row_label=row_label(taken, filing.data, projected.row),
    )
    return open_case(db, opening, hand)


def department_snapshot(departments: Mapping[str, Definition], code: str | None) -> dict[str, Any]:
    """A department as it is on the day of filing: a new telephone number later changes nothing here."""
    department = departments.get(code or "")
    if not isinstance(department, Department):
        raise Invalid(
            "受理部门没有发布，不能提交。",
            problems=[Problem("/cases", "receiver", f"受理部门“{code}”还没有发布。", fix="请改革办先发布这个部门。")],
        )
    return department.model_dump(mode="json", exclude={"pins", "note"})
