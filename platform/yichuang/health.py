"""/health: whether the database and the file store answer, and which versions run. No secrets, no addresses."""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from yichuang.errors import Unavailable
from yichuang.store.db import reading
from yichuang.store.schema import require_current
from yichuang.work import workers_seen

PARTS = ("yichuang", "pyramid", "SQLAlchemy")


@view_config(route_name="health", request_method="GET", renderer="json", permission=NO_PERMISSION_REQUIRED)
def health(request: Request) -> dict[str, Any]:
    """200 when all checks say "ok", else 503; `workers` counts background workers with a live lease."""
    checks = {"database": _said(lambda: _database(request)), "files": _said(request.registry["files"].check)}
    healthy = all(said == "ok" for said in checks.values())
    if not healthy:
        request.response.status_int = 503
    return {
        "status": "ok" if healthy else "failing",
        "checks": checks,
        "workers": _workers(request) if checks["database"] == "ok" else None,
        "versions": {**{part.lower(): _version(part) for part in PARTS}, "python": platform.python_version()},
    }


def _said(check: Callable[[], object]) -> str:
    try:
        check()
    except Unavailable as error:
        return str(error)
    except SQLAlchemyError as error:
        return type(error).__name__
    return "ok"


def _database(request: Request) -> None:
    with reading(request.registry["sessions"]) as db:
        db.execute(text("SELECT 1"))
    require_current(request.registry["engine"])


def _workers(request: Request) -> int:
    with reading(request.registry["sessions"]) as db:
        return workers_seen(db, datetime.now(UTC))


def _version(part: str) -> str:
    try:
        return version(part)
    except PackageNotFoundError:
        return "unknown"


def includeme(config: Configurator) -> None:
    """Answers /health."""
    config.add_route("health", "/health")
    config.scan(__name__)
