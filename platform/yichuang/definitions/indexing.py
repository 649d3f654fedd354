"""What of the definitions can be found: the entries that publishing writes into the search index."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang import search

from .bundle import Bundle
from .common import Definition
from .element import Element
from .kinds import KINDS
from .material import Material
from .matter import Matter
from .place import Department
from .records import Release
from .releases import definition_of, latest, latest_of_kinds
from .share import DataShare

FILED = ("bundle", "matter")


class NameOf:
    """Names of released codes, each looked up once; nothing for one that is not released."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.known: dict[str, tuple[str, ...]] = {}

    def __call__(self, code: str) -> str:
        """Its name."""
        return next(iter(self.all(code)), "")

    def all(self, code: str) -> tuple[str, ...]:
        """Its name and what people call it besides."""
        if code not in self.known:
            release = latest(self.db, code)
            definition = definition_of(release) if release else None
            self.known[code] = (definition.name, *getattr(definition, "synonyms", ())) if definition else ()
        return self.known[code]


Parts = tuple[str, tuple[str, ...], Iterable[str]]
"""The note beside the title, the other names, further words."""


def index_releases(db: Session, releases: Sequence[Release]) -> None:
    """Make new releases findable, in the transaction that publishes them.

    The name of a department is found in what it handles, so a department's new release renews all of that.
    """
    renewed = {release.code: release for release in releases}
    if any(release.kind == "department" for release in releases):
        renewed = {release.code: release for release in latest_of_kinds(db, FILED)} | renewed
    name_of = NameOf(db)
    found = list(renewed.values())
    search.index(db, [entry_of(definition_of(release), name_of) for release in found if _in_use(release)])
    for release in found:
        if not _in_use(release):
            search.remove(db, release.kind, [release.code])


def rebuild(db: Session) -> int:
    """Build the index of definitions anew from their newest releases; gives how many can be found."""
    search.clear(db, tuple(KINDS))
    releases = latest_of_kinds(db, KINDS)
    index_releases(db, releases)
    return sum(_in_use(release) for release in releases)


def rebuild_if_empty(db: Session) -> None:
    """Build the index when nothing can be found though something is published: a new index, or another kind of it."""
    if search.index_of(db).is_empty() and db.scalar(select(Release.id).limit(1)) is not None:
        rebuild(db)


def _in_use(release: Release) -> bool:
    definition = definition_of(release)
    return not isinstance(definition, Matter) or definition.state == "in-use"


def entry_of(definition: Definition, name_of: NameOf) -> search.Entry:
    """What a definition is found under. `name_of` gives the name of a code it refers to."""
    note, names, words = parts_of(definition, name_of)
    return search.Entry(definition.kind, definition.code, definition.name, note, names, tuple(filter(None, words)))


@singledispatch
def parts_of(definition: Definition, name_of: NameOf) -> Parts:
    """Note, other names and words of one kind of definition."""
    return "", (), ()


@parts_of.register
def _(definition: Bundle, name_of: NameOf) -> Parts:
    return name_of(definition.lead), definition.alias, _bundle_words(definition, name_of)


@parts_of.register
def _(definition: Matter, name_of: NameOf) -> Parts:
    codes = (definition.catalog_code, definition.item_code, definition.task_code, definition.local_code)
    return name_of(definition.department), tuple(filter(None, codes)), _matter_words(definition, name_of)


@parts_of.register
def _(definition: Element, name_of: NameOf) -> Parts:
    return "", definition.synonyms, ()


@parts_of.register
def _(definition: Material, name_of: NameOf) -> Parts:
    return definition.issuer or "", definition.synonyms, ()


@parts_of.register
def _(definition: Department, name_of: NameOf) -> Parts:
    return definition.address, tuple(filter(None, (definition.short_name,))), ()


@parts_of.register
def _(definition: DataShare, name_of: NameOf) -> Parts:
    words = (name_of(code) for code in (*definition.materials, *definition.elements))
    names = tuple(filter(None, (definition.interface, definition.licence_type)))
    return name_of(definition.provider), names, words


def _bundle_words(bundle: Bundle, name_of: NameOf) -> Iterator[str]:
    yield from (name_of(code) for code in (bundle.lead, *bundle.partners))
    yield from (name_of(member.matter) for member in bundle.members)
    yield from (bundle.summary, bundle.life_stage or "")
    yield from (each.question for each in bundle.faq)


def _matter_words(matter: Matter, name_of: NameOf) -> Iterator[str]:
    yield from (name_of(code) for code in (matter.department, *matter.joint_departments))
    yield from (matter.scope, matter.result.name, matter.scenario or "")
    yield from (word for required in matter.materials for word in name_of.all(required.material))
    yield from (each.question for each in matter.faq)
