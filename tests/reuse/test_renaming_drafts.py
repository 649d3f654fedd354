"""Renaming in the database and on the command line: drafts follow, releases stay, publishing takes up from there."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from yichuang.cli import main, tree
from yichuang.definitions.drafts import draft_document, save_document
from yichuang.definitions.publish import problems_before, publish
from yichuang.definitions.records import Draft, Release
from yichuang.definitions.reuse.applying import planned, rename
from yichuang.definitions.reuse.places import places_in
from yichuang.errors import Conflict, Invalid

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.fixture
def hall(sqlite_database, seeded_template, monkeypatch):
    """A database with the seeds published, also behind the command line."""
    sqlite_database.engine.dispose()
    shutil.copy(seeded_template, sqlite_database.settings.var / "yichuang.sqlite")
    monkeypatch.setenv("YICHUANG_VAR", str(sqlite_database.settings.var))
    (sqlite_database.settings.var / "hall.ini").write_text("[app:main]\nuse = egg:yichuang\n", encoding="utf-8")
    monkeypatch.chdir(sqlite_database.settings.var)
    return sqlite_database


@pytest.fixture
def run(hall):
    """Run a command on it: run("definitions", "library") gives its exit status and output."""
    ini = str(hall.settings.var / "hall.ini")

    def do(*words):
        done = CliRunner().invoke(tree, ["-c", ini, *words], catch_exceptions=False)
        return done.exit_code, done.stdout

    return do


def bodies(database):
    with database.reading() as db:
        return {draft.code: draft.body for draft in db.scalars(select(Draft))}


def released(database):
    with database.reading() as db:
        return [(release.code, release.number, release.digest) for release in db.scalars(select(Release))]


def test_the_command_follows_every_reference_and_releases_stay(hall, run):
    before = released(hall)
    code, out = run("definitions", "rename", "person.name", "person.full_name", "--json")
    told = json.loads(out)
    assert code == 0 and told["done"] and len(told["places"]) > 30 and told["filing_drafts"] == []
    assert any("已发布的版本" in note for note in told["notes"])
    assert released(hall) == before
    after = bodies(hall)
    assert "person.name" not in after and json.loads(after["person.full_name"])["code"] == "person.full_name"
    assert not [place for body in after.values() for place in places_in(json.loads(body)) if place.code == "person.name"]


def test_what_was_renamed_can_be_published_and_renamed_back(hall, run):
    before = bodies(hall)
    run("definitions", "rename", "doc-lease", "doc-tenancy")
    with hall.writing() as db:
        assert [p for p in problems_before(db, "restaurant", NOW) if p.severity == "error"] == []
        codes = [draft.code for draft in db.scalars(select(Draft)) if draft.kind in ("element", "material", "matter")]
        publish(db, [*codes, "restaurant"], NOW, "示例")
    code, out = run("definitions", "rename", "doc-tenancy", "doc-lease")
    assert code == 0 and "接着编为第 2 版" in out
    assert bodies(hall) == before


def test_a_dry_run_prints_every_place_and_writes_nothing(hall, run):
    before = bodies(hall)
    code, out = run("definitions", "rename", "person.name", "person.full_name", "--dry-run")
    assert code == 0 and "applicant.person.name → applicant.person.full_name" in out
    assert bodies(hall) == before


def test_a_taken_code_is_refused_in_words(hall, capfd):
    before = bodies(hall)
    with pytest.raises(SystemExit) as left:
        main(["-c", str(hall.settings.var / "hall.ini"), "definitions", "rename", "person.name", "person.sex"])
    assert left.value.code == 1 and "--merge" in capfd.readouterr().err
    assert bodies(hall) == before


def test_a_merge_with_errors_is_printed_and_not_done(hall, run):
    before = bodies(hall)
    code, out = run("definitions", "rename", "person.id_type", "birth.weight_g", "--merge", "--json")
    told = json.loads(out)
    assert code == 1 and not told["done"] and told["problems"]
    assert bodies(hall) == before
    with hall.writing() as db:
        plan = planned(db, "person.id_type", "birth.weight_g", merge=True)
        with pytest.raises(Invalid):
            rename(db, plan, NOW, "示例")


def test_merging_removes_what_was_never_released_and_keeps_what_was(hall, run):
    with hall.writing() as db:
        save_document(db, {**draft_document(db, "doc-lease"), "code": "doc-lease-2"}, NOW, "示例")
    assert run("definitions", "rename", "doc-lease-2", "doc-lease", "--merge")[0] == 0
    assert "doc-lease-2" not in bodies(hall)
    code, out = run("definitions", "rename", "doc-free-use", "doc-lease", "--merge", "--dry-run")
    if code == 0:
        run("definitions", "rename", "doc-free-use", "doc-lease", "--merge")
        assert "doc-free-use" in bodies(hall) and "草稿保留" in out


def test_a_code_that_another_kind_was_published_under_is_refused(hall):
    with hall.writing() as db:
        db.delete(db.get_one(Draft, "guide-newborn"))
    with hall.reading() as db, pytest.raises(Conflict, match="另一类"):
        planned(db, "person.name", "guide-newborn")


def test_the_library_is_listed_with_its_counts(run):
    code, out = run("definitions", "library", "--kind", "element", "--json")
    listed = json.loads(out)
    assert code == 0 and listed[0]["code"] == "person.name" and listed[0]["bundles"] >= 2
    unused = json.loads(run("definitions", "library", "--unused", "--json")[1])
    assert unused and not any(thing["used"] for thing in unused)
    pairs = json.loads(run("definitions", "library", "--duplicates", "--json")[1])
    assert all(len(pair["codes"]) == 2 and pair["reasons"] for pair in pairs)
    assert f"事项 {listed[0]['matters']}，" in run("definitions", "library", "--kind", "element")[1]
