"""Scripts, styles and pictures under /static, cached for a year under addresses that change with the content."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from pyramid.path import AssetResolver
from pyramid.request import Request
from pyramid.static import QueryStringCacheBuster

ONE_YEAR = 365 * 24 * 3600


class DigestCacheBuster(QueryStringCacheBuster):  # type: ignore[misc]  # pyramid is untyped
    """Adds `?v=` with the beginning of the file's digest."""

    def __init__(self) -> None:
        super().__init__(param="v")

    def tokenize(self, request: Request, subpath: str, kw: dict[str, Any]) -> str:
        """The file's token; an absent file (front end not built) gets a constant one."""
        path = Path(AssetResolver().resolve(kw["rawspec"]).abspath())
        try:
            return _digest(path, path.stat().st_mtime_ns)
        except FileNotFoundError:
            return "absent"


@cache
def _digest(path: Path, _changed: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]


def includeme(config: Configurator) -> None:
    """Serves the package's static folder."""
    config.add_static_view("static", "yichuang:static", cache_max_age=ONE_YEAR)
    config.add_cache_buster("yichuang:static/", DigestCacheBuster())
