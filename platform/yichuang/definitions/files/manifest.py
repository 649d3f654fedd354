"""`manifest.json` of an export: who made it, and each document with its digest; a newer one than ours is refused."""
from __future__ import annotations

import re
from datetime import datetime
from importlib.metadata import version
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from yichuang.definitions.canonical import parse
from yichuang.definitions.common import Code
from yichuang.errors import Problem

from .content import MAX_FILES, leads_out

FORMAT = 1
RELEASES = "releases"
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
LEADING_NUMBERS = re.compile(r"\d+(?:\.\d+)*")


class Listed(BaseModel):
    """One document of an export: a draft (no release), or a release with its number."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: str
    code: Code
    file: Annotated[str, Field(max_length=500)]
    release: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    digest: Digest
    """SHA-256 of a release's bytes; of the canonical text for a draft, which stands indented in its file."""
    history: tuple[Digest, ...] = ()
    """With a draft: the digests of all its releases, oldest first."""
    bases: dict[str, Digest] = Field(default_factory=dict)
    """With a draft: install → the digest of the draft that was last taken from there."""
    published_at: AwareDatetime | None = None
    published_by: Annotated[str, Field(max_length=64)] = ""


class Manifest(BaseModel):
    """What an export says of itself."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int
    made_by: str
    made_at: datetime
    install: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    hall: Annotated[str, Field(max_length=200)] = ""
    documents: Annotated[tuple[Listed, ...], Field(max_length=2 * MAX_FILES)]


def our_version() -> str:
    """The version of the platform that runs."""
    return version("yichuang")


def read_manifest(content: bytes) -> Manifest | Problem | None:
    """The manifest; nothing when the file is another program's; a problem when it is ours and cannot be followed."""
    try:
        raw = parse(content)
    except (ValueError, RecursionError):
        return Problem("", "manifest", "导出清单不是完整的 JSON，不知道里面有什么。", fix="重新导出后再试。")
    if not isinstance(raw, dict) or not ({"format", "documents"} & set(raw)):
        return None
    if (newer := _newer(raw)) is not None:
        return newer
    try:
        manifest = Manifest.model_validate(raw)
    except ValidationError as refused:
        at = "/".join(map(str, refused.errors()[0]["loc"]))
        return Problem("/" + at, "manifest", "导出清单的这一处不对，没有导入。", fix="重新导出后再试；清单不要手工修改。")
    if escaping := next((each.file for each in manifest.documents if leads_out(each.file)), None):
        return Problem("", "path", f"导出清单指向外面的文件“{escaping}”，不予导入。", fix="请核对它的来处，重新导出。")
    return manifest


def _newer(raw: dict[str, Any]) -> Problem | None:
    """Whether a newer version than ours made it. One cannot know what that one means by what it wrote."""
    theirs, made_by = raw.get("format"), str(raw.get("made_by", ""))[:40]
    if type(theirs) is not int or theirs < 1:
        return Problem("/format", "manifest", "导出清单没有写明格式的版本，没有导入。", fix="重新导出后再试。")
    if theirs <= FORMAT and _numbers(made_by) <= _numbers(our_version()):
        return None
    return Problem("", "newer", f"这份导出由一窗 {made_by or '未注明版本'}（格式 {theirs}）做成，这里是一窗 {our_version()}"
                   f"（格式 {FORMAT}），比它旧，读不全，没有导入。", fix="先把这里升级到同样或更新的版本。")


def _numbers(words: str) -> tuple[int, ...]:
    found = LEADING_NUMBERS.search(words[:40])
    return tuple(int(part) for part in found[0].split(".")) if found else ()
