"""Releases: find one, read it, and all that it uses exactly as pinned."""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yichuang.errors import NotFound

from .common import Definition
from .kinds import KINDS, SNAPSHOT_KINDS
from .records import Release, ReleasePin


def latest(db: Session, code: str) -> Release | None:
    """The newest release of a code."""
    return db.scalar(select(Release).where(Release.code == code).order_by(Release.number.desc()).limit(1))


def release_of(db: Session, code: str, number: int | None = None) -> Release:
    """The release with this number, or the newest. Raises NotFound, saying what there is."""
    found = latest(db, code) if number is None else db.scalar(
        select(Release).where(Release.code == code, Release.number == number))
    if found is None:
        which = "还没有发布" if number is None else f"没有第 {number} 版"
        raise NotFound(f"“{code}”{which}。")
    return found


def latest_of_kinds(db: Session, kinds: Iterable[str]) -> list[Release]:
    """The newest release of every code of these kinds, by code."""
    newest = select(Release.code, func.max(Release.number).label("number")).group_by(Release.code).subquery()
    query = select(Release).join(newest, (Release.code == newest.c.code) & (Release.number == newest.c.number))
    return list(db.scalars(query.where(Release.kind.in_(tuple(kinds))).order_by(Release.code)))


def definition_of(release: Release) -> Definition:
    """The frozen model of a release, parsed once a digest."""
    return _parsed(release.digest, release.body)


def document_of(release: Release) -> Mapping[str, Any]:
    """The released text as a fresh JSON object."""
    document: Mapping[str, Any] = json.loads(release.body)
    return document


@lru_cache(maxsize=4096)
def _parsed(digest: str, body: str) -> Definition:
    document = json.loads(body)
    return KINDS[document["kind"]].model_validate(document)


def pinned(db: Session, release: Release) -> dict[str, Release]:
    """The releases that this one uses, directly or through others, by code. One query a level."""
    found: dict[str, Release] = {}
    level = [release.id]
    while level:
        used = list(db.scalars(select(Release).join(ReleasePin, ReleasePin.uses_id == Release.id)
                               .where(ReleasePin.release_id.in_(level))))
        level = [other.id for other in used if other.code not in found]
        # A code used by several is one release: publishing refuses to mix two of them in one bundle.
        found.update({other.code: other for other in used})
    return found


def uses_of(db: Session, release: Release) -> dict[str, Definition]:
    """The definitions that a release uses, as pinned."""
    return {code: definition_of(used) for code, used in pinned(db, release).items()}


def places(db: Session) -> dict[str, Definition]:
    """Regions, departments and window classes as they are now: resolved by code, never pinned."""
    return {release.code: definition_of(release) for release in latest_of_kinds(db, SNAPSHOT_KINDS)}
