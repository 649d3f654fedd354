"""What can be filed: published bundles and matters, with all that they use as pinned."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.integrity import intact
from yichuang.definitions.matter import Matter
from yichuang.definitions.records import Release
from yichuang.definitions.releases import definition_of, latest_of_kinds, pinned
from yichuang.errors import NotFound

from .compose import compose
from .composition import Composition
from .single import bundle_of


@dataclass(frozen=True)
class Subject:
    """A bundle (a single matter as a bundle of one) under one release, what it uses, and the release of each."""

    release: Release
    bundle: Bundle
    uses: Mapping[str, Definition]
    releases: Mapping[str, int]
    """Code → row id of the pinned release."""
    _composed: dict[str, Composition] = field(default_factory=dict, init=False, compare=False, repr=False)

    def compose(self, answers: Mapping[str, Any] | None, done: Iterable[str] = ()) -> Composition:
        """What a filing under these answers asks for; worked out once while this subject is at hand."""
        finished = tuple(done)
        key = json.dumps([answers, finished], ensure_ascii=False)
        if key not in self._composed:
            self._composed[key] = compose(self.bundle, self.uses, answers, finished)
        return self._composed[key]


def subject_of(db: Session, release: Release) -> Subject:
    """The subject that a release declares. Raises NotFound when it is not something to file, DamagedRelease when a text
    that it rests on is not what was published."""
    definition = intact(release)
    used = pinned(db, release)
    uses = {code: intact(other) for code, other in used.items()}
    releases = {code: other.id for code, other in used.items()}
    if isinstance(definition, Matter):
        return Subject(
            release,
            bundle_of(definition),
            {**uses, definition.code: definition},
            {**releases, definition.code: release.id},
        )
    if not isinstance(definition, Bundle):
        raise NotFound(f"“{release.name}”不是可以申报的事项。")
    return Subject(release, definition, uses, releases)


def subject_by_id(db: Session, release_id: int) -> Subject:
    """The subject of a release row. Raises NotFound."""
    release = db.get(Release, release_id)
    if release is None:
        raise NotFound("没有这个发布版本。")
    return subject_of(db, release)


def offered(db: Session) -> list[Release]:
    """What a window can take in today: bundles first, then matters in use, by name."""
    found = latest_of_kinds(db, ("bundle", "matter"))
    open_ = [release for release in found if getattr(definition_of(release), "state", "in-use") == "in-use"]
    return sorted(open_, key=lambda release: (release.kind != "bundle", release.name))


def by_department(
    releases: Iterable[Release], departments: Mapping[str, Definition]
) -> list[tuple[str, list[Release]]]:
    """The matters among releases under the name of their department, both by name."""
    found: dict[str, list[Release]] = {}
    for release in releases:
        matter = definition_of(release)
        if isinstance(matter, Matter):
            department = departments.get(matter.department)
            found.setdefault(department.name if department else "其他部门", []).append(release)
    return sorted(found.items())
