"""The index in a folder is written after the commit, by one writer at a time, and can be made anew."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner
from whoosh.index import open_dir

from yichuang.cli import tree
from yichuang.errors import SettingsError
from yichuang.search import Entry, find, index, whoosh_index
from yichuang.settings import read_settings
from yichuang.store.db import make_engine, make_session_factory, reading, writing

KINDS = ("matter",)
CARD = Entry("matter", "card", "社会保障卡申领")


@pytest.fixture
def whoosh(sqlite_database):
    engine = make_engine(sqlite_database.settings.model_copy(update={"search": "whoosh"}))
    yield make_session_factory(engine)
    engine.dispose()


def refs(sessions, sought):
    with reading(sessions) as db:
        return [hit.ref for hit in find(db, sought, KINDS)]


def test_nothing_is_written_before_the_commit(whoosh, sqlite_database):
    with writing(whoosh) as db:
        index(db, [CARD])
        assert find(db, "社会", KINDS) == []
    assert refs(whoosh, "社会") == ["card"]
    assert (sqlite_database.settings.var / "search").is_dir()


def test_a_savepoint_is_not_yet_the_commit(whoosh):
    with writing(whoosh) as db:
        with db.begin_nested():
            index(db, [CARD])
        assert find(db, "社会", KINDS) == []
    assert refs(whoosh, "社会") == ["card"]


def test_a_writer_that_cannot_get_in_loses_only_what_can_be_found_and_says_so(
    whoosh, sqlite_database, caplog, monkeypatch
):
    with writing(whoosh) as db:
        index(db, [CARD])
    monkeypatch.setattr(whoosh_index, "WAIT_SECONDS", 0.1)
    other = open_dir(str(sqlite_database.settings.var / "search")).writer()
    with writing(whoosh) as db:
        index(db, [Entry("matter", "late", "居住证申领")])
    other.cancel()
    assert refs(whoosh, "居住证") == []
    assert "yichuang search rebuild" in caplog.text
    assert refs(whoosh, "社会") == ["card"]


def test_an_unknown_index_is_refused_by_name(tmp_path):
    with pytest.raises(SettingsError, match=r"yichuang\.search"):
        read_settings({"yichuang.search": "elastic"}, tmp_path, {})


def test_a_lost_folder_is_built_anew_by_the_command(seeded_template, tmp_path, monkeypatch):
    shutil.copy(seeded_template, tmp_path / "yichuang.sqlite")
    monkeypatch.setenv("YICHUANG_VAR", str(tmp_path))
    ini = tmp_path / "hall.ini"
    ini.write_text("[app:main]\nuse = egg:yichuang\nyichuang.search = whoosh\n", encoding="utf-8")
    done = CliRunner().invoke(tree, ["-c", str(ini), "search", "rebuild"])
    assert done.exit_code == 0, done.output
    found = CliRunner().invoke(tree, ["-c", str(ini), "search", "find", "社保卡", "--kind", "matter"])
    assert "social-security-card" in found.output
