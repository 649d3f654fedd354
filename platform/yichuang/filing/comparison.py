"""The reductions of a bundle over all its scenarios: for each set of matters that answers lead to, and over all of them.

What is typical is not averaged: it is the scenario of the default answers (the first possible one where a question has no
default), a filing that somebody can make. Ranges are over every scenario that goes on; ones with nothing to handle are
left out.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.cleanup.removals import Way, way_of
from yichuang.definitions.common import Definition
from yichuang.definitions.material import RequiredMaterial
from yichuang.definitions.scenarios.diagrams import FALSE
from yichuang.definitions.scenarios.effects import Ground, ground_of
from yichuang.definitions.scenarios.subject import Taking, subject_of
from yichuang.errors import Problem

from .compose import compose
from .composition import Composition, Reduction
from .limits import limit_problems
from .reductions import NAMES, reduction_problems
from .scenario_words import told
from .scenarios import scenarios_of, split

MOST_KINDS = 20_000
Uses = Mapping[str, Definition]
Codes = tuple[str, ...]


@dataclass(frozen=True)
class Span:
    """The least and the most of a figure."""

    least: int
    most: int

    def with_(self, other: Span) -> Span:
        """Both together."""
        return Span(min(self.least, other.least), max(self.most, other.most))


@dataclass(frozen=True)
class Figure:
    """One reduction over several scenarios."""

    before: Span
    after: Span

    @staticmethod
    def of(reduction: Reduction) -> Figure:
        """That of one scenario."""
        return Figure(Span(reduction.before, reduction.before), Span(reduction.after, reduction.after))

    def with_(self, other: Figure) -> Figure:
        """Both together."""
        return Figure(self.before.with_(other.before), self.after.with_(other.after))


Figures = dict[str, Figure]


@dataclass(frozen=True)
class Line:
    """Scenarios that lead to the same matters: what leads there in words, the likeliest of them composed, the ranges."""

    words: str
    combinations: int
    example: Composition
    figures: Figures

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the example's figures and limits give reason to say."""
        example = self.example
        return (*limit_problems(example.bundle, example.taken, example.limits), *reduction_problems(example.reductions))


@dataclass(frozen=True)
class Comparison:
    """A bundle's reductions; not `exhaustive` when there are more scenarios than are looked at."""

    lines: tuple[Line, ...]
    typical: Composition
    figures: Figures
    exhaustive: bool


def compare(bundle: Bundle, uses: Uses, done: Iterable[str] = ()) -> Comparison:
    """Before and after in every scenario, `done` members finished elsewhere. Raises TooComplex, Invalid."""
    finished = tuple(done)
    ground = ground_of(subject_of(bundle, uses))
    kinds, whole = split(ground, [*ground.taken, *(each for needed in ground.needed for each in needed)], MOST_KINDS)
    found: dict[Codes, Figures] = {}
    scenarios = scenarios_of(bundle, uses)
    for scenario in scenarios.each:
        if not scenario.done:
            composed = compose(bundle, uses, scenario.answers, finished)
            figures = {key: Figure.of(each) for key, each in composed.reductions.items()}
            _add(found, tuple(taken.code for taken in composed.taken), figures)
    for codes, reduction in _materials(ground, kinds, _Ways(bundle, uses), frozenset(finished)):
        _add(found, codes, {"materials": Figure.of(reduction)})
    lines = tuple(_lines(ground, (bundle, uses, finished), found))
    typical = compose(bundle, uses, ground.space.answers(ground.going) or {}, finished)
    return Comparison(lines, typical, _over(line.figures for line in lines),
                      whole and scenarios.exhaustive and ground.space.exhaustive)


def _add(found: dict[Codes, Figures], codes: Codes, figures: Figures) -> None:
    if codes:
        found[codes] = _over([found.get(codes, {}), figures])


def _over(each: Iterable[Figures]) -> Figures:
    """All of them together, in the order in which figures are told."""
    together: Figures = {}
    for figures in each:
        for key, figure in figures.items():
            together[key] = together[key].with_(figure) if key in together else figure
    return {key: together[key] for key in NAMES if key in together}


@dataclass(frozen=True)
class _Ways:
    """How the matters that are handled have their documents."""

    bundle: Bundle
    uses: Uses

    def of(self, handled: Sequence[Taking]) -> dict[tuple[str, int], Way]:
        """(matter, index of the document) → the way, when just these are handled."""
        here = self.bundle.model_copy(update={"members": tuple(taking.member for taking in handled)})
        return {(taking.code, index): way_of(here, taking.matter, required, self.uses.get)
                for taking in handled for index, required in enumerate(taking.matter.materials)}


def _materials(ground: Ground, kinds: Iterable[int], ways: _Ways, done: frozenset[str]) -> Iterator[tuple[Codes, Reduction]]:
    """For each kind of scenario the matters handled, and how many documents they demand and leave to be brought.

    This only looks at which demands apply, so that thousands of kinds take no time.
    """
    known: dict[Codes, dict[tuple[str, int], Way]] = {}
    for kind in kinds:
        handled = [(index, taking) for index, taking in enumerate(ground.subject.takings)
                   if taking.code not in done and ground.both(kind, ground.taken[index]) != FALSE]
        codes = tuple(taking.code for _, taking in handled)
        if codes not in known:
            known[codes] = ways.of([taking for _, taking in handled])
        demands = [(_document(taking, required), known[codes][taking.code, number])
                   for index, taking in handled for number, required in enumerate(taking.matter.materials)
                   if ground.both(kind, ground.needed[index][number]) != FALSE]
        yield codes, Reduction(len(demands), len({document for document, way in demands if way.rule is None}))


def _document(taking: Taking, required: RequiredMaterial) -> tuple[str, str | None]:
    role = required.role
    return required.material, taking.member.roles.get(role, role) if role else None


def _lines(ground: Ground, subject: tuple[Bundle, Uses, Codes], found: Mapping[Codes, Figures]) -> Iterator[Line]:
    """A line for each set of matters, the likeliest first."""
    bundle, uses, done = subject
    where: dict[Codes, list[int]] = {}
    for kind in split(ground, ground.taken, MOST_KINDS)[0]:
        codes = tuple(taking.code for index, taking in enumerate(ground.subject.takings)
                      if taking.code not in done and ground.both(kind, ground.taken[index]) != FALSE)
        where.setdefault(codes, []).append(kind)
    for codes, kinds in where.items():
        if codes in found:
            function = ground.space.diagrams.disjunction(kinds)
            example = compose(bundle, uses, ground.space.answers(function) or {}, done)
            yield Line(told(ground, function), ground.space.combinations(function), example, found[codes])


def as_dict(comparison: Comparison) -> dict[str, Any]:
    """The shape of `bundles reductions --json`, without the bundle's own code and name."""
    return {
        "exhaustive": comparison.exhaustive, "range": _spans(comparison.figures),
        "typical": _composed(comparison.typical),
        "scenarios": [{"words": line.words, "combinations": line.combinations, **_composed(line.example),
                       "range": _spans(line.figures), "warnings": [each.as_dict() for each in line.problems]}
                      for line in comparison.lines],
    }


def _composed(composition: Composition) -> dict[str, Any]:
    limits = composition.limits
    return {
        "answers": dict(composition.answers or {}), "done": list(composition.done),
        "matters": [{"code": taken.code, "name": taken.matter.name} for taken in composition.taken],
        "limits": {"serial": limits.serial, "critical_path": limits.critical_path, "promised": limits.promised,
                   "path": list(limits.path)},
        "reductions": {key: {"before": each.before, "after": each.after} for key, each in composition.reductions.items()},
    }


def _spans(figures: Figures) -> dict[str, Any]:
    return {key: {side: {"min": span.least, "max": span.most} for side, span in (("before", each.before), ("after", each.after))}
            for key, each in figures.items()}
