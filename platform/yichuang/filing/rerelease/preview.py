"""The preview of a re-release: the compositions of old and new laid side by side in every kind of scenario."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition, Question
from yichuang.definitions.proofs.words import place_title
from yichuang.definitions.scenarios.effects import Ground, ground_of
from yichuang.definitions.scenarios.subject import subject_of
from yichuang.filing.answers import asked
from yichuang.filing.compose import compose
from yichuang.filing.scenarios import Scenario, scenarios_of

from .differences import Comparer, Difference
from .facts import Facts, facts_of
from .spread import Feature, features_of, spread_in_words

MOST_EXAMPLES = 3
ORDER = ("stop", "question", "matter", "conflict", "decision", "field", "material", "days", "proof")


@dataclass(frozen=True)
class Side:
    """A bundle as it was or would be released, with what it uses. `digest` is what a proof of it is kept by."""

    bundle: Bundle
    uses: Mapping[str, Definition]
    release: int | None = None
    digest: str = ""


@dataclass(frozen=True)
class Line:
    """One change, and the scenarios in which it shows: in words (empty for all), how many, and some of them."""

    difference: Difference
    when: str
    scenarios: int
    examples: tuple[Scenario, ...]

    def as_dict(self) -> dict[str, Any]:
        """As `bundles preview` prints it."""
        return {**asdict(self.difference), "when": self.when, "scenarios": self.scenarios,
                "examples": [{"answers": dict(each.answers), "done": list(each.done)} for each in self.examples]}


@dataclass(frozen=True)
class Preview:
    """What would change. `figures` are the reductions over all scenarios, old and new."""

    old: Side
    new: Side
    lines: tuple[Line, ...]
    scenarios: int
    exhaustive: bool
    figures: Mapping[str, tuple[Mapping[str, int], Mapping[str, int]]]


def preview(old: Side, new: Side) -> Preview:
    """Every change from old to new, grouped over the scenarios. Raises TooComplex for questions that cannot be followed."""
    scenarios, whole = _scenarios((new, old))
    comparer = Comparer({each.where: place_title(new.bundle, new.uses, each.where) for each in new.bundle.decisions})
    found: dict[Difference, set[int]] = {}
    for number, scenario in enumerate(scenarios):
        for difference in comparer.differences(_facts(old, scenario), _facts(new, scenario)):
            found.setdefault(difference, set()).add(number)
    features = features_of([(each.bundle, each.uses) for each in (new, old)], scenarios) if found else []
    lines = sorted((_line(difference, where, scenarios, features) for difference, where in found.items()), key=_rank)
    return Preview(old, new, tuple(lines), len(scenarios), whole, _figures(old, new))


def _scenarios(sides: Iterable[Side]) -> tuple[list[Scenario], bool]:
    """On either side one of each kind that the forms tell apart, and for each material some with it and some without."""
    found: dict[str, Scenario] = {}
    whole = True
    for side in sides:
        forms = scenarios_of(side.bundle, side.uses)
        whole = whole and forms.exhaustive
        for each in (*forms.each, *_with_and_without(ground_of(subject_of(side.bundle, side.uses)))):
            found.setdefault(repr((sorted(each.answers.items()), each.done)), each)
    return list(found.values()), whole


def _with_and_without(ground: Ground) -> Iterator[Scenario]:
    for taken, needed in zip(ground.taken, ground.needed, strict=True):
        for function in dict.fromkeys(each for of in needed for each in (of, ground.space.diagrams.without(taken, of))):
            answers = ground.space.answers(function)
            if answers is not None:
                yield Scenario(answers)


def _facts(side: Side, scenario: Scenario) -> Facts:
    answers = completed(side.bundle.questions, scenario.answers)
    return facts_of(compose(side.bundle, side.uses, answers, scenario.done))


def completed(questions: tuple[Question, ...], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with the first choice for every question that only this side asks: the nearest scenario it has."""
    found = dict(answers)
    for _ in questions:
        missing = [question for question in asked(questions, found) if question.required and question.code not in found]
        chosen = {question.code: first for question in missing if (first := _first(question)) is not None}
        if not chosen:
            break
        found |= chosen
    return found


def _first(question: Question) -> Any:
    if question.default is not None:
        return question.default
    if question.options:
        value = question.options[0].value
        return [value] if question.type == "multi" else value
    return {"bool": False, "number": question.minimum or 0, "date": "2000-01-01"}.get(question.type)


def _line(difference: Difference, where: set[int], scenarios: list[Scenario], features: list[Feature]) -> Line:
    """Members done elsewhere are spoken of only where nothing shows while all are handled here."""
    every = frozenset(range(len(scenarios)))
    plain = frozenset(number for number in every if not scenarios[number].done)
    among = plain if where & plain else every
    when = spread_in_words(frozenset(where) & among, among, features)
    examples = tuple(scenarios[number] for number in sorted(where)[:MOST_EXAMPLES])
    return Line(difference, when, len(where), examples)


def _rank(line: Line) -> tuple[int, int, str]:
    """By what it is about; what burdens the applicant first."""
    about = line.difference.kind.partition("-")[0]
    return ORDER.index(about), ("more", "same", "less").index(line.difference.effect), line.difference.place


def _figures(old: Side, new: Side) -> dict[str, tuple[Mapping[str, int], Mapping[str, int]]]:
    before, after = (dict(_numbers(side)) for side in (old, new))
    return {key: (before[key], after[key]) for key in after if key in before}


def _numbers(side: Side) -> Iterator[tuple[str, Mapping[str, int]]]:
    for key, reduction in compose(side.bundle, side.uses).reductions.items():
        yield key, {"before": reduction.before, "after": reduction.after}
