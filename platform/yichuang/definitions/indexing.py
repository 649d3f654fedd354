"""What of the definitions can be found: the entries that publishing writes into the search index."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import singledispatch

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

FILED = ("bundle", "matter")
NameOf = Callable[[str], str]
Parts = tuple[str, tuple[str, ...], Iterable[str]]
"""The note beside the title, the other names, further words."""


def index_releases(db: Session, releases: Sequence[Release]) -> None:
    """Make new releases findable, in the transaction that publishes them.

    The name of a department is found in what it handles, so a department's new release renews all of that.
    """
    renewed = {release.code: release for release in releases}
    if any(release.kind == "department" for release in releases):
        renewed = {release.code: release for release in latest_of_kinds(db, FILED)} | renewed
    name_of = _names(db)
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


def _in_use(release: Release) -> bool:
    definition = definition_of(release)
    return not isinstance(definition, Matter) or definition.state == "in-use"


def _names(db: Session) -> NameOf:
    """The name of a released code, looked up once; nothing for one that is not released."""
    known: dict[str, str] = {}

    def name_of(code: str) -> str:
        if code not in known:
            release = latest(db, code)
            known[code] = release.name if release else ""
        return known[code]

    return name_of


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


def _bundle_words(bundle: Bundle, name_of: NameOf) -> Iterator[str]:
    yield from (name_of(code) for code in (bundle.lead, *bundle.partners))
    yield from (name_of(member.matter) for member in bundle.members)
    yield from (bundle.summary, bundle.life_stage or "")
    yield from (each.question for each in bundle.faq)


def _matter_words(matter: Matter, name_of: NameOf) -> Iterator[str]:
    yield from (name_of(code) for code in (matter.department, *matter.joint_departments))
    yield from (matter.scope, matter.result.name, matter.scenario or "")
    yield from (name_of(required.material) for required in matter.materials)
    yield from (each.question for each in matter.faq)
