"""`yichuang bundles reductions|compose|project` on definitions not yet imported: shapes, words, exit status, broken bundles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from yichuang_command import ROOT, write

from yichuang.cli import main, tree

SEEDS = ROOT / "seeds"
MATTER = {
    "kind": "matter", "task_type": "20", "use_levels": ["4"], "department": "d", "audiences": ["1"], "scope": "示例。",
    "project_type": "promised", "review_type": "reviewed", "basis": [], "conditions": [], "steps": [], "locations": [],
    "consult_phone": "0571-88001001", "complaint_phone": "12345", "visits": {"number": 1}, "materials": [],
    "result": {"name": "书", "type": "document"}, "promised_limit": {"days": 5},
    "form": {"schema": {"type": "object", "properties": {
        "name": {"type": "string", "title": "姓名", "x-role": "owner", "x-element": "person.name", "maxLength": 9}}}},
}  # fmt: skip


def matter(code: str, **more: Any) -> dict[str, Any]:
    return {**MATTER, "code": code, "name": f"事项{code}（示例）", **more}


def bundle(*members: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "kind": "bundle", "code": "bundle", "name": "示例一件事", "lead": "d", "region": "330106", "audiences": ["1"],
        "summary": "示例。", "roles": [{"code": "owner", "title": "业主"}], "members": list(members),
        "promise": {"limit": {"days": 6}}, "consult_phone": "0571-88001001", "complaint_phone": "12345", **more}  # fmt: skip


def waits(code: str, *others: str) -> dict[str, Any]:
    return {"matter": code, "depends_on": [{"matter": other} for other in others]}


Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Ask:
    """The command in this process, where there is no database: ask("reductions", path) gives status, output, messages."""
    monkeypatch.setenv("YICHUANG_VAR", str(tmp_path / "none"))

    def do(*words: object) -> tuple[int, str, str]:
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["bundles", *map(str, words)])
        said = capsysbinary.readouterr()
        return int(ended.value.code or 0), said.out.decode(), said.err.decode()

    return do


def test_a_table_for_people_has_every_scenario_and_the_range(ask: Ask) -> None:
    status, out, err = ask("reductions", SEEDS, "--code", "estate")
    assert status == 0
    assert "按办理的事项分 8 种" in out and "常见情形" in out and "全部情形" in out
    assert "“是否办理供水过户”是“不办理”" in out and "办理时限 3 → 5 个工作日　不减反增" in out
    assert "办理时限不减反增：逐个办理 3 个工作日，一件事 5 个工作日。" in err


def test_the_json_has_every_key_and_a_range_over_all(ask: Ask, tmp_path: Path) -> None:
    documents = [matter("a"), matter("b"), bundle(waits("a"), waits("b", "a"), promise={"limit": {"days": 10}})]
    status, out, err = ask("reductions", write(tmp_path, "x.json", documents), "--json")
    told = json.loads(out)
    assert (status, err) == (0, "")
    assert list(told) == ["code", "name", "exhaustive", "range", "typical", "scenarios"]
    (line,) = told["scenarios"]
    assert set(line["reductions"]) == set(line["range"]) == {"fields", "materials", "days", "visits"}
    assert line["limits"] == {"serial": 10, "critical_path": 10, "promised": 10, "path": ["a", "b"]}
    assert told["range"]["visits"] == {"before": {"min": 2, "max": 2}, "after": {"min": 1, "max": 1}}


def test_members_done_elsewhere_are_left_out_and_strangers_named(ask: Ask, tmp_path: Path) -> None:
    path = write(tmp_path, "x.json", [matter("a"), matter("b"), bundle(waits("a"), waits("b", "a"))])
    _, out, _ = ask("reductions", path, "--done", "a", "--json")
    assert [[each["code"] for each in line["matters"]] for line in json.loads(out)["scenarios"]] == [["b"]]
    status, out, err = ask("reductions", path, "--done", "c")
    assert (status, out) == (1, "") and "没有“c”" in err


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        ([matter("a"), matter("b"), bundle(waits("a", "b"), waits("b", "a"))], "互相等待"),
        ([matter("a"), bundle(waits("a"), waits("gone"))], "“gone”没有定义"),
        ([matter("a", form={"schema": {"properties": 5}}), bundle(waits("a"))], "schema"),
        ([matter("a"), bundle(waits("a"), promise={"limit": {"days": 4}})], "短于最长一串事项"),
        ([matter("a", task_type="01"), bundle(waits("a"), promise={"limit": {"days": 46}})], "不得超过 45 日"),
    ],
)
def test_a_broken_bundle_is_said_in_a_sentence_with_status_1(
    ask: Ask, tmp_path: Path, documents: list[dict[str, Any]], said: str
) -> None:
    path = write(tmp_path, "x.json", documents)
    status, _, err = ask("reductions", path)
    assert status == 1 and said in err
    _, out, err = ask("compose", path)
    assert said in err + out


def test_composing_files_needs_no_database_and_says_what_is_wrong_with_the_promise(ask: Ask, tmp_path: Path) -> None:
    documents = [matter("a"), bundle(waits("a"), promise={"limit": {"days": 9}}, visits=3)]
    status, out, _ = ask("compose", write(tmp_path, "x.json", documents))
    told = json.loads(out)
    assert status == 0 and told["path"] == ["a"]
    assert [problem["rule"] for problem in told["warnings"]] == ["grown", "grown"]
    assert told["reductions"]["visits"] == {"before": 1, "after": 3}


def test_a_filing_of_files_is_projected_and_outputs_beyond_the_rows_are_named(ask: Ask, tmp_path: Path) -> None:
    filing = json.loads((SEEDS / "newborn/example-twins.json").read_text(encoding="utf-8"))
    status, out, _ = ask("project", SEEDS, "--code", "newborn", "--filing", SEEDS / "newborn/example-twins.json")
    assert status == 0 and {case["row"] for case in json.loads(out)["cases"]} == {0, 1, None}
    filing["outputs"]["birth-certificate"].append({"birth_cert.no": "Z330000003"})
    path = write(tmp_path, "f.json", filing)
    status, out, err = ask("project", SEEDS, "--code", "newborn", "--filing", path)
    assert status == 1 and "表里只有 2 行" in err
    assert [problem["rule"] for problem in json.loads(out)["problems"]] == ["output-rows"]


def test_the_command_is_among_the_others_with_a_line_of_help() -> None:
    assert "四减" in CliRunner().invoke(tree, ["bundles", "--help"]).output
