"""Files as they come: broken, hostile, or merely made by another program."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from matter_samples import sound

from yichuang.definitions.check import check
from yichuang.definitions.library import MAX_FILE, read_paths
from yichuang.errors import NotFound

GOOD = {"kind": "element", "code": "good", "name": "好（示例）", "value": {"type": "string"}}


def rules(path: Path) -> list[str]:
    return [problem.rule for problem in read_paths([path]).problems]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"{", "json"),
        (b"", "json"),
        (b'{"kind": NaN}', "json"),
        (b"[" * 100_000, "json"),
        ("姓名".encode("gbk"), "encoding"),
        (b'"\\ud800"', "json"),
        (b"null", "shape"),
        (b'["a"]', "shape"),
        (b"{}", "kind"),
        (b'{"kind": []}', "kind"),
        (b'{"kind": "element", "code": "a", "name": "\\ud800", "value": {}}', "json"),
        (b"1" * 5000, "json"),
    ],
)
def test_a_broken_file_is_one_problem_and_leaves_the_others_alone(tmp_path: Path, content: bytes, rule: str) -> None:
    (tmp_path / "a.json").write_bytes(content)
    (tmp_path / "b.json").write_text(json.dumps(GOOD), encoding="utf-8")
    reading = read_paths([tmp_path])
    assert [problem.rule for problem in reading.problems] == [rule]
    assert reading.problems[0].file == str(tmp_path / "a.json") and reading.problems[0].fix
    assert list(reading.library.entries) == ["good"]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())
    assert rules(tmp_path) == []


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(MAX_FILE + 10 * 1024 * 1024)
    assert rules(tmp_path) == ["size"]


def test_a_folder_without_definitions_is_empty_and_a_missing_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "example.json").write_text("{")
    (tmp_path / "readme.txt").write_text("x")
    assert read_paths([tmp_path]).library.entries == {} and rules(tmp_path) == []
    with pytest.raises(NotFound, match="nowhere"):
        read_paths([tmp_path / "nowhere"])


def test_an_archive_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(6):
            archive.writestr(f"{number}.json", b" " * 40 * 1024 * 1024)
    assert rules(bomb) == ["size"]


def test_one_member_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("big.json", b" " * (MAX_FILE + 1))
        archive.writestr("good.json", json.dumps(GOOD))
    reading = read_paths([tmp_path / "a.zip"])
    assert [problem.rule for problem in reading.problems] == ["size"] and list(reading.library.entries) == ["good"]


def test_members_that_point_outside_are_skipped(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../evil.json", json.dumps(GOOD | {"code": "evil"}))
        archive.writestr("x/good.json", json.dumps(GOOD))
    assert list(read_paths([tmp_path / "a.zip"]).library.entries) == ["good"]


def test_an_encrypted_or_damaged_archive_says_so(tmp_path: Path) -> None:
    plain = tmp_path / "plain.zip"
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("good.json", json.dumps(GOOD))
    content = bytearray(plain.read_bytes())
    # The flag that says a member is encrypted, in its own header and in the directory.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(content)
    (tmp_path / "half.zip").write_bytes(plain.read_bytes()[:40])
    assert rules(tmp_path / "locked.zip") == ["zip"] and rules(tmp_path / "half.zip") == ["zip"]


def test_a_library_of_a_thousand_matters_is_checked_in_seconds(tmp_path: Path) -> None:
    documents: list[dict[str, Any]] = list(sound().values())
    seed = Path(__file__).parents[2] / "seeds/newborn/matters/household-registration.json"
    matter = json.loads(seed.read_text(encoding="utf-8"))
    (tmp_path / "around.json").write_text(json.dumps(documents), encoding="utf-8")
    for number in range(1000):
        (tmp_path / f"m{number}.json").write_text(json.dumps(matter | {"code": f"m{number}"}), encoding="utf-8")
    begun = process_time()
    reading = read_paths([tmp_path, seed.parents[2] / "common"])
    found = [problem for problem in check(reading.library) if problem.severity == "error"]
    assert process_time() - begun < 10
    assert len(reading.library.entries) > 1000 and isinstance(found, list)
