"""The whole platform on one page: our own parts in order, then the plug-ins that the .ini names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.router import Router

from yichuang.identity.people import refuse_demo_people
from yichuang.search.synonyms import groups
from yichuang.settings import Settings, read_settings
from yichuang.store.db import reading
from yichuang.store.schema import require_current

# In this order: what stands below comes first, so that a part may use the directives of those before it.
PARTS = (
    "yichuang.extension",
    "yichuang.work",
    "yichuang.store.db",
    "yichuang.store.files",
    "yichuang.templating",
    "yichuang.static_files",
    "yichuang.flash",
    "yichuang.identity",
    "yichuang.views_errors",
    "yichuang.headers",
    "yichuang.metrics",
    "yichuang.health",
    "yichuang.dispatch",
    "yichuang.cases",
    "yichuang.filing",
    "yichuang.departments",
    "yichuang.supervision",
    "yichuang.public",
    "yichuang.administration",
)


def main(global_config: dict[str, str], **raw: Any) -> Router:
    """The WSGI application of one .ini (paste.app_factory)."""
    app = make_app(read_settings(raw, Path(global_config.get("here", "."))), raw)
    check_start(app.registry)
    return app


def make_app(settings: Settings, raw: dict[str, Any] | None = None) -> Router:
    """The WSGI application for settings; `raw` is the .ini section, in which plug-ins find their own keys."""
    with Configurator(settings=dict(raw or {})) as config:
        config.registry["settings"] = settings
        for part in PARTS:
            config.include(part)
        for package in settings.includes:
            config.include(package)
    return config.make_wsgi_app()


def check_start(registry: Registry) -> None:
    """Refuse to serve an old database, a synonyms file that cannot be read, and demo accounts in production."""
    require_current(registry["engine"])
    groups(registry["settings"].synonyms)
    if registry["settings"].production:
        with reading(registry["sessions"]) as db:
            refuse_demo_people(db)
