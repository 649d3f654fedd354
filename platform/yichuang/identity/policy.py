"""Pyramid's security policy: the session cookie names a person, their roles decide what is permitted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pyramid.interfaces import ISecurityPolicy
from pyramid.request import Request, RequestLocalCache
from pyramid.security import Allowed, Denied
from webob.cookies import CookieProfile
from zope.interface import implementer

from yichuang.identity import sessions
from yichuang.identity.actor import Actor
from yichuang.identity.sessions import SEEN_EVERY, OpenSession, SessionLife
from yichuang.settings import Settings
from yichuang.store.db import afterwards, reading


class TokenSerializer:
    """Cookie values as they are: the token is already safe text."""

    def dumps(self, appstruct: str) -> bytes:
        """Text to bytes."""
        return appstruct.encode("ascii")

    def loads(self, bstruct: bytes) -> str:
        """Bytes to text; ValueError makes it no cookie at all."""
        return bstruct.decode("ascii")


@implementer(ISecurityPolicy)
class SessionPolicy:
    """Identity from the server-side session; reads it in a short session of its own, never in the request's,
    so that a write transaction begins only when a view first needs it."""

    def __init__(self, settings: Settings) -> None:
        self._life = SessionLife.of(settings)
        name = cookie_name("session", settings)
        self._cookie = CookieProfile(
            name, secure=settings.secure_cookies, httponly=True, samesite="Lax", serializer=TokenSerializer()
        )
        self._cache = RequestLocalCache(self._load)

    def token(self, request: Request) -> str:
        """The session's token as the browser sent it, empty without one."""
        return self._cookie.bind(request).get_value() or ""

    def identity(self, request: Request) -> Actor | None:
        """The signed-in person."""
        found: OpenSession | None = self._cache.get_or_create(request)
        return found.actor if found else None

    def authenticated_userid(self, request: Request) -> str | None:
        """The person's id as text."""
        actor = self.identity(request)
        return str(actor.id) if actor else None

    def permits(self, request: Request, context: object, permission: str) -> Allowed | Denied:
        """Whether a role of the person has the permission."""
        actor = self.identity(request)
        if actor is not None and actor.can(permission):
            return Allowed("a role has %s", permission)
        return Denied("no role has %s", permission)

    def remember(self, request: Request, userid: str, **_: Any) -> list[tuple[str, str]]:
        """Headers that set the cookie; `userid` is the new session's token."""
        self._cache.clear(request)
        headers: list[tuple[str, str]] = self._cookie.bind(request).get_headers(userid)
        return headers

    def forget(self, request: Request, **_: Any) -> list[tuple[str, str]]:
        """Headers that remove the cookie."""
        self._cache.clear(request)
        headers: list[tuple[str, str]] = self._cookie.bind(request).get_headers(None, max_age=0)
        return headers

    def _load(self, request: Request) -> OpenSession | None:
        token = self.token(request)
        if not token:
            return None
        now = datetime.now(UTC)
        with reading(request.registry["sessions"]) as db:
            found = sessions.find(db, token, now, self._life)
        if found is not None and now - found.seen_at > SEEN_EVERY:
            digest = found.digest
            afterwards(request, lambda db: sessions.mark_seen(db, digest, now))
        return found


def cookie_name(name: str, settings: Settings) -> str:
    """`__Host-` ties a secure cookie to this very host, so that no sister site can plant one."""
    return f"__Host-yichuang-{name}" if settings.secure_cookies else f"yichuang-{name}"


def session_policy(request: Request) -> SessionPolicy:
    """The policy in use."""
    policy: SessionPolicy = request.registry.getUtility(ISecurityPolicy)
    return policy
