"""Signing in and changing a password: the acts behind the pages."""

from __future__ import annotations

from datetime import UTC, datetime

from pyramid.request import Request
from sqlalchemy import select

from yichuang.errors import Invalid
from yichuang.identity import audit, lockout, sessions
from yichuang.identity.actor import Actor
from yichuang.identity.passwords import check_new_password, hash_password, verify_password
from yichuang.identity.policy import session_policy
from yichuang.identity.records import Person
from yichuang.store.db import own_session, reading

WRONG = "登录名或密码不对，没有登录。请核对大小写后再试；连续错 5 次会暂停登录 15 分钟。"


def sign_in(request: Request, login: str, password: str) -> tuple[Actor, str]:
    """The person and the token of their new session; Invalid for a wrong pair, TooMany while locked.

    Works in short sessions of its own: the count must stay when the request is refused, and the slow
    password check must not hold a write transaction.
    """
    now = datetime.now(UTC)
    address = request.remote_addr or ""
    with own_session(request) as db:
        lockout.count_try(db, login, address, now)
    person = _active_person(request, login)
    if not verify_password(password, person.password_hash if person else None) or person is None:
        raise Invalid(WRONG)
    actor = person.actor()
    with own_session(request) as db:
        lockout.forget_tries(db, login)
        token = sessions.open_new(db, actor.id, now, replacing=session_policy(request).token(request))
        audit.record(db, actor, "account.sign-in", f"person:{actor.id}")
    return actor, token


def sign_out(request: Request) -> None:
    """End the browser's session."""
    actor = request.identity
    with own_session(request) as db:
        sessions.close(db, session_policy(request).token(request))
        if actor is not None:
            audit.record(db, actor, "account.sign-out", f"person:{actor.id}")


def change_password(request: Request, old: str, new: str) -> None:
    """Set a new password and end the person's other sessions.

    Invalid when the old one is wrong or the new one weak.
    """
    actor: Actor = request.identity
    check_new_password(new, actor.login)
    now = datetime.now(UTC)
    with own_session(request) as db:
        lockout.count_try(db, actor.login, request.remote_addr or "", now)
    person = _active_person(request, actor.login)
    if person is None or not verify_password(old, person.password_hash):
        raise Invalid("原密码不对，没有修改。请重新输入现在使用的密码。")
    new_hash = hash_password(new)
    with own_session(request) as db:
        lockout.forget_tries(db, actor.login)
        db.get_one(Person, actor.id).password_hash = new_hash
        sessions.close_all(db, actor.id, except_token=session_policy(request).token(request))
        audit.record(db, actor, "account.password", f"person:{actor.id}")


def _active_person(request: Request, login: str) -> Person | None:
    wanted = select(Person).where(Person.login == login.strip(), Person.active)
    with reading(request.registry["sessions"]) as db:
        return db.scalar(wanted)
