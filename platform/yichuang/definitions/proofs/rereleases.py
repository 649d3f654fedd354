"""Bundles whose matters have newer releases than they use: what re-releasing them would seal, so that it can be verified."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy.orm import Session

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.canonical import canonical, digest_of
from yichuang.definitions.common import Definition
from yichuang.definitions.records import Release
from yichuang.definitions.releases import definition_of, document_of, latest, latest_of_kinds, uses_of
from yichuang.definitions.sealing import Sealings

from .gate import Candidate


def rereleases(db: Session, codes: Iterable[str], planned: Sealings | None = None) -> list[Candidate]:
    """The published bundles that name one of these matters and use an older release of it than there is, or than is
    planned: as they would be released again without a change of their own. Until then a release changes nothing for them.
    """
    changed, plan = set(codes), planned or Sealings(db, {})
    return [_candidate(plan, release) for release in latest_of_kinds(db, ("bundle",))
            if changed & set(_outdated(plan, release)) and release.code not in plan.made]


def _outdated(plan: Sealings, release: Release) -> Iterator[str]:
    """What a release pins that has a newer release, or would have one."""
    for code, digest in _pins(release).items():
        now = _digest(plan, code)
        if now is not None and now != digest:
            yield code


def _pins(release: Release) -> Mapping[str, str]:
    return definition_of(release).pins or {}


def _digest(plan: Sealings, code: str) -> str | None:
    if code in plan.made:
        return plan.made[code].digest
    release = latest(plan.db, code)
    return release.digest if release else None


def _candidate(plan: Sealings, release: Release) -> Candidate:
    definition = definition_of(release)
    assert isinstance(definition, Bundle), "only bundles were asked for"
    codes = list(_pins(release))
    uses: dict[str, Definition] = {}
    for code in codes:
        uses |= _used(plan, code)
    pins = {code: digest for code in codes if (digest := _digest(plan, code)) is not None}
    document = {key: value for key, value in document_of(release).items() if key != "pins"}
    return Candidate(digest_of(canonical({**document, "pins": pins})), definition, uses)


def _used(plan: Sealings, code: str) -> dict[str, Definition]:
    """A definition with all that it uses, as planned or as newly released."""
    if code in plan.made:
        return {code: plan.made[code].definition, **plan.uses(code)}
    release = latest(plan.db, code)
    return {} if release is None else {code: definition_of(release), **uses_of(plan.db, release)}
