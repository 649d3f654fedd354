"""How well the rules read: a corpus of phrases with the rules that must find something in each, and what they find.

A rule is right in a phrase when it is expected there and finds something. Precision is the part of what it finds that
is right, recall the part of what is expected that it finds; of nothing at all, both are 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from yichuang.errors import Invalid

from .linter import STANDARD, Book, lint
from .rules import Scope


@dataclass(frozen=True)
class Phrase:
    """A phrase, and the rules that must find something in it; none when nothing may be found."""

    text: str
    rules: frozenset[str] = frozenset()
    scope: Scope = "general"


@dataclass(frozen=True)
class Miss:
    """A phrase in which something else was found than expected."""

    phrase: Phrase
    found: frozenset[str]

    def as_dict(self) -> dict[str, Any]:
        """As printed."""
        phrase = self.phrase
        return {"text": phrase.text, "scope": phrase.scope, "expected": sorted(phrase.rules), "found": sorted(self.found)}


@dataclass(frozen=True)
class Score:
    """Of one rule, or of all together (`rule` is empty)."""

    rule: str
    right: int
    found: int
    expected: int

    @property
    def precision(self) -> Fraction:
        """right / found."""
        return Fraction(self.right, self.found) if self.found else Fraction(1)

    @property
    def recall(self) -> Fraction:
        """right / expected."""
        return Fraction(self.right, self.expected) if self.expected else Fraction(1)

    def as_dict(self) -> dict[str, Any]:
        """As printed; four decimals, rounded down so that only faultless reading prints as 1."""
        shares = {name: int(share * 10_000) / 10_000 for name, share in (("precision", self.precision), ("recall", self.recall))}
        named = {"rule": self.rule} if self.rule else {}
        return {**named, "right": self.right, "found": self.found, "expected": self.expected, **shares}


@dataclass(frozen=True)
class Report:
    """All together, whether anything is found where it should be, each rule, and every error."""

    phrases: int
    flagged: int
    overall: Score
    verdicts: Score
    rules: tuple[Score, ...]
    errors: tuple[Miss, ...]

    def as_dict(self) -> dict[str, Any]:
        """As `standards corpus --json` prints it."""
        return {
            "phrases": self.phrases, "flagged": self.flagged, "overall": self.overall.as_dict(),
            "verdicts": self.verdicts.as_dict(), "rules": [score.as_dict() for score in self.rules],
            "errors": [miss.as_dict() for miss in self.errors],
        }  # fmt: skip


def read_corpus(document: Any) -> list[Phrase]:
    """[{"text", "rules": [ids], "scope"?}]; `"rule": id or null` serves for one. Raises Invalid, naming the entry."""
    if not isinstance(document, list) or not document:
        raise Invalid("语料应为一个 JSON 列表，每条写明 text 和 rules。")
    return [_phrase(number, entry) for number, entry in enumerate(document, 1)]


def _phrase(number: int, entry: Any) -> Phrase:
    said = entry if isinstance(entry, dict) else {}
    text, scope = said.get("text"), said.get("scope", "general")
    rules = said.get("rules", [said["rule"]] if said.get("rule") else [])
    if not isinstance(text, str) or not text or scope not in ("general", "material-name"):
        raise Invalid(f"语料第 {number} 条有误：text 应为文字，scope 应为 general 或 material-name。")
    if not isinstance(rules, list) or not all(isinstance(rule, str) for rule in rules):
        raise Invalid(f"语料第 {number} 条有误：rules 应为规则编号的列表，不应命中的写空列表。")
    return Phrase(text, frozenset(rules), scope)


def measure(phrases: Iterable[Phrase], book: Book = STANDARD) -> Report:
    """What the rules of a book find in a corpus, against what is expected."""
    read = [(phrase, frozenset(hit.rule for hit in lint(phrase.text, phrase.scope, book))) for phrase in phrases]
    scores = tuple(_scores(read))
    overall = Score("", *(sum(getattr(score, part) for score in scores) for part in ("right", "found", "expected")))
    hits = [(bool(phrase.rules), bool(found)) for phrase, found in read]
    verdicts = Score("", sum(a and b for a, b in hits), sum(b for _, b in hits), sum(a for a, _ in hits))
    errors = tuple(Miss(phrase, found) for phrase, found in read if phrase.rules != found)
    return Report(len(read), verdicts.expected, overall, verdicts, scores, errors)


def _scores(read: list[tuple[Phrase, frozenset[str]]]) -> Iterator[Score]:
    for rule in sorted({rule for phrase, found in read for rule in phrase.rules | found}):
        right = sum(rule in phrase.rules and rule in found for phrase, found in read)
        yield Score(rule, right, sum(rule in found for _, found in read), sum(rule in phrase.rules for phrase, _ in read))
