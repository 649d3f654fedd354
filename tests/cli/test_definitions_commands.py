"""`yichuang definitions`: exit status, one JSON document, nothing written that was not asked for."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from yichuang_command import ROOT, run, write

SEEDS = ROOT / "seeds"
DEEP = "[" * 5000 + "]" * 5000
BROKEN: list[tuple[str, Any]] = [
    ("half.json", '{"kind": "element",'),
    ("nan.json", '{"kind": NaN}'),
    ("deep.json", DEEP),
    ("gbk.json", "姓名".encode("gbk")),
    ("list.json", "[1, null, []]"),
    ("text.json", '"text"'),
    ("kind.json", {"kind": "nothing"}),
    ("half.zip", b"PK\x03\x04half"),
    ("surrogate.json", '{"kind": "element", "code": "a", "name": "\\ud800", "value": {}}'),
    ("none.json", {"kind": None}),
]


def drafts(var: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run(var, "definitions", "list", "--json").json()
    return found


def test_the_seeds_pass_the_check_with_an_empty_list_and_status_0(tmp_path: Path) -> None:
    checked = run(tmp_path, "definitions", "check", SEEDS, "--json")
    assert (checked.status, checked.json()) == (0, [])


@pytest.mark.parametrize(("name", "content"), BROKEN, ids=[name for name, _ in BROKEN])
def test_what_cannot_be_read_is_a_problem_with_status_1(tmp_path: Path, name: str, content: Any) -> None:
    path = write(tmp_path, name, content)
    checked = run(tmp_path, "definitions", "check", path, "--json")
    problems = checked.json()
    assert checked.status == 1 and problems
    assert set(problems[0]) == {"file", "pointer", "rule", "severity", "message", "fix"}
    assert problems[0]["file"].startswith(str(path)) and problems[0]["message"] and problems[0]["fix"]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("definitions",), 2),
        (("definitions", "check"), 2),
        (("definitions", "nonsense"), 2),
        (("definitions", "check", "no/such/folder"), 1),
        (("definitions", "show", "newborn", "--json"), 1),
        (("definitions", "list", "--kind", "nonsense"), 2),
        (("definitions", "list", "--json"), 1),
        (("definitions", "publish", "newborn"), 1),
        (("definitions", "import", "seeds"), 1),
        (("definitions", "publish"), 2),
    ],
)
def test_without_a_database_or_with_wrong_words_a_sentence_and_no_traceback(
    tmp_path: Path, arguments: tuple[str, ...], status: int
) -> None:
    said = run(tmp_path, *arguments)
    assert said.status == status and said.out == "" and said.err


def test_a_dry_run_says_what_would_change_and_writes_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, "init").status == 0
    said = run(tmp_path, "definitions", "import", "--dry-run", SEEDS / "common")
    assert said.status == 0 and "新增 person.name" in said.out
    assert drafts(tmp_path) == []


def test_importing_again_changes_nothing(var: Path) -> None:
    before = drafts(var)
    said = run(var, "definitions", "import", SEEDS)
    assert said.status == 0
    assert {line.split()[0] for line in said.out.splitlines()} == {"未变"}
    assert drafts(var) == before


def test_an_import_with_one_unreadable_file_writes_nothing(var: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    write(folder, "good.json", {"kind": "element", "code": "good", "name": "好（示例）", "value": {"type": "string"}})
    write(folder, "bad.json", "{")
    said = run(var, "definitions", "import", folder)
    assert said.status == 1 and "bad.json" in said.err
    assert "good" not in {row["code"] for row in drafts(var)}


def test_publishing_with_errors_lists_them_and_publishes_nothing(var: Path, tmp_path: Path) -> None:
    matter = json.loads((SEEDS / "newborn/matters/parenting-guidance.json").read_text(encoding="utf-8"))
    matter["materials"][0]["material"] = "no-such-material"
    assert run(var, "definitions", "import", write(tmp_path, "m.json", matter)).status == 0
    said = run(var, "definitions", "publish", "parenting-guidance")
    assert said.status == 1 and "no-such-material" in said.err
    assert {row["release"] for row in drafts(var)} == {None}


def test_the_digest_is_that_of_the_very_bytes_shown(published: Path) -> None:
    listed = run(published, "definitions", "list", "--json").json()
    for code in ("newborn", "household-registration", "person.name"):
        row = next(row for row in listed if row["code"] == code)
        shown = run(published, "definitions", "show", code, "--json")
        text = shown.out.removesuffix("\n")
        assert hashlib.sha256(text.encode()).hexdigest() == row["digest"]
        assert row["state"] == "published" and shown.json()["code"] == code


def test_a_matter_is_shown_with_its_form_as_schema_and_layout(published: Path) -> None:
    shown = run(published, "definitions", "show", "household-registration", "--json").json()
    assert set(shown["form"]) == {"schema", "layout"}


def test_commands_speak_chinese_under_any_locale(published: Path) -> None:
    for locale in ("C", "POSIX"):
        listed = run(published, "definitions", "list", "--kind", "bundle", LANG=locale, LC_ALL=locale, PYTHONUTF8="0")
        assert listed.status == 0 and "新生儿出生一件事" in listed.out
        missing = run(published, "definitions", "show", "没有", LANG=locale, LC_ALL=locale, PYTHONUTF8="0")
        assert missing.status == 1 and "没有" in missing.err


def test_an_archive_is_read_like_a_folder(var: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for file in sorted(SEEDS.rglob("*.json")):
            archive.write(file, file.relative_to(SEEDS))
    said = run(var, "definitions", "import", tmp_path / "all.zip")
    assert said.status == 0 and {line.split()[0] for line in said.out.splitlines()} == {"未变"}
