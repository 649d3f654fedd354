"""How a document is to be given, as far as its name says: original or copy, how many, whether the original is checked."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from .split_words import COPIES, COUNT, EACH, NUMERALS, SPEC_BRACKET, TAIL, VERIFY


@dataclass(frozen=True)
class Copies:
    """None where the text says nothing. `each`: said of every document of the list."""

    copy_type: Literal["original", "copy", "either"] | None = None
    originals: int | None = None
    copies: int | None = None
    verify_original: bool = False
    each: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Without `each`, which is about the list."""
        return {"copy_type": self.copy_type, "originals": self.originals, "copies": self.copies,
                "verify_original": self.verify_original}

    def or_else(self, other: Copies) -> Copies:
        """This, or the other's where this one says nothing."""
        return self if self.copy_type else other


UNSAID = Copies()


def without_copies(name: str) -> tuple[str, Copies]:
    """The name without its “原件及复印件各1份”, and what that means."""
    said: list[str] = []
    rest = name.strip(" 　。；;，,、")
    while found := SPEC_BRACKET.search(rest) or TAIL.search(rest):
        said.insert(0, found[0])
        rest = rest[:found.start()].rstrip(" 　，,、：:")
    return rest, _meaning("".join(said))


def _meaning(said: str) -> Copies:
    if not said:
        return UNSAID
    counted = COUNT.search(said)
    number = _number(counted["number"]) if counted else 1
    kind = COPIES.search(said)
    each, verify = bool(EACH.search(said)), bool(VERIFY.search(said))
    if kind is None or kind["original"]:
        copies = 1 if kind and re.search("复印件", said) else 0
        return Copies("original", number, copies, verify, each)
    if kind["both"]:
        return Copies("original", number, number, verify, each)
    if kind["either"]:
        return Copies("either", number, 0, verify, each)
    return Copies("original", 1, number, True, each) if verify else Copies("copy", 0, number, False, each)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMERALS.get(word, 1)
