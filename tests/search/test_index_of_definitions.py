"""What is published can be found, in the same transaction; the index follows renamed departments and can be rebuilt."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from yichuang.definitions.drafts import draft_document, save_draft
from yichuang.definitions.exchange import import_library, read_all
from yichuang.definitions.indexing import rebuild
from yichuang.definitions.kinds import KINDS
from yichuang.definitions.library import Entry
from yichuang.definitions.publish import publish
from yichuang.errors import Invalid
from yichuang.search import clear, find

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def seeds(request):
    return read_all([request.config.rootpath / "seeds"])


@pytest.fixture
def published(database, seeds):
    with database.writing() as db:
        imported = import_library(db, seeds, NOW, "示例")
        publish(db, imported.changes, NOW, "示例")
    return database


def change(db, code, **changes):
    document = {**draft_document(db, code), **changes}
    save_draft(db, Entry(KINDS[document["kind"]].model_validate(document), document), NOW, "示例")
    publish(db, [code], NOW, "示例")


def refs(database, sought, *kinds):
    with database.reading() as db:
        return [hit.ref for hit in find(db, sought, kinds or ("bundle", "matter"))]


def test_bundles_and_matters_are_found_as_people_call_them(published):
    for sought, first in {
        "newborn": "newborn",
        "xse": "newborn",
        "宝宝落户": "newborn",
        "首次签发": "birth-certificate",
        "烟草": "tobacco-licence",
        "社保卡": "social-security-card",
        "食品经营": "food-licence",
    }.items():
        assert refs(published, sought)[:1] == [first], sought
    assert {"birth-certificate", "parenting-guidance"} <= set(refs(published, "妇幼保健院"))


def test_elements_and_materials_are_found_by_their_synonyms(published, seeds):
    element = next(each for each in seeds if each.kind == "element" and each.synonyms)
    assert element.code in refs(published, element.synonyms[0], "element")


def test_a_bundle_is_found_by_the_matters_in_it(published):
    assert "restaurant" in refs(published, "消防安全检查")


def test_a_renamed_department_is_found_in_what_it_handles(published):
    with published.writing() as db:
        change(db, "tobacco-bureau", name="西湖区烟叶管理处（示例）")
    assert refs(published, "烟叶管理处")[:1] == ["tobacco-licence"]
    assert refs(published, "烟叶管理处", "department") == ["tobacco-bureau"]


def test_a_cancelled_matter_is_no_longer_found(published):
    with published.writing() as db:
        change(db, "signboard", state="cancelled")
    assert "signboard" not in refs(published, "户外招牌设施设置")


def test_a_refused_publication_leaves_the_index_as_it_was(published):
    def rename_and_break():
        with published.writing() as db:
            change(db, "signboard", name="店面标识设置")
            change(db, "tobacco-licence", department="nobody")

    with pytest.raises(Invalid):
        rename_and_break()
    assert "signboard" not in refs(published, "店面标识")
    assert refs(published, "户外招牌设施设置")[:1] == ["signboard"]


def test_rebuilding_gives_the_same_index(published):
    before = {sought: refs(published, sought, *KINDS) for sought in ("xse", "公安", "身份证", "330106")}
    with published.writing() as db:
        clear(db, tuple(KINDS))
        assert find(db, "xse", tuple(KINDS)) == []
        count = rebuild(db)
    assert count > 200
    assert {sought: refs(published, sought, *KINDS) for sought in before} == before
