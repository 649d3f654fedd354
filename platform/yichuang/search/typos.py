"""One character mistyped in a word of three or more: another one, one too many, one missing, two swapped.

First what must still be there (terms for the index), then whether it really is one slip (`within_one`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from .cutting import BODY, GRAM, LETTERS, bigrams, grams, is_chinese
from .expressions import Wanted, every, some

SHORTEST, SHORTEST_LATIN = 3, 5
LONG = 6
Cut = Callable[[str], Sequence[str]]


def slips(run: str, body: bool = False) -> Wanted | None:
    """What an entry holds at least when the run, with one slip in it, stands in its names (or its further words)."""
    if len(run) < SHORTEST or (not is_chinese(run) and (body or len(run) < SHORTEST_LATIN)):
        return None
    if not is_chinese(run):
        return some(every(_letters(run[:at], run[at + 2 :])) for at in range(len(run) - 1))
    cut = _of_body if body else bigrams
    return some(every(term for piece in pieces for term in cut(piece)) for pieces in _pieces(run))


def _pieces(run: str) -> Iterator[tuple[str, ...]]:
    """The parts of a run that one slip leaves whole, for each place where it can be."""
    if len(run) >= LONG:
        third = len(run) // 3
        yield from combinations((run[:third], run[third:-third], run[-third:]), 2)
        # A swap across the border of two thirds spoils both.
        yield from ((run[: at - 1] + run[at] + run[at - 1] + run[at + 1 :],) for at in (third, len(run) - third))
        return
    for at in range(len(run)):
        yield tuple(filter(None, (run[:at], run[at + 1 :])))
    for at in range(len(run) - 1):
        yield tuple(filter(None, (run[:at], run[at + 1] + run[at], run[at + 2 :])))


def _of_body(piece: str) -> Sequence[str]:
    return [BODY + term for term in bigrams(piece)] if len(piece) > 1 else ()


def _letters(before: str, after: str) -> Iterator[str]:
    """Grams of what stands before and after a slip; shorter ones are kept only for where a word begins."""
    if max(len(before), len(after)) >= SHORTEST:
        yield from grams(before) if len(before) >= GRAM else ([LETTERS + before] if before else ())
        yield from grams(after) if len(after) >= GRAM else ()


def within_one(word: str, text: str) -> bool:
    """Whether the text holds the word with at most one slip in it."""
    if word in text:
        return True
    if len(word) < SHORTEST:
        return False
    if word[1:] in text or word[:-1] in text:
        return True
    start = text.find(word[0])
    while start >= 0:
        if _slipped(word, text, start):
            return True
        start = text.find(word[0], start + 1)
    return False


def _slipped(word: str, text: str, start: int) -> bool:
    same = 1
    while text[start + same : start + same + 1] == word[same]:
        same += 1
    at = start + same
    another = text.startswith(word[same + 1 :], at + 1)
    too_many = text.startswith(word[same + 1 :], at)
    missing = text.startswith(word[same:], at + 1)
    swapped = text.startswith(word[same : same + 2][::-1] + word[same + 2 :], at)
    return another or too_many or missing or swapped


def in_order(characters: str, text: str) -> bool:
    """Whether the text holds the characters in this order: 社保卡 stands so in 社会保障卡."""
    rest = iter(text)
    return all(character in rest for character in characters)
