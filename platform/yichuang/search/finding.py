"""The way from what was typed to what is found, the same for every index: exact, in other words, nearly.

An index only has to say which entries hold some terms, the shortest titles first (`Pool`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from .cutting import BEGINNING, BODY, GRAM, START, bigrams, grams, is_chinese, plain, runs
from .entries import Hit
from .expressions import Wanted, every, some
from .synonyms import Groups, alternatives, phrases
from .typos import in_order, slips, within_one

LONGEST_QUERY = 100
MOST_TERMS = 24
FEWEST = 10
NEAR = 300
"""How many entries are looked at closely when something was mistyped."""


@dataclass(frozen=True, slots=True)
class Row:
    """What an index keeps of an entry. `names` are all its names in one plain form, `sounds` their pinyin and initials,
    `words` the further words."""

    kind: str
    ref: str
    title: str
    note: str
    names: str
    sounds: str
    words: str

    def hit(self, near: bool) -> Hit:
        """What is shown of it."""
        return Hit(self.kind, self.ref, self.title, self.note, near)


class Pool(Protocol):
    """The entries of one index."""

    def match(self, wanted: Wanted, kinds: Sequence[str], most: int) -> Sequence[Row]:
        """Entries that hold the terms, so many of each kind, the shortest titles first as far as the index knows."""
        ...

    def named(self, ref: str, kinds: Sequence[str]) -> Sequence[Row]:
        """The entries with exactly this code."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its runs of characters, the whole in plain form and as typed, the kinds, and how many hits."""

    typed: str
    kinds: Sequence[str]
    limit: int

    @property
    def whole(self) -> str:
        """In one width and case, without signs between Chinese characters."""
        return plain(self.typed)

    @property
    def runs(self) -> list[str]:
        """The words to be found, each once."""
        return [*dict.fromkeys(runs(self.typed))]


Found = dict[tuple[str, str], Row]


def search(pool: Pool, asked: Asked, known: Groups) -> list[Hit]:
    """The hits, best first; near ones only when there are no others."""
    if not asked.runs or not asked.kinds:
        return []
    exact = _exact(pool, asked, known)
    if exact:
        return [row.hit(near=False) for row in list(exact.values())[: asked.limit]]
    near: Found = {}
    for rows in (_abbreviated(pool, asked), _mistyped(pool, asked), _phrase(pool, asked, known)):
        near |= {key: row for key, row in _keyed(rows).items() if key not in near}
    near = near or _keyed(_longest_part(pool, asked))
    return [row.hit(near=True) for row in list(near.values())[: asked.limit]]


def asked_for(sought: str, kinds: Sequence[str], limit: int) -> Asked:
    """A question as it was typed, without what cannot be seen and not longer than anybody means it."""
    typed = "".join(filter(str.isprintable, unicodedata.normalize("NFKC", sought[:LONGEST_QUERY]))).strip()
    return Asked(typed, tuple(dict.fromkeys(kinds)), limit)


def _again(asked: Asked, typed: str) -> Asked:
    return Asked(typed, asked.kinds, asked.limit)


def _keyed(rows: Iterable[Row]) -> Found:
    return {(row.kind, row.ref): row for row in rows}


def _match(pool: Pool, asked: Asked, wanted: Wanted | None, most: int) -> list[Row]:
    return list(pool.match(wanted, asked.kinds, most)) if wanted else []


def _exact(pool: Pool, asked: Asked, known: Groups) -> Found:
    """Everything that was typed, in other words too: in names, and only then in what is further said."""
    found = _keyed(pool.named(asked.typed, asked.kinds))
    words = [asked, *(_again(asked, other) for other in alternatives(asked.whole, known))]
    for look in (_in_names, _anywhere):
        for each in words:
            if len(found) < asked.limit:
                found |= {key: row for key, row in look(pool, each).items() if key not in found}
    return found


def _in_names(pool: Pool, asked: Asked) -> Found:
    """What begins with the words, then what holds them; as they were typed before here and there."""
    terms = _some(term for run in asked.runs for term in _terms(run))
    found = _sorted(pool, asked, every([_beginning(asked.runs[0]), *terms]))
    if len(found) < asked.limit:
        found |= {key: row for key, row in _sorted(pool, asked, every(terms)).items() if key not in found}
    whole = [key for key, row in found.items() if plain(row.title) == asked.whole]
    return {key: found[key] for key in (*whole, *found)}


def _anywhere(pool: Pool, asked: Asked) -> Found:
    return _sorted(pool, asked, every(_somewhere(asked.runs)))


def _sorted(pool: Pool, asked: Asked, wanted: Wanted | None) -> Found:
    rows = _match(pool, asked, wanted, max(asked.limit, FEWEST))
    return _keyed(sorted(rows, key=lambda row: (_standing(row, asked.whole), asked.kinds.index(row.kind), len(row.title), row.ref)))


def _standing(row: Row, whole: str) -> int:
    """How well what was typed, as it stands, fits: the title, its beginning, another name, a part, the note, none."""
    title, names = plain(row.title), row.names.split("\n")
    if whole in names:
        return 0 if whole == title else 1
    if title.startswith(whole):
        return 1
    return 2 if whole in title else 3 if whole in row.names else 4 if whole in plain(row.note) else 5


def _terms(run: str) -> Sequence[str]:
    return bigrams(run) if is_chinese(run) else grams(run)


def _some(terms: Iterable[str]) -> list[str]:
    """Each term once, and not too many."""
    return [*dict.fromkeys(terms)][:MOST_TERMS]


def _beginning(run: str) -> str:
    return START + run[:2] if is_chinese(run) else BEGINNING + run[:GRAM]


def _somewhere(asked: Sequence[str]) -> Iterator[Wanted]:
    """Each word in the names or else in the further words: a department with what it handles."""
    for run in asked:
        terms = _some(_terms(run))
        further = [BODY + term for term in (terms if is_chinese(run) else (run,))]
        either = some((every(terms), every(further)))
        if either is not None:
            yield either


def _abbreviated(pool: Pool, asked: Asked) -> list[Row]:
    """Every character in this order in a name, with others between: 社保卡 for 社会保障卡."""
    chinese = [run for run in asked.runs if is_chinese(run)]
    if len(chinese) != len(asked.runs) or len(asked.whole) < 2:
        return []
    rows = _match(pool, asked, every(_some("".join(chinese))), NEAR)
    fitting = [row for row in rows if any(in_order("".join(chinese), name) for name in row.names.split("\n"))]
    return sorted(fitting, key=lambda row: (len(row.title), row.ref))


def _mistyped(pool: Pool, asked: Asked) -> list[Row]:
    """What differs in one character of a word: in the names and sounds, else in the further words."""
    for body in (False, True):
        parts = [_with_slip(run, body) for run in asked.runs]
        if any(part is None for part in parts):
            continue
        rows = _match(pool, asked, every(part for part in parts if part is not None), NEAR)
        fitting = [row for row in rows if _fits(row, asked.runs, body)]
        if fitting:
            return sorted(fitting, key=lambda row: (abs(len(plain(row.title)) - len(asked.whole)), row.ref))
    return []


def _with_slip(run: str, body: bool) -> Wanted | None:
    """The run as it is, or with a slip in it."""
    terms = _terms(run) if not body else [BODY + term for term in _terms(run)] if is_chinese(run) else [BODY + run]
    return some((every(_some(terms)), slips(run, body)))


def _fits(row: Row, asked: Sequence[str], body: bool) -> bool:
    texts = row.words.split("\n") if body else [*row.names.split("\n"), *row.sounds.split()]
    return all(any(within_one(run, text) for text in texts) for run in asked)


def _phrase(pool: Pool, asked: Asked, known: Groups) -> list[Row]:
    """A word that people use, in the middle of a sentence: 我要办准生证."""
    said = ((word, *others) for word, others in phrases(asked.whole, known))
    asks = (_again(asked, word) for words in said for word in words)
    return list(chain.from_iterable(_in_names(pool, each).values() for each in asks))


def _longest_part(pool: Pool, asked: Asked) -> list[Row]:
    """What holds the longest part of a sentence: a name that has six characters of it also has five."""
    low, high = 1, max(map(len, asked.runs))
    best: list[Row] = []
    while low < high:
        middle = (low + high + 1) // 2
        rows = _match(pool, asked, _parts(asked.runs, middle), asked.limit)
        low, high, best = (middle, high, rows) if rows else (low, middle - 1, best)
    return best


def _parts(asked: Sequence[str], length: int) -> Wanted | None:
    """All parts of this length; words in letters count only whole."""
    pieces = [run[at : at + length] for run in asked if is_chinese(run) for at in range(len(run) - length + 1)]
    words = [every(_some(grams(run))) for run in asked if not is_chinese(run)]
    return some([*(every(_some(bigrams(piece))) for piece in pieces), *words])
