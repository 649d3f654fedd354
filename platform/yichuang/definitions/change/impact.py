"""What a change of one definition would touch among the others: who uses it, directly or through others, by draft and release."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import draft_library
from yichuang.definitions.kinds import KINDS
from yichuang.definitions.records import Draft, Release, ReleasePin
from yichuang.definitions.references import references
from yichuang.definitions.releases import definition_of, latest_of_kinds
from yichuang.errors import NotFound

State = Literal["released", "outdated", "draft", "dropped"]
STATE_WORDS: Mapping[State, str] = {
    "released": "在用最新版", "outdated": "仍用旧版", "draft": "只在草稿里用到", "dropped": "草稿里已不用",
}


@dataclass(frozen=True, slots=True)
class User:
    """A definition that uses another. `through` is what it names itself on the way there, None when it names it.

    `release` is its newest release that uses it, `pinned` the release of the other that this one is tied to.
    """

    kind: str
    code: str
    name: str
    through: str | None
    release: int | None
    state: State
    pinned: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """The shape that `definitions impact` prints."""
        return asdict(self)


@dataclass(frozen=True)
class Held:
    """A filing or the draft of one that is tied to a release which is, or uses, the definition."""

    id: int
    number: str
    subject: str
    release: int
    state: str


@dataclass(frozen=True)
class Tied:
    """What is under way at the windows and in departments: open filings, and drafts of filings."""

    filings: tuple[Held, ...] = ()
    drafts: tuple[Held, ...] = ()


def users_of(db: Session, code: str) -> list[User]:
    """Everything that uses a code, what names it itself first; by kind and code. Raises NotFound for an unknown code."""
    library = draft_library(db)
    if library.get(code) is None and db.get(Draft, code) is None and not releases_of(db, code):
        raise NotFound(f"没有编码为“{code}”的定义。")
    newest = {release.code: release for release in latest_of_kinds(db, KINDS)}
    by_draft = _through(code, library)
    by_release = _through(code, (definition_of(release) for release in newest.values()))
    tied = {release.code: number for release, number in _pins_of(db, code, newest)}
    order = list(KINDS)
    found = [_user(each, library.get(each) or definition_of(newest[each]), (by_draft, by_release),
                   (newest, tied, newest.get(code))) for each in dict.fromkeys([*by_release, *by_draft])]
    return sorted(found, key=lambda user: (user.through is not None, -order.index(user.kind), user.code))


def _user(code: str, definition: Definition, ways: tuple[Mapping[str, str | None], Mapping[str, str | None]],
          known: tuple[Mapping[str, Release], Mapping[str, int], Release | None]) -> User:
    (by_draft, by_release), (newest, tied, own) = ways, known
    release = newest[code] if code in by_release else None
    pinned = tied.get(code)
    state: State = "draft" if release is None else "released" if code in by_draft else "dropped"
    if release is not None and pinned is not None and own is not None and pinned != own.number:
        state = "outdated"
    through = by_draft.get(code) if release is None else by_release[code]
    return User(definition.kind, code, definition.name, through, release.number if release else None, state, pinned)


def _through(code: str, definitions: Iterable[Definition]) -> dict[str, str | None]:
    """Who uses a code → through what, breadth first: the shortest way is told."""
    users: dict[str, list[str]] = {}
    for definition in definitions:
        for used in dict.fromkeys(reference.code for reference in references(definition)):
            users.setdefault(used, []).append(definition.code)
    found: dict[str, str | None] = {}
    level = [code]
    while level:
        following: list[str] = []
        for used in level:
            for user in users.get(used, ()):
                if user not in found and user != code:
                    found[user] = None if used == code else used
                    following.append(user)
        level = following
    return found


def _pins_of(db: Session, code: str, newest: Mapping[str, Release]) -> Iterator[tuple[Release, int]]:
    """Each newest release that uses the code, with the release of the code that it is tied to."""
    current = {release.id: release for release in newest.values()}
    for own in releases_of(db, code):
        for user_id in release_ids_above(db, [own.id]) - {own.id}:
            if user_id in current:
                yield current[user_id], own.number


def releases_of(db: Session, code: str) -> list[Release]:
    """All releases of a code, the oldest first."""
    return list(db.scalars(select(Release).where(Release.code == code).order_by(Release.number)))


def release_ids_above(db: Session, ids: Iterable[int]) -> set[int]:
    """These releases and all that use them, directly or through others. One query a level."""
    found: set[int] = set()
    level = set(ids)
    while level:
        found |= level
        level = set(db.scalars(select(ReleasePin.release_id).where(ReleasePin.uses_id.in_(level)))) - found
    return found
