"""What a draft uses and what uses it, by the drafts as they are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KIND_NAMES, KINDS
from yichuang.definitions.library import Library
from yichuang.definitions.records import Draft, Release
from yichuang.definitions.references import closure, references
from yichuang.definitions.releases import definition_of, latest_of_kinds

from .states import KIND_ORDER, state_of


@dataclass(frozen=True)
class Group:
    """Definitions of one kind, each (code, name)."""

    kind: str
    title: str
    members: tuple[tuple[str, str], ...]


def uses(definition: Definition, library: Library) -> tuple[Group, ...]:
    """What a definition names itself, by kind."""
    codes = dict.fromkeys(reference.code for reference in references(definition))
    return _grouped(found for code in codes if (found := library.get(code)) is not None)


def used_by(code: str, library: Library) -> tuple[Group, ...]:
    """The definitions that name a code, by kind."""
    return _grouped(other for other in library if any(reference.code == code for reference in references(other)))


def _grouped(found: Iterable[Definition]) -> tuple[Group, ...]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for definition in found:
        groups.setdefault(definition.kind, []).append((definition.code, definition.name))
    ordered = sorted(groups, key=lambda kind: KIND_ORDER.index(kind))
    return tuple(Group(kind, KIND_NAMES[kind], tuple(groups[kind])) for kind in ordered)


@dataclass(frozen=True)
class Plan:
    """What publishing a code together with what it uses would publish: all codes, those changed by hand, and the names
    of those whose newest release still uses older releases of others."""

    codes: tuple[str, ...]
    changed: tuple[Draft, ...]
    outdated: tuple[str, ...]


def plan(db: Session, definition: Definition, library: Library) -> Plan:
    """The code with everything it uses. What has not changed itself makes a release only where its pins move."""
    releases = {release.code: release for release in latest_of_kinds(db, KINDS)}
    below = closure(definition, library.get)
    drafts = db.scalars(select(Draft).where(Draft.code.in_(below)).order_by(Draft.kind, Draft.code)).all()
    changed = [draft for draft in drafts if state_of(draft, releases.get(draft.code)) != "published"]
    codes = (definition.code, *below)
    outdated = [releases[code].name for code in codes if code in releases and _is_outdated(releases[code], releases)]
    return Plan(codes, tuple(changed), tuple(outdated))


def _is_outdated(release: Release, newest: Mapping[str, Release]) -> bool:
    pins = definition_of(release).pins or {}
    return any(code in newest and newest[code].digest != digest for code, digest in pins.items())
