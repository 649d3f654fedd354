"""Insert-only tables refuse every kind of change, on both databases, also after migrations."""

from collections.abc import Iterator

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Integer, MetaData, String, Table, UniqueConstraint, text
from sqlalchemy.exc import IntegrityError

from yichuang.store.db import NAMING, Base
from yichuang.store.insert_only import guard, guarded, recreate_guards
from yichuang.store.schema import upgrade

METADATA = MetaData(naming_convention=NAMING)
SEALED = guard(
    Table(
        "sealed",
        METADATA,
        Column("id", Integer, primary_key=True),
        Column("code", String(20)),
        Column("number", Integer, index=True),
        Column("body", String(20)),
        UniqueConstraint("code", "number"),
    )
)
SAME_ID = "(id, code, number, body) VALUES (1, 'b', 9, 'forged')"
SAME_CODE = "(id, code, number, body) VALUES (7, 'a', 1, 'forged')"

EVERYWHERE = [
    "UPDATE sealed SET body = 'forged'",
    "UPDATE sealed SET id = 5",
    "DELETE FROM sealed",
    f"INSERT INTO sealed {SAME_ID}",
    f"INSERT INTO sealed {SAME_ID} ON CONFLICT (id) DO UPDATE SET body = 'forged'",
    f"INSERT INTO sealed {SAME_CODE} ON CONFLICT (code, number) DO UPDATE SET body = 'forged'",
]
ONLY = {
    "sqlite": [
        f"INSERT OR REPLACE INTO sealed {SAME_ID}",
        f"INSERT OR REPLACE INTO sealed {SAME_CODE}",
        f"REPLACE INTO sealed {SAME_CODE}",
        f"INSERT OR IGNORE INTO sealed {SAME_CODE}",
        "UPDATE OR REPLACE sealed SET id = 2",
        "UPDATE OR IGNORE sealed SET body = 'forged'",
    ],
    "postgresql": [
        "TRUNCATE sealed",
        "TRUNCATE sealed CASCADE",
        "UPDATE ONLY sealed SET body = 'forged'",
        "WITH gone AS (DELETE FROM sealed RETURNING id) SELECT * FROM gone",
        "MERGE INTO sealed USING (VALUES (1)) AS v (id) ON sealed.id = v.id WHEN MATCHED THEN DELETE",
    ],
}


@pytest.fixture
def sealed(database) -> Iterator:
    METADATA.create_all(database.engine)
    with database.engine.begin() as connection:
        connection.execute(SEALED.insert().values(id=1, code="a", number=1, body="true"))
    return database.engine


def refuses_all(engine) -> None:
    for statement in EVERYWHERE + ONLY[engine.dialect.name]:
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text(statement))
        with engine.connect() as connection:
            assert connection.execute(SEALED.select()).all() == [(1, "a", 1, "true")], statement


def test_no_statement_changes_a_row(sealed):
    refuses_all(sealed)


def test_new_rows_are_welcome_with_and_without_a_key(sealed):
    with sealed.begin() as connection:
        connection.execute(SEALED.insert().values(id=2, code="a", number=2, body="new"))
        if sealed.dialect.name == "sqlite":
            connection.execute(SEALED.insert().values(code="a", number=3, body="new"))
        connection.execute(SEALED.insert().values(id=9, code=None, number=1, body="no code"))
    with sealed.connect() as connection:
        assert len(connection.execute(SEALED.select()).all()) >= 3


def test_renewing_the_guards_after_batch_mode_puts_them_back(sealed):
    with sealed.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("sealed", recreate="always") as batch:
            batch.alter_column("body", type_=String(40))
        assert recreate_guards(connection, METADATA) == ["sealed"]
    refuses_all(sealed)


def test_renewing_the_guards_twice_changes_nothing(sealed):
    for _ in range(2):
        with sealed.begin() as connection:
            recreate_guards(connection, METADATA)
    refuses_all(sealed)


def test_the_platforms_own_guarded_tables_are_guarded_after_upgrade(database):
    upgrade(database.engine)
    names = [table.name for table in guarded(Base.metadata)]
    assert "audit_entry" in names
    with database.engine.connect() as connection:
        for name in names:
            query = {
                "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name",
                "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgrelid = CAST(:name AS regclass)"
                " AND NOT tgisinternal",
            }[connection.dialect.name]
            assert connection.execute(text(query), {"name": name}).scalar_one() >= 2, name
