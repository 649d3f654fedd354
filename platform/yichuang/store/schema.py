"""The database's shape in time: bring it up to date, tell whether it is, and write a new migration.

python -m yichuang.store.schema "what changes"      against a database made by the migrations so far
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Engine, Index
from sqlalchemy.schema import SchemaItem

from yichuang.errors import Unavailable
from yichuang.settings import read_settings
from yichuang.store.db import Base, for_reading, make_engine
from yichuang.store.insert_only import recreate_guards

MIGRATIONS = Path(__file__).parent / "migrations"

# Every module with record classes, below before above; named here only, so that migrations see all tables.
RECORD_MODULES = (
    "yichuang.store.counters",
    "yichuang.work",
    "yichuang.identity.records",
    "yichuang.search",
    "yichuang.definitions.records",
    "yichuang.definitions.cleanup.records",
    "yichuang.definitions.exchange.records",
    "yichuang.definitions.proofs.records",
    "yichuang.definitions.reuse.records",
    "yichuang.definitions.source.records",
    "yichuang.dispatch.records",
    "yichuang.cases.calendars",
    "yichuang.cases.records",
    "yichuang.filing.records",
    "yichuang.filing.repin.records",
    "yichuang_designer.records",
)


def import_records() -> None:
    """Import every record module, so that `Base.metadata` is whole."""
    for name in RECORD_MODULES:
        import_module(name)


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest shape and renew the triggers and full-text indexes, all or nothing."""
    import_records()
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Batch mode drops and remakes tables; must be said before the transaction begins.
            connection.connection.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                command.upgrade(_config(connection), "head")
                recreate_guards(connection, Base.metadata)
                restore(connection)
        finally:
            connection.invalidate()


def restore(connection: Connection) -> None:
    """Let each table put back what hangs on it and a migration drops (`table.info["restore"]`): full-text indexes."""
    for table in Base.metadata.sorted_tables:
        if put_back := table.info.get("restore"):
            put_back(connection)


def is_declared(thing: SchemaItem, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    """alembic's `include_object`: leave alone what is only in the database because `restore` puts it there, that is
    the tables of full-text indexes, and what a table names in `info["restored"]`: indexes and columns."""
    if not reflected or compare_to is not None:
        return True
    if isinstance(thing, Index | Column) and thing.table is not None:
        declared = Base.metadata.tables.get(thing.table.name)
        return declared is None or name not in declared.info.get("restored", ())
    return kind != "table"


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest shape."""
    heads = set(ScriptDirectory.from_config(_config(None)).get_heads())
    with for_reading(engine).connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


def require_current(engine: Engine) -> None:
    """Unavailable, with the command to run, unless the database has the newest shape."""
    if not is_current(engine):
        raise Unavailable("数据库还没有建立或不是当前版本。请先运行 yichuang init，再启动服务。")


def new_migration(message: str) -> None:
    """Write the migration from the newest shape to the record classes' into migrations/versions."""
    with TemporaryDirectory() as folder:
        raw = {"sqlalchemy.url": f"sqlite:///{folder}/shape.sqlite"}
        engine = make_engine(read_settings(raw, Path(folder), {}))
        upgrade(engine)
        with engine.connect() as connection:
            command.revision(_config(connection), message, autogenerate=True)
        engine.dispose()


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
    config.attributes["connection"] = connection
    return config


if __name__ == "__main__":
    new_migration(" ".join(sys.argv[1:]) or "change")
