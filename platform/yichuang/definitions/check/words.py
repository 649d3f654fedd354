"""Wording: vague expressions and catch-all clauses, looked for only where the applicant is told what to do."""
from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from yichuang.definitions.common import Definition
from yichuang.definitions.material import Material
from yichuang.definitions.matter import Matter
from yichuang.errors import Problem
from yichuang.forms.pointers import join
from yichuang.standards.wording import Book, Finding, lint

from .texts import texts_of
from .wordings import Books, Resolver

LONGEST_PROPOSAL = 120
# The same texts come by again and again, and a page of the designer checks what the last one did.
_findings = lru_cache(maxsize=32_768)(lint)


def wording_rules(definition: Definition, resolve: Resolver, books: Books) -> Iterator[Problem]:
    """Every hit in the texts of `texts`; basis texts, law titles and citizens' own questions are left alone."""
    for steps, text, scope in texts_of(definition):
        for finding in _findings(text, scope, books.whole):
            yield _problem(join(steps), finding, f"表述不够明确：“{finding.text}”。")
    if books.own.rules and isinstance(definition, Matter):
        yield from _materials(definition, resolve, books.own)


def _materials(matter: Matter, resolve: Resolver, own: Book) -> Iterator[Problem]:
    """A material is shared by all regions, so what a region has against its words is said at the matter that asks it."""
    for index, required in enumerate(matter.materials):
        material = resolve(required.material)
        for _, text, scope in texts_of(material) if isinstance(material, Material) else ():
            for finding in _findings(text, scope, own):
                yield _problem(join(("materials", index, "material")), finding,
                               f"材料“{required.material}”的表述不够明确：“{finding.text}”。")


def _problem(pointer: str, finding: Finding, message: str) -> Problem:
    shown = finding.proposal and len(finding.proposal) <= LONGEST_PROPOSAL
    fix = finding.fix + (f"可改为：{finding.proposal}" if shown else "")
    return Problem(pointer, finding.rule, message, finding.severity, fix)
