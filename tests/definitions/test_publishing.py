"""Drafts become releases: numbered, pinned by digest, never changed; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from matter_samples import library_of, sound
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from yichuang.definitions.canonical import canonical, digest_of
from yichuang.definitions.exchange import import_library
from yichuang.definitions.matter import Matter
from yichuang.definitions.publish import publish
from yichuang.definitions.records import Release
from yichuang.definitions.releases import definition_of, document_of, latest, release_of, uses_of
from yichuang.errors import Invalid, NotFound

AT = datetime(2026, 11, 21, tzinfo=UTC)
USED = ("matter-a", "matter-b", "person.name", "cert.no", "doc-a")


def draft(database: Any, documents: dict[str, Any]) -> dict[str, str]:
    with database.writing() as db:
        return dict(import_library(db, library_of(documents), AT, "测试").changes)


def publish_all(database: Any, codes: Any) -> list[tuple[str, int, bool]]:
    with database.writing() as db:
        return [(each.release.code, each.release.number, each.new) for each in publish(db, codes, AT, "测试")]


def renamed(name: str) -> dict[str, Any]:
    documents = sound()
    documents["person.name"]["name"] = name
    return documents


def test_importing_the_same_again_changes_nothing(database: Any) -> None:
    assert set(draft(database, sound()).values()) == {"added"}
    assert set(draft(database, sound()).values()) == {"unchanged"}
    changed = draft(database, renamed("名字"))
    assert [code for code, change in changed.items() if change != "unchanged"] == ["person.name"]


def test_what_is_used_is_published_first_and_pinned_by_its_digest(database: Any) -> None:
    draft(database, sound())
    order = [code for code, _, new in publish_all(database, reversed(sound())) if new]
    assert order.index("matter-a") < order.index("bundle-a") and order.index("person.name") < order.index("matter-a")
    with database.reading() as db:
        release = release_of(db, "bundle-a")
        pins = document_of(release)["pins"]
        assert pins == {code: release_of(db, code).digest for code in ("matter-a", "matter-b")}
        assert set(uses_of(db, release)) == set(USED)
        assert release.digest == digest_of(release.body) and canonical(document_of(release)) == release.body


def test_publishing_unchanged_drafts_makes_no_new_release(database: Any) -> None:
    draft(database, sound())
    publish_all(database, sound())
    assert {new for _, _, new in publish_all(database, sound())} == {False}


def test_a_release_keeps_what_it_was_made_with_when_a_newer_one_appears(database: Any) -> None:
    draft(database, sound())
    publish_all(database, sound())
    draft(database, renamed("名字"))
    assert publish_all(database, ["person.name"]) == [("person.name", 2, True)]
    with database.reading() as db:
        assert uses_of(db, release_of(db, "bundle-a"))["person.name"].name == "姓名"
        newest = latest(db, "person.name")
        assert newest is not None and definition_of(newest).name == "名字"
        old = definition_of(release_of(db, "matter-a", 1))
        assert isinstance(old, Matter) and old.form.schema_["properties"]["xm"]["title"] == "姓名"


def test_a_bundle_does_not_mix_two_releases_of_one_code(database: Any) -> None:
    draft(database, sound())
    publish_all(database, sound())
    draft(database, renamed("名字"))
    publish_all(database, ["person.name", "matter-a"])
    with pytest.raises(Invalid) as refused:
        publish_all(database, ["bundle-a"])
    assert [problem.rule for problem in refused.value.problems] == ["stale-pin"]
    assert "matter-b" in refused.value.problems[0].fix
    found = publish_all(database, ["bundle-a", "matter-b"])
    assert found == [("matter-b", 2, True), ("bundle-a", 2, True)]


def test_nothing_is_published_while_anything_is_wrong(database: Any) -> None:
    documents = sound()
    documents["matter-b"]["department"] = "nobody"
    draft(database, documents)
    with pytest.raises(Invalid):
        publish_all(database, documents)
    with pytest.raises(NotFound):
        publish_all(database, ["who"])
    with database.reading() as db:
        assert db.query(Release).count() == 0


def test_what_is_used_must_be_published(database: Any) -> None:
    draft(database, sound())
    with pytest.raises(Invalid) as refused:
        publish_all(database, ["matter-a"])
    assert {problem.rule for problem in refused.value.problems} == {"unpublished"}


@pytest.mark.parametrize(
    "statement", ["UPDATE release SET name = 'x'", "DELETE FROM release", "DELETE FROM release_pin"]
)
def test_a_released_row_can_be_neither_changed_nor_deleted(database: Any, statement: str) -> None:
    draft(database, sound())
    publish_all(database, sound())
    with pytest.raises(DBAPIError), database.writing() as db:
        db.execute(text(statement))
    with pytest.raises(DBAPIError), database.writing() as db:
        db.execute(update(Release).values(body="{}"))
