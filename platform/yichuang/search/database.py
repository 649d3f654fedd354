"""The index in the business database, in the caller's transaction: SQLite (FTS5) and PostgreSQL (tsvector, GIN)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from .entries import Entry, Hit
from .expressions import Wanted
from .finding import Row, asked_for, search
from .keeping import place_of, row_of
from .records import ID_BITS, SQLITE_TIDY, SearchEntry
from .statements import LARGE, MOST_CANDIDATES, POSTGRES, SCANS, SQLITE, of_kinds, postgres_values, sqlite_values
from .synonyms import Groups

T = TypeVar("T")
# SQLite takes a limited number of parameters in one statement.
AT_ONCE = 500


class DatabaseIndex:
    """The index as one session sees it."""

    def __init__(self, db: Session, known: Groups) -> None:
        self.db, self.known = db, known
        self.is_sqlite = db.get_bind().dialect.name == "sqlite"
        self.large: frozenset[str] = frozenset()

    def index(self, entries: Iterable[Entry]) -> None:
        """Make these findable, written in the caller's transaction."""
        rows = {(entry.kind, entry.ref): self._row(entry) for entry in entries}
        for kind in dict.fromkeys(kind for kind, _ in rows):
            self.remove(kind, [ref for other, ref in rows if other == kind])
        # In the order of places, so that PostgreSQL meets the shortest titles first when it stops early.
        for some in _portions(sorted(rows.values(), key=lambda row: (row["place"], row["ref"]))):
            self.db.execute(insert(SearchEntry), some)
        if self.is_sqlite and len(rows) >= AT_ONCE:
            # Many rows leave many segments, and every question looks its terms up in each of them.
            self.db.execute(text(SQLITE_TIDY))

    def _row(self, entry: Entry) -> dict[str, Any]:
        return {**row_of(entry), "place": place_of(entry.kind, len(entry.title)) << ID_BITS}

    def remove(self, kind: str, refs: Sequence[str]) -> None:
        """Make these of a kind no longer findable."""
        for some in _portions(refs):
            self.db.execute(delete(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.ref.in_(some)))

    def clear(self, kinds: Sequence[str]) -> None:
        """Empty the index of some kinds."""
        self.db.execute(delete(SearchEntry).where(SearchEntry.kind.in_(tuple(kinds))))

    def is_empty(self) -> bool:
        """Whether nothing at all can be found."""
        return self.db.scalar(select(SearchEntry.id).limit(1)) is None

    def find(self, sought: str, kinds: Sequence[str], limit: int = 20) -> list[Hit]:
        """What fits, the best first; see `SearchIndex`."""
        asked = asked_for(sought, kinds, limit)
        if self.is_sqlite:
            return search(self, asked, self.known)
        self.large = frozenset(self.db.scalars(LARGE, {"kinds": list(asked.kinds), "candidates": MOST_CANDIDATES}))
        with self._by_index_only():
            return search(self, asked, self.known)

    def match(self, wanted: Wanted, kinds: Sequence[str], most: int) -> list[Row]:
        """Entries that hold the terms, so many of each kind, the shortest titles first."""
        if self.is_sqlite:
            found = self.db.execute(of_kinds(SQLITE, len(kinds)), sqlite_values(wanted, kinds, most))
        else:
            found = self.db.execute(of_kinds(POSTGRES, len(kinds)), postgres_values(wanted, kinds, most, self.large))
        return [Row(*row) for row in found]

    def named(self, ref: str, kinds: Sequence[str]) -> list[Row]:
        """The entries with exactly this code."""
        shown = (SearchEntry.kind, SearchEntry.ref, SearchEntry.title, SearchEntry.note, SearchEntry.names,
                 SearchEntry.sounds, SearchEntry.words)
        query = select(*shown).where(SearchEntry.ref == ref, SearchEntry.kind.in_(tuple(kinds)))
        return [Row(*row) for row in self.db.execute(query)]

    @contextmanager
    def _by_index_only(self) -> Iterator[None]:
        self.db.execute(SCANS, {"on": "off"})
        yield
        self.db.execute(SCANS, {"on": "on"})


def _portions(items: Sequence[T]) -> Iterator[list[T]]:
    waiting = iter(items)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
