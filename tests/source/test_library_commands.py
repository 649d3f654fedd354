"""`yichuang definitions sync` and `proposals` as people run them; and an import that would change the library's columns."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from yichuang.cli import main
from yichuang.definitions.drafts import draft_document, save_document
from yichuang.definitions.library import read_paths

PROPOSAL = ["id", "library", "version", "code", "name", "action", "state", "diff", "problems", "used_by", "proposed_at",
            "proposed_by", "decided_at", "decided_by", "reason"]


@pytest.fixture
def run(monkeypatch, capsysbinary, sqlite_database):
    """The command in this process, on the drafts of the seeds."""
    for name in ("YICHUANG_DATABASE", "YICHUANG_VAR"):
        monkeypatch.delenv(name, raising=False)
    with sqlite_database.writing() as db:
        for entry in read_paths([Path(__file__).parents[2] / "seeds"]).library.entries.values():
            save_document(db, entry.document, datetime(2026, 11, 21, tzinfo=UTC), "甲")
    ini = sqlite_database.settings.var / "own.ini"
    ini.write_text("[app:main]\nyichuang.var = .\n", encoding="utf-8")

    def do(*arguments):
        capsysbinary.readouterr()
        try:
            status = main(["-c", str(ini), "definitions", *map(str, arguments)]) or 0
        except SystemExit as end:
            status = end.code or 0
        said = capsysbinary.readouterr()
        return status, said.out.decode(), said.err.decode()

    return do


@pytest.fixture
def document(sqlite_database):
    """A draft's document as it is now."""

    def read(code):
        with sqlite_database.reading() as db:
            return dict(draft_document(db, code))

    return read


def test_a_library_is_compared_accepted_and_compared_again(run, library, row, material, document):
    path = library([row(), material()]).path
    status, out, _ = run("sync", path, "--json")
    told = json.loads(out)
    assert status == 0 and list(told) == ["library", "matters", "proposals", "open_before", "unchanged", "rejected_before",
                                          "superseded", "problems"]
    assert list(told["proposals"][0]) == PROPOSAL and told["proposals"][0]["action"] == "add"
    assert json.loads(run("proposals", "--json")[1]) == told["proposals"]
    status, out, _ = run("proposals", "accept", told["proposals"][0]["id"], "--json")
    accepted, = json.loads(out)
    assert status == 0 and accepted["state"] == "accepted" and accepted["lacking"]
    assert document(accepted["code"])["origin"]["library"] == "示例省事项库"
    assert json.loads(run("sync", path, "--json")[1])["unchanged"] == 1
    assert json.loads(run("proposals", "--json")[1]) == []
    assert json.loads(run("proposals", "--state", "all", "--json")[1])[0]["decided_by"] == "命令行"


def test_a_dry_run_proposes_nothing_that_stays(run, library, row):
    status, out, err = run("sync", library([row()]).path, "--dry-run")
    assert status == 0 and out.startswith("新增 ") and "提议新增 1 个" in err
    assert json.loads(run("proposals", "--json")[1]) == []


def test_the_name_of_the_library_may_be_given(run, library, row):
    told = json.loads(run("sync", library([row()]).path, "--source", "另一省库（示例）", "--mapping", "up", "--json")[1])
    assert told["proposals"][0]["library"] == "另一省库（示例）"


def test_rows_that_are_wrong_make_the_exit_status_one_and_the_rest_is_proposed(run, library, row):
    status, out, err = run("sync", library([row(), row(task_name="")]).path)
    assert status == 1 and out.count("新增") == 1 and "missing-name" in err


@pytest.mark.parametrize(("arguments", "status"), [
    (("proposals", "accept"), 2), (("proposals", "eat", "1"), 2), (("proposals", "accept", "0"), 2), (("sync",), 2),
    (("proposals", "accept", "99"), 1), (("proposals", "reject", "1"), 1), (("sync", "/nowhere.json"), 1),
])
def test_wrong_usage_and_wrong_ids_are_told_apart(run, library, row, arguments, status):
    run("sync", library([row()]).path)
    told, out, err = run(*arguments)
    assert (told, out) == (status, "") and err.strip()


def test_all_that_wait_can_be_rejected_with_one_reason(run, library, row):
    run("sync", library([row(), row(task_handle_item="示例-2", task_name="乙")]).path)
    status, out, _ = run("proposals", "reject", "--all", "--reason", "不属于本区（示例）")
    assert status == 0 and out.count("已拒绝") == 2


def test_a_mapping_of_ones_own_is_data(run, tmp_path):
    mapping = {"code": "own", "name": "自定", "library": "某市事项库（示例）", "codes": [["BM"]],
               "columns": [{"from": ["MC"], "to": "name", "as": "title"},
                           {"from": ["LX"], "to": "task_type", "as": "choice", "words": "TASK_TYPES", "table": {"甲": "01"}}]}
    (tmp_path / "own.json").write_text(json.dumps(mapping), encoding="utf-8")
    (tmp_path / "data.csv").write_text("BM,MC,LX\nX-1,示例许可（示例）,甲\n", encoding="utf-8")
    told = json.loads(run("sync", tmp_path / "data.csv", "--mapping", tmp_path / "own.json", "--json")[1])
    assert told["library"] == "某市事项库（示例）" and told["proposals"][0]["name"] == "示例许可（示例）"
    assert {"column": "事项类型", "before": "", "after": "行政许可"} in told["proposals"][0]["diff"]
    (tmp_path / "bad.json").write_text('{"code": 1}', encoding="utf-8")
    assert run("sync", tmp_path / "data.csv", "--mapping", tmp_path / "bad.json")[0] == 1
    assert run("sync", tmp_path / "data.csv", "--mapping", "nowhere")[0] == 1


def test_an_import_does_not_change_what_the_library_keeps_unless_it_speaks_for_it(run, library, row, document, tmp_path):
    run("sync", library([row(task_handle_item=document("signboard")["local_code"])]).path)
    run("proposals", "accept", "--all")
    kept = document("signboard")
    path = tmp_path / "signboard.json"

    def imported(*options, **changes):
        path.write_text(json.dumps({**kept, **changes}, ensure_ascii=False), encoding="utf-8")
        return run("import", path, "--theirs", *options)

    status, _, err = imported(name="改名（示例）")
    assert status == 1 and "“事项名称”来自“示例省事项库”" in err and document("signboard") == kept
    assert imported(annual_volume=88)[0] == 0 and document("signboard")["annual_volume"] == 88
    newer = {**kept["origin"], "version": kept["origin"]["version"] + 1}
    assert imported(name="省库改名（示例）", origin=newer)[0] == 0 and document("signboard")["name"] == "省库改名（示例）"
    assert imported("--from-library", name="硬改（示例）", origin=newer)[0] == 0
