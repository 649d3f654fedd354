"""Finds vague wording in a text, line by line, by the rules of a book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import islice

from .rewording import head, limit, proposal
from .rules import RULES, Pattern, Rule, Scope, Severity
from .titles import Plain

AROUND = 40
"""How far to each side `unless` of a rule looks."""
UNSEEN = dict.fromkeys((*range(32), *range(127, 160)))
"""NUL and its like: they stay where the text has them, and are not repeated in what people read."""
MOST_HITS = 10_000
"""Of one rule in one line; nobody reads more, and a region's pattern costs a search for each."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Vague wording at [start, end) of the text as given; what to write instead; the line rewritten, or nothing."""

    rule: str
    severity: Severity
    text: str
    start: int
    end: int
    fix: str
    proposal: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """The shape promised by `standards lint`."""
        return asdict(self)


@dataclass(frozen=True, eq=False)
class Book:
    """The rules in force in one place, and phrases in which they find nothing (proper names, products).

    `gate` matches wherever a rule without triggers does; None where there is no such rule.
    """

    rules: tuple[Rule, ...] = RULES
    exceptions: tuple[str, ...] = ()
    gate: Pattern | None = None

    @cached_property
    def _triggers(self) -> re.Pattern[str]:
        words = {word for rule in self.rules for word in rule.triggers}
        return re.compile("|".join(sorted(map(re.escape, words))) or "(?!)")

    def may_find(self, text: str) -> bool:
        """Whether any rule need be tried: most texts, and nearly all labels, hold no word that one looks for."""
        if self._triggers.search(text) is not None:
            return True
        # What stands on both sides of a title is read as one.
        return self.gate is not None and ("《" in text or "关于" in text or any(self.gate.finditer(text)))


STANDARD = Book()


def lint(text: str, scope: Scope = "general", book: Book = STANDARD) -> list[Finding]:
    """The findings in reading order; where several overlap, the most severe, then the longest stays."""
    found: list[Finding] = []
    if not book.may_find(text):
        return found
    begin = 0
    for line in text.splitlines(keepends=True):
        for finding in _in_line(line.rstrip("\r\n"), scope, book):
            found.append(replace(finding, start=finding.start + begin, end=finding.end + begin))
        begin += len(line)
    return found


def _in_line(line: str, scope: Scope, book: Book) -> list[Finding]:
    kept: list[Finding] = []
    covered = bytearray(len(line))
    for phrase in book.exceptions:
        _cover(covered, line, phrase)
    for hit in sorted(_hits(line, scope, book), key=_weight):
        if not any(covered[hit.start : hit.end]):
            covered[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _cover(covered: bytearray, line: str, phrase: str) -> None:
    at = line.find(phrase)
    while at >= 0:
        covered[at : at + len(phrase)] = b"\1" * len(phrase)
        at = line.find(phrase, at + len(phrase))


def _hits(line: str, scope: Scope, book: Book) -> Iterator[Finding]:
    """Every hit of every rule, overlapping ones too."""
    plain: Plain | None = None
    for rule in book.rules:
        if rule.scope not in (None, scope) or (rule.triggers and not any(word in line for word in rule.triggers)):
            continue
        plain = plain or Plain(line)
        for hit in islice(rule.pattern.finditer(plain.text), MOST_HITS):
            if hit.start() < hit.end() and not _excused(rule, plain.text, hit.start(), hit.end()):
                yield from _finding(rule, plain, hit.start(), hit.end())


def _excused(rule: Rule, text: str, start: int, end: int) -> bool:
    if rule.unless is None:
        return False
    around = f"{text[max(0, start - AROUND) : start]}⟦{text[start:end]}⟧{text[end : end + AROUND]}"
    return rule.unless.search(around) is not None


def _finding(rule: Rule, plain: Plain, begin: int, until: int) -> Iterator[Finding]:
    line = plain.given
    start, end = plain.span(begin, until)
    if not rule.across_titles and end - start != until - begin:
        return
    found, clause = line[start:end], head(line, start)
    chosen = rule.fix if clause or not rule.bare_fix else rule.bare_fix
    fix = chosen.replace("{text}", found).replace("{head}", clause).replace("{limit}", limit(found))
    rewritten = proposal(rule.code, line, start, end)
    yield Finding(rule.code, rule.severity, found, start, end, fix.translate(UNSEEN), rewritten.translate(UNSEEN))


def _weight(hit: Finding) -> tuple[bool, int, str]:
    """Errors before warnings, long before short, then the order of the rules."""
    return hit.severity != "error", hit.start - hit.end, hit.rule
