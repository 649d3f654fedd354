"""Tables whose rows are final: the database itself refuses to change, remove or replace them (law 1)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Index, MetaData, Table, UniqueConstraint, event, inspect

FLAG = "insert_only"
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION yichuang_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is insert-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '23000';
END $$
"""


def guard(table: Table) -> Table:
    """Make a table insert-only from its creation on, on both databases; returns it.

    Refused: UPDATE, DELETE, TRUNCATE, `INSERT OR REPLACE`, `ON CONFLICT DO UPDATE`; all as IntegrityError.
    On SQLite a second row with an existing key is always an error there, also with `OR IGNORE`.
    """
    table.info[FLAG] = True
    event.listen(table, "after_create", _after_create)
    return table


def guarded(metadata: MetaData) -> list[Table]:
    """The insert-only tables of a metadata, by name."""
    return [table for name, table in sorted(metadata.tables.items()) if table.info.get(FLAG)]


def recreate_guards(connection: Connection, metadata: MetaData) -> list[str]:
    """Put the triggers back on every guarded table that exists; gives their names.

    Needed after a migration: alembic's batch mode makes the table anew and drops its triggers.
    """
    present = set(inspect(connection).get_table_names())
    tables = [table for table in guarded(metadata) if table.name in present]
    for table in tables:
        _create(table, connection)
    return [table.name for table in tables]


def _after_create(table: Table, connection: Connection, **_: object) -> None:
    _create(table, connection)


def _create(table: Table, connection: Connection) -> None:
    statements = _postgres(table) if connection.dialect.name == "postgresql" else _sqlite(table)
    for statement in statements:
        connection.exec_driver_sql(statement)


def _sqlite(table: Table) -> Iterator[str]:
    name = table.name
    refuse = f"BEGIN SELECT RAISE(ABORT, '{name} is insert-only'); END"
    # REPLACE removes the old row without firing DELETE triggers, so an existing key is refused beforehand.
    clashes = [_clash(name, key) for key in _keys(table)]
    moments = {
        "update": f'BEFORE UPDATE ON "{name}"',
        "delete": f'BEFORE DELETE ON "{name}"',
        "replace": f'BEFORE INSERT ON "{name}" WHEN {" OR ".join(clashes)}',
    }
    for verb, moment in moments.items():
        yield f'DROP TRIGGER IF EXISTS "{name}_no_{verb}"'
        yield f'CREATE TRIGGER "{name}_no_{verb}" {moment} {refuse}'


def _clash(table: str, key: list[str]) -> str:
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
    return f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'  # noqa: S608 - our own table and column names


def _postgres(table: Table) -> Iterator[str]:
    name = table.name
    yield POSTGRES_FUNCTION.replace("%", "%%")
    for verb, moment in (("change", "UPDATE OR DELETE"), ("truncate", "TRUNCATE")):
        each = "STATEMENT" if verb == "truncate" else "ROW"
        yield f'DROP TRIGGER IF EXISTS "{name}_no_{verb}" ON "{name}"'
        yield (
            f'CREATE TRIGGER "{name}_no_{verb}" BEFORE {moment} ON "{name}" '
            f"FOR EACH {each} EXECUTE FUNCTION yichuang_insert_only()"
        )


def _keys(table: Table) -> Iterator[list[str]]:
    yield [column.name for column in table.primary_key.columns]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield [column.name for column in constraint.columns]
    for index in table.indexes:
        if isinstance(index, Index) and index.unique:
            yield [column.name for column in index.columns]
