"""`yichuang sheets write` from outside."""

from __future__ import annotations

import json
from pathlib import Path

from yichuang_command import run


def test_a_sheet_is_written_with_the_place_of_every_answer(published: Path, tmp_path: Path) -> None:
    made, zones = tmp_path / "newborn.pdf", tmp_path / "zones.json"
    done = run(published, "sheets", "write", "newborn", "-o", made, "--zones", zones)
    assert done.status == 0, done.err
    assert made.read_bytes().startswith(b"%PDF-")
    said = json.loads(zones.read_text(encoding="utf-8"))
    assert said["form"] == "newborn"
    assert said["paper"] == [210.0, 297.0]
    pointers = {zone["pointer"] for page in said["pages"] for zone in page["zones"]}
    assert {"/mother.person.name", "/child/0/person.name"} <= pointers


def test_copies_for_a_power_cut_are_numbered_one_after_the_other(published: Path, tmp_path: Path) -> None:
    made = tmp_path / "newborn.html"
    done = run(published, "sheets", "write", "newborn", "-o", made, "--copies", 3, "--number", "T20261125-098")
    assert done.status == 0, done.err
    html = made.read_text(encoding="utf-8")
    assert [f"编号 T20261125-{number}" in html for number in ("098", "099", "100", "101")] == [True, True, True, False]


def test_a_single_matter_has_a_sheet_too(published: Path, tmp_path: Path) -> None:
    matter = next(each["code"] for each in run(published, "definitions", "list", "--kind", "matter", "--json").json())
    assert run(published, "sheets", "write", matter, "-o", tmp_path / "one.html").status == 0


def test_what_cannot_be_written_is_refused_with_a_reason(published: Path, tmp_path: Path) -> None:
    assert run(published, "sheets", "write", "newborn", "-o", tmp_path / "a.docx").status == 2
    assert run(published, "sheets", "write", "newborn", "-o", tmp_path / "a.pdf", "--copies", 0).status == 2
    assert run(published, "sheets", "write", "no-such", "-o", tmp_path / "a.pdf").status == 1
    assert run(published, "sheets", "write", "newborn", "-o", tmp_path / "a.pdf", "--number", "无数字").status == 1
    assert run(published, "sheets", "write", "newborn", "-o", tmp_path / "no" / "a.html").status == 1
    assert run(published, "sheets", "write", "newborn", "-o", tmp_path / "a.html", "--number", "编号:1").status == 1
