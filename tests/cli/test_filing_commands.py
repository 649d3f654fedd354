"""`yichuang forms validate` and `yichuang bundles compose|project`: shapes, exit status, wrong input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from yichuang_command import ROOT, run, write

SCHEMA = {"type": "object", "properties": {"a": {"type": "string", "maxLength": 2}}, "required": ["a"]}
EXAMPLE = ROOT / "seeds/newborn/example.json"


@pytest.mark.parametrize(
    ("schema", "data", "status", "rules"),
    [
        (SCHEMA, {"a": "甲"}, 0, []),
        ({"schema": SCHEMA, "layout": None}, {}, 1, ["required"]),
        (SCHEMA, {"a": "甲乙丙"}, 1, ["maxLength"]),
        (True, {}, 0, []),
        (False, {}, 1, ["falseSchema"]),
        ({"$ref": "#"}, {}, 1, ["cyclic-ref"]),
        ({"pattern": "("}, {}, 1, ["pattern"]),
        ({"properties": 5}, {}, 1, ["schema"]),
        (SCHEMA, [], 1, ["type"]),
        (SCHEMA, "[" * 400 + "]" * 400, 1, ["depth"]),
        (SCHEMA | {"x-theirs": 1, "nullable": True}, {"a": "甲"}, 0, []),
    ],
)
def test_validate_prints_one_document_and_its_status_tells(
    tmp_path: Path, schema: Any, data: Any, status: int, rules: list[str]
) -> None:
    said = run(tmp_path, "forms", "validate", write(tmp_path, "s.json", schema), write(tmp_path, "d.json", data))
    assert said.status == status, said.err
    answer = said.json()
    assert answer["valid"] is (status == 0)
    assert [problem["rule"] for problem in answer["problems"]] == rules


@pytest.mark.parametrize("content", ["{", "NaN", '"\\ud800"', "[" * 100_000, "姓名".encode("gbk"), b"\xff\xfe"])
def test_a_file_that_is_no_json_is_named(tmp_path: Path, content: str | bytes) -> None:
    good, bad = write(tmp_path, "s.json", SCHEMA), write(tmp_path, "bad.json", content)
    for arguments in ((good, bad), (bad, good)):
        said = run(tmp_path, "forms", "validate", *arguments)
        assert said.status == 1 and said.out == "" and "bad.json" in said.err


def test_wrong_usage_is_2_and_a_missing_file_1(tmp_path: Path) -> None:
    assert run(tmp_path, "forms", "validate").status == 2
    assert run(tmp_path, "bundles", "compose").status == 2
    assert run(tmp_path, "forms", "validate", "no.json", "no.json").status == 1
    assert run(tmp_path, "bundles", "compose", "newborn").status == 1


def test_compose_gives_everything_promised(published: Path) -> None:
    answer = run(published, "bundles", "compose", "newborn", "--filing", EXAMPLE).json()
    assert {"matters", "form", "mapping", "materials", "limits", "reductions"} <= answer.keys()
    assert set(answer["limits"]) == {"serial", "critical_path", "promised"}
    assert set(answer["reductions"]) == {"fields", "materials", "days", "visits"}
    assert {"code", "name", "receiver", "waits_for"} <= answer["matters"][0].keys()
    # The result of composing is itself a form that other commands take.
    assert set(answer["form"]) == {"schema", "layout"}


def test_project_gives_cases_and_says_what_the_others_wait_for(published: Path, tmp_path: Path) -> None:
    answer = run(published, "bundles", "project", "newborn", "--filing", EXAMPLE)
    assert answer.status == 0 and answer.json()["cases"]
    assert set(answer.json()["cases"][0]) == {"matter", "row", "receiver", "instance"}
    assert run(published, "bundles", "project", "newborn").status == 2


@pytest.mark.parametrize(
    ("filing", "document"),
    [
        ([], False),
        ({"answers": []}, False),
        ({"who": 1}, False),
        ({"done": "x"}, False),
        ({}, True),
        ({"data": {"child": 5}}, True),
        ({"data": {"child": [5]}, "answers": {"settle_with": 5}}, True),
        (
            {
                "answers": {"mother_insurance": {"a": []}},
                "outputs": {"birth-certificate": [None, 5, {}]},
                "done": ["who"],
            },
            True,
        ),
    ],
)
def test_a_wrong_filing_is_told_with_status_1(published: Path, tmp_path: Path, filing: Any, document: bool) -> None:
    path = write(tmp_path, "f.json", filing)
    said = run(published, "bundles", "project", "newborn", "--filing", path)
    assert said.status == 1 and said.err
    assert bool(said.out) is document
    if document:
        assert said.json()["problems"]
    assert run(published, "bundles", "compose", "newborn", "--filing", path).status == (0 if document else 1)


def test_a_single_matter_is_composed_like_a_bundle_and_other_kinds_are_refused(published: Path) -> None:
    answer = run(published, "bundles", "compose", "parenting-guidance").json()
    assert [matter["code"] for matter in answer["matters"]] == ["parenting-guidance"]
    for code in ("person.name", "nobody"):
        refused = run(published, "bundles", "compose", code)
        assert refused.status == 1 and code in refused.err
