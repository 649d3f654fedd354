"""A designer's browser on a hall that has one small bundle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from webtest import TestApp

from yichuang.app import make_app

INCLUDES = ("yichuang_renderers", "yichuang_designer")


@pytest.fixture
def designer(sqlite_database: Any, sign_in: Any) -> Iterator[TestApp]:
    """A browser in which a designer has signed in."""
    settings = sqlite_database.settings.model_copy(update={"includes": INCLUDES})
    wsgi = make_app(settings, {"yichuang.includes": " ".join(INCLUDES), "jinja2.bytecode_caching": "true"})
    browser = TestApp(wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    sign_in(browser, "designer")
    yield browser
    wsgi.registry["engine"].dispose()
