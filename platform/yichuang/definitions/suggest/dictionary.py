"""The element dictionary made ready for looking up: built once, then any label is compared with all names in it.

Names and synonyms are cut into words and sounds; a word that few names share says more than one that many do. Looking
up visits only the names that share a word, so that the work grows with the dictionary and no faster.
"""
from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from rapidfuzz.distance import Indel

from yichuang.definitions.element import Element
from yichuang.search.cutting import syllables_of

from .label import kind_of, read_label, tokens_of
from .value import TRUTH, options
from .words import apart, initials, light, telling

LIGHT = 0.15
"""How much a word counts that hardly changes the meaning."""
OURS = 0.65
"""What of the words is ours and what the name's: a label that says more than the name is not as good as one that says less."""
MORE = 0.78
"""How the two views of likeness are joined, by words and by characters: the better one counts more."""
CLOSEST = 24
"""How many names are looked at closely."""
OTHER_KIND, NO_KIND = 0.62, 0.92
"""A date is no number, however alike their labels are; where one label does not say its kind, a little is taken off."""
TOLD_APART, UNTOLD = 0.6, 0.95
HALF_A_NAME = 0.98
"""A name without its brackets says less than one that has none."""
SPOKEN = 0.9
"""What sounds the same is written the same but for a slip."""
SOUND = "~"
SHORTEST = 2
"""Fewer letters abbreviate nothing."""
LETTERS = re.compile(r"[A-Za-z][A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an element in its words, and what it is: its name, a synonym, or what another form calls it."""

    element: Element
    text: str
    tokens: frozenset[str]
    kind: str | None
    told: frozenset[str]
    source: str
    whole: bool = True
    """Not without what stands in its brackets."""


@dataclass(frozen=True, slots=True)
class Match:
    """A name that a text is like, and how much (0 to 1); `spoken` when only by its sounds."""

    name: Name
    likeness: float
    spoken: bool = False


@dataclass(eq=False)
class Dictionary:
    """The elements by the words of their names. Make it with `Dictionary.of`; treat it as read-only."""

    names: Sequence[Name]
    habits: Mapping[str, str] = field(default_factory=dict)
    """Code → whose it usually is in the forms of a library, where that is a person."""
    _found: dict[str, tuple[Match, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, elements: Iterable[Element], used: Iterable[tuple[str, str]] = (),
           habits: Mapping[str, str] | None = None) -> Dictionary:
        """From the elements, in any order, labels that forms have used for them, (code, label), and whose they were."""
        labels: dict[str, list[str]] = defaultdict(list)
        for code, label in used:
            labels[code].append(label)
        known = sorted(elements, key=lambda each: each.code)
        return cls(tuple(name for element in known for name in _names(element, labels[element.code])), habits or {})

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        """By code."""
        return {name.element.code: name.element for name in self.names}

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[int]]:
        holding: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self.names):
            for token in {*name.tokens, *_sounds(name.text)}:
                holding[token].append(number)
        return holding

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        """How much a word says: the fewer elements use it, the more."""
        counts: Counter[str] = Counter()
        by_element: dict[str, set[str]] = defaultdict(set)
        for name in self.names:
            by_element[name.element.code] |= name.tokens | _sounds(name.text)
        for tokens in by_element.values():
            counts.update(tokens)
        return {token: self._weight(token, count) for token, count in counts.items()}

    def _weight(self, token: str, count: int) -> float:
        scale = 1 + math.log(1 + len(self.names))
        return (LIGHT if token in light() else 1.0) * (1 + math.log((1 + len(self.names)) / (1 + count))) / scale

    def weigh(self, token: str) -> float:
        """The weight of a word; one that no name has counts in full."""
        return self._weights.get(token, self._weight(token, 0))

    @cached_property
    def _totals(self) -> Sequence[tuple[float, float]]:
        """What the words and the sounds of each name weigh together."""
        return [(sum(map(self.weigh, name.tokens)), sum(map(self.weigh, _sounds(name.text)))) for name in self.names]

    @cached_property
    def _abbreviated(self) -> Mapping[str, Mapping[str, str]]:
        """Initials and ends of codes → code → what is so abbreviated."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for name in self.names:
            for text in {name.text, *tokens_of(name.text)[-1:]} if len(name.tokens) == 1 else {name.text}:
                found[initials(text)].setdefault(name.element.code, text)
        for code in self.elements:
            found[letters_of(code.rpartition(".")[2])].setdefault(code, code)
        return found

    def named(self, name: str) -> Mapping[str, str]:
        """Elements that the name of a field speaks of, with what it abbreviates: sjhm 手机号码, motherIdNo person.id_no."""
        letters = letters_of(name)
        ends = (letters[at:] for at in range(len(letters) - SHORTEST + 1))
        return next((found for end in ends if (found := self._abbreviated.get(end))), {})

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(name.text[:length] for name in self.names for length in range(2, len(name.text)))

    def begins(self, word: str) -> bool:
        """Whether a name begins with the word."""
        return word in self._beginnings

    @cached_property
    def offered(self) -> Mapping[str, frozenset[str]]:
        """Code → the titles of what the element lets choose from."""
        return {code: options(element.value) for code, element in self.elements.items()}

    @cached_property
    def _choosing(self) -> Mapping[str, Sequence[str]]:
        """Title of an option → codes of the elements that offer it."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, offered in self.offered.items():
            for title in offered - TRUTH:
                found[title].append(code)
        return found

    def with_options(self, titles: frozenset[str]) -> Mapping[str, float]:
        """Elements that offer half of these options or more, and what part of them."""
        shared = Counter(code for title in titles for code in self._choosing.get(title, ()))
        return {code: count / len(titles) for code, count in shared.items() if count * 2 >= len(titles)}

    @cached_property
    def _said(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tokens_of(name.text) for name in self.names)

    def has(self, text: str) -> bool:
        """Whether a name says the same as a plain text, word for word."""
        return tokens_of(text) in self._said

    def matches(self, text: str) -> tuple[Match, ...]:
        """The names most like a plain text, the most alike first; an element may come more than once."""
        found = self._found.get(text)
        if found is None:
            found = tuple(self._matches(text))
            if len(self._found) < 20_000:
                self._found[text] = found
        return found

    def _matches(self, text: str) -> list[Match]:
        written, spoken = self._sharing(frozenset(tokens_of(text)), 0), self._sharing(_sounds(text), 1)
        found = (self._like(text, written.get(number, 0.0), spoken.get(number, 0.0), self.names[number])
                 for number in {*_best(written), *_best(spoken)})
        return sorted(found, key=lambda match: (-match.likeness, match.name.element.code))[:CLOSEST]

    def _sharing(self, tokens: frozenset[str], which: int) -> dict[int, float]:
        """Names by the part of their words (or sounds) and of ours that both have."""
        shared: dict[int, float] = defaultdict(float)
        for token in tokens:
            weight = self._weights.get(token, 0.0)
            for number in self._holding.get(token, ()):
                shared[number] += weight
        ours = sum(map(self.weigh, tokens))
        return {number: weight / (OURS * ours + (1 - OURS) * self._totals[number][which]) for number, weight in shared.items()}

    def _like(self, text: str, share: float, spoken: float, name: Name) -> Match:
        if text == name.text:
            return Match(name, 1.0 if name.whole else HALF_A_NAME)
        same = float(Indel.normalized_similarity(text, name.text))
        alike = 0.98 if share > 0.999 else min(0.97, MORE * max(share, same) + (1 - MORE) * min(share, same))
        heard = spoken * SPOKEN
        return Match(name, max(alike, heard) * _kinds(text, name) * _apart(text, name), spoken=heard > alike)


def _best(shared: Mapping[int, float]) -> list[int]:
    return heapq.nlargest(CLOSEST, shared, key=lambda number: (shared[number], -number))


def letters_of(name: str) -> str:
    """The letters of a name in one case; nothing for what is no name of letters."""
    return re.sub(r"[\d_-]", "", name).lower() if LETTERS.fullmatch(name) else ""


def _kinds(text: str, name: Name) -> float:
    ours = kind_of(text)
    if ours is None or name.kind is None:
        return 1.0 if ours is name.kind else NO_KIND
    return 1.0 if ours == name.kind else OTHER_KIND


@lru_cache(maxsize=8192)
def told_in(text: str) -> frozenset[str]:
    """The words of a plain text that tell things apart."""
    return frozenset(tokens_of(text)) & telling()


def _apart(text: str, name: Name) -> float:
    """Much off where one says 用水 and the other 用电; a little where only one says such a word."""
    ours_told, factor = told_in(text), 1.0
    if not ours_told and not name.told:
        return 1.0
    for group in apart():
        ours, theirs = ours_told & group, name.told & group
        if not ours & theirs and (ours or theirs):
            factor *= TOLD_APART if ours and theirs else UNTOLD
    return factor


def _names(element: Element, used: Sequence[str]) -> Iterator[Name]:
    seen = set()
    told = (("名称", [element.name]), ("同义词", element.synonyms), ("其他表单的标签", used))
    for source, text in ((source, text) for source, texts in told for text in texts):
        label = read_label(text)
        full = label.core + "".join(label.parts)
        for said in (label.core, full):
            if said and said not in seen:
                seen.add(said)
                yield Name(element, said, frozenset(tokens_of(said)), kind_of(said), told_in(said), source, said == full)


def _sounds(text: str) -> frozenset[str]:
    """Its syllables two by two, marked as sounds."""
    said = syllables_of(text)
    return frozenset(SOUND + one + " " + other for one, other in pairwise(said))
