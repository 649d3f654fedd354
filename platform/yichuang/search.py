"""The search index, in the business database and in the caller's transaction: by words, pinyin, initials and code.

Text is cut here, into character bigrams and syllables, so that SQLite (FTS5) and PostgreSQL (tsvector) find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pypinyin import Style, lazy_pinyin
from sqlalchemy import Connection, String, Table, Text, UniqueConstraint, bindparam, delete, event, inspect, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from yichuang.store.db import Base

CHINESE = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUNS = re.compile(rf"[{CHINESE}]+|[^\W_{CHINESE}]+")
IS_CHINESE = re.compile(f"[{CHINESE}]")
LONGEST_QUERY = 100
MOST_TERMS = 24


class SearchEntry(Base):
    """What can be found: its kind and code, what is shown of it, and its words cut for the index."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    ref: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(String(400))
    head: Mapped[str] = mapped_column(Text)
    sounds: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)


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
    """Something found. `near` means that only a part of what was asked for is in it."""

    kind: str
    ref: str
    title: str
    note: str
    near: bool = False


def index(db: Session, entries: Iterable[Entry]) -> None:
    """Make these findable, instead of what stood under the same kind and code. Written in the caller's transaction."""
    rows = {(entry.kind, entry.ref): _row(entry) for entry in entries}
    for kind in dict.fromkeys(kind for kind, _ in rows):
        remove(db, kind, [ref for other, ref in rows if other == kind])
    db.add_all(rows.values())
    db.flush()


def remove(db: Session, kind: str, refs: Sequence[str]) -> None:
    """Make these of a kind no longer findable."""
    waiting = iter(refs)
    # SQLite takes a limited number of parameters in one statement.
    while some := list(islice(waiting, 500)):
        db.execute(delete(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.ref.in_(some)))


def clear(db: Session, kinds: Sequence[str]) -> None:
    """Empty the index of some kinds, before it is built anew."""
    db.execute(delete(SearchEntry).where(SearchEntry.kind.in_(tuple(kinds))))


def find(db: Session, sought: str, kinds: Sequence[str], limit: int = 20) -> list[Hit]:
    """What fits, the best first: part of a name, two characters, pinyin (`xinsheng`), initials (`xse`), code.

    When nothing holds all that was asked for, then what holds every character of it comes back (社保 finds
    社会保障卡), else what holds some of the words; both marked `near`.
    """
    terms = _some(_terms(sought[:LONGEST_QUERY]))
    whole = "".join(filter(str.isprintable, unicodedata.normalize("NFKC", sought))).strip()
    asked = _Asked(whole, kinds, limit)
    if not terms or not kinds:
        return []
    if found := _ask(db, terms, asked):
        return found
    near = _Asked(whole, kinds, limit, near=True)
    return _ask(db, _some(_letters(sought[:LONGEST_QUERY])), near) or _ask(db, terms, near, every=False)


@dataclass(frozen=True, slots=True)
class _Asked:
    whole: str
    kinds: Sequence[str]
    limit: int
    near: bool = False


SELECT = """
SELECT e.kind, e.ref, e.title, e.note FROM {source} WHERE {match} AND e.kind IN :kinds
ORDER BY CASE WHEN e.title = :whole OR e.ref = :whole THEN 0
  WHEN substr(e.title, 1, :length) = :whole THEN 1 ELSE 2 END, {rank}, length(e.title), e.ref LIMIT :limit
"""
VECTOR = (
    "(setweight(to_tsvector('simple', {0}head), 'A') || setweight(to_tsvector('simple', {0}sounds), 'B')"
    " || setweight(to_tsvector('simple', {0}body), 'D'))"
)
SQLITE = SELECT.format(
    source="search_text JOIN search_entry e ON e.id = search_text.rowid",
    match="search_text MATCH :terms",
    rank="bm25(search_text, 8.0, 4.0, 1.0)",
)
POSTGRES = SELECT.format(
    source="search_entry e",
    match=VECTOR.format("e.") + " @@ to_tsquery('simple', :terms)",
    rank="ts_rank(" + VECTOR.format("e.") + ", to_tsquery('simple', :terms)) DESC",
)


def _ask(db: Session, terms: Sequence[str], asked: _Asked, every: bool = True) -> list[Hit]:
    if db.get_bind().dialect.name == "sqlite":
        statement, join = SQLITE, " AND " if every else " OR "
        match = join.join(f'"{term}"{"*" if _is_open(term) else ""}' for term in terms)
    else:
        statement, join = POSTGRES, " & " if every else " | "
        match = join.join(f"'{term}'{':*' if _is_open(term) else ''}" for term in terms)
    values = {"terms": match, "whole": asked.whole, "length": len(asked.whole), "limit": asked.limit}
    prepared = text(statement).bindparams(bindparam("kinds", list(asked.kinds), expanding=True))
    return [Hit(kind, ref, title, note, asked.near) for kind, ref, title, note in db.execute(prepared, values)]


def _is_open(term: str) -> bool:
    """Whether more may follow: all but bigrams, which are complete."""
    return len(term) == 1 or not IS_CHINESE.match(term)


def _row(entry: Entry) -> SearchEntry:
    names = (entry.title, *entry.names)
    # Names that begin as typed come before those that have it somewhere inside.
    starts = (sound for name in names for sound in islice(_sounds(name), 2))
    return SearchEntry(
        kind=entry.kind, ref=entry.ref, title=entry.title, note=entry.note[:400],
        head=_line([*(term for name in (*names, entry.ref) for term in _cut(name)), *starts]),
        sounds=_line(sound for name in names for sound in _sounds(name)),
        body=_line(term for words in entry.words for term in _cut(words)),
    )


def _line(terms: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(terms))


def _runs(words: str) -> Iterator[str]:
    """Runs of Chinese characters, and of letters and digits, in one case and width."""
    return (match[0] for match in RUNS.finditer(unicodedata.normalize("NFKC", words).casefold()))


def _cut(words: str) -> Iterator[str]:
    """The terms to index: bigrams of Chinese, its last character alone, other words whole."""
    for run in _runs(words):
        yield from (run[i : i + 2] for i in range(len(run))) if IS_CHINESE.match(run) else (run,)


def _terms(words: str) -> Iterator[str]:
    """The terms to look for: as indexed, but the last character of a run need not stand at an end."""
    for run in _runs(words):
        if IS_CHINESE.match(run) and len(run) > 1:
            yield from (run[i : i + 2] for i in range(len(run) - 1))
        else:
            yield run


def _letters(words: str) -> Iterator[str]:
    """Chinese characters one by one, other words whole: an abbreviation takes a character here and there."""
    for run in _runs(words):
        yield from run if IS_CHINESE.match(run) else (run,)


def _some(terms: Iterable[str]) -> list[str]:
    """Each term once, and not too many."""
    return list(islice(dict.fromkeys(terms), MOST_TERMS))


def _sounds(name: str) -> Iterator[str]:
    """Pinyin and initials from every character on, so that their beginnings find any part of a name."""
    for run in _runs(name):
        if IS_CHINESE.match(run):
            syllables = [each for each in lazy_pinyin(run, style=Style.NORMAL, errors="ignore") if each.isascii()]
            for start in range(len(syllables)):
                yield "".join(syllables[start:])
                yield "".join(syllable[0] for syllable in syllables[start:])


SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5(head, sounds, body, content='search_entry', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
    "DROP TRIGGER IF EXISTS search_entry_in",
    "DROP TRIGGER IF EXISTS search_entry_out",
    "DROP TRIGGER IF EXISTS search_entry_changed",
    "CREATE TRIGGER search_entry_in AFTER INSERT ON search_entry BEGIN INSERT INTO search_text "
    "(rowid, head, sounds, body) VALUES (new.id, new.head, new.sounds, new.body); END",
    "CREATE TRIGGER search_entry_out AFTER DELETE ON search_entry BEGIN INSERT INTO search_text "
    "(search_text, rowid, head, sounds, body) VALUES ('delete', old.id, old.head, old.sounds, old.body); END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN "
    "INSERT INTO search_text (search_text, rowid, head, sounds, body) "
    "VALUES ('delete', old.id, old.head, old.sounds, old.body); "
    "INSERT INTO search_text (rowid, head, sounds, body) VALUES (new.id, new.head, new.sounds, new.body); END",
    "INSERT INTO search_text (search_text) VALUES ('rebuild')",
)
POSTGRES_INDEX = (
    "CREATE INDEX IF NOT EXISTS ix_search_entry_text ON search_entry USING gin (" + VECTOR.format("") + ")",
)


def create_index(connection: Connection) -> None:
    """Put the full-text index over the table, if the table is there; can be repeated.

    Needed after a migration: alembic's batch mode makes tables anew and drops what hangs on them.
    """
    if inspect(connection).has_table(SearchEntry.__tablename__):
        for statement in SQLITE_INDEX if connection.dialect.name == "sqlite" else POSTGRES_INDEX:
            connection.exec_driver_sql(statement)


def _after_create(_table: Table, connection: Connection, **_: object) -> None:
    create_index(connection)


TABLE: Table = SearchEntry.__table__  # type: ignore[assignment]  # declared as FromClause, is a Table
event.listen(TABLE, "after_create", _after_create)
# `store.schema.upgrade` calls it.
TABLE.info["restore"] = create_index
TABLE.info["restored_indexes"] = ("ix_search_entry_text",)
