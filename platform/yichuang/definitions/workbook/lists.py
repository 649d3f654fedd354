"""Cells that hold several values: codes, choices, short words, lines of text, legal bases."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .cells import BREAK, Raw, folded, plain
from .codecs import found_in, joined
from .names import Names
from .problems import CellRefused

SEPARATORS = re.compile(r"[；;\n^|]+")
COMMAS = re.compile(r"[、,，](?![^（(]*[）)])")
"""A comma inside brackets belongs to the word: 镇（乡、街道）级."""
LAW = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|[^（(：:第]+")
NUMBER = re.compile(r"[（(]([^（）()]*)[）)]")


def _pieces(text: str) -> list[str]:
    return [piece for piece in (plain(each) for each in SEPARATORS.split(text)) if piece]


@dataclass(frozen=True)
class Choices:
    """Several of a list."""

    entries: Mapping[str, str]
    choices: tuple[str, ...] = ()
    is_text: bool = True

    def encode(self, value: Any) -> str | int | float | None:
        """The words, joined by “；”."""
        return "；".join(self.entries.get(code, code) for code in value) if value else None

    def decode(self, raw: Raw, names: Names) -> Any:
        """The codes, each once, in the order written."""
        found: list[str] = []
        for piece in _pieces(folded(raw)):
            found += self._read(piece)
        return list(dict.fromkeys(found))

    def _read(self, piece: str) -> list[str]:
        parts = [part for part in COMMAS.split(piece) if part.strip()]
        if len(parts) < 2:
            return [found_in(self.entries, piece)]
        return [found_in(self.entries, part.strip()) for part in parts]


@dataclass(frozen=True)
class References:
    """Several definitions of one kind, by code or name."""

    kind: str
    choices: tuple[str, ...] = ()
    is_text: bool = True

    def encode(self, value: Any) -> str | int | float | None:
        """The codes, joined by “；”."""
        return "；".join(value) if value else None

    def decode(self, raw: Raw, names: Names) -> Any:
        """The codes."""
        parts = [part.strip() for piece in _pieces(plain(raw)) for part in COMMAS.split(piece)]
        return list(dict.fromkeys(names.code_of(self.kind, part) for part in parts if part))


@dataclass(frozen=True)
class Tags:
    """Short words: topics, other names."""

    choices: tuple[str, ...] = ()
    is_text: bool = True

    def encode(self, value: Any) -> str | int | float | None:
        """Joined by “；”, or one a line where a word has such a sign itself."""
        return joined([plain(each) for each in value or ()])

    def decode(self, raw: Raw, names: Names) -> Any:
        """The words; where the cell has lines, each line is one."""
        text = plain(raw)
        parts = text.split("\n") if "\n" in text else [p for piece in _pieces(text) for p in COMMAS.split(piece)]
        return list(dict.fromkeys(part for part in map(plain, parts) if part))


@dataclass(frozen=True)
class Lines:
    """Sentences, one a line."""

    choices: tuple[str, ...] = ()
    is_text: bool = True

    def encode(self, value: Any) -> str | int | float | None:
        """One a line; a line break inside one is shown as ⏎."""
        return "\n".join(plain(each).replace("\n", BREAK) for each in value) or None if value else None

    def decode(self, raw: Raw, names: Names) -> Any:
        """The lines that say something."""
        return [line.replace(BREAK, "\n") for line in map(plain, plain(raw).split("\n")) if line]


@dataclass(frozen=True)
class Bases:
    """Legal bases, one a line: 《法名》（文号）第几条：原文."""

    choices: tuple[str, ...] = ()
    is_text: bool = True

    def encode(self, value: Any) -> str | int | float | None:
        """One a line. Issuer, level and date are not shown; reading keeps them for a line that is as it was."""
        return "\n".join(map(basis_line, value)) or None if value else None

    def decode(self, raw: Raw, names: Names) -> Any:
        """Law, document number, article and words of every line."""
        return [_basis(line) for line in map(plain, plain(raw).split("\n")) if line]


def basis_line(basis: Mapping[str, Any]) -> str:
    """A basis on one line."""
    number = f"（{basis['document_no']}）" if basis.get("document_no") else ""
    text = f"：{basis['text']}" if basis.get("text") else ""
    return plain(f"{basis.get('law', '')}{number}{basis.get('article') or ''}{text}").replace("\n", BREAK)


def _basis(line: str) -> dict[str, Any]:
    """《法名》（文号）第几条：原文; only the name must be there."""
    law = LAW.match(line)
    if law is None or not law[0].strip():
        raise CellRefused("basis", f"“{line[:40]}”看不出法律名称。", "一行一条，写成“《法名》（文号）第几条：原文”。")
    rest = line[law.end():].lstrip()
    number = NUMBER.match(rest)
    article, _, text = (rest[number.end():] if number else rest).replace(":", "：", 1).partition("：")
    found = {"law": law[0], "document_no": number[1] if number else "", "article": article, "text": text}
    return {key: value.strip().replace(BREAK, "\n") for key, value in found.items() if value.strip()}


def kept_items(before: Any, after: Any, one_line: Any) -> Any:
    """`after` with each item that reads the same as one of `before` replaced by it, so that what the cell does not
    show stays."""
    if not isinstance(before, list) or not isinstance(after, list):
        return after
    known = {one_line(item): item for item in reversed(before)}
    return [known.get(one_line(item), item) for item in after]
