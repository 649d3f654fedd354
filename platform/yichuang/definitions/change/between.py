"""The difference between two releases of a code, or a release and its draft, with that of all they use as pinned."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KIND_NAMES, read_definition
from yichuang.definitions.records import Draft, Release
from yichuang.definitions.references import references
from yichuang.definitions.releases import latest, release_of
from yichuang.errors import NotFound

from .documents import diff
from .values import Change, Diff, Names

Side = int | Literal["draft"]


@dataclass(frozen=True)
class Compared:
    """What was compared, and how it differs."""

    code: str
    kind: str
    name: str
    earlier: Side
    later: Side
    diff: Diff

    def as_dict(self) -> dict[str, Any]:
        """The shape that `definitions diff --json` prints."""
        return {"code": self.code, "kind": self.kind, "from": self.earlier, "to": self.later,
                "compatible": [change.as_dict() for change in self.diff.compatible],
                "incompatible": [change.as_dict() for change in self.diff.incompatible]}


def compare(db: Session, code: str, earlier: int | None = None, later: Side | None = None) -> Compared:
    """From one release to another or to the draft. Raises NotFound, saying what there is.

    Without numbers: the two newest releases; where there is only one, from it to the draft. With the first only: to the
    newest release, or from that to the draft. With the second only: from the one before it.
    """
    first, last = _sides(db, code, earlier, later)
    old = release_of(db, code, first)
    body = _draft_body(db, code) if last == "draft" else release_of(db, code, last).body
    document = json.loads(body)
    found = _diff(db, old.body, body)
    return Compared(code, str(document["kind"]), str(document["name"]), first, last, found)


def compare_releases(db: Session, earlier: Release, later: Release) -> Diff:
    """The difference of two releases, with all that they use."""
    return _diff(db, earlier.body, later.body)


def _sides(db: Session, code: str, earlier: int | None, later: Side | None) -> tuple[int, Side]:
    newest = latest(db, code)
    if newest is None:
        known = db.get(Draft, code) is not None
        raise NotFound(f"“{code}”还没有发布，没有可以比较的版本。" if known else f"没有编码为“{code}”的定义。")
    if earlier is None and later is None:
        return (newest.number - 1, newest.number) if newest.number > 1 else (1, "draft")
    if later is None:
        return earlier or newest.number, newest.number if earlier != newest.number else "draft"
    if earlier is None:
        first = newest.number if later == "draft" else later - 1
        if first < 1:
            raise NotFound(f"“{code}”第 1 版之前没有版本。请用 --from 指明从哪一版比起。")
        return first, later
    return earlier, later


def _draft_body(db: Session, code: str) -> str:
    """The draft as publishing would write it now: with the newest releases of what it uses."""
    draft = db.get(Draft, code)
    if draft is None:
        raise NotFound(f"“{code}”没有草稿。")
    document = json.loads(draft.body)
    definition = read_definition(document)
    used = [ref.code for ref in references(definition) if ref.pinned] if isinstance(definition, Definition) else []
    pins = {other.code: other.digest for code_ in sorted(set(used)) if (other := latest(db, code_)) is not None}
    return json.dumps({**document, **({"pins": pins} if pins else {})}, ensure_ascii=False)


def _diff(db: Session, earlier: str, later: str) -> Diff:
    names = names_in(db)
    before, after = json.loads(earlier), json.loads(later)
    return Diff((*diff(before, after, names).changes, *_used(db, before, after, names, set())))


def names_in(db: Session) -> Names:
    """Code → the name of its newest release, else of its draft; asked of the database once a code."""
    known: dict[str, str] = {}

    def name(code: str) -> str:
        if code not in known:
            found = latest(db, code) or db.get(Draft, code)
            known[code] = found.name if found else code
        return known[code]
    return name


def _used(db: Session, before: Mapping[str, Any], after: Mapping[str, Any], names: Names,
          seen: set[str]) -> Iterator[Change]:
    """The changes of what both pin and pin differently, each code once."""
    old, new = before.get("pins") or {}, after.get("pins") or {}
    for code in new:
        if code in old and old[code] != new[code] and code not in seen:
            seen.add(code)
            was, now = _pinned(db, code, old[code]), _pinned(db, code, new[code])
            if was is not None and now is not None:
                yield from _of(db, was, now, names, seen)


def _of(db: Session, was: Release, now: Release, names: Names, seen: set[str]) -> Iterator[Change]:
    before, after = json.loads(was.body), json.loads(now.body)
    kind = KIND_NAMES.get(now.kind, now.kind)
    own = diff(before, after, names).changes
    below = list(_used(db, before, after, names, seen))
    bad = sum(not change.compatible for change in (*own, *below))
    said = f"所用的{kind}“{now.name}”由第 {was.number} 版改为第 {now.number} 版，" + (
        f"其中 {bad} 处不兼容。" if bad else "没有不兼容的变化。")
    yield Change(f"/pins/{now.code}", "uses-incompatible" if bad else "uses-compatible", said, was.number, now.number)
    yield from (replace(change, of=now.code, message=f"{kind}“{now.name}”：{change.message}") for change in own)
    yield from below


def _pinned(db: Session, code: str, digest: str) -> Release | None:
    return db.scalar(select(Release).where(Release.code == code, Release.digest == digest)
                     .order_by(Release.number.desc()).limit(1))
