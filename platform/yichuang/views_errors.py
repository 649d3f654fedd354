"""The one answer to everything that goes wrong: a calm page, or application/problem+json (RFC 9457)."""

from __future__ import annotations

import json
import logging
import secrets
import traceback
from urllib.parse import urlsplit

from pyramid.config import Configurator
from pyramid.csrf import new_csrf_token
from pyramid.exceptions import BadCSRFOrigin, BadCSRFToken
from pyramid.httpexceptions import HTTPException, HTTPSeeOther
from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import exception_view_config, forbidden_view_config, notfound_view_config

from yichuang.errors import BadRequest, NotFound, NotSignedIn, Refused, StalePage, YichuangError
from yichuang.identity.audit import record_afterwards
from yichuang.identity.policy import session_policy
from yichuang.identity.views import SIGN_IN, sign_in_page

log = logging.getLogger(__name__)

PAGE = "yichuang:templates/error.jinja2"
JSON_TYPES = ("application/problem+json", "application/json")
SESSION_ENDED = "登录已到期，刚才这一步没有提交。之前已保存的内容都在。请重新登录，登录后会回到原来的页面，再提交一次。"
NOT_SIGNED_IN = "这一步要登录后才能办理，刚才没有提交。请先登录，登录后再提交一次。"
PAGE_STALE = (
    "这个页面打开后，您在别处重新登录过，或浏览器没有保存本站的 Cookie，所以没有提交。"
    "已保存的内容都在。请返回刷新页面，再提交一次。"
)
HTTP_SENTENCES = {
    400: "请求无法识别，没有办理。请返回上一页重试。",
    405: "这个地址不能这样访问。请从页面上的链接或按钮进入。",
    406: "没有您要的格式。",
    413: "提交的内容太大，没有接收。",
    415: "不支持这种内容。",
}


@exception_view_config(YichuangError)
def refused(error: YichuangError, request: Request) -> Response:
    """A refusal of our own, with its status and sentence."""
    if isinstance(error, NotSignedIn):
        return ask_to_sign_in(request)
    if isinstance(error, Refused):
        _audit_refusal(request)
    if error.status >= 500:
        log.error("refused with %s at %s", type(error).__name__, _route(request))
    return answer(request, error)


@notfound_view_config(append_slash=False)
def not_found(request: Request) -> Response:
    """No such address, or nothing under it."""
    return answer(request, NotFound("没有这个页面。请核对地址，或从首页重新进入。"))


@forbidden_view_config()
def forbidden(request: Request) -> Response:
    """No permission: to sign in when nobody is signed in, else a refusal that is audited."""
    if request.identity is None:
        return ask_to_sign_in(request)
    _audit_refusal(request)
    return answer(request, Refused("您的岗位没有办理这一项的权限。需要办理时，请联系本单位的系统管理员。"))


@exception_view_config(BadCSRFToken)
@exception_view_config(BadCSRFOrigin)
def stale_page(request: Request) -> Response:
    """The form's token does not fit: most likely an old page, possibly a forged request."""
    new_csrf_token(request)
    return answer(request, StalePage(PAGE_STALE))


@exception_view_config(UnicodeDecodeError)
def unreadable(request: Request) -> Response:
    """A body that is not UTF-8; WebOb decodes it where a view first looks."""
    return answer(request, BadRequest())


@exception_view_config(HTTPException)
def plain_http(error: HTTPException, request: Request) -> Response:
    """Pyramid's own answers: redirects stay, refusals get our page."""
    if error.status_int < 400:
        return error
    return answer(request, YichuangError(HTTP_SENTENCES.get(error.status_int, "")), error.status_int)


@exception_view_config(Exception)
def unexpected(error: Exception, request: Request) -> Response:
    """A fault of ours: logged by kind and place under a number that the page shows, without personal data."""
    number = secrets.token_hex(4)
    place = "".join(traceback.format_tb(error.__traceback__))
    log.error("fault %s: %s at %s\n%s", number, type(error).__name__, _route(request), place)
    if not request.registry["settings"].production:
        log.error("fault %s says: %s", number, error)
    return answer(
        request,
        YichuangError(
            f"这一步没有办成，是平台自身的故障，已记录，编号 {number}。"
            "没有保存的内容请先留存，稍后重试；再次出现时请把编号告诉系统管理员。"
        ),
    )


def answer(request: Request, error: YichuangError, status: int | None = None) -> Response:
    """The page or document for an error; `status` beats the error's own."""
    status = status or error.status
    if wants_json(request):
        return _problem_document(error, status)
    page = render(PAGE, {"error": error, "status": status, "message": str(error)}, request=request)
    return Response(page, status=status, content_type="text/html", charset="utf-8")


def ask_to_sign_in(request: Request) -> Response:
    """To the sign-in page and back afterwards; a post whose session has ended is told what became of it."""
    notice = SESSION_ENDED if session_policy(request).token(request) else NOT_SIGNED_IN
    if wants_json(request):
        return _challenge(_problem_document(NotSignedIn(notice), 401))
    if request.method in ("GET", "HEAD"):
        goal = request.route_path("sign-in", _query={"next": request.path_qs})
        if "HX-Request" in request.headers:
            return _challenge(Response(status=401, headers={"HX-Redirect": goal}))
        return HTTPSeeOther(goal)
    back = urlsplit(request.referrer or "").path
    page = render(SIGN_IN, sign_in_page(request, next_path=back, notice=notice), request=request)
    return _challenge(Response(page, status=401, content_type="text/html", charset="utf-8"))


def wants_json(request: Request) -> bool:
    """Whether the client is a program: an API address, or JSON preferred to HTML."""
    if request.path_info.startswith("/api/"):
        return True
    offers = request.accept.acceptable_offers(["text/html", *JSON_TYPES])
    return bool(offers) and offers[0][0] in JSON_TYPES


def _problem_document(error: YichuangError, status: int) -> Response:
    document = {
        "type": "about:blank",
        "title": error.title,
        "status": status,
        "detail": str(error),
        "problems": [problem.as_dict() for problem in error.problems],
    }
    body = json.dumps(document, ensure_ascii=False).encode()
    return Response(body, status=status, content_type=JSON_TYPES[0])


def _challenge(response: Response) -> Response:
    response.headers["WWW-Authenticate"] = 'Cookie realm="yichuang"'
    return response


def _audit_refusal(request: Request) -> None:
    if request.identity is not None:
        detail = {"method": request.method}
        record_afterwards(request, "refused", f"route:{_route(request)}", detail)


def _route(request: Request) -> str:
    route = request.matched_route
    return route.name if route is not None else "-"


def includeme(config: Configurator) -> None:
    """Registers the views."""
    config.scan(__name__)
