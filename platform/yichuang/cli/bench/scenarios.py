"""Scenario analysis: a large bundle made here, with every kind of question, and the seeds' two."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yichuang.cli.demo import seeds_folder
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.library import read_paths
from yichuang.definitions.matter import Matter
from yichuang.definitions.scenarios.analysis import analyse

from .figures import Figure, median_ms

MATTERS, QUESTIONS, MATERIALS = 20, 12, 12
LIMIT = 2.0
THRESHOLDS = (30, 300, 1000)
PHONES = {"consult_phone": "0571-88001001", "complaint_phone": "12345"}
YES = {"const": "1"}


def analyse_scenarios() -> Iterator[Figure]:
    """A bundle of 20 matters with 12 questions in seconds, and the seeds in milliseconds."""
    bundle, matters = large_bundle()
    found = analyse(bundle, matters)
    seconds = median_ms(lambda: analyse(bundle, matters), most=5) / 1000
    what = f"limit: {MATTERS} matters, {QUESTIONS} questions, {found.combinations:,} combinations"
    yield Figure("scenario", round(seconds, 4), "s", LIMIT, what)
    uses = {definition.code: definition for definition in read_paths([seeds_folder()]).library}
    for definition in uses.values():
        if isinstance(definition, Bundle):
            yield Figure("scenario", _of_seed(definition, uses), "ms", LIMIT * 1000, f"limit, {definition.code}")


def _of_seed(bundle: Bundle, uses: Mapping[str, Definition]) -> float:
    return median_ms(lambda: analyse(bundle, uses), most=20)


def large_bundle() -> tuple[Bundle, dict[str, Matter]]:
    """Invented: choices, yes or no, several choices, dates, and numbers with thresholds; later questions hang on earlier ones."""
    questions = [_question(number) for number in range(QUESTIONS)]
    matters = {f"matter-{number}": _matter(number) for number in range(MATTERS)}
    members = [_member(number) for number in range(MATTERS)]
    answered = [{"role": "holder", "element": f"element-{number}", "question": f"q{number}"} for number in range(0, QUESTIONS, 5)]
    document = {
        "kind": "bundle", "code": "large", "name": "示例一件事", "lead": "dept", "region": "330106", "audiences": ["1"],
        "summary": "示例。", "roles": [{"code": "holder", "title": "申请人"}], "promise": {"limit": {"days": 5}}, **PHONES,
        "questions": questions, "members": members, "answered": answered,
        "stops": [{"when": _at_once(number), "reason": "示例。", "alternative": "示例。"} for number in range(4)],
    }
    return Bundle.model_validate(document), matters


def _question(number: int) -> dict[str, Any]:
    kind = ("single", "number", "bool", "multi", "date")[number % 5]
    options = [{"value": str(value), "title": f"选项{value}"} for value in range(6)] if kind in ("single", "multi") else []
    when = {"when": _asks(number - 5)} if number % 4 == 3 and number >= 5 else {}
    return {"code": f"q{number}", "title": f"示例问题{number}", "type": kind, "options": options, **when}


def _asks(number: int) -> dict[str, Any]:
    """A condition on the answer to one question; what it asks for goes around."""
    number %= QUESTIONS
    asked: tuple[dict[str, Any], ...] = (
        {"enum": [str(number % 6), str((number + 1) % 6)]}, {"exclusiveMinimum": THRESHOLDS[number % 3]}, {"const": True},
        {"contains": {"enum": [str(number % 6), str((number + 2) % 6)]}}, {"pattern": "^2026-"})
    return {"properties": {f"q{number}": asked[number % 5]}, "required": [f"q{number}"]}


def _at_once(number: int) -> dict[str, Any]:
    return {"allOf": [_asks(number), _asks(number + 3), {"not": _asks(number + 6)}]}


def _member(number: int) -> dict[str, Any]:
    when = {"anyOf": [_asks(number), {"allOf": [_asks(number + 1), _asks(number + 4)]}]}
    depends = [{"matter": f"matter-{number - 4}"}] if number >= 4 else []
    return {"matter": f"matter-{number}", "depends_on": depends, **({"when": when} if number % 4 else {})}


def _matter(number: int) -> Matter:
    fields = {f"field{i}": {"type": "string", "x-role": "holder", "x-element": f"element-{i}"} for i in range(0, QUESTIONS, 5)}
    asked = {"properties": {"field0": YES}, "required": ["field0"]}
    form = {"type": "object", "properties": fields, "allOf": [{"if": asked, "then": {"required": ["field5"]}}]}
    return Matter.model_validate({
        "kind": "matter", "code": f"matter-{number}", "name": f"示例事项{number}", "task_type": "07", "use_levels": ["4"],
        "department": "dept", "audiences": ["1"], "scope": "示例。", "project_type": "promised", "review_type": "reviewed",
        "basis": [], "conditions": [], "promised_limit": {"days": 5}, "steps": [], "visits": {"number": 0}, "locations": [],
        **PHONES, "result": {"name": "示例", "type": "document"}, "form": {"schema": form},
        "questions": [_question(other) for other in range(QUESTIONS)],
        "materials": [{"material": f"doc-{i}", "when": {"anyOf": [_asks(number + i), _at_once(i)]}} for i in range(MATERIALS)],
    })
