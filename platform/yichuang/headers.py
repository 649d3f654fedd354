"""The outermost tween: refuses bodies that are too large and puts the security headers on every answer."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

from yichuang.errors import BadRequest, TooLarge
from yichuang.settings import Settings
from yichuang.views_errors import answer

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR = 365 * 24 * 3600

Handler = Callable[[Request], Response]


def headers_tween(handler: Handler, registry: Registry) -> Handler:
    """Pyramid's tween factory."""
    settings: Settings = registry["settings"]

    def tween(request: Request) -> Response:
        if not _is_readable(request):
            # Else the page that says so would stumble over the same bytes.
            request.environ |= {"PATH_INFO": "/", "QUERY_STRING": ""}
            response = answer(request, BadRequest("这个地址里有无法识别的字符。请从首页重新进入。"))
        elif (request.content_length or 0) > settings.body_limit:
            response = answer(request, _too_large(settings))
        else:
            response = handler(request)
        _protect(request, response)
        return response

    return tween


def _is_readable(request: Request) -> bool:
    try:
        return request.path_info is not None and request.GET is not None
    except UnicodeDecodeError:
        return False


def _protect(request: Request, response: Response) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.scheme == "https":
        response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR}")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"


def _too_large(settings: Settings) -> TooLarge:
    return TooLarge(
        f"这次提交超过 {settings.body_limit_mb} MB，没有接收，先前保存的内容不受影响。"
        f"单个文件不超过 {settings.upload_limit_mb} MB，请压缩图片或分几次上传。"
    )


def includeme(config: Configurator) -> None:
    """Puts the tween above the unit of work, so that nothing escapes it."""
    config.add_tween("yichuang.headers.headers_tween", over="pyramid_tm.tm_tween_factory")
