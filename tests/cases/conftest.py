"""A desk at work: documents written plainly, everything that is told kept for looking at."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from case_samples import FRIDAY, LICENCE, a_row, noon
from sqlalchemy.orm import Session

from yichuang.cases.desk import Desk, Hand, Particulars
from yichuang.cases.facts import MatterFacts
from yichuang.cases.happenings import Happening
from yichuang.cases.opening import Opening, open_case
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import NoticeKind
from yichuang.identity.actor import Actor

CLERK = Actor(id=7, name="赵敏（示例）", login="food", roles=frozenset({"department"}))
ORGAN = {
    "code": "food-office",
    "name": "示例市市场监督管理局（示例）",
    "document_word": "示市监受字",
    "phone": "0571-88000001",
    "complaint_phone": "0571-88000002",
    "address": "示例路1号（示例）",
    "review_organ": "示例市人民政府",
    "court": "示例市人民法院",
}


def write(kind: NoticeKind, facts: Mapping[str, Any]) -> str:
    """A plain page: the title and all facts."""
    return f"<h1>{facts['title']}</h1><pre>{json.dumps(facts, ensure_ascii=False)}</pre>"


@dataclass
class Work:
    """One desk in one transaction; acts happen at noon of the day given."""

    db: Session
    desk: Desk
    told: list[Happening] = field(default_factory=list)
    opened: int = 0

    def hand(self, on: date = FRIDAY, actor: Actor | None = CLERK, revision: int | None = None) -> Hand:
        return Hand(self.desk, actor, noon(on), revision=revision)

    def open(self, matter: MatterFacts = LICENCE, *, waiting: bool = False, on: date = FRIDAY, **more: Any) -> Case:
        options: dict[str, Any] = {
            "filing_id": a_row(self.db, "filing"),
            "filing_number": self.next_number(),
            "seq": 1,
            "matter": matter,
            "matter_release_id": a_row(self.db, "release"),
            "department": ORGAN,
            "instance": None if waiting else {"name": "示例小馆（示例）"},
        }
        return open_case(self.db, Opening(**{**options, **more}), self.hand(on))

    def next_number(self) -> str:
        self.opened += 1
        return f"33010601260918800{self.opened:04d}"


def make_work(db: Session, **changes: Any) -> Work:
    """A desk that remembers what it was told to tell."""
    about = Particulars(applicant="林小满（示例）", phone="13800000000", query_code="482915")
    work = Work(db, Desk(write=write, particulars=lambda _db, _case: about))
    work.desk = replace(work.desk, subscribers=(lambda _db, happening: work.told.append(happening),), **changes)
    return work


@pytest.fixture
def at_work() -> Callable[..., Work]:
    """make_work(db, calendar=…): a desk in a session."""
    return make_work
