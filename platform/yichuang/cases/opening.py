"""The beginning of a case: opened by its filing, received at once or when the matter before it has delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy.orm import Session

from yichuang.cases.desk import Hand
from yichuang.cases.facts import MatterFacts
from yichuang.cases.happenings import CaseFailed
from yichuang.cases.journal import record
from yichuang.cases.records import Case
from yichuang.cases.situation import Event, Situation
from yichuang.cases.vocabulary import Kind, Outcome


@dataclass(frozen=True)
class Opening:
    """What a filing knows of one case when it is submitted. `instance` None: it waits for `depends_on`."""

    filing_id: int
    filing_number: str
    seq: int
    matter: MatterFacts
    matter_release_id: int
    department: Mapping[str, Any]
    instance: Mapping[str, Any] | None
    accepts: Literal["window", "department"] = "department"
    on_fail: Literal["block", "skip", "continue"] = "block"
    depends_on: Sequence[Mapping[str, Any]] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    row: int | None = None
    row_label: str = ""


def case_number(filing_number: str, seq: int) -> str:
    """办件编号: the filing's number and the case's place in it."""
    return f"{filing_number}-{seq:02d}"


def open_case(db: Session, opening: Opening, hand: Hand) -> Case:
    """A new case: received on the hand's day, or waiting. `department` is a snapshot with "code" and "name"."""
    case = Case(
        filing_id=opening.filing_id,
        seq=opening.seq,
        number=case_number(opening.filing_number, opening.seq),
        matter_code=opening.matter.code,
        matter_name=opening.matter.name,
        matter_release_id=opening.matter_release_id,
        facts=opening.matter.model_dump(mode="json"),
        row=opening.row,
        row_label=opening.row_label,
        department=opening.department["code"],
        department_snapshot=dict(opening.department),
        accepts=opening.accepts,
        on_fail=opening.on_fail,
        depends_on=[dict(each) for each in opening.depends_on],
        roles=dict(opening.roles),
        instance=None if opening.instance is None else dict(opening.instance),
        created_at=hand.at,
    )
    db.add(case)
    kind = Kind.WAITING if opening.instance is None else Kind.RECEIVED
    record(db, case, Event(kind, hand.day, hand.at, hand.name), hand)
    return case


def release(db: Session, case: Case, instance: Mapping[str, Any], hand: Hand) -> Situation:
    """What a waiting case needed has arrived: it is received today, with its whole instance."""
    now = record(db, case, Event(Kind.RELEASED, hand.day, hand.at, hand.name), hand)
    case.instance = dict(instance)
    return now


def stop(db: Session, case: Case, reason: str, hand: Hand) -> Situation:
    """What a waiting case needed will not come: it ends, and those that wait for it are told."""
    event = Event(Kind.UPSTREAM_FAILED, hand.day, hand.at, hand.name, {"reason": reason})
    now = record(db, case, event, hand)
    place = (case.id, case.filing_id, case.matter_code, case.row)
    hand.desk.tell(db, CaseFailed(*place, Outcome.UPSTREAM_FAILED))
    return now
