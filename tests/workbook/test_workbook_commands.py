"""`yichuang definitions workbook` as people run it: exit status, messages, the shape of JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from yichuang.cli import main
from yichuang.definitions.canonical import digest_of
from yichuang.definitions.drafts import save_document
from yichuang.definitions.records import Draft

WINDOW = ["窗口分类编码", "窗口分类名称"]
KEYS = ["written", "rows", "added", "changed", "unchanged", "problems"]


@pytest.fixture
def run(monkeypatch, capsysbinary, sqlite_database, seeds):
    """The command in this process, on the drafts of the seeds: run("read", path) gives status, output, messages."""
    for name in ("YICHUANG_DATABASE", "YICHUANG_VAR"):
        monkeypatch.delenv(name, raising=False)
    with sqlite_database.writing() as db:
        for document in seeds.values():
            save_document(db, document, datetime(2026, 11, 21, tzinfo=UTC), "甲")
    ini = sqlite_database.settings.var / "own.ini"
    ini.write_text("[app:main]\nyichuang.var = .\n", encoding="utf-8")

    def do(*arguments):
        capsysbinary.readouterr()
        try:
            status = main(["-c", str(ini), "definitions", "workbook", *map(str, arguments)]) or 0
        except SystemExit as end:
            status = end.code or 0
        said = capsysbinary.readouterr()
        return status, said.out.decode(), said.err.decode()

    return do


@pytest.fixture
def digests(sqlite_database):
    """Code → digest of all drafts as they are now."""

    def read():
        with sqlite_database.reading() as db:
            return {draft.code: digest_of(draft.body) for draft in db.query(Draft)}

    return read


def test_written_and_read_back_nothing_changes(run, digests, tmp_path):
    before = digests()
    assert run("write", "-o", tmp_path / "a.xlsx")[0] == 0
    status, out, err = run("read", tmp_path / "a.xlsx")
    assert (status, out) == (0, "") and "0 处错误，0 处提醒" in err and digests() == before


def test_the_json_of_reading_has_every_key(run, book):
    path = book(窗口分类=[WINDOW, ["wc-a", "甲"], ["wc b!", "乙"]])
    status, out, _ = run("read", path, "--json")
    told = json.loads(out)
    assert status == 1 and list(told) == KEYS and told["written"] is False and told["rows"] == {"窗口分类": 2}
    assert list(told["problems"][0]) == ["sheet", "row", "column", "rule", "severity", "message", "fix"]
    assert (told["problems"][0]["row"], told["problems"][0]["column"]) == (3, "窗口分类编码")


def test_a_wrong_row_keeps_everything_from_being_written_unless_skipped(run, book, digests):
    path, before = book(窗口分类=[WINDOW, ["wc-a", "甲"], ["wc b!", "乙"]]), digests()
    assert run("read", path)[0] == 1 and digests() == before
    status, out, _ = run("read", path, "--skip-bad")
    assert (status, out) == (1, "新增 wc-a\n") and set(digests()) - set(before) == {"wc-a"}


def test_a_dry_run_says_what_would_change_and_writes_nothing(run, book, digests):
    path, before = book(窗口分类=[WINDOW, ["wc-a", "甲"], ["wc-general", "改名"]]), digests()
    assert run("read", path, "--dry-run")[:2] == (0, "新增 wc-a\n修改 wc-general\n") and digests() == before


@pytest.mark.parametrize("arguments", [("read",), ("write",), ("template",), ("read", "a.xlsx", "--nonsense"), ("eat",)])
def test_wrong_usage_is_told_apart(run, arguments):
    assert run(*arguments)[0] == 2


@pytest.mark.parametrize("command", ["write", "template"])
def test_a_workbook_is_not_written_under_the_name_of_another_kind_of_file(run, tmp_path, command):
    status, out, err = run(command, "-o", tmp_path / "lists.txt")
    assert (status, out) == (2, "") and "只能写成 .xlsx 文件" in err and not (tmp_path / "lists.txt").exists()


def test_files_that_cannot_be_read_or_written_are_told_without_a_traceback(run, tmp_path):
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "d.xlsx").mkdir()
    for arguments in (("read", tmp_path / "b.xlsx"), ("read", tmp_path / "nowhere.xlsx"),
                      ("write", "nowhere", "-o", tmp_path / "c.xlsx"),
                      ("template", "-o", tmp_path / "no" / "folder.xlsx"), ("write", "-o", tmp_path / "d.xlsx")):
        status, out, err = run(*arguments)
        assert (status, out) == (1, "") and err.strip().endswith("。") and "Traceback" not in err


def test_without_a_database_a_dry_run_still_checks_the_file(monkeypatch, capsysbinary, book, tmp_path):
    monkeypatch.setenv("YICHUANG_VAR", str(tmp_path / "none"))
    with pytest.raises(SystemExit) as end:
        main(["definitions", "workbook", "read", str(book(窗口分类=[WINDOW, ["wc b!", "甲"]])), "--dry-run", "--json"])
    assert end.value.code == 1 and json.loads(capsysbinary.readouterr().out)["problems"][0]["rule"] == "pattern"


def test_the_template_says_where_it_is(run, tmp_path):
    path = tmp_path / "空白.xlsx"
    status, out, err = run("template", "-o", path)
    assert (status, out) == (0, "") and path.exists()
    assert "已写出空白模板" in err and str(path) in err
