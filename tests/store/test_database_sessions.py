"""Engine and sessions: safe pragmas, writers that queue, readers that cannot write, types that keep meaning."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from yichuang.store.counters import Counter, next_value
from yichuang.store.types import JsonText, UtcDateTime

METADATA = MetaData()
THING = Table(
    "thing",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime),
    Column("body", JsonText),
)


@pytest.fixture
def things(database):
    METADATA.create_all(database.engine)
    return database


def test_sqlite_is_durable_and_checks_references(sqlite_database):
    with sqlite_database.reading() as db:
        pragmas = {
            name: db.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}


def test_a_reading_session_cannot_write(database):
    with database.reading() as db, pytest.raises(DBAPIError):
        next_value(db, "x")
    with database.writing() as db:
        assert next_value(db, "x") == 1


def test_a_connection_that_has_read_can_write_the_next_time(database):
    for expected in range(1, 6):
        with database.reading() as db:
            db.scalars(select(Counter)).all()
        with database.writing() as db:
            assert next_value(db, "y") == expected


def test_an_error_rolls_a_writing_session_back(database):
    with pytest.raises(ZeroDivisionError), database.writing() as db:
        next_value(db, "z")
        _ = 1 / 0
    with database.writing() as db:
        assert next_value(db, "z") == 1


def test_writers_queue_and_every_number_is_given_once(database):
    given: list[int] = []

    def take() -> None:
        for _ in range(10):
            with database.writing() as db:
                number = next_value(db, "filing.330106.20261121")
            given.append(number)

    threads = [threading.Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 61))


def test_an_instant_comes_back_in_utc_whatever_its_zone(things):
    china = datetime(2026, 3, 7, 9, 30, tzinfo=timezone(timedelta(hours=8)))
    with things.writing() as db:
        db.execute(THING.insert().values(id=1, at=china))
    with things.reading() as db:
        back = db.execute(select(THING.c.at)).scalar_one()
        early = datetime(2026, 3, 7, 1, 0, tzinfo=UTC)
        assert db.execute(select(THING.c.id).where(THING.c.at > early)).scalar_one() == 1
    assert back == china
    assert back.utcoffset() == timedelta(0)


def test_a_naive_instant_is_refused(things):
    with pytest.raises(StatementError, match="naive"), things.writing() as db:
        db.execute(THING.insert().values(id=1, at=datetime(2026, 3, 7)))


def test_json_keeps_order_and_is_compact_and_fresh(things):
    body = {"z": [1, {"姓名": "林小满"}], "a": None}
    with things.writing() as db:
        db.execute(THING.insert().values(id=1, body=body))
    with things.reading() as db:
        stored = db.execute(text("SELECT body FROM thing")).scalar_one()
        first, second = (db.execute(select(THING.c.body)).scalar_one() for _ in range(2))
    assert stored == '{"z":[1,{"姓名":"林小满"}],"a":null}'
    assert first == second == body
    assert first is not second


def test_json_refuses_what_is_no_json(things):
    with pytest.raises(StatementError), things.writing() as db:
        db.execute(THING.insert().values(id=1, body=float("nan")))


def test_database_errors_do_not_show_values(things):
    with pytest.raises(DBAPIError) as caught, things.writing() as db:
        for _ in range(2):
            db.execute(THING.insert().values(id=1, body={"姓名": "林小满"}))
    assert "林小满" not in str(caught.value)
