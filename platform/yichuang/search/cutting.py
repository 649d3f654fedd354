"""How text is cut for the index, the same for every index, so that all find the same.

Chinese is cut into characters and bigrams: no word list, so no drift between hosts. Latin words, pinyin and initials are
cut into grams of up to four letters. Every question is then about whole terms: no prefix is ever searched for, which is
what makes a hundred thousand entries quick. A letter in front says what a term is:

    新 新生    a character, a bigram of a name           g…   letters somewhere in a name, its sounds or its code
    s新 s新生  the beginning of a name                   a…   letters at the beginning of one of these
    b新生 bfax  a bigram, a word of the further words
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

CHINESE = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUNS = re.compile(rf"[{CHINESE}]+|[^\W_{CHINESE}]+")
IS_CHINESE = re.compile(f"[{CHINESE}]")
SIGNS_BETWEEN = re.compile(rf"(?<=[{CHINESE}])[\W_]+(?=[{CHINESE}])")
GRAM = 4
LETTERS, BEGINNING, START, BODY = "g", "a", "s", "b"


def plain(text: str) -> str:
    """In one width and case, Chinese without the signs and spaces inside it: 出生登记（户口） is 出生登记户口."""
    return SIGNS_BETWEEN.sub("", unicodedata.normalize("NFKC", text).casefold())


def runs(text: str) -> list[str]:
    """Runs of Chinese characters, and of letters and digits, in one case and width."""
    return RUNS.findall(unicodedata.normalize("NFKC", text).casefold())


def is_chinese(run: str) -> bool:
    """Whether a run is of Chinese characters."""
    return IS_CHINESE.match(run) is not None


def bigrams(run: str) -> list[str]:
    """Two characters each; the one of a run of one."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def grams(word: str) -> list[str]:
    """Four letters each; the whole of a shorter word."""
    return [LETTERS + word[i : i + GRAM] for i in range(len(word) - GRAM + 1)] or [LETTERS + word]


def name_terms(names: Iterable[str]) -> Iterator[str]:
    """The terms of names and codes: characters, bigrams, letters and sounds, and how each begins."""
    for name in names:
        for place, run in enumerate(RUNS.findall(plain(name))):
            yield from _chinese(run, place == 0) if is_chinese(run) else _word(run, (0,), place == 0)


def body_terms(words: Iterable[str]) -> Iterator[str]:
    """The terms of further words: bigrams, and Latin words whole."""
    for text in words:
        for run in RUNS.findall(plain(text)):
            yield from (BODY + term for term in (bigrams(run) if is_chinese(run) else (run,)))


def _chinese(run: str, first: bool) -> Iterator[str]:
    yield from run
    yield from bigrams(run)
    if first:
        yield from (START + run[:1], START + run[:2])
    syllables = syllables_of(run)
    starts, length = [], 0
    for syllable in syllables:
        starts.append(length)
        length += len(syllable)
    yield from _word("".join(syllables), starts, first)
    yield from _word("".join(each[0] for each in syllables), range(len(syllables)), first)


def _word(word: str, starts: Iterable[int], first: bool) -> Iterator[str]:
    """Grams from every letter on, and shorter ones only from where a syllable or word begins."""
    yield from (LETTERS + word[i : i + GRAM] for i in range(len(word) - GRAM + 1))
    for start in starts:
        yield from (LETTERS + word[start : start + length] for length in range(1, GRAM) if start + length <= len(word))
    if first:
        yield from (BEGINNING + word[:length] for length in range(1, min(GRAM, len(word)) + 1))


@lru_cache(maxsize=8192)
def syllables_of(run: str) -> tuple[str, ...]:
    """The pinyin of Chinese characters, as they are read in this phrase, without tones."""
    return tuple(each for each in lazy_pinyin(run, style=Style.NORMAL, errors="ignore") if each.isascii())


def sounds(names: Iterable[str]) -> str:
    """Pinyin and initials of names, for comparing what was typed with a slip."""
    spoken = [syllables_of(run) for name in names for run in RUNS.findall(plain(name)) if is_chinese(run)]
    return " ".join(dict.fromkeys(word for each in spoken for word in ("".join(each), "".join(s[0] for s in each))))
