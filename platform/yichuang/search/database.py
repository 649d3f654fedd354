"""The index in the business database, in the caller's transaction: SQLite (FTS5) and PostgreSQL (tsvector, GIN)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select, text
from sqlalchemy.orm import Session

from .entries import Entry, Hit
from .expressions import Wanted, written
from .finding import Row, asked_for, search
from .keeping import LENGTH_BITS, place_of, row_of
from .records import ID_BITS, SearchEntry
from .synonyms import Groups

T = TypeVar("T")
# SQLite takes a limited number of parameters in one statement.
AT_ONCE = 500
MOST_CANDIDATES = 2000
"""PostgreSQL looks at so many before it puts them in order."""
SHOWN = "e.kind, e.ref, e.title, e.note, e.names, e.sounds, e.words"
SQLITE = (
    f"SELECT {SHOWN} FROM (SELECT rowid FROM findable_text WHERE findable_text MATCH :terms AND rowid BETWEEN :low AND :high "  # noqa: S608
    f"ORDER BY rowid LIMIT :most) s JOIN findable e ON e.id = s.rowid & {(1 << ID_BITS) - 1} WHERE e.kind = :kind"
)
POSTGRES = (
    f"SELECT {SHOWN} FROM (SELECT * FROM findable WHERE vector @@ CAST(:terms AS tsquery) "  # noqa: S608
    f"AND kind = :kind LIMIT {MOST_CANDIDATES}) e ORDER BY e.place, e.id LIMIT :most"
)


class DatabaseIndex:
    """The index as one session sees it."""

    def __init__(self, db: Session, known: Groups) -> None:
        self.db, self.known = db, known
        self.is_sqlite = db.get_bind().dialect.name == "sqlite"

    def index(self, entries: Iterable[Entry]) -> None:
        """Make these findable, written in the caller's transaction."""
        rows = {(entry.kind, entry.ref): self._row(entry) for entry in entries}
        for kind in dict.fromkeys(kind for kind, _ in rows):
            self.remove(kind, [ref for other, ref in rows if other == kind])
        # In the order of places, so that PostgreSQL meets the shortest titles first when it stops early.
        for some in _portions(sorted(rows.values(), key=lambda row: (row["place"], row["ref"]))):
            self.db.execute(insert(SearchEntry), some)

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
        with _by_index_only(self.db, self.is_sqlite):
            return search(self, asked_for(sought, kinds, limit), self.known)

    def match(self, wanted: Wanted, kind: str, most: int) -> list[Row]:
        """Entries of a kind that hold the terms, the shortest titles first."""
        if self.is_sqlite:
            low = place_of(kind, 0) << ID_BITS
            terms = written(wanted, " AND ", " OR ", '"')
            values = {"terms": terms, "low": low, "high": low + (1 << ID_BITS + LENGTH_BITS) - 1, "kind": kind, "most": most}
            return [Row(*row) for row in self.db.execute(text(SQLITE), values)]
        values = {"terms": written(wanted, " & ", " | ", "'"), "kind": kind, "most": most}
        return [Row(*row) for row in self.db.execute(text(POSTGRES), values)]

    def named(self, ref: str, kinds: Sequence[str]) -> list[Row]:
        """The entries with exactly this code."""
        shown = (SearchEntry.kind, SearchEntry.ref, SearchEntry.title, SearchEntry.note, SearchEntry.names,
                 SearchEntry.sounds, SearchEntry.words)
        query = select(*shown).where(SearchEntry.ref == ref, SearchEntry.kind.in_(tuple(kinds)))
        return [Row(*row) for row in self.db.execute(query)]


def _portions(items: Sequence[T]) -> Iterator[list[T]]:
    waiting = iter(items)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


@contextmanager
def _by_index_only(db: Session, is_sqlite: bool) -> Iterator[None]:
    """PostgreSQL guesses badly how many entries hold rare terms, and reads the whole table for them unless told not to."""
    scans = "SELECT set_config('enable_seqscan', :on, true), set_config('enable_indexscan', :on, true)"
    if not is_sqlite:
        db.execute(text(scans), {"on": "off"})
    yield
    if not is_sqlite:
        db.execute(text(scans), {"on": "on"})
