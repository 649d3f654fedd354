"""`yichuang definitions rules`: the same list for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from yichuang.cli import tree
from yichuang.definitions.check.quality import RULES
from yichuang.definitions.check.quality.manual import rows
from yichuang.definitions.check.quality.sample import laid_over

KEYS = ["id", "source", "severity", "title", "applies_to", "fix", "passing", "failing"]


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without a database."""
    monkeypatch.setenv("YICHUANG_VAR", str(tmp_path / "var"))


def run(*arguments: str) -> Result:
    """The command, in this process."""
    return CliRunner().invoke(tree, ["definitions", *arguments])


def test_the_list_holds_every_rule_in_its_order() -> None:
    done = run("rules", "--json")
    assert done.exit_code == 0
    listed: list[dict[str, Any]] = json.loads(done.stdout)
    assert [each["id"] for each in listed] == [row.id for row in rows()]
    assert all(list(each)[: len(KEYS)] == KEYS for each in listed)
    assert all(each["passing"] and each["failing"]["at"] for each in listed[: len(RULES)])


def test_one_rule_is_told_with_both_examples() -> None:
    done = run("rules", "WZ-4", "L05", "steps-sum")
    assert done.exit_code == 0
    for words in ("WZ-4   错误", "不通过：到现场1次，没有原因 → /visits/reason", "L05    错误", "步骤合计等于承诺"):
        assert words in done.stdout
    assert "WZ-5" not in done.stdout


def test_a_rule_asked_for_twice_is_told_once() -> None:
    assert [each["id"] for each in json.loads(run("rules", "L01", "L01", "--json").stdout)] == ["L01"]


@pytest.mark.parametrize("unknown", ["WZ-13", "wz-40", "规则"])
def test_a_rule_that_does_not_exist_is_wrong_usage(unknown: str) -> None:
    done = run("rules", "WZ-4", unknown)
    assert done.exit_code == 2 and done.stdout == ""
    assert f"没有编号为“{unknown}”的规则" in done.stderr


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.applies_to == ("matter",)], ids=lambda rule: rule.id)
def test_check_names_the_rule_of_an_example_written_to_a_file(rule: Any, tmp_path: Path) -> None:
    file = tmp_path / "sample.json"
    file.write_text(json.dumps(laid_over("matter", rule.failing.change), ensure_ascii=False), encoding="utf-8")
    done = run("check", str(file), "--json")
    assert done.exit_code == (1 if rule.severity == "error" else 0)
    found = {(each["rule"], each["severity"], each["pointer"].split("/", 2)[2]) for each in json.loads(done.stdout)}
    assert (rule.id, rule.severity, rule.failing.at[1:]) in found


def test_ids_are_understood_in_any_case_and_told_as_they_are() -> None:
    listed = json.loads(run("rules", "--json", "wz-4", "l05", "WZ-4", "Joint-Limit").stdout)
    assert [each["id"] for each in listed] == ["WZ-4", "L05", "joint-limit"]
    assert run("rules", "wz-99").exit_code == 2
