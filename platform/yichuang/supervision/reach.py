"""What a supervisor reaches: the cases of filings made inside their region, whatever department has them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from yichuang.cases.records import Case
from yichuang.filing.records import Filing
from yichuang.identity.actor import Actor, region_prefix


def reached(actor: Actor) -> ColumnElement[bool]:
    """A condition: the filing of the case was taken in inside the actor's region."""
    inside = Filing.region.startswith(region_prefix(actor.region), autoescape=True)
    return exists().where(Filing.id == Case.filing_id, inside)


def find(db: Session, actor: Actor, number: str) -> Case | None:
    """The case of this number, when the actor reaches it."""
    return db.scalars(select(Case).where(Case.number == number, reached(actor))).one_or_none()
