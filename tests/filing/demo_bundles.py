"""The demo bundles under every combination of answers, and their example filings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition, Question
from yichuang.definitions.library import read_paths
from yichuang.filing.compose import compose
from yichuang.filing.composition import Composition
from yichuang.filing.projection import Projection, project_filing
from yichuang.filing.request import FilingRequest, output_problems, read_request, request_problems

SEEDS = Path(__file__).parents[2] / "seeds"
EXAMPLES = [(path.parent.name, path.stem) for path in sorted(SEEDS.glob("*/example*.json"))]
BOTH_SIDES: dict[str, list[Any]] = {"area": [300, 300.5], "decor_cost": [30, 30.5]}
"""Numbers just at and just above what conditions ask about."""


@cache
def uses() -> dict[str, Definition]:
    """The seeds' definitions by code."""
    return {definition.code: definition for definition in read_paths([SEEDS]).library}


def bundle(code: str) -> Bundle:
    """One of the demo bundles."""
    found = uses()[code]
    assert isinstance(found, Bundle)
    return found


def document(code: str, name: str = "example") -> dict[str, Any]:
    """A fresh copy of an example filing."""
    found: dict[str, Any] = json.loads((SEEDS / code / f"{name}.json").read_text(encoding="utf-8"))
    return found


def judged(code: str, filing: Any) -> tuple[Composition, Projection, list[str]]:
    """A filing composed and projected, with the rules it breaks."""
    request = read_request(filing)
    assert isinstance(request, FilingRequest), request
    composition = compose(bundle(code), uses(), request.answers or {}, request.done)
    projection = project_filing(composition, uses(), request)
    problems = [
        *request_problems(composition, request),
        *output_problems(composition, uses(), request.outputs),
        *projection.problems,
    ]
    assert all(problem.message.endswith("。") for problem in problems)
    return composition, projection, [problem.rule for problem in problems]


def combinations(code: str) -> Iterator[dict[str, Any]]:
    """Every combination of answers; of several choices none, one and all."""
    questions = bundle(code).questions
    for values in product(*(_answers(question) for question in questions)):
        yield {question.code: value for question, value in zip(questions, values, strict=True)}


def _answers(question: Question) -> list[Any]:
    options = [option.value for option in question.options]
    if question.type == "bool":
        return [True, False]
    if question.type == "multi":
        return [[options[0]], options]
    return BOTH_SIDES.get(question.code, options)
