"""Search: what can be found under which words; in the business database, or on a single host in a folder (whoosh)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from .chosen import index_of
from .entries import Entry, Hit, SearchIndex
from .records import SearchEntry, create_index

__all__ = ["Entry", "Hit", "SearchEntry", "SearchIndex", "clear", "create_index", "find", "index", "index_of", "remove"]


def index(db: Session, entries: Iterable[Entry]) -> None:
    """Make these findable, instead of what stood under the same kind and code. Counts from the caller's commit."""
    index_of(db).index(entries)


def remove(db: Session, kind: str, refs: Sequence[str]) -> None:
    """Make these of a kind no longer findable."""
    index_of(db).remove(kind, refs)


def clear(db: Session, kinds: Sequence[str]) -> None:
    """Empty the index of some kinds, before it is built anew."""
    index_of(db).clear(kinds)


def find(db: Session, sought: str, kinds: Sequence[str], limit: int = 20) -> list[Hit]:
    """What fits, the best first; how it is found is said at `SearchIndex`."""
    return index_of(db).find(sought, kinds, limit)
