"""What publishing would seal: the releases that drafts would become, pinned as they would be, before anything is written."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yichuang.errors import Invalid, Problem

from .canonical import canonical, digest_of
from .check import check
from .common import Definition
from .drafts import draft_document, draft_library
from .library import Library
from .records import Release
from .references import closure, references
from .releases import definition_of, latest, uses_of


@dataclass(frozen=True)
class Sealing:
    """One draft as it would be released: its text with pins, and the newest release there is."""

    definition: Definition
    body: str
    digest: str
    pins: Mapping[str, str]
    newest: Release | None

    @property
    def code(self) -> str:
        """The code of the definition."""
        return self.definition.code

    @property
    def is_new(self) -> bool:
        """Whether it differs from the newest release."""
        return self.newest is None or self.newest.digest != self.digest

    @property
    def number(self) -> int:
        """The number of the release that it would be, or is."""
        return (self.newest.number if self.newest else 0) + self.is_new


@dataclass(frozen=True)
class Sealings:
    """What some codes would become together, those that others use first."""

    db: Session
    made: Mapping[str, Sealing]

    def uses(self, code: str) -> dict[str, Definition]:
        """All that one of them would use, directly or through others, by code."""
        found: dict[str, Definition] = {}
        todo = list(self.made[code].pins)
        while todo:
            other = todo.pop()
            if other in found:
                continue
            if (sealing := self.made.get(other)) is not None:
                found[other] = sealing.definition
                todo.extend(sealing.pins)
            elif (release := latest(self.db, other)) is not None:
                found |= {other: definition_of(release), **uses_of(self.db, release)}
        return found


def sealings(db: Session, codes: Iterable[str], on: date) -> Sealings:
    """The releases that these drafts would become. Nothing is written.

    Raises Invalid with all problems while check finds errors or something used has not been published; NotFound for an
    unknown code.
    """
    wanted = list(dict.fromkeys(codes))
    for code in wanted:
        draft_document(db, code)
    library = draft_library(db)
    errors = [problem for problem in check(library, only=wanted, on=on) if problem.severity == "error"]
    errors += [_unreadable(code) for code in wanted if library.get(code) is None]
    if errors:
        raise Invalid(f"还有 {len(errors)} 处错误，没有发布。", problems=errors)
    return _sealed(db, library, _ordered(library, wanted))


def drafted(db: Session, library: Library, code: str) -> Sealings:
    """What a draft would become together with all it uses, right or not. Raises Invalid when something used is missing."""
    definition = library.get(code)
    if definition is None:
        raise Invalid(f"“{code}”的草稿不完整。", problems=[_unreadable(code)])
    return _sealed(db, library, _ordered(library, with_uses(definition, library)))


def with_uses(definition: Definition, library: Library) -> list[str]:
    """The codes of a draft and of all it uses and would pin."""
    below = closure(definition, library.get)
    wanted = dict.fromkeys(reference.code for each in (definition, *below.values()) for reference in references(each)
                           if reference.pinned and reference.code in below)
    return [*wanted, definition.code]


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


def _sealed(db: Session, library: Library, codes: Sequence[str]) -> Sealings:
    made: dict[str, Sealing] = {}
    for code in codes:
        definition = library.entries[code].definition
        used = _used(db, definition, made)
        document: dict[str, Any] = dict(draft_document(db, code))
        pins = {each.code: each.digest for each in used}
        if pins:
            document["pins"] = pins
        body = canonical(document)
        made[code] = Sealing(definition, body, digest_of(body), pins, latest(db, code))
    return Sealings(db, made)


@dataclass(frozen=True)
class _Pin:
    """What stands behind a code when it is pinned: one that is made now, or the newest release."""

    code: str
    name: str
    number: int
    digest: str
    pins: Mapping[str, str]


def _pin(db: Session, code: str, made: Mapping[str, Sealing]) -> _Pin | None:
    if (sealing := made.get(code)) is not None:
        return _Pin(code, sealing.definition.name, sealing.number, sealing.digest, sealing.pins)
    release = latest(db, code)
    if release is None:
        return None
    return _Pin(code, release.name, release.number, release.digest, definition_of(release).pins or {})


def _used(db: Session, definition: Definition, made: Mapping[str, Sealing]) -> list[_Pin]:
    """The newest releases of what it names, by code; also what those pin must agree with them."""
    codes = sorted({reference.code for reference in references(definition) if reference.pinned})
    found = {code: _pin(db, code, made) for code in codes}
    missing = [code for code, pin in found.items() if pin is None]
    if missing:
        raise Invalid("所用的定义还没有发布，没有发布。", problems=[
            Problem("", "unpublished", f"“{definition.name}”用到的“{code}”还没有发布。", fix="先发布它，或一起发布。")
            for code in missing])
    used = [pin for pin in found.values() if pin is not None]
    stale = list(_stale(db, used, made))
    if stale:
        raise Invalid("所用的事项引用了旧版本，没有发布。", problems=stale)
    return used


def _stale(db: Session, used: Sequence[_Pin], made: Mapping[str, Sealing]) -> Iterator[Problem]:
    """Within one bundle a code means one release: what its matters pin must be the newest of each other code."""
    for pin in used:
        for code, digest in pin.pins.items():
            newest = _pin(db, code, made)
            if newest is not None and newest.digest != digest:
                yield Problem("", "stale-pin", f"“{pin.name}”第 {pin.number} 版仍使用旧版的“{newest.name}”。",
                              fix=f"先重新发布“{pin.code}”。")
