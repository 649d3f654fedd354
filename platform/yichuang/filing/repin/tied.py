"""Which open filings and drafts of filings are tied to a definition: counted by number and id, without personal data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, load_only

from yichuang.cases.records import Case
from yichuang.cases.vocabulary import ENDED
from yichuang.definitions.change.impact import Held, Tied, release_ids_above, releases_of
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import SNAPSHOT_KINDS
from yichuang.definitions.records import Release
from yichuang.definitions.references import references
from yichuang.definitions.releases import definition_of, pinned
from yichuang.filing.records import Filing, FilingDraft

from .records import Repinned

ENDED_STATES = tuple(state.value for state in ENDED)


def tied_to(db: Session, code: str) -> Tied:
    """Open filings and drafts under a release that is, or uses, any release of the code."""
    held = _releases(db)
    ids = set(_using(db, code, held.values()))
    return Tied(tuple(_filings(db, ids, held)), tuple(_drafts(db, ids, held)))


def open_filings(db: Session, subject_code: str | None = None) -> Sequence[Filing]:
    """Filings of which a case is not at its end; of one bundle or matter, or of all, then without what they say."""
    query = select(Filing).where(exists().where(Case.filing_id == Filing.id, Case.state.not_in(ENDED_STATES)))
    if subject_code is not None:
        query = query.where(Filing.subject_code == subject_code)
    else:
        query = query.options(load_only(Filing.number, Filing.subject_code, Filing.release_id))
    return db.scalars(query.order_by(Filing.id)).all()


def open_drafts_of(db: Session, subject_code: str | None = None) -> Sequence[FilingDraft]:
    """Drafts that somebody can go on with, of every team; of all bundles and matters without what they say."""
    query = select(FilingDraft).where(FilingDraft.filing_id.is_(None), FilingDraft.discarded_at.is_(None))
    if subject_code is not None:
        query = query.where(FilingDraft.subject_code == subject_code)
    else:
        query = query.options(load_only(FilingDraft.subject_code, FilingDraft.release_id))
    return db.scalars(query.order_by(FilingDraft.id)).all()


def standing_ids(db: Session, filings: Iterable[Filing]) -> dict[int, int]:
    """Filing → the release under which it stands now. One query for all."""
    moves = select(Repinned.filing_id, Repinned.to_release_id).where(Repinned.filing_id.is_not(None)).order_by(Repinned.id)
    moved = {row.filing_id: row.to_release_id for row in db.execute(moves)}
    return {filing.id: moved.get(filing.id, filing.release_id) for filing in filings}


def _releases(db: Session) -> dict[int, Release]:
    """The releases under which something is open, by row."""
    ids = set(standing_ids(db, open_filings(db)).values()) | {draft.release_id for draft in open_drafts_of(db)}
    return {release.id: release for release in db.scalars(select(Release).where(Release.id.in_(ids)))}


def _using(db: Session, code: str, held: Iterable[Release]) -> Iterator[int]:
    """Those of the releases that are, or use, the code; places are not pinned and looked for by their name."""
    own = releases_of(db, code)
    yield from release_ids_above(db, [release.id for release in own])
    if not own or own[0].kind in SNAPSHOT_KINDS:
        for release in held:
            used = [definition_of(release), *(definition_of(each) for each in pinned(db, release).values())]
            if any(_names(definition, code) for definition in used):
                yield release.id


def _names(definition: Definition, code: str) -> bool:
    return any(reference.code == code for reference in references(definition))


def _filings(db: Session, ids: set[int], held: dict[int, Release]) -> Iterator[Held]:
    filings = open_filings(db)
    standing = standing_ids(db, filings)
    for filing in filings:
        if standing[filing.id] in ids:
            yield Held(filing.id, filing.number, filing.subject_code, held[standing[filing.id]].number, "open")


def _drafts(db: Session, ids: set[int], held: dict[int, Release]) -> Iterator[Held]:
    for draft in open_drafts_of(db):
        if draft.release_id in ids:
            yield Held(draft.id, "", draft.subject_code, held[draft.release_id].number, "draft")
