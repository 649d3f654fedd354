"""A pattern for texts before their characters were changed one by one, from a pattern for the texts after.

For a change that takes each character for itself the texts that come to match are again described by a pattern: every
class of characters is replaced by the characters that become one of it.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from yichuang.forms.keywords import MAX_PATTERN

from .texts import in_class, literal

COUNT = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")
SETS = {"d": "0-9", "w": "A-Za-z0-9_"}
"""Escapes that name the same characters to every reader of ECMA patterns."""
CONTROL = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}
NONE = "[^\\s\\S]"


class _Beyond(Exception):
    """The pattern uses what is not taken apart here."""


def class_of(chars: Iterable[str]) -> str:
    """A class of these very characters."""
    return f"[{in_class(''.join(dict.fromkeys(chars)))}]"


@lru_cache(maxsize=1024)
def _respelt(pattern: str, changed: tuple[tuple[str, str], ...]) -> str | None:
    try:
        found = "".join(_tokens(pattern, dict(changed)))
    except (_Beyond, IndexError):
        return None
    return found if len(found) <= MAX_PATTERN else None


def respelt(pattern: str, changed: Mapping[str, str]) -> str | None:
    """The pattern of all texts that match `pattern` once each of their characters is changed; None when that cannot be
    said."""
    return _respelt(pattern, tuple(changed.items()))


def _tokens(pattern: str, changed: Mapping[str, str]) -> Iterator[str]:
    at = 0
    while at < len(pattern):
        char = pattern[at]
        if count := COUNT.match(pattern, at):
            at = count.end()
            yield count.group()
        elif char == "[":
            end, negated, ranges = _class(pattern, at + 1)
            yield _before(ranges, negated, changed)
            at = end
        elif char == "\\" and pattern[at + 1] in "bB":
            raise _Beyond
        elif char == "\\":
            at, ranges = _escape(pattern, at + 1)
            yield _before(ranges, False, changed)
        elif char == "(" and pattern.startswith("(?", at) and not pattern.startswith("(?:", at):
            raise _Beyond
        elif pattern.startswith("(?:", at):
            at += 3
            yield "(?:"
        elif char in "^$|?*+().":
            at += 1
            yield char
        else:
            at += 1
            yield _before([(char, char)], False, changed)


def _class(pattern: str, at: int) -> tuple[int, bool, list[tuple[str, str]]]:
    """The end of a class, whether it names what is not meant, and the ranges that it names."""
    negated = pattern[at] == "^"
    at += negated
    found: list[tuple[str, str]] = []
    while pattern[at] != "]" or not found:
        if pattern[at] == "[" or pattern.startswith(("&&", "--", "~~"), at):
            raise _Beyond
        at, ranges = _escape(pattern, at + 1) if pattern[at] == "\\" else (at + 1, [(pattern[at], pattern[at])])
        if pattern[at] == "-" and pattern[at + 1] != "]":
            at, last = _escape(pattern, at + 2) if pattern[at + 1] == "\\" else (at + 2, [(pattern[at + 1], pattern[at + 1])])
            if len(ranges) != 1 or len(last) != 1 or ranges[0][0] != ranges[0][1]:
                raise _Beyond
            ranges = [(ranges[0][0], last[0][1])]
        found.extend(ranges)
    return at + 1, negated, found


def _escape(pattern: str, at: int) -> tuple[int, list[tuple[str, str]]]:
    """What an escape names; `at` is behind the backslash."""
    char = pattern[at]
    if char in SETS:
        return at + 1, _class(SETS[char] + "]", 0)[2]
    if char == "u" and re.fullmatch("[0-9A-Fa-f]{4}", pattern[at + 1:at + 5]):
        named = chr(int(pattern[at + 1:at + 5], 16))
        return at + 5, [(named, named)]
    if char.isalnum() and char not in CONTROL:
        raise _Beyond
    named = CONTROL.get(char, char)
    return at + 1, [(named, named)]


def _before(ranges: list[tuple[str, str]], negated: bool, changed: Mapping[str, str]) -> str:
    """The class of what becomes a character of the given one."""
    def named(char: str) -> bool:
        return any(low <= char <= high for low, high in ranges)

    # What does not stay as it is belongs by what it becomes, not by what it is.
    added = [char for char, made in changed.items() if named(made) and not named(char)]
    taken = {char for char, made in changed.items() if named(char) and not named(made)}
    kept = list(_without(ranges, taken))
    if not kept and not added:
        return "[\\s\\S]" if negated else NONE
    body = "".join(_range(low, high) for low, high in kept) + in_class("".join(added))
    if not negated and not added and len(kept) == 1 and kept[0][0] == kept[0][1]:
        return literal(kept[0][0])
    return f"[{'^' if negated else ''}{body}]"


def _without(ranges: list[tuple[str, str]], taken: set[str]) -> Iterator[tuple[str, str]]:
    for low, high in ranges:
        begin = ord(low)
        for gone in sorted(ord(char) for char in taken if low <= char <= high):
            if begin < gone:
                yield chr(begin), chr(gone - 1)
            begin = gone + 1
        if begin <= ord(high):
            yield chr(begin), high


def _range(low: str, high: str) -> str:
    return in_class(low) if low == high else f"{in_class(low)}-{in_class(high)}"

