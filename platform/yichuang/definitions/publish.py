"""Publish: seal definitions as numbered releases that pin, by digest, the releases they use."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from yichuang.errors import Invalid, Problem
from yichuang.standards.legal_days import legal_day

from .canonical import canonical, digest_of
from .check import check
from .common import Definition
from .drafts import draft_document, draft_library
from .indexing import index_releases
from .library import Library
from .records import Release, ReleasePin
from .references import references
from .releases import definition_of, latest


@dataclass(frozen=True)
class Published:
    """What publishing one code came to: its release, and whether that is new."""

    release: Release
    new: bool


def publish(db: Session, codes: Iterable[str], at: datetime, by: str) -> list[Published]:
    """Publish the drafts of these codes, those that others use first. All or none.

    A draft equal to its newest release with equal pins makes no new release. Raises Invalid with all problems while
    check finds errors or something used has not been published; NotFound for an unknown code.
    """
    wanted = list(dict.fromkeys(codes))
    for code in wanted:
        draft_document(db, code)
    library = draft_library(db)
    errors = [problem for problem in check(library, only=wanted, on=legal_day(at)) if problem.severity == "error"]
    errors += [_unreadable(code) for code in wanted if library.get(code) is None]
    if errors:
        raise Invalid(f"还有 {len(errors)} 处错误，没有发布。", problems=errors)
    published = [_seal(db, library, code, at, by) for code in _ordered(library, wanted)]
    index_releases(db, [each.release for each in published if each.new])
    return published


def problems_before(db: Session, code: str, at: datetime) -> list[Problem]:
    """What stands in the way of publishing a draft, and what is worth a look."""
    return list(check(draft_library(db), only=[code], on=legal_day(at)))


def _unreadable(code: str) -> Problem:
    return Problem("", "shape", f"“{code}”的草稿不完整，无法发布。", fix="先改正草稿中的错误。")


def _ordered(library: Library, codes: Sequence[str]) -> list[str]:
    """The codes, each after those of them that it uses."""
    done: dict[str, None] = {}
    entered: set[str] = set()

    def visit(code: str) -> None:
        if code in entered:
            return
        entered.add(code)
        definition = library.get(code)
        for reference in references(definition) if definition else ():
            if reference.code in wanted:
                visit(reference.code)
        done[code] = None

    wanted = set(codes)
    for code in codes:
        visit(code)
    return list(done)


def _seal(db: Session, library: Library, code: str, at: datetime, by: str) -> Published:
    definition = library.get(code)
    if definition is None:
        raise Invalid(problems=[_unreadable(code)])
    used = _used(db, definition)
    document: dict[str, Any] = dict(draft_document(db, code))
    if used:
        document["pins"] = {other.code: other.digest for other in used}
    body = canonical(document)
    digest = digest_of(body)
    newest = latest(db, code)
    if newest is not None and newest.digest == digest:
        return Published(newest, False)
    release = Release(code=code, number=(newest.number if newest else 0) + 1, kind=definition.kind, name=definition.name,
                      body=body, digest=digest, published_at=at, published_by=by)
    db.add(release)
    db.flush()
    db.add_all(ReleasePin(release_id=release.id, uses_id=other.id) for other in used)
    db.flush()
    return Published(release, True)


def _used(db: Session, definition: Definition) -> list[Release]:
    """The newest releases of what it names, by code; also what those pin must agree with them."""
    codes = sorted({reference.code for reference in references(definition) if reference.pinned})
    found = {code: latest(db, code) for code in codes}
    missing = [code for code, release in found.items() if release is None]
    if missing:
        raise Invalid("所用的定义还没有发布，没有发布。", problems=[
            Problem("", "unpublished", f"“{definition.name}”用到的“{code}”还没有发布。", fix="先发布它，或一起发布。")
            for code in missing])
    used = [release for release in found.values() if release is not None]
    stale = list(_stale(db, used))
    if stale:
        raise Invalid("所用的事项引用了旧版本，没有发布。", problems=stale)
    return used


def _stale(db: Session, used: Sequence[Release]) -> Iterable[Problem]:
    """Within one bundle a code means one release: what its matters pin must be the newest of each other code."""
    for release in used:
        pins = definition_of(release).pins or {}
        for code, digest in pins.items():
            newest = latest(db, code)
            if newest is not None and newest.digest != digest:
                yield Problem("", "stale-pin", f"“{release.name}”第 {release.number} 版仍使用旧版的“{newest.name}”。",
                              fix=f"先重新发布“{release.code}”。")
