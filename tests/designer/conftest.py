"""A designer's browser on the published seeds, and drafts changed behind the pages."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest
from webtest import TestApp

from yichuang.app import make_app
from yichuang.definitions.drafts import draft_document, save_draft
from yichuang.definitions.kinds import KINDS
from yichuang.definitions.library import Entry
from yichuang.definitions.records import Draft

INCLUDES = {"yichuang.includes": "yichuang_renderers yichuang_designer"}


@pytest.fixture
def designer(sqlite_database, seeded_template, sign_in):
    """A browser in which a designer has signed in, on the published seeds."""
    sqlite_database.engine.dispose()
    shutil.copy(seeded_template, sqlite_database.settings.var / "yichuang.sqlite")
    settings = sqlite_database.settings.model_copy(update={"includes": tuple(INCLUDES["yichuang.includes"].split())})
    wsgi = make_app(settings, INCLUDES)
    browser = TestApp(wsgi, extra_environ={"REMOTE_ADDR": "192.0.2.1"})
    sign_in(browser, "designer")
    yield browser
    wsgi.registry["engine"].dispose()


@pytest.fixture
def change(sqlite_database):
    """Change a draft behind the pages: change("food-licence", name="…")."""

    def do(code, **changes):
        with sqlite_database.writing() as db:
            document = {**draft_document(db, code), **changes}
            save_draft(db, Entry(KINDS[document["kind"]].model_validate(document), document), datetime.now(UTC), "甲")

    return do


@pytest.fixture
def text_of(sqlite_database):
    """The text of a draft as it is kept: text_of("signboard")."""

    def read(code):
        with sqlite_database.reading() as db:
            return db.get_one(Draft, code).body

    return read
