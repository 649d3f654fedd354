"""The brakes on guessing: per login and per address, without telling which logins exist."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from yichuang.errors import TooMany
from yichuang.identity import purge
from yichuang.identity.lockout import count_try, forget_tries, locked_until
from yichuang.identity.records import FailedSignIn

PASSWORD = "correct-horse-示例"
NOON = datetime(2026, 3, 7, 4, tzinfo=UTC)


def attempt(app, login: str, password: str, status: int, address: str = "192.0.2.1"):
    form = app.get("/sign-in").forms["sign-in"]
    form["login"], form["password"] = login, password
    return form.submit(status=status, extra_environ={"REMOTE_ADDR": address})


@pytest.mark.parametrize("login", ["clerk", "nobody-of-that-name"])
def test_after_five_failures_even_the_right_password_must_wait(app, make_person, login):
    make_person("clerk")
    for _ in range(5):
        assert "登录名或密码不对" in attempt(app, login, "wrong", 422)
    answer = attempt(app, login, PASSWORD, 429)
    assert "后可以再试" in answer
    assert "登录名或密码不对" not in answer


def test_four_failures_and_a_success_start_the_count_anew(app, make_person):
    make_person("clerk")
    for _ in range(2):
        for _ in range(4):
            attempt(app, "clerk", "wrong", 422)
        attempt(app, "clerk", PASSWORD, 303)
        app.reset()


def test_a_locked_login_locks_no_other(app, make_person):
    make_person("clerk")
    make_person("supervisor")
    for _ in range(5):
        attempt(app, "clerk", "wrong", 422)
    attempt(app, "supervisor", PASSWORD, 303)


def test_the_lock_ends_after_a_quarter_of_an_hour(app, make_person, sqlite_database):
    make_person("clerk")
    for _ in range(5):
        attempt(app, "clerk", "wrong", 422)
    with sqlite_database.writing() as db:
        db.execute(update(FailedSignIn).values(at=datetime.now(UTC) - timedelta(minutes=16)))
    attempt(app, "clerk", PASSWORD, 303)


def test_an_address_that_tries_many_logins_is_locked(database):
    with database.writing() as db:
        for number in range(30):
            count_try(db, f"login{number}", "192.0.2.7", NOON)
        with pytest.raises(TooMany, match="12:16"):
            count_try(db, "another", "192.0.2.7", NOON)
        count_try(db, "another", "192.0.2.8", NOON)


def test_the_lock_counts_from_the_fifth_last_failure(database):
    with database.writing() as db:
        for minute in range(5):
            count_try(db, "clerk", "192.0.2.7", NOON + timedelta(minutes=minute))
        now = NOON + timedelta(minutes=5)
        assert locked_until(db, " Clerk ", "192.0.2.9", now) == NOON + timedelta(minutes=15)
        forget_tries(db, "clerk")
        assert locked_until(db, "clerk", "192.0.2.9", now) is None


def test_neither_login_nor_address_is_kept_as_typed(app, make_person, sqlite_database):
    attempt(app, "my-password-in-the-wrong-box", "x", 422)
    with sqlite_database.reading() as db:
        (row,) = db.scalars(select(FailedSignIn)).all()
    assert len(row.login_digest) == len(row.address_digest) == 64


def test_the_sweep_forgets_old_failures(app, sqlite_database):
    attempt(app, "clerk", "wrong", 422)
    registry = app.app.registry
    purge(registry, datetime.now(UTC))
    with sqlite_database.reading() as db:
        assert len(db.scalars(select(FailedSignIn)).all()) == 1
    purge(registry, datetime.now(UTC) + timedelta(minutes=16))
    with sqlite_database.reading() as db:
        assert db.scalars(select(FailedSignIn)).all() == []


def test_a_forged_forwarding_header_does_not_change_the_address(app, make_person, sqlite_database):
    for number in range(2):
        form = app.get("/sign-in").forms["sign-in"]
        form["login"], form["password"] = f"x{number}", "wrong"
        form.submit(status=422, headers={"X-Forwarded-For": f"198.51.100.{number}"})
    with sqlite_database.reading() as db:
        assert len(set(db.scalars(select(FailedSignIn.address_digest)))) == 1
