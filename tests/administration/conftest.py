"""An administrator who is signed in, on the real application; a town with filings."""

from __future__ import annotations

import pytest
from webtest import TestApp

from journeys import seeded_template, town

__all__ = ["admin", "seeded_template", "town"]


@pytest.fixture
def admin(app: TestApp, sign_in) -> TestApp:
    """The application with the administrator signed in."""
    sign_in(app, "admin")
    return app
