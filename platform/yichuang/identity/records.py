"""What the database keeps of people: accounts, roles, open sessions, failed sign-ins and the audit trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from yichuang.identity.actor import Actor
from yichuang.store.db import Base
from yichuang.store.insert_only import guard
from yichuang.store.types import JsonText


class Person(Base):
    """Somebody who may sign in; never removed, only made inactive, because records name them."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    department: Mapped[str] = mapped_column(default="")
    department_name: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    window: Mapped[str] = mapped_column(default="")
    team: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    roles: Mapped[list[PersonRole]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    def actor(self) -> Actor:
        """This person as a value."""
        return Actor(
            id=self.id,
            name=self.name,
            login=self.login,
            roles=frozenset(each.role for each in self.roles),
            department=self.department,
            department_name=self.department_name,
            region=self.region,
            window=self.window,
            team=self.team,
        )


class PersonRole(Base):
    """One role of one person."""

    __tablename__ = "person_role"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(32), primary_key=True)


class SessionRow(Base):
    """An open session; only the digest of its token is kept, so a copy of the table opens none."""

    __tablename__ = "sign_in_session"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    person: Mapped[Person] = relationship(lazy="joined")


class FailedSignIn(Base):
    """A try that did not succeed; login and address as digests, since people type passwords into the wrong box."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (
        Index("ix_failed_sign_in_login_digest_at", "login_digest", "at"),
        Index("ix_failed_sign_in_address_digest_at", "address_digest", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login_digest: Mapped[str] = mapped_column(String(64))
    address_digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class AuditEntry(Base):
    """Who did what to which thing; insert-only, and without personal data beyond the actor's id."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    action: Mapped[str] = mapped_column(String(64), index=True)
    subject: Mapped[str] = mapped_column(index=True)
    detail: Mapped[Any] = mapped_column(JsonText)


AUDIT: Table = guard(AuditEntry.__table__)  # type: ignore[arg-type]  # declared as FromClause, is a Table
