"""What follows from answers, as functions over all of them: where it stops, which matters and materials there are."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.errors import Problem

from .answering import value_of
from .cells import HIDDEN
from .conditions import Conditions, conditions_of
from .diagrams import FALSE
from .space import Space, space_of
from .subject import Subject


@dataclass(frozen=True)
class Finding:
    """One result of the analysis; the witness are answers under which it shows, where it has such."""

    problem: Problem
    witness: Mapping[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """The problem with its witness."""
        return {**self.problem.as_dict(), "witness": self.witness}


@dataclass(frozen=True)
class Ground:
    """What every rule of the analysis looks at. Functions that say where something happens hold for valid answers only."""

    subject: Subject
    conditions: Conditions
    space: Space
    stops: tuple[int, ...]
    """Where each stop's condition holds."""
    going: int
    """Where nothing stops."""
    chosen: tuple[int, ...]
    """Where each matter's condition holds, stopped or not."""
    taken: tuple[int, ...]
    """Where each matter is really taken."""
    needed: tuple[tuple[int, ...], ...]
    """Per matter, where each of its materials is asked for."""

    def found(self, problem: Problem, function: int | None = None) -> Finding:
        """A finding with the first answers for which the function is true."""
        return Finding(problem, None if function is None else self.space.answers(function))

    def both(self, *functions: int) -> int:
        """Where all of them are true."""
        return self.space.diagrams.conjunction(functions)

    def title(self, code: str) -> str:
        """A question in quotation marks."""
        question = self.subject.question(code)
        return f"“{question.title if question else code}”"


def ground_of(subject: Subject) -> Ground:
    """The effects of a subject. Raises TooComplex."""
    conditions = conditions_of(subject)
    space = space_of(subject, conditions)
    diagrams, valid = space.diagrams, space.valid
    stops = tuple(diagrams.conjunction([valid, space.function(each, subject.view)]) for each in conditions.stops)
    going = diagrams.without(valid, *stops)
    chosen = tuple(diagrams.conjunction([valid, space.function(each.selected, subject.view)])
                   for each in conditions.matters)
    taken = tuple(diagrams.conjunction([going, each]) for each in chosen)
    needed = tuple(
        tuple(diagrams.conjunction([where, space.function(each, taking.questions)]) for each in of.materials)
        for taking, of, where in zip(subject.takings, conditions.matters, taken, strict=True))
    return Ground(subject, conditions, space, stops, going, chosen, taken, needed)


def has_consequence(ground: Ground, question: str, outcomes: list[int]) -> bool:
    """Whether two sets of answers that differ in this one, and agree wherever both are asked, lead to something else."""
    space = ground.space
    for outcome in outcomes:
        other = space.diagrams.without(space.valid, outcome)
        if space.diagrams.tells_apart(outcome, other, space.level(question), HIDDEN):
            return True
    return any(fills and not space.domains[question].listed for fills in _filled(ground, question))


def outcomes(ground: Ground) -> list[int]:
    """All that can come out, each as the function of where it does; what is always or never so is left out."""
    found: dict[int, None] = {}
    above: list[int] = []
    for stop in ground.stops:
        found[ground.space.diagrams.without(stop, *above)] = None
        above.append(stop)
    found.update(dict.fromkeys(ground.taken))
    found.update(dict.fromkeys(each for needed in ground.needed for each in needed))
    found.update(dict.fromkeys(_values(ground)))
    return [each for each in found if each not in (FALSE, ground.space.valid)]


def _values(ground: Ground) -> Iterator[int]:
    """Where a field of a matter that is taken is filled with one value, for answers that can be listed."""
    for question, table, where in _uses(ground):
        domain = ground.space.domains[question]
        if domain.listed:
            groups: dict[str, list[int]] = {}
            for index, cell in enumerate(domain.cells):
                groups.setdefault(repr(value_of(cell.answer, table)), []).append(index)
            for cells in groups.values():
                yield ground.both(where, ground.space.within(question, cells))


def _filled(ground: Ground, question: str) -> Iterator[bool]:
    yield from (ground.both(where, ground.space.is_answered(question)) != FALSE
                for code, _, where in _uses(ground) if code == question)


def _uses(ground: Ground) -> Iterator[tuple[str, Mapping[str, Any] | None, int]]:
    """Answered fields that a matter's form has: the question, its table, where the matter is taken."""
    for each in ground.subject.answered:
        if ground.subject.question(each.question):
            for taking, where in zip(ground.subject.takings, ground.taken, strict=True):
                if (each.role, each.element) in taking.fields:
                    yield each.question, each.values, where
