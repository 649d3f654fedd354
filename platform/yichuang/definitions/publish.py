"""Publish: seal definitions as numbered releases that pin, by digest, the releases they use."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from yichuang.errors import Problem
from yichuang.standards.legal_days import legal_day

from .check import check
from .drafts import draft_library
from .indexing import index_releases
from .proofs.gate import require_sound
from .proofs.values import Prover
from .records import Release, ReleasePin
from .releases import latest
from .sealing import Sealing, sealings


@dataclass(frozen=True)
class Published:
    """What publishing one code came to: its release, and whether that is new."""

    release: Release
    new: bool


def publish(db: Session, codes: Iterable[str], at: datetime, by: str, prover: Prover | None = None) -> list[Published]:
    """Publish the drafts of these codes, those that others use first. All or none.

    A draft equal to its newest release with equal pins makes no new release. Raises Invalid with all problems while
    check finds errors, something used has not been published, or (with a prover) the form of a bundle is refuted;
    NotFound for an unknown code.
    """
    planned = sealings(db, codes, legal_day(at))
    if prover is not None:
        require_sound(planned, prover, at)
    published = [_write(db, each, at, by) for each in planned.made.values()]
    index_releases(db, [each.release for each in published if each.new])
    return published


def problems_before(db: Session, code: str, at: datetime) -> list[Problem]:
    """What stands in the way of publishing a draft, and what is worth a look."""
    return list(check(draft_library(db), only=[code], on=legal_day(at)))


def _write(db: Session, sealing: Sealing, at: datetime, by: str) -> Published:
    if sealing.newest is not None and not sealing.is_new:
        return Published(sealing.newest, False)
    definition = sealing.definition
    release = Release(code=sealing.code, number=sealing.number, kind=definition.kind, name=definition.name,
                      body=sealing.body, digest=sealing.digest, published_at=at, published_by=by)
    db.add(release)
    db.flush()
    db.add_all(ReleasePin(release_id=release.id, uses_id=_row(db, code)) for code in sealing.pins)
    db.flush()
    return Published(release, True)


def _row(db: Session, code: str) -> int:
    """The row of the newest release, which is the one pinned: those used were written before."""
    release = latest(db, code)
    assert release is not None, "sealing refuses what is not published"
    return release.id
