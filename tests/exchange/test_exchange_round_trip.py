"""What leaves one install arrives in another with the same codes, texts, numbers and digests."""

from __future__ import annotations

import json
import os
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from exchange_halls import DEPARTMENT, NAME, REGION, Hall
from sqlalchemy import select

from yichuang.definitions.exchange.records import ExchangeRun
from yichuang.definitions.records import Release, ReleasePin
from yichuang.definitions.releases import pinned, release_of
from yichuang.errors import Invalid, NotFound
from yichuang.search import find


def manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_everything_arrives_in_an_empty_install_with_equal_digests_and_again_changes_nothing(here, seeded, tmp_path):
    seeded.change("person.name", note="改过，还没有发布")
    archive = seeded.export(tmp_path / "all.zip")
    plan = here.take_in(archive)
    assert plan.settled and len(plan.of("added")) == len(seeded.listed()) == len(plan.releases.added)
    assert here.listed() == seeded.listed()
    again = here.take_in(archive)
    assert not again.of("added", "changed") and not again.releases.added and again.settled
    with here.database.reading() as db:
        assert db.query(ReleasePin).count() > 100
        assert set(pinned(db, release_of(db, "newborn"))) >= {"household-registration", "person.name"}
        assert [hit.ref for hit in find(db, "新生儿", ("bundle",))] == ["newborn"]


def test_what_came_goes_on_as_it_came(here, there, beside, tmp_path):
    here.seed()
    there.take_in(here.export(tmp_path / "one.zip"))
    third = Hall(beside(), "示例第三大厅（示例）")
    third.take_in(there.export(tmp_path / "two"))
    assert third.listed() == here.listed()


def test_an_export_of_one_bundle_holds_all_that_it_uses_and_all_that_is_about_it(seeded, tmp_path):
    listed = manifest(seeded.export(tmp_path / "out", "newborn"))["documents"]
    codes = {each["code"]: each["kind"] for each in listed}
    assert set(codes.values()) >= {"bundle", "matter", "material", "element", "department", "region", "window-class", "guide",
                                   "paper"}
    assert "restaurant" not in codes and "food-licence" not in codes


def test_every_release_that_the_newest_pins_comes_along_even_when_it_is_an_old_one(here, seeded, tmp_path):
    seeded.change("person.name", note="第二版")
    seeded.publish("person.name")
    folder = seeded.export(tmp_path / "out", "household-registration")
    numbers = [each["release"] for each in manifest(folder)["documents"] if each["code"] == "person.name"]
    assert numbers == [None, 1, 2]
    here.take_in(folder)
    assert here.digest("person.name") == seeded.digest("person.name")
    with here.database.reading() as db:
        uses = pinned(db, release_of(db, "household-registration"))
        assert uses["person.name"].number == 1


def test_the_bytes_of_a_release_are_in_a_file_of_their_own_and_match_the_manifest(seeded, tmp_path):
    folder = seeded.export(tmp_path / "out", "signboard")
    for each in manifest(folder)["documents"]:
        content = (folder / each["file"]).read_bytes()
        if each["release"] is not None:
            assert sha256(content).hexdigest() == each["digest"]
        else:
            assert json.loads(content)["code"] == each["code"] and each["file"] == f"{each['kind']}/{each['code']}.json"


def test_exporting_twice_gives_the_same_bytes(seeded, tmp_path):
    one, two = seeded.export(tmp_path / "one.zip", "newborn"), seeded.export(tmp_path / "two.zip", "newborn")
    assert one.read_bytes() == two.read_bytes()


def test_a_folder_is_brought_up_to_date_and_loses_only_what_the_earlier_export_listed(there, tmp_path):
    there.take(REGION, DEPARTMENT, NAME)
    folder = there.export(tmp_path / "out")
    (folder / "element" / "notes.txt").write_text("我的笔记")
    there.export(folder, "police")
    assert not (folder / "element/person.name.json").exists()
    assert (folder / "element/notes.txt").exists() and (folder / "department/police.json").exists()
    assert {each["code"] for each in manifest(folder)["documents"]} == {"330106", "police"}


def test_a_folder_with_other_things_is_left_alone(there, tmp_path):
    there.take(REGION)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    with pytest.raises(Invalid, match="有别的东西"):
        there.export(tmp_path / "mine")
    with pytest.raises(Invalid, match="已是一个文件"):
        there.export(tmp_path / "mine/letter.txt")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_an_earlier_manifest_cannot_make_an_export_remove_what_lies_outside(there, tmp_path):
    there.take(REGION)
    folder = there.export(tmp_path / "out")
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/a.json").write_text("{}")
    os.symlink(tmp_path / "precious", folder / "link")
    told = manifest(folder)
    told["documents"] += [{**told["documents"][0], "file": "link/a.json"}]
    (folder / "manifest.json").write_text(json.dumps(told))
    there.export(folder)
    assert (tmp_path / "precious/a.json").exists()


def test_nothing_is_written_through_a_link_that_leads_out(there, tmp_path):
    there.take(REGION)
    folder = there.export(tmp_path / "out")
    (tmp_path / "elsewhere").mkdir()
    (folder / "region/330106.json").unlink()
    (folder / "region").rmdir()
    os.symlink(tmp_path / "elsewhere", folder / "region")
    with pytest.raises(Invalid, match="指向别处的链接"):
        there.export(folder)
    assert not any((tmp_path / "elsewhere").iterdir())


def test_an_unknown_code_exports_nothing_and_every_one_is_named(there, tmp_path):
    there.take(REGION)
    with pytest.raises(NotFound, match=r"nowhere.*neither"):
        there.export(tmp_path / "out", "330106", "nowhere", "neither")
    assert not (tmp_path / "out").exists()


def test_codes_that_differ_in_case_alone_get_files_that_differ_in_more(here, there, tmp_path):
    there.take({**NAME, "code": "abc"}, {**NAME, "code": "ABC"})
    names = zipfile.ZipFile(there.export(tmp_path / "out.zip")).namelist()
    assert len({name.casefold() for name in names}) == len(names)
    here.take_in(tmp_path / "out.zip")
    assert here.listed() == there.listed()


def test_an_earlier_text_that_was_published_again_keeps_both_its_numbers(here, there, tmp_path):
    there.take(NAME)
    there.publish("person.name")
    for note in ("另一种说法", None):
        there.take({**NAME, "note": note} if note else NAME)
        there.publish("person.name")
    here.take_in(there.export(tmp_path / "newest.zip", "person.name"))
    assert here.digest("person.name") == there.digest("person.name") and here.digest("person.name")[0] == 3
    here.take_in(there.export(tmp_path / "all.zip"))
    with here.database.reading() as db:
        assert list(db.scalars(select(Release.number).order_by(Release.number))) == [1, 2, 3]
    assert not here.take_in(tmp_path / "all.zip").releases.added


def test_a_release_whose_draft_was_taken_out_of_the_export_brings_one(here, there, tmp_path):
    there.take(NAME)
    there.publish("person.name")
    folder = there.export(tmp_path / "out")
    told = manifest(folder)
    told["documents"] = [each for each in told["documents"] if each["release"]]
    (folder / "manifest.json").write_text(json.dumps(told))
    (folder / "element/person.name.json").unlink()
    here.take_in(folder)
    assert here.listed() == there.listed()


def test_two_exports_that_share_an_element_are_taken_in_together(here, seeded, tmp_path):
    one, two = seeded.export(tmp_path / "one.zip", "newborn"), seeded.export(tmp_path / "two", "restaurant")
    assert here.take_in(one, two).settled
    assert {code for _, code, *_ in here.listed()} >= {"newborn", "restaurant"}


def test_an_archive_packed_with_its_folder_is_read_all_the_same(here, there, tmp_path):
    there.take(NAME)
    there.publish("person.name")
    folder = there.export(tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
        for file in folder.rglob("*.json"):
            archive.write(file, Path("导出") / file.relative_to(folder))
    here.take_in(tmp_path / "packed.zip")
    assert here.listed() == there.listed()


def test_the_history_says_what_was_exchanged_with_whom(here, there, tmp_path):
    there.take(REGION, DEPARTMENT)
    there.publish("330106")
    here.take_in(there.export(tmp_path / "out.zip"))
    with here.database.reading() as db:
        run = db.scalars(select(ExchangeRun)).one()
        assert (run.way, run.partner) == ("import", there.name)
        assert run.counts == {"added": 2, "changed": 0, "unchanged": 0, "conflicts": 0, "releases": 1}
    with there.database.reading() as db:
        assert db.scalars(select(ExchangeRun)).one().counts == {"drafts": 2, "releases": 1}
