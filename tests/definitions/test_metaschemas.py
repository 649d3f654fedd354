"""The meta-schemas that are served describe the documents as people write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from matter_samples import sound

from yichuang.definitions.kinds import KINDS
from yichuang.definitions.library import read_paths
from yichuang.definitions.metaschemas import metaschema

SEEDS = Path(__file__).parents[2] / "seeds"


def schema(kind: str) -> dict[str, Any]:
    found = metaschema(kind)
    assert found is not None
    return found


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_seed_document_meets_the_meta_schema_of_its_kind(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))
    validator = Draft202012Validator(schema(kind))
    entries = [entry for entry in read_paths([SEEDS]).library.entries.values() if entry.definition.kind == kind]
    assert entries
    for entry in entries:
        assert [error.message for error in validator.iter_errors(dict(entry.document))] == [], entry.file


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_meta_schema_names_nothing_of_ours_inside(kind: str) -> None:
    told = json.dumps(schema(kind), ensure_ascii=False)
    assert "schema_" not in told and "yichuang" not in told and "pydantic" not in told


def test_a_misspelt_key_or_another_kind_is_refused() -> None:
    validator = Draft202012Validator(schema("matter"))
    document = sound()["matter-a"]
    assert validator.is_valid(document)
    assert not validator.is_valid(document | {"nmae": "x"})
    assert not validator.is_valid(document | {"kind": "bundle"})
    assert metaschema("nothing") is None
