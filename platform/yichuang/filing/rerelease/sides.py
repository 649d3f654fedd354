"""Which bundles a draft would release anew, each as it is released and as it would be; of the database or of files."""
from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import draft_library
from yichuang.definitions.library import Library
from yichuang.definitions.proofs.gate import candidates
from yichuang.definitions.proofs.rereleases import rereleases
from yichuang.definitions.references import closure
from yichuang.definitions.releases import definition_of, latest, latest_of_kinds, uses_of
from yichuang.definitions.sealing import sealings, with_uses
from yichuang.errors import NotFound

from .preview import Side

Pair = tuple[Side | None, Side]
"""As released, None when it never was; and as it would be."""


def pairs_of(db: Session, code: str, on: date) -> list[Pair]:
    """What publishing a draft, together with all it uses, would change: the bundle itself, or the published bundles that
    name the matter. Raises NotFound, and Invalid while something stands in the way of publishing."""
    library = draft_library(db)
    definition = library.get(code)
    if definition is None:
        raise NotFound(f"没有编码为“{code}”的草稿，或者它还不完整。")
    planned = sealings(db, with_uses(definition, library), on)
    found = candidates(planned) if isinstance(definition, Bundle) else rereleases(db, [code], planned)
    return [(released(db, each.bundle.code), Side(each.bundle, each.uses, digest=each.digest)) for each in found]


def released(db: Session, code: str) -> Side | None:
    """A bundle as its newest release has it."""
    release = latest(db, code)
    bundle = definition_of(release) if release else None
    if release is None or not isinstance(bundle, Bundle):
        return None
    return Side(bundle, uses_of(db, release), release.number, release.digest)


def pairs_in(db: Session, library: Library) -> list[Pair]:
    """The same for definitions in files: every bundle that is in them, or is published and uses something in them."""
    return list(_pairs_in(db, library))


def _pairs_in(db: Session, library: Library) -> Iterator[Pair]:
    drafts = draft_library(db)

    def resolve(code: str) -> Definition | None:
        """The file's, else the newest release, else the draft."""
        release = None if library.get(code) else latest(db, code)
        return library.get(code) or (definition_of(release) if release else drafts.get(code))

    bundles = {each.code: each for each in library if isinstance(each, Bundle)}
    for release in latest_of_kinds(db, ("bundle",)):
        old = definition_of(release)
        if isinstance(old, Bundle) and any(library.get(code) for code in closure(old, resolve)):
            bundles.setdefault(old.code, old)
    for bundle in bundles.values():
        yield released(db, bundle.code), Side(bundle, closure(bundle, resolve))
