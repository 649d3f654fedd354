"""`bundles conflicts|decide` from outside: on files that nobody imported, and on the draft in the database."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from yichuang_command import ROOT, run, write

from yichuang.cli import tree
from yichuang.errors import YichuangError

ADDRESS = "ent.ent.address"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A copy of the company bundle with what it uses, to be changed."""
    for name in ("common", "company"):
        shutil.copytree(ROOT / "seeds" / name, tmp_path / "seeds" / name)
    return tmp_path / "seeds"


def bundles(*arguments: object) -> Result:
    return CliRunner().invoke(tree, ["bundles", *map(str, arguments)])


def conflicts(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bundles("conflicts", folder, "--json").stdout)
    return found


def reworded(folder: Path) -> None:
    """The tax office calls the address something else."""
    path = folder / "company" / "matters" / "company-tax.json"
    path.write_text(path.read_text(encoding="utf-8").replace("生产经营地址", "实际经营地址"), encoding="utf-8")


def test_conflicts_of_files_are_listed_with_their_decisions(seeds: Path) -> None:
    said = conflicts(seeds)
    assert (said["bundle"], said["open"]) == ("company", 0) and said["scenarios"] > 1
    address = next(each for each in said["conflicts"] if each["where"] == ADDRESS)
    assert address["decision"]["state"] == "acting" and address["conflict"]["kind"] == "meaning"
    assert set(address) == {"where", "kind", "open", "conflict", "decision", "scenarios", "example"}
    assert {"form", "name", "pointer", "says"} == set(address["conflict"]["sides"][0])
    text = bundles("conflicts", seeds)
    assert text.exit_code == 0 and "决定：合为一项（签字" in text.stdout


def test_a_changed_form_makes_the_decision_stale_until_it_is_confirmed(seeds: Path) -> None:
    before = (seeds / "company" / "bundle.json").read_text(encoding="utf-8")
    reworded(seeds)
    assert [each["decision"]["state"] for each in conflicts(seeds)["conflicts"] if each["open"]] == ["stale"]
    done = bundles("decide", seeds, "--where", ADDRESS, "--take", "together", "--owner", "示例税务局", "--due", "2026-12-31")
    assert done.exit_code == 0 and "合为一项（签字），生效" in done.stdout
    after = json.loads((seeds / "company" / "bundle.json").read_text(encoding="utf-8"))
    decision = next(each for each in after["decisions"] if each["where"] == ADDRESS)
    assert (decision["owner"], decision["due"], decision["status"]) == ("示例税务局", "2026-12-31", "signed")
    assert decision["basis"] in before and decision["grounds"] not in before
    assert {key: value for key, value in after.items() if key != "decisions"} == {
        key: value for key, value in json.loads(before).items() if key != "decisions"}  # fmt: skip
    assert conflicts(seeds)["open"] == 0


def test_a_transform_from_a_file_is_taken_and_a_useless_one_is_not_written(seeds: Path, tmp_path: Path) -> None:
    where = ("decide", seeds, "--where", "legal_rep.person.sex", "--take", "map", "--map", "company-seal", "/frxb")
    before = (seeds / "company" / "bundle.json").read_bytes()
    useless = write(tmp_path, "useless.json", {"kind": "codes", "table": {"A": "男"}})
    refused = bundles(*where, useless)
    assert isinstance(refused.exception, YichuangError) and "没有写入" in str(refused.exception)
    assert (seeds / "company" / "bundle.json").read_bytes() == before
    useful = write(tmp_path, "useful.json", {"kind": "codes", "table": {"1": "男", "2": "女"}})
    assert bundles(*where, useful, "--status", "oral").exit_code == 0
    assert conflicts(seeds)["open"] == 0


@pytest.mark.parametrize("arguments", [
    ("--where", ADDRESS), ("--where", ADDRESS, "--take", "join"), ("--where", ADDRESS, "--take", "apart", "--due", "明天"),
    ("--where", ADDRESS, "--take", "apart", "--status", "done"), ("--where", ADDRESS, "--take", "apart", "--owner", "长" * 201),
])  # fmt: skip
def test_wrong_usage_exits_2(seeds: Path, arguments: tuple[str, ...]) -> None:
    assert bundles("decide", seeds, *arguments).exit_code == 2


@pytest.mark.parametrize(("arguments", "words"), [
    (("--where", "ent.ent.adress", "--take", "apart"), f"已知的有：{ADDRESS}"),
    (("--where", ADDRESS, "--take", "apart", "--member", "nobody"), "nobody"),
    (("--where", "ent.ent.name", "--take", "map"), "--map"),
])  # fmt: skip
def test_what_does_not_exist_is_answered_with_what_does(seeds: Path, arguments: tuple[str, ...], words: str) -> None:
    refused = bundles("decide", seeds, *arguments).exception
    assert isinstance(refused, YichuangError) and refused.exit_status == 1 and words in str(refused)


def test_a_decision_is_written_into_the_draft_of_the_database(var: Path) -> None:
    here = CliRunner(env={"YICHUANG_VAR": str(var)})
    where = ["bundles", "decide", "company", "--where", ADDRESS, "--take", "rename"]
    done = here.invoke(tree, [*where, "--title", "company-tax", "生产经营地址", "--title", "company-bank-account", "注册地址"])
    assert done.exit_code == 0 and "改名区分" in done.stdout, done.exception
    draft = json.loads(here.invoke(tree, ["definitions", "show", "company", "--json"]).stdout)
    assert [each["take"] for each in draft["decisions"] if each["where"] == ADDRESS] == ["rename"]
    assert json.loads(here.invoke(tree, ["bundles", "conflicts", "company", "--json"]).stdout)["open"] == 0
    assert run(var, "bundles", "conflicts", "company-tax").status == 1
