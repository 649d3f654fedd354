"""Pages of one's own account: signing in and out, the way home, changing the password."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from pyramid.csrf import new_csrf_token
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED, forget, remember
from pyramid.view import view_config

from yichuang.errors import BadRequest, Invalid, TooMany
from yichuang.extension import extensions
from yichuang.identity import signing_in
from yichuang.identity.permissions import PERMISSIONS
from yichuang.identity.policy import session_policy

SIGN_IN = "yichuang:identity/templates/sign_in.jinja2"
PASSWORD = "yichuang:identity/templates/password.jinja2"  # noqa: S105 - a template's name


@view_config(route_name="home", permission=NO_PERMISSION_REQUIRED)
def home(request: Request) -> Response:
    """To the day's work of the person's first role; to the sign-in page without one."""
    if request.identity is None:
        return HTTPSeeOther(request.route_path("sign-in"))
    return HTTPSeeOther(home_path(request, request.identity.roles))


@view_config(route_name="sign-in", request_method="GET", renderer=SIGN_IN, permission=NO_PERMISSION_REQUIRED)
def show_sign_in(request: Request) -> dict[str, Any] | Response:
    """The sign-in form; people already signed in go home."""
    if request.identity is not None:
        return HTTPSeeOther(request.route_path("home"))
    next_path = request.params.get("next", "")
    ended = bool(next_path and session_policy(request).token(request))
    return sign_in_page(request, next_path=next_path, notice="登录已到期，请重新登录。" if ended else "")


@view_config(route_name="sign-in", request_method="POST", renderer=SIGN_IN, permission=NO_PERMISSION_REQUIRED)
def sign_in(request: Request) -> dict[str, Any] | Response:
    """Open a session under a new token, with a new form token, and go where the person wanted to."""
    login, next_path = _posted(request, "login"), local_path(_posted(request, "next"))
    try:
        actor, token = signing_in.sign_in(request, login, _posted(request, "password"))
    except (Invalid, TooMany) as error:
        request.response.status_int = error.status
        return sign_in_page(request, next_path=next_path, login=login, problem=str(error))
    new_csrf_token(request)
    goal = next_path or home_path(request, actor.roles)
    return HTTPSeeOther(goal, headers=remember(request, token))


@view_config(route_name="sign-out", request_method="POST", permission=NO_PERMISSION_REQUIRED)
def sign_out(request: Request) -> Response:
    """End the session; the browser forgets what it kept for this site."""
    signing_in.sign_out(request)
    new_csrf_token(request)
    headers = [*forget(request), ("Clear-Site-Data", '"cache", "storage"')]
    return HTTPSeeOther(request.route_path("sign-in"), headers=headers)


@view_config(route_name="password", request_method="GET", renderer=PASSWORD, permission="account.use")
def show_password(request: Request) -> dict[str, Any]:
    """The form for a new password."""
    return {"problem": "", "done": False}


@view_config(route_name="password", request_method="POST", renderer=PASSWORD, permission="account.use")
def change_password(request: Request) -> dict[str, Any]:
    """Set the new password, or say what is wrong."""
    try:
        if _posted(request, "new") != _posted(request, "again"):
            raise Invalid("两次输入的新密码不一样，没有修改。请重新输入。")
        signing_in.change_password(request, _posted(request, "old"), _posted(request, "new"))
    except (Invalid, TooMany) as error:
        request.response.status_int = error.status
        return {"problem": str(error), "done": False}
    return {"problem": "", "done": True}


def sign_in_page(
    request: Request, *, next_path: str = "", login: str = "", problem: str = "", notice: str = ""
) -> dict[str, Any]:
    """What the sign-in template needs; also used when a session has ended in the middle of work."""
    return {"next_path": local_path(next_path), "login": login, "problem": problem, "notice": notice}


def home_path(request: Request, roles: frozenset[str]) -> str:
    """The path of the first role, in the order of the table of roles, that has a home."""
    homes = extensions(request.registry).homes
    route = next((homes[role] for role in PERMISSIONS if role in roles and role in homes), "password")
    path: str = request.route_path(route)
    return path


def local_path(path: str) -> str:
    """The path when it leads to this site, else nothing: no open redirects."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return ""
    parts = urlsplit(path)
    return "" if parts.scheme or parts.netloc else path


def _posted(request: Request, name: str) -> str:
    value = request.POST.get(name, "")
    if not isinstance(value, str) or len(value) > 2000 or "\x00" in value:
        raise BadRequest
    return value
