"""Words that mean the same in the field: a small list of our own, and what a region adds to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from yichuang.errors import SettingsError

from .cutting import plain

BUILT_IN = Path(__file__).with_name("synonyms.txt")
MOST_ALTERNATIVES = 8
Groups = tuple[tuple[str, ...], ...]


def read_groups(text: str, name: str) -> Groups:
    """One group a line: 准生证 = 生育登记. Empty lines and those that begin with # are left out.

    Raises SettingsError, naming the line, for one with fewer than two words.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        words = tuple(dict.fromkeys(word for part in line.split("=") if (word := plain(part).strip())))
        if len(words) < 2:
            raise SettingsError(f"同义词文件“{name}”第 {number} 行不是一组同义词。请写成“甲 = 乙”，一行一组。")
        found.append(words)
    return tuple(found)


@lru_cache(maxsize=8)
def groups(region: Path | None = None) -> Groups:
    """Our own groups and those of a region's file. Raises SettingsError when that cannot be read."""
    ours = read_groups(BUILT_IN.read_text(encoding="utf-8"), BUILT_IN.name)
    if region is None:
        return ours
    try:
        return ours + read_groups(region.read_text(encoding="utf-8-sig"), region.name)
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"打不开同义词文件“{region}”，或它不是 UTF-8。请核对 yichuang.synonyms。") from None


def phrases(asked: str, known: Groups) -> Iterator[tuple[str, Sequence[str]]]:
    """The words of a group that stand in what is asked, the longest of each group, with the others of it."""
    for group in known:
        held = [word for word in group if word in asked]
        if held:
            longest = max(held, key=len)
            yield longest, [word for word in group if word != longest]


def alternatives(asked: str, known: Groups) -> list[str]:
    """The same question in other words, one word changed at a time."""
    found = (asked.replace(word, other) for word, others in phrases(asked, known) for other in others)
    return [*dict.fromkeys(each for each in found if each != asked)][:MOST_ALTERNATIVES]
