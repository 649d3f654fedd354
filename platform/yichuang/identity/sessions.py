"""Server-side sessions: a random token in a cookie, its digest in the database, an idle and an absolute end."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from yichuang.identity.actor import Actor
from yichuang.identity.records import SessionRow
from yichuang.settings import Settings

# A session is marked as seen at most this often, so that reading pages seldom writes.
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionLife:
    """How long a session may live: altogether, and without being used."""

    absolute: timedelta
    idle: timedelta

    @classmethod
    def of(cls, settings: Settings) -> SessionLife:
        """As the settings say."""
        return cls(timedelta(hours=settings.session_hours), timedelta(minutes=settings.session_idle_minutes))


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A valid session: whose it is and when it was last marked as seen."""

    actor: Actor
    digest: str
    seen_at: datetime


def open_new(db: Session, person_id: int, now: datetime, replacing: str = "") -> str:
    """Open a session and give its token; the session of the token it replaces ends (against fixation)."""
    close(db, replacing)
    token = secrets.token_urlsafe(32)
    db.add(SessionRow(token_digest=_digest(token), person_id=person_id, created_at=now, seen_at=now))
    return token


def find(db: Session, token: str, now: datetime, life: SessionLife) -> OpenSession | None:
    """The session of a token while it lasts and its person is active."""
    row = db.scalar(select(SessionRow).where(SessionRow.token_digest == _digest(token)))
    if row is None or not row.person.active:
        return None
    if now >= row.created_at + life.absolute or now >= row.seen_at + life.idle:
        return None
    return OpenSession(row.person.actor(), row.token_digest, row.seen_at)


def mark_seen(db: Session, digest: str, now: datetime) -> None:
    """Start the idle time anew."""
    db.execute(update(SessionRow).where(SessionRow.token_digest == digest).values(seen_at=now))


def close(db: Session, token: str) -> None:
    """End the session of a token, if there is one."""
    if token:
        db.execute(delete(SessionRow).where(SessionRow.token_digest == _digest(token)))


def close_all(db: Session, person_id: int, except_token: str = "") -> None:
    """End all sessions of a person, but not the one of a token they use just now."""
    theirs = SessionRow.person_id == person_id
    db.execute(delete(SessionRow).where(theirs, SessionRow.token_digest != _digest(except_token)))


def purge(db: Session, now: datetime, life: SessionLife) -> None:
    """Remove the sessions that have ended."""
    old = or_(SessionRow.created_at <= now - life.absolute, SessionRow.seen_at <= now - life.idle)
    db.execute(delete(SessionRow).where(old))


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogateescape")).hexdigest()
