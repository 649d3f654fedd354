"""The merge engine on bundles made here: invented forms over shared elements, with conditions, and the seeds' own bundles."""
from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator, Mapping
from typing import Any

from yichuang.cli.demo import seeds_folder
from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.library import read_paths
from yichuang.definitions.matter import Matter
from yichuang.definitions.records import Release
from yichuang.filing.compose import compose
from yichuang.filing.composition import Composition
from yichuang.filing.projection import project_filing
from yichuang.filing.request import FilingRequest
from yichuang.filing.subjects import Subject
from yichuang.filing.verification import verify_bundle
from yichuang.forms.compiled import forget

from .figures import Figure, median_ms

MATTERS, FIELDS, SHARED = 12, 60, 40
SAMPLES = 200
SIZES = (5, 20, 80)
PHONES = {"consult_phone": "0571-88001001", "complaint_phone": "12345"}
KINDS: tuple[dict[str, Any], ...] = (
    {"type": "string", "minLength": 1, "maxLength": 40}, {"type": "integer", "minimum": 0, "maximum": 1000},
    {"enum": ["1", "2", "3"]}, {"type": "string", "format": "date"}, {"type": "string", "pattern": "^[0-9]{6}$"})
VALUES = ("示例", 7, "2", "2026-11-21", "330106")
EVERY = 12


def merge_figures() -> Iterator[Figure]:
    """Composing, projecting, and how both grow; then the proof of each seed bundle."""
    yield from _composing()
    yield from _projecting()
    yield from _growing()
    yield from _verifying()


def _composing() -> Iterator[Figure]:
    bundle, uses = made_bundle(MATTERS)
    size = f"{MATTERS} matters, {FIELDS} fields each"
    yield Figure("compose", median_ms(lambda: compose(bundle, uses, {})), "ms", 25.0, f"limit, cold: {size}, forms compiled")
    yield Figure("compose", median_ms(lambda: _from_nothing(bundle, uses), most=20), "ms", None, f"{size}, nothing compiled")
    subject = Subject(Release(), bundle, uses, {})
    yield Figure("compose", median_ms(lambda: subject.compose({})), "ms", 0.5, f"limit, from cache: {size}")


def _from_nothing(bundle: Bundle, uses: Mapping[str, Definition]) -> Composition:
    forget()
    return compose(bundle, uses, {})


def _projecting() -> Iterator[Figure]:
    bundle, uses = made_bundle(8)
    composition, request = compose(bundle, uses, {}), FilingRequest({}, made_data(8))
    figure = median_ms(lambda: project_filing(composition, uses, request))
    cases = len(project_filing(composition, uses, request).ready)
    yield Figure("project", figure, "ms", 1.0, f"limit: {cases} matters, {FIELDS} fields each, validated")


def _growing() -> Iterator[Figure]:
    """Per matter, beside the figure of the smallest: a ratio that stays near 1 is growth in a straight line."""
    first: tuple[float, float] | None = None
    for count in SIZES:
        bundle, uses = made_bundle(count)
        took = median_ms(lambda b=bundle, u=uses: compose(b, u, {}), most=9) / count  # type: ignore[misc]
        held = _held(bundle, uses) / count
        first = first or (took, held)
        yield Figure("compose", round(took, 3), "ms/matter", round(first[0], 3), f"{count} matters, beside {SIZES[0]}")
        yield Figure("memory", round(held, 1), "KiB/matter", round(first[1], 1), f"{count} matters, beside {SIZES[0]}")


def _held(bundle: Bundle, uses: Mapping[str, Definition]) -> float:
    """KiB that one composition keeps, with its merged form compiled."""
    forget()
    tracemalloc.start()
    composition = compose(bundle, uses, {})
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return held / 1024 if composition.taken else 0.0


def _verifying() -> Iterator[Figure]:
    uses = {definition.code: definition for definition in read_paths([seeds_folder()]).library}
    for bundle in uses.values():
        if isinstance(bundle, Bundle):
            # Once: it takes seconds, and a median of several says little more.
            began = time.perf_counter()
            verify_bundle(bundle, uses, SAMPLES)
            took = round(time.perf_counter() - began, 3)
            yield Figure("verify", took, "s", 10.0, f"limit: {bundle.code}, {SAMPLES} samples a field")


def made_bundle(count: int) -> tuple[Bundle, dict[str, Definition]]:
    """Invented matters whose forms share two thirds of their fields."""
    uses: dict[str, Definition] = {f"matter-{number}": _matter(number) for number in range(count)}
    return Bundle.model_validate({
        "kind": "bundle", "code": "made", "name": "示例一件事", "lead": "dept", "region": "330106", "audiences": ["1"],
        "summary": "示例。", "roles": [{"code": "holder", "title": "申请人"}], "promise": {"limit": {"days": 5}}, **PHONES,
        "members": [{"matter": code} for code in uses], "questions": [], "answered": [], "stops": []}), uses


def made_data(count: int) -> dict[str, Any]:
    """Everything that the made bundle of this size asks, filled in."""
    return {f"holder.{_element(number, field)}": VALUES[field % len(KINDS)]
            for number in range(count) for field in range(FIELDS)}


def _element(number: int, field: int) -> str:
    return f"shared-{field}" if field < SHARED else f"own-{number}-{field}"


def _matter(number: int) -> Matter:
    return Matter.model_validate({
        "kind": "matter", "code": f"matter-{number}", "name": f"示例事项{number}", "task_type": "07", "use_levels": ["4"],
        "department": "dept", "audiences": ["1"], "scope": "示例。", "project_type": "promised", "review_type": "reviewed",
        "basis": [], "conditions": [], "promised_limit": {"days": 5}, "steps": [], "visits": {"number": 0}, "locations": [],
        **PHONES, "result": {"name": "示例", "type": "document"}, "materials": [], "form": {"schema": _form(number)}})


def _form(number: int) -> dict[str, Any]:
    """Fields of five kinds; every twelfth choice shows the field after it, and only when it is answered so."""
    fields = {f"field{field}": {**KINDS[field % len(KINDS)], "title": f"示例{field}", "x-role": "holder",
                                "x-element": _element(number, field)} for field in range(FIELDS)}
    conditions: list[dict[str, Any]] = []
    for field in range(2, FIELDS - 1, EVERY):
        field -= (field - 2) % len(KINDS)
        shown = f"field{field + 1}"
        asked = {"properties": {f"field{field}": {"const": "2"}}, "required": [f"field{field}"]}
        conditions.append({"if": asked, "then": {"properties": {shown: fields.pop(shown)}, "required": [shown]}})
    return {"type": "object", "properties": fields, "required": list(fields)[::3], "allOf": conditions}
