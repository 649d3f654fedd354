"""Accounts as an administrator handles them: each act in the caller's transaction, each with its audit entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.errors import Conflict, NotFound
from yichuang.identity import audit, lockout, sessions
from yichuang.identity.actor import Actor
from yichuang.identity.records import Person, PersonRole

from .person_form import PersonForm

ADMIN = "admin"
LAST_ADMIN = "这是最后一个在用的系统管理员，没有改动。请先让另一个在用的账号担任系统管理员。"
FIELDS = ("name", "department", "region", "window", "team")


@dataclass(frozen=True)
class Act:
    """Who administers, and when."""

    actor: Actor
    at: datetime


def everybody(db: Session) -> list[Person]:
    """All accounts, those in use first, by login."""
    return list(db.scalars(select(Person).order_by(Person.active.desc(), Person.login)))


def person_of(db: Session, person_id: int) -> Person:
    """An account. Raises NotFound."""
    person = db.get(Person, person_id)
    if person is None:
        raise NotFound("没有这个账号。请从人员列表进入。")
    return person


def login_taken(db: Session, login: str) -> bool:
    """Whether a login is in use, also by somebody inactive."""
    return db.scalar(select(Person.id).where(Person.login == login)) is not None


def add(db: Session, form: PersonForm, department_name: str, password_hash: str, act: Act) -> Person:
    """A new account."""
    person = Person(login=form.login, password_hash=password_hash, created_at=act.at)
    _fill(person, form, department_name)
    db.add(person)
    db.flush()
    _record(db, act, "person.add", person, {"roles": sorted(form.roles)})
    return person


def edit(db: Session, person: Person, form: PersonForm, department_name: str, act: Act) -> None:
    """Change what an account may do and where it belongs; holds from the person's next page on.

    Raises Conflict when the last administrator would lose the role.
    """
    if ADMIN not in form.roles:
        _keep_an_admin(db, person)
    before = PersonForm.of(person)
    changed = [name for name in (*FIELDS, "roles") if getattr(before, name) != getattr(form, name)]
    _fill(person, form, department_name)
    if changed:
        detail = {"changed": changed} | ({"roles": sorted(form.roles)} if "roles" in changed else {})
        _record(db, act, "person.edit", person, detail)


def set_password(db: Session, person: Person, password_hash: str, act: Act) -> None:
    """A new password: the sessions opened with the old one end, a lock falls."""
    person.password_hash = password_hash
    sessions.close_all(db, person.id)
    lockout.forget_tries(db, person.login)
    _record(db, act, "person.password", person)


def deactivate(db: Session, person: Person, act: Act) -> None:
    """Nobody signs in with it any more, open sessions end; records go on naming the person.

    Raises Conflict for the last administrator and for one's own account.
    """
    if person.id == act.actor.id:
        raise Conflict("不能停用自己正在使用的账号。需要停用时，请由另一个系统管理员办理。")
    _keep_an_admin(db, person)
    person.active = False
    sessions.close_all(db, person.id)
    _record(db, act, "person.deactivate", person)


def reactivate(db: Session, person: Person, act: Act) -> None:
    """The account may sign in again, with its old password."""
    person.active = True
    _record(db, act, "person.activate", person)


def unlock(db: Session, person: Person, act: Act) -> None:
    """Failed tries no longer count, so that the person may try at once."""
    lockout.forget_tries(db, person.login)
    _record(db, act, "person.unlock", person)


def _keep_an_admin(db: Session, person: Person) -> None:
    # Held in one order and then counted anew: two administrators who remove each other at once must not both succeed.
    admins = select(Person.id).join(PersonRole).where(PersonRole.role == ADMIN, Person.active).order_by(Person.id)
    db.scalars(admins.with_for_update(of=Person)).all()
    left = set(db.scalars(admins).all())
    if left == {person.id}:
        raise Conflict(LAST_ADMIN)


def _fill(person: Person, form: PersonForm, department_name: str) -> None:
    for name in FIELDS:
        setattr(person, name, getattr(form, name))
    person.department_name = department_name
    kept = [each for each in person.roles if each.role in form.roles]
    new = form.roles - {each.role for each in kept}
    person.roles = [*kept, *(PersonRole(role=role) for role in sorted(new))]


def _record(db: Session, act: Act, action: str, person: Person, detail: Mapping[str, object] | None = None) -> None:
    audit.record(db, act.actor, action, f"person:{person.id}", detail)
