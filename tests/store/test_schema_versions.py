"""The migrations and the record classes say the same, and an old database is recognised."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from yichuang.errors import Unavailable
from yichuang.store.db import Base, make_engine
from yichuang.store.schema import MIGRATIONS, is_current, is_declared, new_migration, require_current, upgrade

HAS_MIGRATIONS = any((MIGRATIONS / "versions").glob("*.py"))


def test_an_upgraded_database_is_current_and_upgrading_again_is_harmless(database):
    for _ in range(2):
        upgrade(database.engine)
        assert is_current(database.engine)
        require_current(database.engine)


def test_references_are_still_checked_after_an_upgrade(sqlite_database):
    upgrade(sqlite_database.engine)
    with sqlite_database.reading() as db:
        assert db.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


@pytest.mark.skipif(not HAS_MIGRATIONS, reason="no migration is written yet")
def test_an_empty_database_is_refused_with_the_command_to_run(tmp_path, settings_in):
    engine = make_engine(settings_in(tmp_path))
    with pytest.raises(Unavailable, match="yichuang init"):
        require_current(engine)


@pytest.mark.skipif(not HAS_MIGRATIONS, reason="no migration is written yet")
def test_the_migrations_make_exactly_the_tables_of_the_records(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_declared})
        assert compare_metadata(context, Base.metadata) == []


def test_a_new_migration_makes_every_table_of_the_records(tmp_path, settings_in, monkeypatch):
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        (folder / name).write_text((MIGRATIONS / name).read_text())
    monkeypatch.setattr("yichuang.store.schema.MIGRATIONS", folder)
    new_migration("all tables")
    (script,) = (folder / "versions").glob("*_all_tables.py")
    assert "types.UtcDateTime(" in script.read_text()
    engine = make_engine(settings_in(tmp_path / "fresh"))
    upgrade(engine)
    assert set(inspect(engine).get_table_names()) >= set(Base.metadata.tables)
    assert is_current(engine)
    engine.dispose()
