"""`yichuang search find`: nothing asked, bytes that are no text, questions as long as a page."""

from __future__ import annotations

import os
import shutil

import pytest
from click.testing import CliRunner

from yichuang.cli import tree


@pytest.fixture
def find(sqlite_database, seeded_template, monkeypatch):
    """The command on the published seeds: find("query") gives status, output, messages."""
    sqlite_database.engine.dispose()
    var = sqlite_database.settings.var
    shutil.copy(seeded_template, var / "yichuang.sqlite")
    monkeypatch.setenv("YICHUANG_VAR", str(var))
    (var / "own.ini").write_text("[app:main]\nuse = egg:yichuang\n", encoding="utf-8")

    def do(*words):
        done = CliRunner().invoke(tree, ["-c", str(var / "own.ini"), "search", "find", *words], catch_exceptions=False)
        return done.exit_code, done.stdout, done.stderr

    return do


@pytest.mark.parametrize("query", ["", " ", "　"])
def test_asking_for_nothing_is_wrong_usage(find, query):
    status, out, err = find(query)
    assert (status, out) == (2, "") and "没有写要找什么" in err


def test_bytes_that_are_no_text_are_shown_as_such_and_not_dropped(find):
    status, out, err = find(os.fsdecode(b"\xff\xfe\xe5"), "--json")
    assert status == 0 and out.strip() == "[]" and "\ufffd" in err


def test_a_question_as_long_as_a_page_is_not_repeated_whole(find):
    status, _, err = find("没有这样的东西" * 700)
    assert status == 0 and "没有找到“没有这样的东西" in err and len(err) < 120


def test_an_ordinary_question_is_answered_as_ever(find):
    status, out, err = find("出生")
    assert status == 0 and "newborn" in out and err == ""
