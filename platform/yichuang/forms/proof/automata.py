"""A pattern as an automaton of states, read with the meaning that the validator gives it (ECMA classes, a search in the text).

What cannot be followed exactly (Unicode properties, flags, word boundaries, more states than MOST) is refused: None.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as reading
from typing import Any

Ranges = tuple[tuple[int, int], ...]
LAST = 0x10FFFF
ANY: Ranges = ((0, LAST),)
DIGIT: Ranges = ((48, 57),)
WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
SPACE: Ranges = ((9, 13), (32, 32), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
                 (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF))
MOST = 3000
"""States of one pattern; counted repetitions are written out."""
DOUBTFUL = re.compile(r"\[[^\]]*(?:\[|&&|--|~~|\|\|)")
"""Sets within sets, which readers of patterns understand differently."""


class Unreadable(Exception):
    """The pattern says something that cannot be followed exactly."""


@dataclass
class Automaton:
    """States are numbers. `steps` lead on by one character, `free` by none; `first` only at the beginning of the text,
    `last` only at its end."""

    steps: list[list[tuple[Ranges, int]]] = field(default_factory=list)
    free: list[list[int]] = field(default_factory=list)
    first: list[list[int]] = field(default_factory=list)
    last: list[list[int]] = field(default_factory=list)
    start: int = 0
    end: int = 0

    def state(self) -> int:
        """A new one."""
        if len(self.steps) >= MOST:
            raise Unreadable
        for edges in (self.steps, self.free, self.first, self.last):
            edges.append([])
        return len(self.steps) - 1

    def reached(self, states: Iterable[int], beginning: bool = False, ending: bool = False) -> frozenset[int]:
        """The states, and those that they lead to without a character."""
        found = set(states)
        todo = list(found)
        while todo:
            here = todo.pop()
            ways = (self.free[here], self.first[here] if beginning else (), self.last[here] if ending else ())
            for there in (there for way in ways for there in way):
                if there not in found:
                    found.add(there)
                    todo.append(there)
        return frozenset(found)

    def after(self, states: frozenset[int], char: int) -> frozenset[int]:
        """The states that a character leads to."""
        return self.reached({there for here in states for ranges, there in self.steps[here] if within(char, ranges)})

    def accepts(self, states: frozenset[int], beginning: bool = False) -> bool:
        """Whether the text may end here."""
        return self.end in self.reached(states, beginning, ending=True)


def within(char: int, ranges: Ranges) -> bool:
    """Whether a character is in one of the ranges."""
    return any(low <= char <= high for low, high in ranges)


@lru_cache(maxsize=1024)
def automaton(pattern: str) -> Automaton | None:
    """The automaton of a pattern; None when it cannot be followed."""
    if DOUBTFUL.search(pattern):
        return None
    try:
        parsed = reading.parse(pattern)
        if parsed.state.flags & ~re.UNICODE.value:
            return None
        found = Automaton()
        before, body = found.state(), found.state()
        found.steps[before].append((ANY, before))
        found.free[before].append(body)
        found.end = _Builder(found).sequence(parsed, body)
        found.steps[found.end].append((ANY, found.end))
        return found
    except (re.error, OverflowError, RecursionError, Unreadable):
        return None


@lru_cache(maxsize=256)
def of_length(least: int, most: int | None) -> Automaton | None:
    """The automaton of all texts of such a length."""
    found = Automaton()
    try:
        states = [found.state() for _ in range((least if most is None else most) + 1)]
        found.end = found.state()
    except Unreadable:
        return None
    for here, there in pairwise(states):
        found.steps[here].append((ANY, there))
    if most is None:
        found.steps[states[-1]].append((ANY, states[-1]))
    for here in states[least:]:
        found.last[here].append(found.end)
    return found


@dataclass
class _Builder:
    """Adds what a parsed pattern says to an automaton, from one state on; each method gives the state after it."""

    made: Automaton

    def sequence(self, items: Iterable[Any], here: int) -> int:
        for kind, value in items:
            here = self._item(kind, value, here)
        return here

    def _item(self, kind: Any, value: Any, here: int) -> int:
        if kind in SETS:
            return self._step(here, SETS[kind](value))
        if kind is op.BRANCH:
            return self._joined([self.sequence(branch, self._from(here)) for branch in value[1]])
        if kind is op.SUBPATTERN and not value[1] and not value[2]:
            return self.sequence(value[3], here)
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
            return self._repeated(value, here)
        if kind is op.AT and value in (op.AT_BEGINNING, op.AT_BEGINNING_STRING, op.AT_END):
            there = self.made.state()
            (self.made.last if value is op.AT_END else self.made.first)[here].append(there)
            return there
        raise Unreadable

    def _step(self, here: int, ranges: Ranges) -> int:
        there = self.made.state()
        self.made.steps[here].append((ranges, there))
        return there

    def _from(self, here: int) -> int:
        there = self.made.state()
        self.made.free[here].append(there)
        return there

    def _joined(self, states: Sequence[int]) -> int:
        there = self.made.state()
        for here in states:
            self.made.free[here].append(there)
        return there

    def _repeated(self, value: Any, here: int) -> int:
        least, most, body = value
        for _ in range(least):
            here = self.sequence(body, here)
        if most is op.MAXREPEAT:
            again = self._from(here)
            self.made.free[self.sequence(body, again)].append(again)
            return self._from(again)
        ends = [here]
        for _ in range(most - least):
            here = self.sequence(body, self._from(here))
            ends.append(here)
        return self._joined(ends)


def _set(items: Sequence[Any]) -> Ranges:
    """A class in brackets."""
    negated = bool(items) and items[0][0] is op.NEGATE
    found: list[tuple[int, int]] = []
    for kind, value in items[1:] if negated else items:
        if kind is op.LITERAL:
            found.append((value, value))
        elif kind is op.RANGE:
            found.append(value)
        elif kind is op.CATEGORY and value in CLASSES:
            found.extend(CLASSES[value])
        else:
            raise Unreadable
    return others(found) if negated else tuple(found)


def others(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """All characters that are in none of the ranges."""
    found: list[tuple[int, int]] = []
    free = 0
    for low, high in sorted(ranges):
        if low > free:
            found.append((free, low - 1))
        free = max(free, high + 1)
    return (*found, (free, LAST)) if free <= LAST else tuple(found)


CLASSES = {op.CATEGORY_DIGIT: DIGIT, op.CATEGORY_NOT_DIGIT: others(DIGIT), op.CATEGORY_WORD: WORD,
           op.CATEGORY_NOT_WORD: others(WORD), op.CATEGORY_SPACE: SPACE, op.CATEGORY_NOT_SPACE: others(SPACE)}
SETS = {
    op.LITERAL: lambda value: ((value, value),),
    op.NOT_LITERAL: lambda value: others([(value, value)]),
    op.ANY: lambda _: others([(10, 10)]),
    op.IN: _set,
}
