"""Exports that are broken, forged or hostile: refused in a sentence, in little time and memory, and nothing is written."""

from __future__ import annotations

import json
import os
import stat
import struct
import subprocess
import sys
import time
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from exchange_halls import DEPARTMENT, NAME, REGION, Hall, as_file

from yichuang.definitions.files.content import MAX_FILES
from yichuang.definitions.files.manifest import our_version
from yichuang.definitions.library import read_paths
from yichuang.errors import Invalid

MATERIAL = {"kind": "material", "code": "id-card", "name": "身份证", "source": "20"}


@pytest.fixture
def here(sqlite_database):
    """Where nothing of all this may arrive."""
    return Hall(sqlite_database, "示例正式大厅（示例）")


@pytest.fixture
def exported(seeded, tmp_path):
    """A guide and what it uses, exported as a folder."""
    return seeded.export(tmp_path / "out", "signboard")


def rules(path: Path) -> list[str]:
    return [problem.rule for problem in read_paths([path]).problems]


def edit_manifest(folder: Path, **changes) -> Path:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))
    return folder


def refused(here: Hall, *paths: Path) -> str:
    """All that is said when these are refused."""
    with pytest.raises(Invalid) as told:
        here.take_in(*paths)
    assert here.listed() == []
    return " ".join([str(told.value), *(f"{each.file} {each.message}{each.fix}" for each in told.value.problems)])


def test_a_release_whose_text_was_touched_is_refused_by_name(here, exported):
    file = exported / "releases/signboard/1.json"
    file.write_text(file.read_text().replace("店", "铺", 1))
    said = refused(here, exported)
    assert "signboard" in said and "摘要与内容不符" in said and "1.json" in said


def test_a_digest_that_was_touched_in_the_manifest_is_refused(here, exported):
    documents = json.loads((exported / "manifest.json").read_text())["documents"]
    for each in documents:
        if each["release"] and each["code"] == "signboard":
            each["digest"] = "0" * 64
    assert "摘要与内容不符" in refused(here, edit_manifest(exported, documents=documents))


@pytest.mark.parametrize(("change", "theirs"), [
    ({"format": 2}, "格式 2"), ({"made_by": "99.1.0"}, "99.1.0"), ({"format": 7, "documents": "又一种写法"}, "格式 7"),
])
def test_an_export_of_a_newer_version_is_refused_and_both_versions_are_named(here, exported, change, theirs):
    said = refused(here, edit_manifest(exported, **change))
    assert theirs in said and our_version() in said and "格式 1" in said and "升级" in said


@pytest.mark.parametrize("change", [
    {"format": "1"}, {"format": None}, {"format": 0}, {"format": -1}, {"documents": None}, {"documents": [1]},
    {"install": "x"}, {"made_at": "昨天"},
])
def test_a_manifest_that_cannot_be_followed_is_refused(here, exported, change):
    assert "导出清单" in refused(here, edit_manifest(exported, **change))


def test_a_manifest_of_another_program_is_none_of_ours(here, tmp_path):
    as_file(tmp_path, "x/manifest.json", {"name": "插件", "version": "1"})
    as_file(tmp_path, "x/a.json", REGION)
    here.take_in(tmp_path / "x")
    assert [code for _, code, *_ in here.listed()] == ["330106"]


def test_a_broken_manifest_is_refused(here, exported):
    (exported / "manifest.json").write_text("{")
    assert "导出清单不是完整的 JSON" in refused(here, exported)


def test_a_file_that_is_missing_or_not_listed_is_named(here, exported):
    (exported / "releases/signboard/1.json").rename(exported / "releases/signboard/9.json")
    said = refused(here, exported)
    assert "缺文件 releases/signboard/1.json" in said and "9.json 导出清单里没有" in said


def test_a_pinned_release_that_is_nowhere_is_named(here, exported):
    document = json.loads((exported / "manifest.json").read_text())
    code = next(each["code"] for each in document["documents"] if each["kind"] == "element" and each["release"])
    kept = [each for each in document["documents"] if not (each["code"] == code and each["release"])]
    (exported / f"releases/{code}/1.json").unlink()
    said = refused(here, edit_manifest(exported, documents=kept))
    assert f"用到“{code}”" in said and "没有导入" in said


def test_a_release_that_does_not_say_which_release_it_uses_is_refused(here, exported):
    file = exported / "releases/signboard/1.json"
    document = json.loads(file.read_text())
    del document["pins"]
    body = json.dumps(document, ensure_ascii=False).encode()
    file.write_bytes(body)
    documents = json.loads((exported / "manifest.json").read_text())["documents"]
    for each in documents:
        if each["file"] == "releases/signboard/1.json":
            each["digest"] = sha256(body).hexdigest()
    assert "没有写明所用的" in refused(here, edit_manifest(exported, documents=documents))


def test_releases_that_pin_each_other_are_refused_with_the_chain(here, tmp_path):
    digests = {"one": "a" * 64, "two": "b" * 64}
    documents = []
    for code, other in (("one", "two"), ("two", "one")):
        body = {**MATERIAL, "code": code, "pins": {other: digests[other]}}
        as_file(tmp_path, f"x/releases/{code}/1.json", body)
        documents.append({"kind": "material", "code": code, "file": f"releases/{code}/1.json", "release": 1,
                          "digest": digests[code]})
    as_file(tmp_path, "x/manifest.json", {"format": 1, "made_by": "0.1.0", "made_at": "2026-11-25T02:00:00Z",
                                          "install": "0" * 32, "documents": documents})
    assert "one 第 1 版 → two 第 1 版 → one 第 1 版" in refused(here, tmp_path / "x")


def test_two_documents_of_one_code_are_refused_and_both_files_named(here, tmp_path):
    as_file(tmp_path, "x/a.json", NAME)
    as_file(tmp_path, "x/b.json", {**NAME, "name": "名"})
    said = refused(here, tmp_path / "x")
    assert "a.json" in said and "b.json" in said and "person.name" in said


def test_definitions_that_stand_above_themselves_are_refused_with_the_chain(here, tmp_path):
    as_file(tmp_path, "x.json", [{**REGION, "parent": "330107"}, {**REGION, "code": "330107", "parent": "330106"}])
    assert "330106 → 330107 → 330106" in refused(here, tmp_path / "x.json")


def test_a_circle_that_closes_only_through_what_is_there_already_is_found(here, tmp_path):
    here.take({**REGION, "parent": "330107"})
    before = here.listed()
    with pytest.raises(Invalid, match="绕回自身"):
        here.take_in(as_file(tmp_path, "x.json", {**REGION, "code": "330107", "parent": "330106"}))
    assert here.listed() == before


def test_a_chain_of_ten_thousand_regions_is_no_circle_and_takes_no_stack(here, tmp_path):
    regions = [{**REGION, "code": f"r{n}", "parent": f"r{n + 1}"} for n in range(10_000)]
    plan = here.plan(as_file(tmp_path, "x.json", [*regions, {**REGION, "code": "r10000"}]))
    assert len(plan.of("added")) == 10_001


def test_bundles_that_send_people_to_each_other_are_no_circle(here, seeded, tmp_path):
    stop = {"when": {"properties": {"x": {"const": True}}, "required": ["x"]}, "reason": "另一处", "alternative": "去那里"}
    seeded.change("newborn", stops=[{**stop, "bundle": "restaurant"}])
    seeded.change("restaurant", stops=[{**stop, "bundle": "newborn"}])
    here.take_in(seeded.export(tmp_path / "out.zip", "newborn"))
    assert {"newborn", "restaurant"} <= {code for _, code, *_ in here.listed()}


def packed(path: Path, *entries: tuple[str | zipfile.ZipInfo, object]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in entries:
            archive.writestr(name, content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False))
    return path


@pytest.mark.parametrize("name", ["../evil.json", "/etc/evil.json", "C:/evil.json", "C:\\evil.json", "a\\..\\..\\evil.json"])
def test_a_path_that_leads_out_refuses_the_archive(here, tmp_path, name):
    said = refused(here, packed(tmp_path / "x.zip", (name, REGION)))
    assert "指向外面的路径" in said
    assert not list(tmp_path.parent.rglob("evil.json"))


def test_a_link_in_an_archive_refuses_it(here, tmp_path):
    link = zipfile.ZipInfo("link.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "有链接" in refused(here, packed(tmp_path / "x.zip", (link, b"/etc/passwd")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_refuse_the_archive(here, tmp_path):
    assert "2 个同名的文件" in refused(here, packed(tmp_path / "x.zip", ("a.json", REGION), ("a.json", DEPARTMENT)))


def test_names_in_gbk_read_sensibly_and_separators_of_windows_are_folders(tmp_path):
    path = packed(tmp_path / "x.zip", ("AAAA/BBBB.json", {"kind": "nothing"}))
    content = path.read_bytes().replace(b"AAAA/BBBB", "示例".encode("gbk") + b"\\" + "区划".encode("gbk"))
    path.write_bytes(content)
    assert read_paths([path]).problems[0].file == f"{path}!示例/区划.json"


def test_what_is_no_json_is_left_aside_and_said(here, tmp_path):
    path = packed(tmp_path / "x.zip", ("a.json", REGION), ("读我.txt", b"x"), ("inner.zip", b"PK\x03\x04"))
    assert [name.rpartition("!")[2] for name in here.take_in(path).reading.ignored] == ["inner.zip", "读我.txt"]


def test_links_that_lead_out_of_a_folder_are_not_followed(here, tmp_path):
    as_file(tmp_path, "outside/secret.json", {**REGION, "code": "secret"})
    folder = as_file(tmp_path, "x/a.json", REGION).parent
    os.symlink(tmp_path / "outside/secret.json", folder / "b.json")
    os.symlink(tmp_path / "outside", folder / "c")
    os.symlink(folder / "a.json", folder / "d.txt")
    os.mkfifo(folder / "pipe.json")
    plan = here.take_in(folder)
    assert [code for _, code, *_ in here.listed()] == ["330106"]
    assert {Path(name).name for name in plan.reading.ignored} == {"b.json", "pipe.json", "d.txt"}


def test_a_pipe_or_device_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    assert rules(tmp_path / "pipe.json") == ["file"] and rules(Path("/dev/zero")) == ["file"]


def test_more_entries_than_anybody_needs_are_refused_before_they_are_read(tmp_path):
    path = packed(tmp_path / "x.zip", ("a.json", REGION))
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x05\x06")
    struct.pack_into("<HH", content, at + 8, MAX_FILES + 1, MAX_FILES + 1)
    path.write_bytes(content)
    assert rules(path) == ["size"]


def test_a_method_that_unpacks_into_any_memory_it_likes_is_not_taken(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.json", json.dumps(REGION))
    assert rules(tmp_path / "x.zip") == ["zip"]


def test_an_entry_whose_size_is_a_lie_is_not_believed(tmp_path):
    path = packed(tmp_path / "x.zip", ("a.json", b" " * 30_000_000))
    content = bytearray(path.read_bytes())
    central = content.rindex(b"PK\x01\x02")
    struct.pack_into("<L", content, central + 24, 10)
    path.write_bytes(content)
    assert rules(path) == ["zip"]


@pytest.mark.parametrize("cut", [1, 10, 22, 40, 100, 200])
def test_an_archive_cut_anywhere_is_a_sentence(seeded, tmp_path, cut):
    path = seeded.export(tmp_path / "whole.zip", "signboard")
    path.write_bytes(path.read_bytes()[:-cut])
    assert set(rules(path)) == {"zip"}


WATCHED = """
import resource, sys
from pathlib import Path
from yichuang.definitions.library import read_paths
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
problems = read_paths([Path(sys.argv[1])]).problems
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((after - before) // 1024, ",".join(sorted({each.rule for each in problems})))
"""


def measured(path: Path) -> tuple[int, str, float]:
    """Megabytes of memory, rules, seconds, in a process of its own."""
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", WATCHED, path], capture_output=True, text=True, check=True, timeout=60)
    grown, _, found = done.stdout.strip().partition(" ")
    return int(grown), found, time.monotonic() - begun


def test_a_bomb_is_refused_in_little_memory_and_time(tmp_path):
    many = packed(tmp_path / "many.zip", *((f"{n}.json", b" " * 15_000_000) for n in range(12)))
    lying = bytearray(many.read_bytes())
    at = 0
    while (at := lying.find(b"PK\x01\x02", at)) >= 0:
        struct.pack_into("<L", lying, at + 24, 15)
        at += 4
    (tmp_path / "lying.zip").write_bytes(lying)
    for name, wanted in (("many.zip", "size"), ("lying.zip", "zip")):
        grown, found, seconds = measured(tmp_path / name)
        assert found == wanted and grown < 60 and seconds < 20, (name, grown, found, seconds)


def test_a_directory_of_a_million_entries_is_refused_before_it_fills_the_memory(tmp_path):
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<HHH", 1, 0, 0) + bytes(12) + b"a"
    directory = entry * 400_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 60_000, 60_000, len(directory), 0, 0)
    (tmp_path / "x.zip").write_bytes(directory + end)
    grown, found, seconds = measured(tmp_path / "x.zip")
    assert found == "size" and grown < 60 and seconds < 20
