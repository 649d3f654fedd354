"""The database: engine, sessions and one unit of work a request, on SQLite (embedded) or PostgreSQL."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path

import zope.sqlalchemy
from pyramid.config import Configurator
from pyramid.request import Request
from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from zope.sqlalchemy.datamanager import STATUS_ACTIVE, STATUS_CHANGED

from yichuang.settings import Settings
from yichuang.store.types import UtcDateTime

log = logging.getLogger(__name__)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_TIMEOUT_MS = 30_000
READS = "yichuang_reads"
SETTINGS = "yichuang_settings"
"""The execution option under which an engine knows the settings that it was made with."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

SessionFactory = sessionmaker[Session]


class Base(DeclarativeBase):
    """All record classes; constraints are named by convention so that migrations can find them."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 - SQLAlchemy reads a plain dict here


def make_engine(settings: Settings) -> Engine:
    """An engine for the settings' database; makes the folder of an SQLite file.

    A transaction may write, and on SQLite begins IMMEDIATE so that two writers queue instead of failing half
    way, unless its connection carries the execution option `yichuang_reads` (`reading()` and GET requests do
    so): it then begins plainly and the database refuses a write.
    """
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, pool_size=20, max_overflow=20, hide_parameters=True, execution_options={SETTINGS: settings})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=True,
        hide_parameters=True,
        execution_options={SETTINGS: settings},
        connect_args={"options": "-c timezone=UTC"},
    )
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver's own implicit BEGIN would come too late and be deferred; we begin ourselves.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get(READS, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _begin_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get(READS, False):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def for_reading(engine: Engine) -> Engine:
    """The same engine (same pool) whose transactions only read."""
    return engine.execution_options(**{READS: True})


def make_session_factory(engine: Engine) -> SessionFactory:
    """Sessions that may write; `reading()` gives one that only reads. Objects stay readable after commit."""
    return sessionmaker(engine, expire_on_commit=False)


def open_session(factory: SessionFactory, *, reads: bool) -> Session:
    """A session of the factory, only reading or also writing; the caller closes it."""
    return factory(bind=for_reading(factory.kw["bind"])) if reads else factory()


@contextmanager
def writing(factory: SessionFactory) -> Iterator[Session]:
    """A session that commits at the end and rolls back on an error; for commands and workers."""
    with open_session(factory, reads=False) as session, session.begin():
        yield session


@contextmanager
def reading(factory: SessionFactory) -> Iterator[Session]:
    """A session that only reads; the database refuses a write in it."""
    with open_session(factory, reads=True) as session:
        yield session


def own_session(request: Request) -> AbstractContextManager[Session]:
    """A short writing session apart from the request's transaction: lock-out counters, refusal audits.

    On SQLite it waits for other writers, so it must be closed before `request.db` first writes.
    """
    return writing(request.registry["sessions"])


def afterwards(request: Request, work: Callable[[Session], object]) -> None:
    """Do a little work in its own transaction when the request's has ended, whichever way it ended."""

    def finish(request: Request) -> None:
        try:
            with own_session(request) as db:
                work(db)
        except SQLAlchemyError as error:
            # The answer is already made; losing it over this work would be worse.
            log.error("work after the request failed: %s", type(error).__name__)

    request.add_finished_callback(finish)


def _request_session(request: Request) -> Session:
    reads = request.method in SAFE_METHODS
    session = open_session(request.registry["sessions"], reads=reads)
    # Statements given as text would not mark the session as changed, and commit would drop them silently.
    state = STATUS_ACTIVE if reads else STATUS_CHANGED
    zope.sqlalchemy.register(session, initial_state=state, transaction_manager=request.tm)
    return session


def includeme(config: Configurator) -> None:
    """Adds `request.db`, the engine and the session factory (`registry["sessions"]`)."""
    settings: Settings = config.registry["settings"]
    engine = make_engine(settings)
    config.registry["engine"] = engine
    config.registry["sessions"] = make_session_factory(engine)
    config.add_settings(
        {
            "tm.manager_hook": "pyramid_tm.explicit_manager",
            "tm.commit_veto": "pyramid_tm.default_commit_veto",
            # Else every request, also for a static file, would look up its session.
            "tm.annotate_user": False,
        }
    )
    config.include("pyramid_tm")
    prepare: Callable[[Request], Session] = _request_session
    config.add_request_method(prepare, "db", reify=True)
