"""`definitions publish` behind its gate, `bundles proof|sign|preview` as people run them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bundle_samples import documents, refuted, sampled
from yichuang_command import ROOT, Answer, write

from yichuang.cli import main

Run = Callable[..., Answer]


@pytest.fixture
def run(sqlite_database: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The command in this process, on an empty database: what it says, and how it ends."""
    monkeypatch.setenv("YICHUANG_VAR", str(sqlite_database.settings.var))
    # Settings are read once a file, so each test has a file of its own.
    ini = write(tmp_path, "development.ini", (ROOT / "development.ini").read_text(encoding="utf-8"))

    def do(*arguments: object) -> Answer:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["-c", str(ini), *map(str, arguments)])
        said = capfd.readouterr()
        return Answer(int(ended.value.code or 0), said.out, said.err)

    return do


def take(run: Run, folder: Path, found: dict[str, dict[str, Any]]) -> None:
    assert run("definitions", "import", write(folder, "all.json", list(found.values()))).status == 0


def publish(run: Run, folder: Path, found: dict[str, dict[str, Any]], *codes: str) -> Answer:
    take(run, folder, found)
    return run("definitions", "publish", *(codes or found))


def test_a_refuted_bundle_is_refused_with_status_1_and_words_on_standard_error(run: Run, tmp_path: Path) -> None:
    said = publish(run, tmp_path, refuted())
    assert said.status == 1 and said.out == ""
    assert "合并表单有 1 处反例，没有发布。" in said.err and "会退回合并表单收下的填写" in said.err
    assert {row["release"] for row in run("definitions", "list", "--json").json()} == {None}


def test_sampled_claims_are_listed_proved_ones_are_not_and_signing_is_an_act_of_its_own(run: Run, tmp_path: Path) -> None:
    assert publish(run, tmp_path, documents()).err == ""
    assert run("bundles", "sign", "bundle-a", "--by", "甲（示例）", "--reason", "示例").status == 1
    said = publish(run, tmp_path, sampled())
    assert said.status == 0 and "只经抽样，没有证明，等人签字确认" in said.err and "bundles sign bundle-a" in said.err
    before = run("bundles", "proof", "bundle-a", "--json").json()
    assert list(before) == ["code", "release", "digest", "proof", "waits", "signatures"]
    assert before["waits"] is True and before["signatures"] == [] and before["release"] == 2
    signed = run("bundles", "sign", "bundle-a", "--by", "甲（示例）", "--reason", "与部门核对过（示例）")
    assert signed.status == 0 and signed.out == "已签字：“示例一件事”第 2 版，1 项。\n"
    after = run("bundles", "proof", "bundle-a", "--json").json()
    assert after["waits"] is False and after["signatures"][0]["by"] == "甲（示例）"
    assert "签字 甲（示例）：与部门核对过（示例）" in run("bundles", "proof", "bundle-a").out


def test_publishing_a_matter_tells_what_it_means_for_its_bundles_and_refuses_nothing(run: Run, tmp_path: Path) -> None:
    assert publish(run, tmp_path, documents()).status == 0
    said = publish(run, tmp_path, refuted(), "matter-b")
    assert said.status == 0 and said.out.startswith("已发布 matter-b 第 2 版")
    assert "仍用旧版，改用新版会有 1 处反例，到时不能发布" in said.err and "bundles preview bundle-a" in said.err
    assert run("definitions", "publish", "bundle-a").status == 1


def test_the_preview_of_a_draft_tells_what_changes_where_and_what_is_under_way(run: Run, tmp_path: Path) -> None:
    assert publish(run, tmp_path, documents()).status == 0
    changed = documents()
    changed["matter-a"]["form"]["schema"]["properties"]["bz"] = {"type": "string", "title": "备注", "maxLength": 50}
    changed["matter-a"]["form"]["schema"]["required"].append("bz")
    take(run, tmp_path, changed)
    said = run("bundles", "preview", "matter-a", "--json")
    assert said.status == 0, said.err
    (found,) = said.json()["bundles"]
    assert list(found) == ["code", "name", "from", "changes", "scenarios", "exhaustive", "reductions", "proof", "filings",
                           "drafts"]  # fmt: skip
    assert (found["code"], found["from"], found["filings"], found["drafts"]) == ("bundle-a", 1, 0, 0)
    change = found["changes"][0]
    assert list(change) == ["kind", "place", "message", "effect", "when", "scenarios", "examples"]
    assert (change["kind"], change["effect"], change["when"]) == ("field-added", "more", "")
    assert found["proof"]["new"]["sound"] is True
    assert run("bundles", "preview", "bundle-a", "--json").json() == said.json()
    assert "多填“备注”（必填）" in run("bundles", "preview", "matter-a").out
    assert run("definitions", "publish", "matter-a", "bundle-a").status == 0
    assert run("bundles", "preview", "bundle-a").out == "没有已发布的一件事会因此改变。\n"


def test_the_preview_of_files_compares_them_with_what_is_published_and_ends_with_1_when_refuted(
        run: Run, tmp_path: Path) -> None:
    assert publish(run, tmp_path, documents()).status == 0
    file = write(tmp_path, "matter-b.json", refuted()["matter-b"])
    said = run("bundles", "preview", file, "--json")
    assert said.status == 1
    (found,) = said.json()["bundles"]
    assert {change["kind"] for change in found["changes"]} >= {"proof-weaker", "proof-conflict"}
    assert found["proof"]["new"]["sound"] is False


@pytest.mark.parametrize(("words", "status", "says"), [
    (["nobody"], 1, "没有编码为“nobody”的草稿"), ([], 2, "CODE"), (["no-such.json"], 1, "no-such.json"),
    (["bundle-a", "no-such.json"], 1, "不能一起写"),
])
def test_what_cannot_be_previewed_is_said(run: Run, words: list[str], status: int, says: str) -> None:
    said = run("bundles", "preview", *words)
    assert said.status == status and says in said.err


def test_only_bundles_have_a_proof_and_broken_files_are_told(run: Run, tmp_path: Path) -> None:
    assert publish(run, tmp_path, documents()).status == 0
    said = run("bundles", "proof", "matter-a")
    assert said.status == 1 and "不是一件事" in said.err
    assert run("bundles", "proof", "bundle-a", "--release", "9").status == 1
    broken = write(tmp_path, "broken.json", {"kind": "matter"})
    assert run("bundles", "preview", broken).status == 1
    json.loads(run("bundles", "proof", "bundle-a", "--json").out)
