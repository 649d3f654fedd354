"""`yichuang definitions export` and `import` as people run them: exit status, lines, and the shapes of JSON."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest
from exchange_halls import NAME, REGION, as_file

from yichuang.cli import main

KEYS = ["added", "changed", "unchanged", "kept", "releases", "conflicts", "ignored"]


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(monkeypatch, capsysbinary):
    """The command itself, on a hall's database; in this process, since starting one takes longer than the work."""
    for name in ("YICHUANG_DATABASE", "YICHUANG_VAR"):
        monkeypatch.delenv(name, raising=False)

    def do(hall, *arguments: object) -> Said:
        ini = hall.database.settings.var / "own.ini"
        ini.write_text(f"[app:main]\nyichuang.var = .\nyichuang.hall = {hall.name}\n", encoding="utf-8")
        capsysbinary.readouterr()
        try:
            status = main(["-c", str(ini), "definitions", *map(str, arguments)]) or 0
        except SystemExit as end:
            status = end.code or 0
        said = capsysbinary.readouterr()
        return Said(status, said.out.decode(), said.err.decode())

    return do


@pytest.fixture
def here(there):
    """The embedded install that the commands work on."""
    there.take(REGION, NAME)
    there.publish("person.name")
    return there


@pytest.fixture
def empty(beside, here):
    """Another one, empty."""
    return type(here)(beside(), "示例第二大厅（示例）")


def test_out_and_in_again_the_lists_are_the_same(run, here, empty, tmp_path):
    done = run(here, "export", "--all", "-o", tmp_path / "all.zip", "--json")
    assert done.status == 0 and "2 个定义、1 个发布版本" in done.err
    assert sorted(done.json()["documents"][0])[:5] == ["bases", "code", "digest", "file", "history"]
    taken = run(empty, "import", tmp_path / "all.zip")
    assert taken.status == 0 and taken.out.splitlines()[:2] == ["新增 person.name", "新增 330106"]
    assert taken.out.splitlines()[2].startswith("新增 person.name 第 1 版 ")
    assert run(empty, "list", "--json").out == run(here, "list", "--json").out
    again = run(empty, "import", tmp_path / "all.zip")
    assert again.out.splitlines() == ["未变 person.name", "未变 330106"]


@pytest.mark.parametrize(("arguments", "status", "said"), [
    (("export", "nowhere", "-o", "{}/x.zip"), 1, "没有编码为“nowhere”的定义"),
    (("export", "-o", "{}/x.zip"), 2, "--all"),
    (("export", "330106", "--all", "-o", "{}/x.zip"), 2, "--all"),
    (("export", "330106"), 2, "output"),
    (("export", "330106", "-o", "{}/no/such/x.zip"), 1, "写不进"),
    (("import", "{}/nothing"), 1, "找不到"),
    (("import", "{}", "--ours", "--theirs"), 2, "只能选一个"),
    (("import", "{}"), 1, "里没有一份定义"),
])
def test_wrong_words_get_a_sentence(run, here, tmp_path, arguments, status, said):
    done = run(here, *(each.format(tmp_path) if isinstance(each, str) else each for each in arguments))
    assert done.status == status and said in done.err and done.out == ""
    assert not list(tmp_path.glob("x.zip"))


def test_a_dry_run_shows_each_place_and_writes_nothing(run, here, tmp_path):
    before = here.listed()
    path = as_file(tmp_path, "x.json", {**NAME, "name": "公民姓名", "synonyms": []})
    done = run(here, "import", "--dry-run", path)
    assert done.status == 0
    assert done.out.splitlines() == ["修改 person.name", "    /name：“姓名” → “公民姓名”", "    /synonyms/名字：“名字” → （没有）"]
    said = run(here, "import", "--dry-run", "--json", path).json()
    assert list(said) == KEYS
    assert said["changed"] == [{"code": "person.name", "changes": [
        {"pointer": "/name", "before": "姓名", "after": "公民姓名"}, {"pointer": "/synonyms/名字", "before": "名字"}]}]
    assert here.listed() == before


def test_conflicts_write_nothing_until_it_is_said_what_to_do(run, here, empty, tmp_path):
    run(here, "export", "--all", "-o", tmp_path / "one")
    run(empty, "import", tmp_path / "one")
    here.change("person.name", name="自然人姓名")
    here.take({**REGION, "name": "示例新区（示例）"})
    empty.change("person.name", name="公民姓名")
    run(here, "export", "--all", "-o", tmp_path / "one")
    before = empty.listed()
    plain = run(empty, "import", tmp_path / "one")
    assert plain.status == 1 and plain.out == "" and "冲突 person.name /name" in plain.err and "--merge" in plain.err
    assert empty.listed() == before
    dry = run(empty, "import", "--dry-run", "--merge", "--json", tmp_path / "one")
    conflict, = dry.json()["conflicts"]
    assert dry.status == 1 and empty.listed() == before
    assert conflict.pop("message") and conflict == {"code": "person.name", "kind": "draft", "pointer": "/name", "base": "姓名",
                                                    "ours": "公民姓名", "theirs": "自然人姓名"}
    merged = run(empty, "import", "--merge", tmp_path / "one")
    assert merged.status == 1 and merged.out.splitlines() == ["修改 330106"]
    assert empty.draft("person.name")["name"] == "公民姓名"
    assert run(empty, "import", "--theirs", tmp_path / "one").status == 0
    assert empty.draft("person.name")["name"] == "自然人姓名"


def test_a_forged_release_ends_with_status_1_and_a_name(run, here, empty, tmp_path):
    run(here, "export", "person.name", "-o", tmp_path / "out")
    file = tmp_path / "out/releases/person.name/1.json"
    file.write_text(file.read_text().replace("姓名", "姓氏"))
    done = run(empty, "import", tmp_path / "out")
    assert done.status == 1 and "person.name" in done.err and "摘要与内容不符" in done.err
    assert empty.listed() == []
    checked = run(empty, "check", tmp_path / "out", "--json")
    assert checked.status == 1 and [each["rule"] for each in checked.json()] == ["digest"]


def test_an_export_can_be_checked_without_a_database(run, here, tmp_path):
    run(here, "export", "person.name", "-o", tmp_path / "out.zip")
    checked = run(here, "check", tmp_path / "out.zip", "--json")
    assert checked.status == 0 and not [each for each in checked.json() if each["severity"] == "error"]


def test_what_was_left_aside_is_said(run, here, tmp_path):
    as_file(tmp_path, "x/a.json", REGION)
    (tmp_path / "x/读我.txt").write_text("x")
    done = run(here, "import", tmp_path / "x")
    assert done.status == 0 and done.out == "未变 330106\n" and "没有读" in done.err and "读我.txt" in done.err


@pytest.mark.parametrize("name", ["empty.zip", "folder"])
def test_an_archive_or_folder_without_definitions_is_said_to_be_empty(run, here, tmp_path, name):
    path = tmp_path / name
    zipfile.ZipFile(path, "w").close() if path.suffix else path.mkdir()
    before = here.listed()
    for more in ((), ("--dry-run",)):
        done = run(here, "import", path, *more)
        assert done.status == 1 and f"{name}”里没有一份定义" in done.err and done.out == ""
    assert here.listed() == before


@pytest.mark.parametrize(("content", "rule"), [
    ("{", "json"), ('{"kind": "region", "code": "1"}', "required"), ('{"code": "a", "code": "b"}', "json"), (None, "refused"),
])
def test_what_is_refused_is_a_document_too(run, here, tmp_path, content, rule):
    path = tmp_path / "x.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    done = run(here, "import", path, "--json")
    told = done.json()
    assert done.status == 1 and done.err
    assert list(told) == [*KEYS, "problems"] and rule in {problem["rule"] for problem in told["problems"]}
    assert not any(told[key] for key in ("added", "changed", "unchanged", "kept", "conflicts"))


def test_a_forged_archive_is_refused_with_a_document(run, here, tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x03\x04 no archive")
    done = run(here, "import", path, "--json")
    assert done.status == 1 and done.json()["problems"]
