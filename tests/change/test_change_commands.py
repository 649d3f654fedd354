"""`definitions diff|impact|repin|verify` as people run them: one JSON document, sentences, exit status."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from yichuang_command import COMMAND, ROOT, Answer, run, write

MATTER = "household-registration"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, published; then a matter, and the bundle that uses it, published with a change."""
    var = tmp_path_factory.mktemp("changed")
    assert COMMAND.exists() and run(var, "init").status == 0
    assert run(var, "definitions", "import", "seeds").status == 0
    codes = [row["code"] for row in run(var, "definitions", "list", "--json").json()]
    assert run(var, "definitions", "publish", *codes).status == 0
    document = json.loads((ROOT / "seeds/newborn/matters" / f"{MATTER}.json").read_text(encoding="utf-8"))
    document["form"]["schema"]["properties"]["bcsm"] = {"type": "string", "title": "补充说明（示例）"}
    document["form"]["schema"]["required"].append("bcsm")
    document["note"] = "改过的说明（示例）。"
    assert run(var, "definitions", "import", write(var, "matter.json", document)).status == 0
    done = run(var, "definitions", "publish", MATTER, "newborn")
    assert done.status == 0, done.err
    return var


def diffed(var: Path, *arguments: Any) -> Any:
    said = run(var, "definitions", "diff", *arguments, "--json")
    assert said.status == 0, said.err
    return said.json()


def kinds(changes: list[dict[str, Any]]) -> list[str]:
    return [change["kind"] for change in changes]


def test_by_default_the_two_newest_releases_are_compared(seeded: Path) -> None:
    found = diffed(seeded, MATTER)
    assert list(found) == ["code", "kind", "from", "to", "compatible", "incompatible"]
    assert (found["code"], found["kind"], found["from"], found["to"]) == (MATTER, "matter", 1, 2)
    assert kinds(found["incompatible"]) == ["field-added-required"] and kinds(found["compatible"]) == ["text-changed"]
    change = found["incompatible"][0]
    assert list(change) == ["pointer", "kind", "message", "before", "after"]
    assert change["pointer"] == "/form/schema/properties/bcsm" and change["before"] is None


def test_the_difference_of_a_bundle_tells_what_it_uses_anew(seeded: Path) -> None:
    found = diffed(seeded, "newborn")
    assert kinds(found["incompatible"]) == ["uses-incompatible", "field-added-required"]
    assert found["incompatible"][0]["pointer"] == f"/pins/{MATTER}" and found["incompatible"][1]["code"] == MATTER


def test_the_other_way_round_tells_the_contrary(seeded: Path) -> None:
    found = diffed(seeded, MATTER, "--from", 2, "--to", 1)
    assert kinds(found["incompatible"]) == ["field-removed"]


def test_with_one_release_it_is_compared_with_the_draft(seeded: Path) -> None:
    found = diffed(seeded, "vaccination-card")
    assert (found["from"], found["to"], found["compatible"], found["incompatible"]) == (1, "draft", [], [])
    assert diffed(seeded, MATTER, "--to", "draft")["from"] == 2
    assert diffed(seeded, MATTER, "--from", 2, "--to", 2)["incompatible"] == []


def test_without_json_it_is_told_in_chinese(seeded: Path) -> None:
    said = run(seeded, "definitions", "diff", MATTER)
    assert said.status == 0 and "不兼容（1 处）" in said.out and "表单增加必填字段“补充说明（示例）”。" in said.out


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (("diff", "no-such-code"), 1, "没有编码为“no-such-code”"),
        (("diff", MATTER, "--from", "9"), 1, "没有第 9 版"),
        (("diff", MATTER, "--to", "9"), 1, "没有第"),
        (("diff", MATTER, "--to", "1"), 1, "第 1 版之前没有版本"),
        (("diff", MATTER, "--from", "0"), 2, "--from"),
        (("diff", MATTER, "--to", "later"), 2, "不是版本号"),
        (("diff",), 2, ""),
        (("impact", "no-such-code"), 1, "没有编码为“no-such-code”"),
        (("repin", "no-such-code"), 1, "还没有发布"),
        (("repin", "person.name"), 1, "不是一件事或事项"),
        (("impact",), 2, ""),
    ],
)
def test_wrong_words_end_with_a_sentence_and_no_traceback(
    seeded: Path, arguments: tuple[str, ...], status: int, word: str
) -> None:
    said: Answer = run(seeded, "definitions", *arguments)
    assert said.status == status and said.out == "" and word in said.err


def test_impact_lists_who_uses_it_directly_and_through_others(seeded: Path) -> None:
    found = run(seeded, "definitions", "impact", "person.name", "--json").json()
    assert list(found) == ["code", "used_by", "filings", "drafts"]
    users = {user["code"]: user for user in found["used_by"]}
    assert users[MATTER]["through"] is None and users[MATTER]["release"] == 2 and users[MATTER]["state"] == "released"
    assert users["newborn"]["through"] in users and users["newborn"]["kind"] == "bundle"
    assert any(user["kind"] == "guide" for user in users.values())
    assert found["filings"] == [] and found["drafts"] == []


def test_impact_says_who_is_still_tied_to_an_older_release(seeded: Path, tmp_path: Path) -> None:
    var = shutil.copytree(seeded, tmp_path / "var")
    element = next(each for each in json.loads((ROOT / "seeds/common/elements.json").read_text(encoding="utf-8"))
                   if each["code"] == "person.name")
    assert run(var, "definitions", "import", write(tmp_path, "e.json", {**element, "explanation": "改过（示例）。"})).status == 0
    assert run(var, "definitions", "publish", "person.name").status == 0
    users = {user["code"]: user for user in run(var, "definitions", "impact", "person.name", "--json").json()["used_by"]}
    assert (users[MATTER]["state"], users[MATTER]["pinned"]) == ("outdated", 1)


def test_releases_as_published_are_verified_and_a_damaged_one_is_named(seeded: Path, tmp_path: Path) -> None:
    var = shutil.copytree(seeded, tmp_path / "var")
    sound = run(var, "definitions", "verify", "--json")
    assert sound.status == 0 and sound.json()["damaged"] == [] and sound.json()["checked"] > 200
    with sqlite3.connect(var / "yichuang.sqlite") as db:
        db.execute("DROP TRIGGER release_no_update")
        db.execute("UPDATE release SET body = replace(body, '落户', '迁户') WHERE code = ? AND number = 1", [MATTER])
    said = run(var, "definitions", "verify")
    assert said.status == 1 and f"{MATTER} 第 1 版" in said.out and "1 个不一致" in said.err
    damaged = run(var, "definitions", "verify", "--json").json()["damaged"]
    assert [(each["code"], each["number"], each["rule"]) for each in damaged] == [(MATTER, 1, "digest")]


def test_the_plan_without_filings_is_empty(seeded: Path) -> None:
    assert run(seeded, "definitions", "repin", "newborn", "--json").json() == {
        "code": "newborn", "to": 2, "filings": [], "drafts": []}
