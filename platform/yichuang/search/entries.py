"""What can be found, what is found, and what every search index can do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found under its title, its other names and its code, and less readily by further words.

    `note` is shown beside the title. No personal data: whoever may search sees it (law 11).
    """

    kind: str
    ref: str
    title: str
    note: str = ""
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `near` means that it is not quite what was asked for: a typo, an abbreviation, a part of it."""

    kind: str
    ref: str
    title: str
    note: str
    near: bool = False


class SearchIndex(Protocol):
    """An index as one unit of work sees it; what is written counts from the commit, and not at all without one."""

    def index(self, entries: Iterable[Entry]) -> None:
        """Make these findable, instead of what stood under the same kind and code."""
        ...

    def remove(self, kind: str, refs: Sequence[str]) -> None:
        """Make these of a kind no longer findable."""
        ...

    def clear(self, kinds: Sequence[str]) -> None:
        """Empty the index of some kinds, before it is built anew."""
        ...

    def is_empty(self) -> bool:
        """Whether nothing at all can be found: a new index, to be built from what is published."""
        ...

    def find(self, sought: str, kinds: Sequence[str], limit: int = 20) -> list[Hit]:
        """What fits, the best first: part of a name, two characters, pinyin (`xinsheng`), initials (`xse`), code,
        another word for it (`synonyms`). Of what fits equally well, the kinds named first come first.

        When nothing holds all that was asked for, then what holds every character of it in this order (社保 finds
        社会保障卡), what differs in one character, else what holds the longest part of it; all marked `near`.
        """
        ...
