"""What an export holds: the definitions asked for, all that they use, what is written about them, and their releases."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import draft_library
from yichuang.definitions.records import Draft, Release, ReleasePin
from yichuang.definitions.references import references
from yichuang.definitions.releases import definition_of
from yichuang.errors import NotFound

SUBJECTS = frozenset({"bundle", "matter"})
# Written about bundles and matters; of these, the ones that name nothing (a receipt) belong to every filing.
ABOUT = frozenset({"guide", "paper", "scan-template"})


@dataclass(frozen=True)
class Gathered:
    """Drafts by code, the releases that go with them by code and number, and all digests of each code, oldest first."""

    drafts: tuple[Draft, ...]
    releases: tuple[Release, ...]
    history: dict[str, tuple[str, ...]]


def gather(db: Session, codes: Iterable[str]) -> Gathered:
    """The definitions of these codes with all that they use, the newest release of each and those which it pins.

    Raises NotFound, naming every code that there is not.
    """
    wanted = list(dict.fromkeys(codes))
    drafts = {draft.code: draft for draft in db.scalars(select(Draft))}
    if missing := [code for code in wanted if code not in drafts]:
        raise NotFound(f"没有编码为{'、'.join(f'“{code}”' for code in missing)}的定义，没有导出。")
    everything = _Everything(db)
    found = everything.closure(wanted)
    releases = everything.releases_of(found)
    return Gathered(tuple(drafts[code] for code in sorted(found) if code in drafts), releases, everything.history(found))


def gather_all(db: Session) -> Gathered:
    """Every definition with every release: a whole copy."""
    drafts = tuple(db.scalars(select(Draft).order_by(Draft.code)))
    releases = tuple(db.scalars(select(Release).order_by(Release.code, Release.number)))
    history = {code: tuple(each.digest for each in group) for code, group in groupby(releases, lambda each: each.code)}
    return Gathered(drafts, releases, history)


class _Everything:
    """All drafts as models and all releases by code, read once."""

    def __init__(self, db: Session) -> None:
        self._library = draft_library(db)
        self._releases = {release.id: release for release in db.scalars(select(Release).order_by(Release.number))}
        self._of: dict[str, list[Release]] = {}
        for release in self._releases.values():
            self._of.setdefault(release.code, []).append(release)
        self._pins: dict[int, list[int]] = {}
        for pin in db.scalars(select(ReleasePin).order_by(ReleasePin.release_id, ReleasePin.uses_id)):
            self._pins.setdefault(pin.release_id, []).append(pin.uses_id)

    def closure(self, codes: Iterable[str]) -> set[str]:
        """The codes, those that drafts and sealed releases of them use, and those that are about them, to the end."""
        found: set[str] = set()
        todo = list(codes)
        while todo:
            while todo:
                code = todo.pop()
                if code not in found:
                    found.add(code)
                    todo.extend(self._used(code))
            todo = [code for code in self._about(found) if code not in found]
        return found

    def releases_of(self, codes: Iterable[str]) -> tuple[Release, ...]:
        """The newest release of each code and all that it pins, directly or through others."""
        sealed = {each.id: each for code in codes for each in self._sealed(code)}
        return tuple(sorted(sealed.values(), key=lambda release: (release.code, release.number)))

    def history(self, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Code → the digests of all its releases."""
        return {code: tuple(each.digest for each in self._of.get(code, ())) for code in codes}

    def _used(self, code: str) -> Iterator[str]:
        definitions = [definition_of(release) for release in self._sealed(code)]
        if (draft := self._library.get(code)) is not None:
            definitions.append(draft)
        for definition in definitions:
            yield definition.code
            yield from (each.code for each in references(definition) if self._known(each.code))

    def _sealed(self, code: str) -> list[Release]:
        """The newest release of a code and what hangs on it."""
        todo = [release.id for release in self._of.get(code, ())[-1:]]
        found: dict[int, Release] = {}
        while todo:
            if (here := todo.pop()) not in found:
                found[here] = self._releases[here]
                todo.extend(self._pins.get(here, ()))
        return list(found.values())

    def _known(self, code: str) -> bool:
        return self._library.get(code) is not None or code in self._of

    def _about(self, found: set[str]) -> Iterator[str]:
        subjects = {code for code in found if _is_subject(self._library.get(code))}
        for other in self._library if subjects else ():
            named = {each.code for each in references(other)}
            if other.kind in ABOUT and (named & subjects or not named):
                yield other.code


def _is_subject(definition: Definition | None) -> bool:
    return definition is not None and definition.kind in SUBJECTS
