"""Analysis of a bundle or matter: everything that can be answered, what follows from it, and what is wrong with it."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter

from .clashes import dependencies, opposite_answers, own_answers, own_stops
from .diagrams import FALSE
from .effects import Finding, Ground, ground_of, has_consequence, outcomes
from .reach import broken_conditions, circles, materials, matters, questions, stops, unanswerable
from .subject import subject_of
from .supplied import answered_fields, form_branches, form_values, two_sources

Selected = Literal["always", "sometimes", "never"]
FIRST_RULES = (broken_conditions, circles, unanswerable)
RULES = (questions, stops, matters, materials, own_stops, own_answers, opposite_answers, dependencies, answered_fields,
         two_sources, form_values, form_branches)


@dataclass(frozen=True)
class OptionLine:
    """One option: whether it can be chosen at all, and whether the answer alone ends the matter."""

    value: Any
    title: str
    reachable: bool
    stops: bool


@dataclass(frozen=True)
class QuestionLine:
    """One question: whether it can be asked, whether anything depends on it; answers that lead to it."""

    code: str
    title: str
    reachable: bool
    options: tuple[OptionLine, ...]
    consequence: bool
    witness: Mapping[str, Any] | None


@dataclass(frozen=True)
class MatterLine:
    """One matter: in how many of the combinations that go on it is taken, with the first of them."""

    code: str
    name: str
    selected: Selected
    witness: Mapping[str, Any] | None


@dataclass(frozen=True)
class MaterialLine:
    """One material that a matter demands of a role, in the same way."""

    matter: str
    material: str
    role: str | None
    selected: Selected
    witness: Mapping[str, Any] | None


@dataclass(frozen=True)
class Analysis:
    """Everything found. `exhaustive` is false where a condition was too wide to be followed in full."""

    combinations: int
    stopped: int
    exhaustive: bool
    questions: tuple[QuestionLine, ...]
    matters: tuple[MatterLine, ...]
    materials: tuple[MaterialLine, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings keep filings from being made."""
        return sum(finding.problem.severity == "error" for finding in self.findings)


def analyse(definition: Bundle | Matter, uses: Mapping[str, Definition]) -> Analysis:
    """The analysis of a bundle with its matters by code, or of a matter alone. Raises TooComplex."""
    ground = ground_of(subject_of(definition, uses))
    space = ground.space
    possible = space.combinations(space.valid)
    return Analysis(
        combinations=possible, stopped=possible - space.combinations(ground.going), exhaustive=space.exhaustive,
        questions=tuple(_question_lines(ground)), matters=tuple(_matter_lines(ground)),
        materials=tuple(_material_lines(ground)), findings=tuple(_findings(ground)))


def _findings(ground: Ground) -> Iterator[Finding]:
    """Where nothing can be answered at all, what follows from answers is not worth telling."""
    for rule in FIRST_RULES if ground.space.valid == FALSE else (*FIRST_RULES, *RULES):
        yield from rule(ground)


def _question_lines(ground: Ground) -> Iterator[QuestionLine]:
    space, come_out = ground.space, outcomes(ground)
    for code, domain in space.domains.items():
        asked = ground.both(space.valid, space.is_asked(code))
        choices = [(option.value, option.title) for option in domain.question.options]
        choices = choices or ([(True, "是"), (False, "否")] if domain.question.type == "bool" else [])
        options = tuple(_option_line(ground, code, value, title) for value, title in choices)
        yield QuestionLine(code, domain.question.title, asked != FALSE, options,
                           asked != FALSE and has_consequence(ground, code, come_out), space.answers(asked))


def _option_line(ground: Ground, code: str, value: Any, title: str) -> OptionLine:
    space, domain = ground.space, ground.space.domains[code]
    answer = [value] if domain.question.type == "multi" else value
    cell = domain.cell_of(answer, space.readings[code].values())
    where = FALSE if cell is None else ground.both(space.valid, space.within(code, [cell]))
    goes_on = ground.both(where, ground.going)
    return OptionLine(value, title, where != FALSE, where != FALSE and goes_on == FALSE)


def _matter_lines(ground: Ground) -> Iterator[MatterLine]:
    for taking, taken in zip(ground.subject.takings, ground.taken, strict=True):
        yield MatterLine(taking.code, taking.matter.name, _selected(ground, taken), ground.space.answers(taken))


def _material_lines(ground: Ground) -> Iterator[MaterialLine]:
    for taking, needed in zip(ground.subject.takings, ground.needed, strict=True):
        for required, where in zip(taking.matter.materials, needed, strict=True):
            role = taking.member.roles.get(required.role, required.role) if required.role else None
            yield MaterialLine(taking.code, required.material, role, _selected(ground, where), ground.space.answers(where))


def _selected(ground: Ground, where: int) -> Selected:
    if where == FALSE:
        return "never"
    return "always" if where == ground.going else "sometimes"
