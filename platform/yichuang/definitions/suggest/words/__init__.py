"""The words of labels: which mean the same, which often do, whose they say a field is, and what kind of thing they end in.

Lists of our own, one group a line, beside this module; they are read once.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin

from yichuang.search.cutting import plain
from yichuang.search.synonyms import groups

HERE = Path(__file__).parent
NOT_A_PERSON = "*"


def _lines(name: str) -> Iterator[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _words(text: str, between: str | None = None) -> list[str]:
    return [word for part in text.split(between) if (word := plain(part).strip())]


@cache
def equal() -> Mapping[str, str]:
    """Word → the word that stands for its group. Groups that share a word are one; so are those of search."""
    stands: dict[str, str] = {}
    for group in (*(_words(line, "=") for line in _lines("equal.txt")), *groups()):
        first = next((stands[word] for word in group if word in stands), group[0])
        for word in group:
            before = stands.get(word, first)
            if before != first:
                stands.update({each: first for each, now in stands.items() if now == before})
            stands[word] = first
    return stands


@cache
def light() -> frozenset[str]:
    """Words that hardly change what a label means."""
    return frozenset(word for line in _lines("light.txt") for word in _words(line))


@cache
def near() -> tuple[tuple[str, str], ...]:
    """(said, what it often means)."""
    stands = equal()
    return tuple((stands.get(said, said), stands.get(meant, meant)) for line in _lines("near.txt")
                 for said, meant in [_words(line, ">")])


@cache
def apart() -> tuple[frozenset[str], ...]:
    """Groups of words of which a thing can be only one: 用水, 用电, 燃气."""
    stands = equal()
    return tuple(frozenset(stands.get(word, word) for word in _words(line)) for line in _lines("apart.txt"))


@cache
def telling() -> frozenset[str]:
    """All words of these groups."""
    return frozenset().union(*apart())


@cache
def whose() -> Mapping[str, str]:
    """Word at the beginning of a label → the role it usually speaks of."""
    lines = (line.removeprefix(NOT_A_PERSON).partition(":") for line in _lines("whose.txt"))
    return {word: role.strip() for role, _, words in lines for word in _words(words)}


@cache
def not_people() -> frozenset[str]:
    """The roles of those words that are no people."""
    return frozenset(line.partition(":")[0].strip()[1:] for line in _lines("whose.txt") if line.startswith(NOT_A_PERSON))


@cache
def kinds() -> Mapping[str, str]:
    """How a label ends → the kind of thing that it asks for."""
    return {word: kind.strip() for line in _lines("kinds.txt") for kind, _, words in [line.partition(":")]
            for word in _words(words)}


@cache
def terms() -> re.Pattern[str]:
    """Any word of the lists above that counts as one token, the longest first; else one character."""
    known = {*equal(), *light(), *kinds(), *(word for pair in near() for word in pair),
             *(word for group in apart() for word in group)}
    return re.compile("|".join(map(re.escape, sorted(known, key=lambda word: (-len(word), word)))) + r"|[^\W_]")


@cache
def initials(text: str) -> str:
    """The first letters of the sounds, by which departments name columns: 法人 is fr."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="ignore")).lower()
