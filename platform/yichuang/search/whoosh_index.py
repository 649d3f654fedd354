"""The index in a folder (whoosh), for an installation on a single host: one writer at a time, nothing in the database.

What a transaction changes is written after its commit, and forgotten when it is rolled back. A host that stops between
the two leaves the index behind; `yichuang search rebuild` makes it anew from what is published.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, Schema
from whoosh.index import FileIndex, create_in, exists_in, open_dir
from whoosh.query import And, Or, Query, Term
from whoosh.searching import Searcher
from whoosh.writing import IndexWriter, LockError

from yichuang.errors import Unavailable

from .entries import Entry, Hit
from .expressions import All, Wanted
from .finding import Row, asked_for, search
from .keeping import place_of, row_of
from .synonyms import Groups

log = logging.getLogger(__name__)

KEPT = ("kind", "ref", "title", "note", "names", "sounds", "words")
SCHEMA = Schema(
    key=ID(unique=True), kind=ID(stored=True), ref=ID(stored=True), place=NUMERIC(sortable=True, signed=False, bits=64),
    terms=KEYWORD(scorable=False), **{name: STORED for name in KEPT if name not in ("kind", "ref")},
)
MOST_CANDIDATES = 1000
WAIT_SECONDS = 30.0
PENDING = "yichuang_search_pending"
# A change that waits for the commit: an entry to write, a key to drop, or a whole kind to empty.
Change = tuple[str, Any]


class WhooshIndex:
    """The index as one session sees it: it finds what is committed, and writes after the session's own commit."""

    def __init__(self, db: Session, folder: Path, known: Groups) -> None:
        self.db, self.folder, self.known = db, folder, known

    def index(self, entries: Iterable[Entry]) -> None:
        """Make these findable once the caller commits."""
        rows = {(entry.kind, entry.ref): row_of(entry) | {"place": place_of(entry.kind, len(entry.title))}
                for entry in entries}
        self._later(("write", row) for row in rows.values())

    def remove(self, kind: str, refs: Sequence[str]) -> None:
        """Make these of a kind no longer findable once the caller commits."""
        self._later(("drop", _key(kind, ref)) for ref in refs)

    def clear(self, kinds: Sequence[str]) -> None:
        """Empty the index of some kinds once the caller commits."""
        self._later(("empty", kind) for kind in kinds)

    def is_empty(self) -> bool:
        """Whether nothing at all can be found."""
        return bool(_open(self.folder).is_empty())

    def find(self, sought: str, kinds: Sequence[str], limit: int = 20) -> list[Hit]:
        """What fits, the best first; see `SearchIndex`."""
        with _open(self.folder).searcher() as searcher:
            return search(_Pool(searcher), asked_for(sought, kinds, limit), self.known)

    def _later(self, changes: Iterable[Change]) -> None:
        if PENDING not in self.db.info:
            self.db.info[PENDING] = []
            event.listen(self.db, "after_commit", self._write)
            event.listen(self.db, "after_transaction_end", _forget)
        # Without a transaction there would be no commit to wait for.
        self.db.connection()
        self.db.info[PENDING].extend(changes)

    def _write(self, db: Session) -> None:
        changes: list[Change] = db.info[PENDING]
        if db.in_nested_transaction() or not changes:
            return
        try:
            with _open(self.folder).writer(timeout=WAIT_SECONDS) as writer:
                _apply(writer, changes)
        except (LockError, OSError, Unavailable) as error:
            # The data are committed; only what can be found is behind.
            log.error("the search index was not written (%s); run yichuang search rebuild", type(error).__name__)


def _forget(db: Session, transaction: SessionTransaction) -> None:
    """After the end of a whole transaction, whichever way it ended."""
    if transaction.parent is None:
        db.info[PENDING].clear()


class _Pool:
    """The entries of one open index."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher

    def match(self, wanted: Wanted, kinds: Sequence[str], most: int) -> list[Row]:
        """Entries that hold the terms, of each kind the shortest titles first among as many as are looked at."""
        return [row for kind in kinds for row in self._of_kind(wanted, kind, most)]

    def _of_kind(self, wanted: Wanted, kind: str, most: int) -> list[Row]:
        query = And([Term("kind", kind), _query(wanted)])
        found = list(islice(self.searcher.docs_for_query(query), MOST_CANDIDATES))
        places = self.searcher.reader().column_reader("place") if found else ()
        return [self._row(number) for number in sorted(found, key=lambda number: places[number])[:most]]

    def named(self, ref: str, kinds: Sequence[str]) -> list[Row]:
        """The entries with exactly this code."""
        keys = Or([Term("key", _key(kind, ref)) for kind in kinds])
        return [self._row(number) for number in self.searcher.docs_for_query(keys)]

    def _row(self, number: int) -> Row:
        stored = self.searcher.stored_fields(number)
        return Row(*(stored[name] for name in KEPT))


def _query(wanted: Wanted) -> Query:
    if isinstance(wanted, str):
        return Term("terms", wanted)
    return (And if isinstance(wanted, All) else Or)([_query(part) for part in wanted.parts])


def _key(kind: str, ref: str) -> str:
    return f"{kind}/{ref}"


def _apply(writer: IndexWriter, changes: Sequence[Change]) -> None:
    for what, value in changes:
        if what == "write":
            writer.update_document(key=_key(value["kind"], value["ref"]), **value)
        else:
            writer.delete_by_term("key" if what == "drop" else "kind", value)


@lru_cache(maxsize=8)
def _open(folder: Path) -> FileIndex:
    """The index of a folder, made when it is not there. Raises Unavailable when the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return open_dir(str(folder)) if exists_in(str(folder)) else create_in(str(folder), SCHEMA)
    except OSError:
        raise Unavailable(f"检索的文件夹“{folder}”打不开或不能写入。请检查 yichuang.var 的权限。") from None
