"""Splits a row that is a condition and several documents (domain reference 1.4): a proposal, never a change.

What is one official title, or a choice between documents, stays whole: then there is no proposal.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .split_copies import UNSAID, Copies, without_copies
from .split_words import (
    AFTER_BARE,
    BARE,
    BRACKETS,
    COLLECTIVE,
    CONDITION,
    DOCUMENT,
    GENERIC,
    LEAD,
    LIKE,
    NUMBERING,
    ONE_OF,
    OR,
    PAGES,
    QUALITIES,
    RELATIONS,
    SEPARATOR,
    SHARED_HEAD,
    TOGETHER,
    VAGUE_REST,
    WEAK,
)

LONGEST = 400
CHECK_ALL = "“等”字可能还有没列出的材料，请核对是否列全。"
COPY_NOTE = "原件、复印件和份数只写在最后一份上，请核对前面各份怎么交。"


@dataclass(frozen=True)
class SplitPart:
    """One document: its name, when it is asked for, and how many of what, as far as the text says."""

    name: str
    condition: str | None = None
    copies: Copies = UNSAID

    def as_dict(self) -> dict[str, Any]:
        """The shape inside `definitions cleanup --json`."""
        return {"name": self.name, "condition": self.condition, **self.copies.as_dict()}


@dataclass(frozen=True)
class Proposal:
    """A condition in words, or None, and the documents; `notes` say what a person should look at."""

    condition: str | None
    parts: tuple[SplitPart, ...]
    notes: tuple[str, ...] = ()


def split(text: str) -> Proposal | None:
    """The proposal for a material's name, or None for one that is a single document."""
    plain = re.sub(r"[ \t　]+", " ", text).strip(" 。；;，,、\n")
    if not plain or len(plain) > LONGEST:
        return None
    condition, rest = (None, plain) if len(_numbered(LEAD.sub("", plain))) > 1 else _conditioned(plain)
    parts = _documents(rest)
    if parts is None:
        parts = [SplitPart(rest)] if condition and _is_document(rest) else None
    if not parts or (condition is None and len(parts) < 2 and parts[0].condition is None):
        return None
    named, notes = _finished(parts, rest)
    return Proposal(condition, named, notes)


def _conditioned(text: str) -> tuple[str | None, str]:
    """The condition at the beginning (or in the brackets at the end), and the rest."""
    for pattern in CONDITION:
        found = pattern.match(text)
        if found and _is_condition(found["condition"]):
            return found["condition"].strip(), found["rest"].strip(" 。；;：:，,")
    return None, text


def _is_condition(text: str) -> bool:
    """A whole phrase that is not itself the name of a document."""
    whole = all(text.count(left) == text.count(right) for left, right in ("（）", "()", "《》", "“”"))
    return whole and not _is_document(text) and text.count("、") < 5


def _documents(text: str) -> list[SplitPart] | None:
    """The documents of a text without its condition; None when it cannot be said."""
    if ONE_OF.search(text):
        return None
    text = LEAD.sub("", text)
    numbered = _numbered(text)
    if len(numbered) > 1:
        return [part for item in numbered for part in _item(item, trusted=True) or ()]
    pieces = _split_at(text, re.compile(r"[；;\n]"))
    if len(pieces) > 1:
        found = [_item(piece, trusted=False) for piece in pieces]
        return None if any(each is None for each in found) else [part for each in found for part in each or ()]
    return _item(text, trusted=False, nested=False)


def _numbered(text: str) -> list[str]:
    masked = re.sub(r"《[^《》]*》|“[^“”]*”", lambda found: "\ue000" * len(found[0]), text)
    marks = list(NUMBERING.finditer(masked))
    if len(marks) < 2 or masked[:marks[0].start()].strip(" ：:"):
        return [text]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end():end].strip(" 。；;，,、") for mark, end in zip(marks, ends, strict=True)]


def _item(text: str, *, trusted: bool, nested: bool = True) -> list[SplitPart] | None:
    """One entry of a list: with its own condition, as several documents, or as one."""
    condition, rest = _conditioned(text) if nested else (None, text)
    names = _listed(LEAD.sub("", rest.strip()))
    if names is None:
        if not rest.strip() or not (trusted or _is_document(rest)):
            return None
        names = [rest]
    return [SplitPart(name, condition) for name in names]


def _listed(text: str) -> list[str] | None:
    """The names in an enumeration; the whole as one when it is a title or a choice; None when nothing is a document."""
    masked = _masked(text)
    like = LIKE.search(masked)
    if like and not VAGUE_REST.match(like["rest"]):
        return [text] if _is_document(text) else None
    pieces = _joined(_split_at(text, SEPARATOR, keep=True))
    if not pieces or not _is_document(pieces[-1]):
        return None
    a_choice = OR.search(_masked(pieces[-1])) and not re.search("及|和|与", masked)
    if len(pieces) > 1 and (a_choice or _one_title(pieces, text)):
        return [text]
    return [name for piece in pieces for name in _distributed(piece)]


def _split_at(text: str, separator: re.Pattern[str], *, keep: bool = False) -> list[str]:
    """The pieces between separators outside brackets; with `keep` a separator begins the piece after it."""
    found, begin = [], 0
    for mark in separator.finditer(_masked(text)):
        found.append(text[begin:mark.start()])
        begin = mark.start() if keep else mark.end()
    found.append(text[begin:])
    return [piece for piece in found if piece.strip()]


def _joined(pieces: Sequence[str]) -> list[str]:
    """What is no document by itself belongs to the next; what only says “原件、复印件” belongs to the one before."""
    found: list[str] = []
    waiting = ""
    for piece in pieces:
        here = waiting + piece
        bare = SEPARATOR.sub("", piece, count=1) if not waiting and SEPARATOR.match(piece) else here
        if found and not waiting and _adds_nothing(bare.strip()):
            found[-1] += piece
        elif _is_document(bare):
            found.append(bare.strip())
            waiting = ""
        else:
            waiting = bare
    if waiting:
        found.append(waiting.strip())
    return found


def _adds_nothing(piece: str) -> bool:
    """Only “复印件1份”, or a word for papers as such."""
    name, _ = without_copies(piece)
    return not name or bool(GENERIC.match(name))


def _one_title(pieces: Sequence[str], text: str) -> bool:
    """“户口簿、身份证信息核对表”: known documents that only say what the last word is about."""
    last, _ = without_copies(pieces[-1])
    if COLLECTIVE.search(last) and WEAK.search(pieces[-2]) and text[:text.rindex(pieces[-1])].endswith(("和", "及", "与")):
        return True
    begin = BARE.match(last)
    tail = last[begin.end():] if begin else ""
    first, _ = without_copies(pieces[0])
    bare = BARE.match(first)
    return bool(tail and not AFTER_BARE.match(tail) and DOCUMENT.search(tail) and bare and bare.end() == len(first))


def _distributed(piece: str) -> Iterator[str]:
    """“婚姻、直系亲属关系证明” is two papers; other lists before a word are part of its title."""
    listed = piece.split("、")
    shared = SHARED_HEAD.match(listed[-1])
    qualities = [*listed[:-1], shared["quality"]] if shared else []
    if shared is None or len(listed) < 2 or not all(each in QUALITIES for each in qualities):
        yield piece
        return
    for each in qualities:
        yield each + ("证明" if shared["head"] == "关系证明" and each not in RELATIONS else shared["head"])


def _masked(text: str) -> str:
    """The text with what stands in brackets, and “原件及复印件”, made unreadable to separators; lengths stay."""
    hidden = BRACKETS.sub(lambda found: "\ue000" * len(found[0]), text)
    return TOGETHER.sub(lambda found: "\ue000" * len(found[0]), hidden)


def _is_document(name: str) -> bool:
    bare, _ = without_copies(LIKE.sub("", name) if LIKE.search(name) else name)
    bare = re.sub(r"(?:（[^（）]*）|\([^()]*\))$", "", bare).strip("》 ")
    return bool(DOCUMENT.search(bare) or PAGES.search(bare)) and len(bare) > 1


def _finished(parts: Sequence[SplitPart], text: str) -> tuple[tuple[SplitPart, ...], tuple[str, ...]]:
    """Names without counts, the counts beside them; a count for each holds for all."""
    notes = [CHECK_ALL] if LIKE.search(_masked(text.rstrip("。"))) else []
    cleaned: list[SplitPart] = []
    for part in parts:
        name, copies = without_copies(LIKE.sub("", part.name) if LIKE.search(_masked(part.name)) else part.name)
        cleaned.append(replace(part, name=name.strip(" ，,、：:"), copies=copies))
    last = cleaned[-1].copies
    if len(cleaned) > 1 and last.each:
        cleaned = [replace(part, copies=part.copies.or_else(last)) for part in cleaned]
    elif len(cleaned) > 1 and last.copy_type and not any(part.copies.copy_type for part in cleaned[:-1]):
        notes.append(COPY_NOTE)
    return tuple(part for part in cleaned if part.name), tuple(notes)
