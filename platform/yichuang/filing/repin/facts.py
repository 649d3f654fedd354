"""The facts of a filing or draft, read for a plan."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.cases.records import Case
from yichuang.filing.checklist import files_of
from yichuang.filing.passing_on import outputs_of
from yichuang.filing.records import Filing, FilingDraft

from .plan import CaseFact, FilingFacts
from .standing import standing_of

NOT_GIVEN = frozenset({"none", "absent"})


def facts_of_filing(db: Session, filing: Filing) -> FilingFacts:
    """What a filing says now, and how far each of its cases is."""
    standing = standing_of(db, filing)
    cases = db.scalars(select(Case).where(Case.filing_id == filing.id).order_by(Case.seq)).all()
    given = frozenset(material["key"] for material in standing.materials if material["how"] not in NOT_GIVEN)
    facts = tuple(CaseFact(case.number, case.matter_code, case.matter_name, case.row, case.status, case.department,
                           case.instance) for case in cases)
    return FilingFacts(standing.answers, standing.data, standing.done, given, outputs_of(cases), facts)


def facts_of_draft(db: Session, draft: FilingDraft) -> FilingFacts:
    """What has been saved so far."""
    files = {file.material for file in files_of(db, draft)}
    ticked = {key for key, said in draft.materials.items() if said.get("how") not in (None, *NOT_GIVEN)}
    return FilingFacts(draft.answers, draft.data, tuple(draft.done), frozenset(files | ticked))
