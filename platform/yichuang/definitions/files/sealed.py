"""Releases in an export: taken only when the text is the one that its digest and its pins were made for."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from yichuang.definitions.canonical import digest_of, parse
from yichuang.definitions.circles import circle
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.references import references
from yichuang.errors import Problem

from .manifest import Listed

REPACK = "请从原处重新导出。"


@dataclass(frozen=True)
class Sealed:
    """A release as it came: its text, whose SHA-256 is `digest`, and the releases it pins (code → digest)."""

    definition: Definition
    number: int
    body: str
    digest: str
    published_at: datetime | None
    published_by: str
    file: str

    @property
    def code(self) -> str:
        """The code of what is released."""
        return self.definition.code

    @property
    def document(self) -> Mapping[str, Any]:
        """The text as a fresh JSON object."""
        found: Mapping[str, Any] = json.loads(self.body)
        return found

    @property
    def pins(self) -> Mapping[str, str]:
        """Code → digest of what it uses."""
        return self.definition.pins or {}


def read_sealed(listed: Listed, content: bytes, file: str) -> Sealed | list[Problem]:
    """The release that a manifest lists, or why it cannot be trusted."""
    try:
        body = content.decode("utf-8")
        actual = digest_of(body)
        document = parse(content)
    except (ValueError, RecursionError):
        return [_refusal(listed, "release", "不是 UTF-8 的 JSON", file)]
    if actual != listed.digest:
        said = f"的摘要与内容不符（清单为 {listed.digest[:12]}，内容为 {actual[:12]}）"
        return [_refusal(listed, "digest", said, file)]
    definition = read_definition(document)
    if isinstance(definition, list):
        return [replace(problem, file=file) for problem in definition]
    if (definition.kind, definition.code) != (listed.kind, listed.code):
        return [_refusal(listed, "manifest", f"里面写的是“{definition.code}”，与清单不符", file)]
    unpinned = sorted({each.code for each in references(definition) if each.pinned} - set(definition.pins or {}))
    if unpinned:
        return [_refusal(listed, "pins", f"没有写明所用的“{unpinned[0]}”是哪一版", file)]
    return Sealed(definition, listed.release or 0, body, actual, listed.published_at, listed.published_by, file)


def _refusal(listed: Listed, rule: str, said: str, file: str) -> Problem:
    return Problem("", rule, f"“{listed.code}”第 {listed.release} 版{said}，没有导入。", fix=REPACK, file=file)


def closed_pins(listed: Sequence[Listed], texts: Mapping[str, bytes]) -> Iterator[Problem]:
    """A chain of releases that pin each other in a circle: no text can hold the digest of a text that holds its own."""
    names = {each.digest: f"{each.code} 第 {each.release} 版" for each in listed}
    uses = {each.digest: _pinned(texts.get(each.file, b"")) for each in listed}
    if found := circle(uses):
        chain = " → ".join(names[digest] for digest in found)
        yield Problem("", "pins-cycle", f"这些版本互相引用，成了一圈，不可能是这样发布的：{chain}。", fix=REPACK)


def _pinned(text: bytes) -> list[str]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return []
    pins = document.get("pins") if isinstance(document, dict) else None
    return [digest for digest in pins.values() if isinstance(digest, str)] if isinstance(pins, dict) else []
