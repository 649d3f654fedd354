"""People: who they are, what each may do, and the trail of what they did."""

from __future__ import annotations

from datetime import datetime

from pyramid.config import Configurator
from pyramid.csrf import CookieCSRFStoragePolicy
from pyramid.registry import Registry

from yichuang.identity import lockout, sessions
from yichuang.identity.permissions import NOBODY
from yichuang.identity.policy import SessionPolicy, cookie_name
from yichuang.settings import Settings
from yichuang.store.db import writing


def purge(registry: Registry, now: datetime) -> None:
    """Sweep: remove ended sessions and old failures."""
    with writing(registry["sessions"]) as db:
        sessions.purge(db, now, sessions.SessionLife.of(registry["settings"]))
        lockout.purge(db, now)


def includeme(config: Configurator) -> None:
    """The security policy, form tokens, account pages and their sweep.

    The form token lives in a cookie of its own and not in the session, because the sign-in page and the public
    rating forms have no session, and because it must outlive one: a form posted after the session's end is then
    answered with the sign-in page and not mistaken for a forged one.
    """
    settings: Settings = config.registry["settings"]
    config.set_security_policy(SessionPolicy(settings))
    config.set_default_permission(NOBODY)
    config.set_csrf_storage_policy(
        CookieCSRFStoragePolicy(
            cookie_name=cookie_name("form", settings), secure=settings.secure_cookies, httponly=True
        )
    )
    config.set_default_csrf_options(require_csrf=True)
    config.add_route("home", "/")
    config.add_route("sign-in", "/sign-in")
    config.add_route("sign-out", "/sign-out")
    config.add_route("password", "/account/password")
    config.add_sweep("identity.purge", 600, purge)
    config.scan("yichuang.identity.views")
