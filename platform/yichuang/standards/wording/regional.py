"""Rules of a region's own: patterns that somebody uploads, and so patterns that may be hostile.

They run in RE2, never in `re`. `re` backtracks: `(a+)+$` on thirty letters takes minutes, and no inspection of a pattern
tells the bad ones apart (refusing nested quantifiers still lets `(a|a)*` through and refuses harmless ones). RE2 builds
an automaton, so its time is linear in the text whatever the pattern says; what it cannot decide so (look-around,
back-references) it refuses by itself. The automaton's size is bounded by memory, the text of a pattern by length, the
places found by number. The engine inside jsonschema-rs gives the same guarantee, but only answers yes or no, and a
finding needs its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import re2  # type: ignore[import-untyped]

from .linter import Book
from .rules import RULES, Rule, Scope, Severity

MOST_PATTERN = 500
MOST_RULES = 200
MEMORY = 8 * 1024 * 1024
LOOK_AROUND = re.compile(r"\(\?(?:[=!]|<[=!])|\\[1-9]")


@dataclass(frozen=True)
class RegionalRule:
    """A rule as a region declares it. `replaces` names one of ours that it stands in for there."""

    code: str
    severity: Severity
    pattern: str
    fix: str
    scope: Scope | None = None
    source: str = ""
    replaces: str | None = None


def pattern_problem(pattern: str) -> str:
    """Why a pattern cannot be used, in one sentence; empty when it can."""
    if len(pattern) > MOST_PATTERN:
        return f"正则表达式过长（超过 {MOST_PATTERN} 个字符）。"
    if LOOK_AROUND.search(re.sub(r"\\[^1-9]", "", pattern)):
        return "正则表达式用了环视或反向引用，不能保证很快算完。"
    compiled = _compiled(pattern)
    if compiled is None:
        return "正则表达式写法有误，或展开后过大。"
    if compiled.fullmatch("") is not None:
        return "正则表达式连空文字也算找到，到处都会命中。"
    return ""


def usable(declared: Iterable[RegionalRule]) -> tuple[Rule, ...]:
    """The rules whose pattern can be used, ready to be read with."""
    return tuple(
        Rule(rule.code, rule.severity, compiled, rule.fix, scope=rule.scope, source=rule.source)
        for rule in tuple(declared)[:MOST_RULES]
        if not pattern_problem(rule.pattern) and (compiled := _compiled(rule.pattern)) is not None
    )


def book_of(declared: Iterable[RegionalRule], exceptions: Iterable[str] = ()) -> Book:
    """Our rules without those that usable ones replace, then the region's."""
    rules = tuple(declared)
    replaced = {rule.replaces for rule in rules if not pattern_problem(rule.pattern)}
    ours = tuple(rule for rule in RULES if rule.code not in replaced)
    return Book(ours + usable(rules), tuple(exceptions), _gate(rules))


def own_book(declared: Iterable[RegionalRule], exceptions: Iterable[str] = ()) -> Book:
    """The region's rules alone."""
    rules = tuple(declared)
    return Book(usable(rules), tuple(exceptions), _gate(rules))


def _gate(rules: Iterable[RegionalRule]) -> Any:
    """One pattern for all, so that two hundred rules cost a text no more than one; where they are too much together,
    every text is read."""
    patterns = [f"(?:{rule.pattern})" for rule in rules if not pattern_problem(rule.pattern)]
    return (_compiled("|".join(patterns)) or re.compile("(?s).")) if patterns else None


def _compiled(pattern: str) -> Any:
    """The pattern in RE2, or None when it is none."""
    options = re2.Options()
    options.max_mem = MEMORY
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error:
        return None
