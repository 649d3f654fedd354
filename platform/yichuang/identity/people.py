"""Accounts as data: making the demo's people, and refusing to go into production with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from yichuang.errors import SettingsError
from yichuang.identity.passwords import hash_password
from yichuang.identity.permissions import PERMISSIONS
from yichuang.identity.records import Person, PersonRole


class DemoPerson(BaseModel):
    """One entry of seeds/people.json."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    login: str = Field(min_length=1, max_length=64)
    name: str = Field(min_length=1)
    roles: tuple[str, ...]
    department: str = ""
    department_name: str = ""
    region: str = ""
    window: str = ""
    team: str = ""
    password: str = ""

    @property
    def plain_password(self) -> str:
        """The password to print; `LOGIN-demo` when none is given."""
        return self.password or f"{self.login}-demo"


def make_demo_people(
    db: Session, people: Sequence[Mapping[str, Any]], hashes: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Add or renew the demo accounts; gives their log-ins and passwords. `hashes` comes from `demo_hashes`."""
    entries = [DemoPerson.model_validate(each) for each in people]
    for entry in entries:
        _put(db, entry, hashes[entry.login])
    return [(entry.login, entry.plain_password) for entry in entries]


def demo_hashes(people: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Password hashes by login, made before the write transaction begins because each takes its time."""
    entries = [DemoPerson.model_validate(each) for each in people]
    return {entry.login: hash_password(entry.plain_password) for entry in entries}


def has_demo_people(db: Session) -> bool:
    """Whether the database holds demo accounts that can sign in."""
    found = select(func.count()).select_from(Person).where(Person.demo, Person.active)
    return db.execute(found).scalar_one() > 0


def refuse_demo_people(db: Session) -> None:
    """SettingsError when a production database holds demo accounts: their passwords are public."""
    if has_demo_people(db):
        raise SettingsError(
            "设置为正式运行（yichuang.production = true），但数据库里有演示账号，密码是公开的。"
            "请改用正式的数据库，或先停用全部演示账号，再启动。"
        )


def _put(db: Session, entry: DemoPerson, password_hash: str) -> None:
    unknown = set(entry.roles) - set(PERMISSIONS)
    if unknown:
        raise SettingsError(f"演示账号 {entry.login} 的岗位不存在：{'、'.join(sorted(unknown))}。")
    person = db.scalar(select(Person).where(Person.login == entry.login))
    if person is None:
        person = Person(login=entry.login, created_at=datetime.now(UTC))
        db.add(person)
    for name in ("name", "department", "department_name", "region", "window", "team"):
        setattr(person, name, getattr(entry, name))
    person.password_hash, person.demo, person.active = password_hash, True, True
    person.roles = [PersonRole(role=role) for role in entry.roles]
