"""Whether releases are what was published: the digest of each over its text, and the pins in it over the releases used."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.errors import Unavailable

from .canonical import digest_of
from .common import Definition
from .records import Release, ReleasePin
from .releases import definition_of


class DamagedRelease(Unavailable):
    """发布版本的原文与摘要不符，不能使用。"""


@dataclass(frozen=True, slots=True)
class Damage:
    """A release that is not what was published."""

    code: str
    number: int
    rule: str
    message: str

    def as_dict(self) -> dict[str, Any]:
        """The shape that `definitions verify --json` prints."""
        return {"code": self.code, "number": self.number, "rule": self.rule, "message": self.message}


@lru_cache(maxsize=4096)
def _fits(digest: str, body: str) -> bool:
    return digest_of(body) == digest


def intact(release: Release) -> Definition:
    """The definition of a release whose text is what was published; judged once a digest. Raises DamagedRelease."""
    if not _fits(release.digest, release.body):
        raise DamagedRelease(f"“{release.code}”第 {release.number} 版的原文与摘要不符，可能被改动过，没有使用。"
                             "请系统管理员用 yichuang definitions verify 核对，并从备份恢复。")
    return definition_of(release)


def verify_releases(db: Session) -> tuple[int, list[Damage]]:
    """How many releases there are, and every one that is not what was published."""
    digests: dict[int, str] = {row.id: row.digest for row in db.execute(select(Release.id, Release.digest))}
    tied: dict[int, list[int]] = {}
    for release_id, uses_id in db.execute(select(ReleasePin.release_id, ReleasePin.uses_id)):
        tied.setdefault(release_id, []).append(uses_id)
    found: list[Damage] = []
    for release in db.scalars(select(Release).order_by(Release.code, Release.number).execution_options(yield_per=500)):
        found += _damages(release, [digests[each] for each in tied.get(release.id, ())])
    return len(digests), found


def _damages(release: Release, used: list[str]) -> Iterator[Damage]:
    where = (release.code, release.number)
    if not _fits(release.digest, release.body):
        yield Damage(*where, "digest", f"“{release.code}”第 {release.number} 版的原文与摘要不符：记的是 "
                     f"{release.digest[:12]}，算出来是 {digest_of(release.body)[:12]}。")
        return
    document = json.loads(release.body)
    pins = document.get("pins") or {}
    if isinstance(pins, Mapping) and sorted(pins.values()) != sorted(used):
        yield Damage(*where, "pins", f"“{release.code}”第 {release.number} 版原文里引用的版本与登记的引用不一致。")
    if (document.get("code"), document.get("kind")) != (release.code, release.kind):
        yield Damage(*where, "envelope", f"“{release.code}”第 {release.number} 版登记的编码或类别与原文不一致。")
