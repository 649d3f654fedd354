"""The seeds as the tests read them: definitions by code, and the example filings beside each bundle."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.library import Reading, read_paths
from yichuang.definitions.matter import Matter
from yichuang.filing.compose import compose
from yichuang.filing.composition import Composition
from yichuang.filing.request import FilingRequest, read_request

SEEDS = Path(__file__).parents[2] / "seeds"
BUNDLES = ("newborn", "restaurant", "company", "estate")
EXAMPLES = [(path.parent.name, path.stem) for path in sorted(SEEDS.glob("*/example*.json"))]


@cache
def reading() -> Reading:
    """Everything under seeds/, as `definitions check seeds` reads it."""
    return read_paths([SEEDS])


@cache
def uses() -> dict[str, Definition]:
    """The seeds' definitions by code."""
    return {definition.code: definition for definition in reading().library}


def bundle_of(code: str) -> Bundle:
    """One of the demo bundles."""
    found = uses()[code]
    assert isinstance(found, Bundle)
    return found


def matters() -> list[Matter]:
    """Every matter of the seeds."""
    return [definition for definition in uses().values() if isinstance(definition, Matter)]


def example(bundle: str, name: str = "example") -> dict[str, Any]:
    """An example filing as it stands in its file."""
    return json.loads((SEEDS / bundle / f"{name}.json").read_text(encoding="utf-8"))


def request_of(document: dict[str, Any]) -> FilingRequest:
    """The document as a filing; it must be one."""
    found = read_request(document)
    assert isinstance(found, FilingRequest), found
    return found


def composed(bundle: str, request: FilingRequest) -> Composition:
    """The bundle under the filing's answers."""
    return compose(bundle_of(bundle), uses(), request.answers, request.done)
