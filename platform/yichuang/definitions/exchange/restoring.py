"""Releases that come with an export: restored as they are, text and digest, in the numbers that are free for them."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.files.sealed import Sealed
from yichuang.definitions.indexing import index_releases
from yichuang.definitions.library import Reading
from yichuang.definitions.records import Release, ReleasePin
from yichuang.errors import Invalid, Problem

from .merge import Side
from .placing import Numbered, place

APART = "“{}”两边各自发布过新版本，来的第 {} 版没有恢复，这里的版本不受影响。"
HANGS = "“{}”第 {} 版用到了没有恢复的“{}”，也没有恢复。"
PART = 500


@dataclass(frozen=True)
class ReleasePlan:
    """Releases to add with their numbers, those there already, and those left out: against a release made here (with
    the sentence that says so), or because it was chosen so."""

    added: tuple[tuple[Sealed, int], ...] = ()
    unchanged: tuple[Sealed, ...] = ()
    apart: tuple[tuple[Sealed, str], ...] = ()
    skipped: tuple[Sealed, ...] = ()


def plan_releases(db: Session, reading: Reading, side: Side | None) -> ReleasePlan:
    """Where every release goes. Raises Invalid, naming what is missing, when one pins a release that is nowhere."""
    own = _own(db, reading.releases)
    _require_pins(reading.releases, own)
    ours: dict[str, list[Numbered]] = {}
    for release in own:
        ours.setdefault(release.code, []).append((release.number, release.digest))
    numbers: dict[Numbered, int] = {}
    apart: dict[str, str] = {}
    for code, sealed in _by_code(reading.releases).items():
        coming = [_numbered(each) for each in sealed]
        placement = place(ours.get(code, ()), coming, _history(reading, code), side)
        numbers |= placement.numbers
        if placement.apart:
            apart |= {each.digest: APART.format(code, each.number) for each in sealed}
    return _hanging(reading.releases, {each.digest for each in own}, numbers, apart)


def _numbered(sealed: Sealed) -> Numbered:
    return sealed.number, sealed.digest


def _hanging(releases: Sequence[Sealed], own: set[str], numbers: Mapping[Numbered, int], apart: Mapping[str, str]
             ) -> ReleasePlan:
    """Leave out also what hangs on a release that is left out."""
    found: dict[str, list[Any]] = {"added": [], "unchanged": [], "apart": [], "skipped": []}
    there, left = set(own), {digest: said for digest, said in apart.items() if digest not in own}
    for sealed in used_first(releases):
        lacking = next((code for code, digest in sealed.pins.items() if digest not in there), None)
        number = numbers.get(_numbered(sealed))
        if number is not None and lacking is None:
            found["added"].append((sealed, number))
            there.add(sealed.digest)
        elif sealed.digest in there:
            found["unchanged"].append(sealed)
        elif lacking is not None and sealed.pins[lacking] in left:
            left[sealed.digest] = HANGS.format(sealed.code, sealed.number, lacking)
            found["apart"].append((sealed, left[sealed.digest]))
        elif sealed.digest in left:
            found["apart"].append((sealed, left[sealed.digest]))
        else:
            found["skipped"].append(sealed)
    return ReleasePlan(**{name: tuple(each) for name, each in found.items()})


def used_first(releases: Sequence[Sealed]) -> Iterator[Sealed]:
    """The releases, each after those that it pins. Their digests cannot make a circle."""
    waiting: dict[str, list[Sealed]] = {}
    for each in sorted(releases, key=lambda each: (each.code, each.number)):
        waiting.setdefault(each.digest, []).append(each)
    stack = [(digest, False) for digest in reversed(waiting)]
    while stack:
        digest, ready = stack.pop()
        if digest in waiting and ready:
            yield from waiting.pop(digest)
        elif digest in waiting:
            stack.append((digest, True))
            stack.extend((pinned, False) for pinned in waiting[digest][0].pins.values() if pinned in waiting)


def restore(db: Session, plan: ReleasePlan, at: datetime, by: str) -> list[Release]:
    """Write the releases with their pins, and let what is new be found."""
    coming = [sealed for sealed, _ in plan.added]
    ids = {each.digest: each.id for each in reversed(_own(db, coming))}
    made = []
    for sealed, number in plan.added:
        definition = sealed.definition
        release = Release(code=sealed.code, number=number, kind=definition.kind, name=definition.name, body=sealed.body,
                          digest=sealed.digest, published_at=sealed.published_at or at,
                          published_by=sealed.published_by or by)
        db.add(release)
        db.flush()
        ids.setdefault(sealed.digest, release.id)
        db.add_all(ReleasePin(release_id=release.id, uses_id=ids[digest]) for digest in sealed.pins.values())
        made.append(release)
    db.flush()
    newest = {each.code: each.id for each in _own(db, coming)}
    index_releases(db, [each for each in made if newest[each.code] == each.id])
    return made


def _own(db: Session, releases: Iterable[Sealed]) -> list[Release]:
    """Our releases of these codes and of what they pin, by code and number."""
    codes = sorted({each.code for each in releases} | {code for each in releases for code in each.pins})
    found: list[Release] = []
    for start in range(0, len(codes), PART):
        query = select(Release).where(Release.code.in_(codes[start:start + PART]))
        found.extend(db.scalars(query.order_by(Release.code, Release.number)))
    return found


def _require_pins(releases: Sequence[Sealed], own: Sequence[Release]) -> None:
    there = {release.digest: release.code for release in own} | {each.digest: each.code for each in releases}
    problems = [
        Problem("/pins/" + code, "missing-pin", f"“{sealed.code}”第 {sealed.number} 版用到“{code}”的 {digest[:12]} 这一版，"
                "文件里没有，这里也没有。", fix="从原处连同它用到的一起导出。", file=sealed.file)
        for sealed in releases for code, digest in sealed.pins.items() if there.get(digest) != code]
    if problems:
        raise Invalid("缺少所用的发布版本，没有导入。", problems=problems)


def _by_code(releases: Iterable[Sealed]) -> dict[str, list[Sealed]]:
    found: dict[str, list[Sealed]] = {}
    for sealed in releases:
        found.setdefault(sealed.code, []).append(sealed)
    return found


def _history(reading: Reading, code: str) -> tuple[str, ...]:
    entry = reading.library.entries.get(code)
    return entry.origin.listed.history if entry and entry.origin else ()
