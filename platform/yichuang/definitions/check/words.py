"""Wording: vague expressions and catch-all clauses, looked for only where the applicant is told what to do."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from yichuang.definitions.common import Definition
from yichuang.definitions.material import Material
from yichuang.definitions.matter import Matter
from yichuang.errors import Problem
from yichuang.forms.dialect import walk
from yichuang.forms.pointers import join
from yichuang.standards.wording import lint

_findings = lru_cache(maxsize=16_384)(lint)
Texts = Iterator[tuple[tuple[Any, ...], str | None, str]]


def wording_rules(definition: Definition, resolve: Callable[[str], Definition | None]) -> Iterator[Problem]:
    """Basis texts, law titles and citizens' own questions are left alone."""
    for steps, text, scope in _texts(definition):
        for finding in _findings(text, scope) if text else ():
            yield Problem(join(steps), finding.rule, f"表述不够明确：“{finding.text}”。", finding.severity, finding.fix)


def _texts(definition: Definition) -> Texts:
    if isinstance(definition, Material):
        yield ("name",), definition.name, "material-name"
        yield ("accept_standard",), definition.accept_standard, "general"
        yield ("source_explanation",), definition.source_explanation, "general"
    if isinstance(definition, Matter):
        yield from _matter(definition)


def _matter(matter: Matter) -> Texts:
    for key in ("conditions", "denials", "prohibitions", "mistakes"):
        yield from (((key, i), text, "general") for i, text in enumerate(getattr(matter, key)))
    yield ("quantity_limit",), matter.quantity_limit, "general"
    yield ("delivery",), matter.delivery, "general"
    for i, required in enumerate(matter.materials):
        yield ("materials", i, "accept_standard"), required.accept_standard, "general"
        yield ("materials", i, "condition"), required.condition, "general"
        yield ("materials", i, "filling_notes"), required.filling_notes, "general"
    for i, step in enumerate(matter.steps):
        yield ("steps", i, "name"), step.name, "general"
        yield ("steps", i, "standard"), step.standard, "general"
    yield from ((("fees", i, "standard"), fee.standard, "general") for i, fee in enumerate(matter.fees))
    for steps, here in walk(matter.form.schema_):
        if isinstance(here, Mapping):
            for key in ("title", "x-help"):
                if isinstance(here.get(key), str):
                    yield ("form", "schema", *steps, key), here[key], "general"
