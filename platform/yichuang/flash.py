"""One-time messages from a post to the page that follows it, carried in a short-lived cookie."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Literal

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from yichuang.identity.policy import cookie_name

Kind = Literal["ok", "info", "warning", "error"]
SECONDS = 60
LONGEST = 500


# (kind, message), the order in which the layout reads them.
Flash = tuple[str, str]


def flash(request: Request, message: str, kind: Kind = "ok") -> None:
    """Show a message on the next page (`request.flash`). No personal data: it travels through the browser."""
    waiting: list[Flash] = request.environ.setdefault("yichuang.flash", [])
    waiting.append((kind, message[:LONGEST]))
    if len(waiting) == 1:
        request.add_response_callback(_send)


def take_flashes(request: Request) -> list[Flash]:
    """The messages to show on this page, each once (the layout's `take_flashes`)."""
    name = cookie_name("flash", request.registry["settings"])
    found = _decode(request.cookies.get(name, ""))
    if found:
        request.add_response_callback(_clear)
    waiting: list[Flash] = request.environ.pop("yichuang.flash", [])
    return found + waiting


def _send(request: Request, response: Response) -> None:
    settings = request.registry["settings"]
    waiting: list[Flash] = request.environ.get("yichuang.flash", [])
    if not waiting:
        return
    text = json.dumps(waiting, ensure_ascii=False)
    response.set_cookie(
        cookie_name("flash", settings),
        urlsafe_b64encode(text.encode()).decode(),
        max_age=SECONDS,
        httponly=True,
        secure=settings.secure_cookies,
        samesite="Lax",
    )


def _clear(request: Request, response: Response) -> None:
    settings = request.registry["settings"]
    response.set_cookie(cookie_name("flash", settings), "", max_age=0, secure=settings.secure_cookies, samesite="Lax")


def _decode(cookie: str) -> list[Flash]:
    try:
        entries = json.loads(urlsafe_b64decode(cookie.encode()))
        return [(str(kind), str(message)) for kind, message in entries]
    except (ValueError, TypeError):
        return []


def includeme(config: Configurator) -> None:
    """Adds `request.flash(message, kind)`."""
    config.add_request_method(flash, "flash")
