"""What patterns and lengths say of a text together: whether others follow from them, and texts that meet or miss them.

Every answer is a proof or none: beyond MOST steps nothing is decided.
"""
from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from .automata import LAST, Automaton, automaton, of_length, within
from .said import Said

MOST = 4000
"""Combinations of states that are looked at."""
PREFERRED = "0123456789ABCDEFGHXabcdefgh林小满春和景明示例甲乙丙号年月日"
WRITTEN: Mapping[str, str] = {
    "cn-id-number": "^[1-9][0-9]{16}[0-9X]$",
    "cn-credit-code": "^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$",
    "cn-mobile": "^1[3-9][0-9]{9}$",
    "cn-bank-card": "^[1-9][0-9]{12,18}$",
    "cn-real-estate-unit": "^[0-9]{12}[GJZ][A-Z][0-9]{5}[FLQW][0-9]{8}$",
    "cn-real-estate-certificate": "^[一-龥]（[0-9]{4}）[一-龥]{2,20}不动产权第[0-9]{7}号$",
    "date": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    "uuid": "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
}
"""Format → a pattern that all its texts meet."""
States = tuple[frozenset[int], ...]


@dataclass(frozen=True)
class Texts:
    """The texts that meet every pattern and are no shorter than `least` and no longer than `most`."""

    patterns: tuple[str, ...] = ()
    least: int = 0
    most: int | None = None

    def misses(self, pattern: str) -> str | None:
        """One of the shortest texts that does not meet the pattern; None when there is none or nothing is decided."""
        found = _searched(self, pattern)
        return found if isinstance(found, str) else None

    def meets(self, pattern: str) -> bool:
        """Whether all surely meet the pattern."""
        return _searched(self, pattern) is False

    def shorter(self, length: int) -> str | None:
        """One that is shorter than this; None when there is none or nothing is decided."""
        return replace(self, most=_least(self.most, length - 1)).any if length > self.least else None

    def longer(self, length: int | None) -> str | None:
        """One that is longer than this."""
        if length is None or (self.most is not None and self.most <= length):
            return None
        return replace(self, least=max(self.least, length + 1)).any

    @property
    def any(self) -> str | None:
        """One of the shortest."""
        found = _searched(self, None)
        return found if isinstance(found, str) else None

    @property
    def none(self) -> bool:
        """Whether there surely is no such text."""
        return _searched(self, None) is False

    def some(self, rng: Random) -> str | None:
        """One of them by dice; None when none was found."""
        ways = _ways(self)
        return ways.walk(rng) if ways else None

    def automata(self) -> list[Automaton] | None:
        """One for each condition; None when one of them cannot be followed."""
        made = [automaton(pattern) for pattern in self.patterns]
        if self.least or self.most is not None:
            made.append(of_length(self.least, self.most))
        found = [each for each in made if each is not None]
        return found if len(found) == len(made) else None


def texts_of(said: Said) -> Texts:
    """What is said of a text by formats that have one way of writing, by patterns and by lengths."""
    patterns = [part["pattern"] for part in said.parts if "pattern" in part]
    written = [WRITTEN[part["format"]] for part in said.parts if part.get("format") in WRITTEN]
    longest = said.least("maxLength")
    return Texts(tuple(dict.fromkeys([*patterns, *written])), int(said.greatest("minLength", 0)),
                 None if longest is None else int(longest))


def _least(one: int | None, other: int) -> int:
    return other if one is None else min(one, other)


@lru_cache(maxsize=4096)
def _searched(texts: Texts, missed: str | None) -> str | bool | None:
    """A text of these that misses a pattern (any text without one); False when there surely is none, None when unsure."""
    made = texts.automata()
    against = None if missed is None else automaton(missed)
    if made is None or (missed is not None and against is None):
        return None
    every = [*made, *([against] if against else [])]
    product = _Product(every, len(made))
    begun: dict[States, tuple[States, int] | None] = {product.start: None}
    todo = deque([product.start])
    while todo:
        here = todo.popleft()
        if product.wanted(here):
            return _spelled(begun, here)
        for char, there in product.onward(here):
            if there not in begun:
                if len(begun) >= MOST:
                    return None
                begun[there] = here, char
                todo.append(there)
    return False


def _spelled(begun: dict[States, tuple[States, int] | None], here: States) -> str:
    chars: list[str] = []
    while (before := begun[here]) is not None:
        here = before[0]
        chars.append(chr(before[1]))
    return "".join(reversed(chars))


class _Product:
    """Several automata read at once; all of the first `meeting` must accept, those after them must not."""

    def __init__(self, made: Sequence[Automaton], meeting: int) -> None:
        self.made, self.meeting = made, meeting
        self.start: States = tuple(each.reached([each.start], beginning=True) for each in made)
        self.chars = tuple(_representatives(made))

    def wanted(self, here: States) -> bool:
        """Whether a text may end here."""
        begun = here == self.start
        return all(each.accepts(states, begun) is (i < self.meeting)
                   for i, (each, states) in enumerate(zip(self.made, here, strict=True)))

    def onward(self, here: States) -> Iterator[tuple[int, States]]:
        """Where each character leads, dead ends left out."""
        for char in self.chars:
            there = tuple(each.after(states, char) for each, states in zip(self.made, here, strict=True))
            if all(there[:self.meeting]):
                yield char, there


def _representatives(made: Sequence[Automaton]) -> Iterator[int]:
    """One character for each set of characters that no automaton tells apart, a familiar one where there is one."""
    ranges = {each for one in made for steps in one.steps for said, _ in steps for each in said}
    edges = sorted({0, *(low for low, _ in ranges), *(high + 1 for _, high in ranges)} - {LAST + 1})
    told: dict[tuple[bool, ...], int] = {}
    familiar = [ord(char) for char in PREFERRED]
    for char in (*familiar, *edges):
        if not 0xD800 <= char <= 0xDFFF:
            told.setdefault(tuple(low <= char <= high for low, high in sorted(ranges)), char)
    yield from told.values()


@dataclass(frozen=True)
class _Ways:
    """Everything that leads to a text that meets all: how far the end is from each combination of states."""

    product: _Product
    onward: dict[States, list[tuple[int, States]]]
    distance: dict[States, int]

    def walk(self, rng: Random) -> str | None:
        """A text by dice that comes to an end soon."""
        here, chars = self.product.start, list[str]()
        if here not in self.distance:
            return None
        enough = rng.randint(0, 24)
        while not (self.distance[here] == 0 and (len(chars) >= enough or not self.onward[here])):
            open_ = [each for each in self.onward[here] if each[1] in self.distance]
            if len(chars) >= enough:
                open_ = [each for each in open_ if self.distance[each[1]] < self.distance[here]]
            if not open_:
                break
            char, here = rng.choice(open_)
            chars.append(self._like(rng, char))
        return "".join(chars)

    def _like(self, rng: Random, char: int) -> str:
        """A familiar character that no automaton tells from this one."""
        ranges = [said for one in self.product.made for steps in one.steps for said, _ in steps]
        alike = [each for each in PREFERRED if all(within(ord(each), said) == within(char, said) for said in ranges)]
        return rng.choice(alike) if alike else chr(char)


@lru_cache(maxsize=256)
def _ways(texts: Texts) -> _Ways | None:
    made = texts.automata()
    if made is None:
        return None
    product = _Product(made, len(made))
    onward: dict[States, list[tuple[int, States]]] = {}
    todo = deque([product.start])
    while todo and len(onward) < MOST:
        here = todo.popleft()
        if here not in onward:
            onward[here] = list(product.onward(here))
            todo.extend(there for _, there in onward[here])
    return _Ways(product, onward, _distances(product, onward))


def _distances(product: _Product, onward: dict[States, list[tuple[int, States]]]) -> dict[States, int]:
    """How many characters it takes from each to an end, for those that come to one."""
    before: dict[States, list[States]] = {}
    for here, ways in onward.items():
        for _, there in ways:
            before.setdefault(there, []).append(here)
    found = {here: 0 for here in onward if product.wanted(here)}
    todo = deque(found)
    while todo:
        there = todo.popleft()
        for here in before.get(there, ()):
            if here not in found:
                found[here] = found[there] + 1
                todo.append(here)
    return found
