"""The table of what can be found, and the full-text index that each database keeps over its terms.

Questions are about whole terms only, so neither index needs positions, weights or prefixes. SQLite answers in the order
of `place`, the shortest titles of a kind first, and stops as soon as enough are found.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Connection, String, Table, Text, UniqueConstraint, event, inspect, text
from sqlalchemy.orm import Mapped, mapped_column

from yichuang.store.db import Base

ID_BITS = 40


class SearchEntry(Base):
    """What can be found: its kind and code, what is shown of it, what is compared when one character differs, and the
    terms of the index. `place` orders all: by kind, then by the length of the title."""

    __tablename__ = "findable"
    __table_args__ = (UniqueConstraint("kind", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    ref: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(String(400))
    place: Mapped[int] = mapped_column(BigInteger)
    names: Mapped[str] = mapped_column(Text)
    sounds: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    terms: Mapped[str] = mapped_column(Text)


SQLITE_TABLE = "CREATE VIRTUAL TABLE findable_text USING fts5(terms, content='', detail='none', columnsize=0, tokenize='ascii')"
_TAKE_OUT = "INSERT INTO findable_text (findable_text, rowid, terms) VALUES ('delete', old.place + old.id, old.terms); "
_PUT_IN = "INSERT INTO findable_text (rowid, terms) VALUES (new.place + new.id, new.terms); "
SQLITE_TRIGGERS = {
    "findable_in": f"CREATE TRIGGER findable_in AFTER INSERT ON findable BEGIN {_PUT_IN}END",
    "findable_out": f"CREATE TRIGGER findable_out AFTER DELETE ON findable BEGIN {_TAKE_OUT}END",
    "findable_changed":
        f"CREATE TRIGGER findable_changed AFTER UPDATE ON findable BEGIN {_TAKE_OUT}{_PUT_IN}END",
}
SQLITE_INDEX = {"findable_text": SQLITE_TABLE, **SQLITE_TRIGGERS}
SQLITE_TIDY = "INSERT INTO findable_text (findable_text) VALUES ('optimize')"
POSTGRES_INDEX = (
    # Candidates are put in order without their terms: those are kept elsewhere, so that a page holds many entries.
    "ALTER TABLE findable SET (toast_tuple_target = 256)",
    # Terms are taken as they are: the parser of to_tsvector would cut them once more. The kind is one of them, so that
    # what no entry of a kind holds is known without looking at the entries of others.
    "ALTER TABLE findable ADD COLUMN IF NOT EXISTS vector tsvector "
    "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' ') || ('k:' || kind))) STORED",
    # A short list of what is not sorted in yet, because every question reads it through.
    "CREATE INDEX IF NOT EXISTS ix_findable_vector ON findable USING gin (vector) "
    "WITH (fastupdate = on, gin_pending_list_limit = 256)",
)


def create_index(connection: Connection) -> None:
    """Put the full-text index over the table, if the table is there; can be repeated.

    Needed after a migration: alembic's batch mode makes tables anew and drops what hangs on them.
    """
    if not inspect(connection).has_table(SearchEntry.__tablename__):
        return
    if connection.dialect.name == "sqlite":
        _sqlite_index(connection)
        return
    for statement in POSTGRES_INDEX:
        connection.exec_driver_sql(statement)


def _sqlite_index(connection: Connection) -> None:
    """Everything anew unless every part is there as it should be: then the triggers have kept it true."""
    names = ", ".join(f"'{name}'" for name in SQLITE_INDEX)
    rows = connection.execute(text(f"SELECT name, sql FROM sqlite_master WHERE name IN ({names})"))  # noqa: S608
    if {row.name: row.sql for row in rows} == SQLITE_INDEX:
        return
    for name in SQLITE_TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    connection.exec_driver_sql("DROP TABLE IF EXISTS findable_text")
    for statement in SQLITE_INDEX.values():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO findable_text (rowid, terms) SELECT place + id, terms FROM findable")
    connection.exec_driver_sql(SQLITE_TIDY)


def _after_create(_table: Table, connection: Connection, **_: object) -> None:
    create_index(connection)


TABLE: Table = SearchEntry.__table__  # type: ignore[assignment]  # declared as FromClause, is a Table
event.listen(TABLE, "after_create", _after_create)
# `store.schema.upgrade` calls it.
TABLE.info["restore"] = create_index
TABLE.info["restored"] = ("ix_findable_vector", "vector")
