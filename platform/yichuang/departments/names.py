"""How applicants are called where many see it: persons masked, enterprises whole, since their names are public."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.records import Release
from yichuang.definitions.releases import definition_of
from yichuang.filing.records import Filing
from yichuang.templating import mask_name

# The group of elements that name an enterprise or other organisation; every other applicant is a person.
ORGANISATIONS = "ent"


def of_organisations(db: Session, releases: Iterable[int]) -> frozenset[int]:
    """Of these releases of bundles and matters, those whose applicant is an organisation."""
    wanted = select(Release).where(Release.id.in_(set(releases)))
    return frozenset(release.id for release in db.scalars(wanted) if _names_organisation(release))


def masked_applicant(db: Session, filing: Filing) -> str:
    """The applicant of one filing, masked when a person."""
    return filing.applicant if of_organisations(db, (filing.release_id,)) else mask_name(filing.applicant)


def _names_organisation(release: Release) -> bool:
    definition = definition_of(release)
    applicant = definition.applicant if isinstance(definition, Bundle) else ()
    # A merged key is role.element; an element begins with its group.
    return bool(applicant) and applicant[0].split(".")[1:2] == [ORGANISATIONS]
