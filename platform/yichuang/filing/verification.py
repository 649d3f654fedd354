"""Verify a bundle: in every kind of scenario, whatever its form accepts every department accepts."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.scenarios.answering import answer_schema
from yichuang.forms.form import Schema
from yichuang.forms.places import Identity
from yichuang.forms.proof.claims import Claim, Verdict
from yichuang.forms.proof.refusals import Counterexample, any_row
from yichuang.forms.proof.samples import TRIES
from yichuang.forms.proof.verify import Trial, Verification, refuted, verify

from .answers import answered, counting, holds
from .compose import merged_of
from .composition import Taken
from .outputs import output_schema
from .roles import unknown_roles
from .scenarios import Scenario, Scenarios, scenarios_of

MOST_VAIN = 8
"""After so many scenarios whose form could not be filled in each further one is begun only once."""
STRENGTH: tuple[Verdict, ...] = ("proved", "sampled", "conflict")


@dataclass(frozen=True)
class Refuted:
    """A counterexample and the scenario in which it shows."""

    scenario: Scenario
    example: Counterexample

    def as_dict(self) -> dict[str, Any]:
        """As `bundles verify` prints it: a filing that anybody can try, and what is wrong with it."""
        return {"answers": dict(self.scenario.answers), "done": list(self.scenario.done), **self.example.as_dict()}


@dataclass(frozen=True)
class Verified:
    """What came of it: one claim a field and matter, the weakest of all scenarios; how much was looked at."""

    claims: tuple[Claim, ...]
    counterexamples: tuple[Refuted, ...]
    scenarios: int
    exhaustive: bool
    samples: int
    unfilled: tuple[Scenario, ...] = ()
    """Scenarios whose form nobody could fill in: either it cannot be done, or the samples did not find out how."""

    @property
    def sound(self) -> bool:
        """No field is in conflict."""
        return not self.counterexamples


def verify_bundle(bundle: Bundle, uses: Mapping[str, Definition], samples: int = 50) -> Verified:
    """Each matter's form is filled in at least `samples` times in all, and of each field that is not proved as many values
    are tried. Raises TooComplex."""
    found = scenarios_of(bundle, uses)
    share = _share(bundle, found, samples)
    told: dict[tuple[str, str, str], Claim] = {}
    wrong: dict[tuple[str, str], Refuted] = {}
    made: list[Verification] = []
    vain = 0
    for number, scenario in enumerate(found.each):
        verification = _verified(bundle, uses, found, Turn(samples, share, number, frozenset(wrong), vain < MOST_VAIN))
        made.append(verification)
        vain += not verification.filled
        for claim in verification.claims:
            key = claim.part, claim.field, claim.pointer
            told[key] = _weaker(told.get(key), claim)
        for example in verification.counterexamples:
            wrong.setdefault((example.part, any_row(example.pointer)), Refuted(scenario, example))
    unfilled = tuple(scenario for scenario, each in zip(found.each, made, strict=True) if not each.filled)
    return Verified(tuple(told.values()), tuple(wrong.values()), len(found.each), found.exhaustive,
                    sum(each.samples for each in made), unfilled)


def _share(bundle: Bundle, found: Scenarios, samples: int) -> int:
    """How many forms to fill in in each scenario, so that every matter's comes to `samples` in all."""
    counts = [sum(holds(member.when, scenario.answers) and member.matter not in scenario.done for scenario in found.each)
              for member in bundle.members]
    return -(-samples // max(1, min((count for count in counts if count), default=1)))


@dataclass(frozen=True)
class Turn:
    """What is tried in one scenario: values of each open field, whole forms; which scenario it is, and the fields that are
    refuted already."""

    values: int
    forms: int
    number: int
    refuted: frozenset[tuple[str, str]]
    patient: bool
    """Whether a form that could not be filled in is begun anew."""


def _verified(bundle: Bundle, uses: Mapping[str, Definition], found: Scenarios, turn: Turn) -> Verification:
    scenario = found.each[turn.number]
    answers = counting(bundle.questions, scenario.answers)
    taken, merged = merged_of(bundle, uses, answers, scenario.done)
    given = given_schemas(bundle, uses, found, Known(answers, taken))
    trial = Trial(merged, merged.parts, given, turn.forms, turn.values, turn.number, turn.refuted,
                  TRIES if turn.patient else 1)
    return refuted(verify(trial), unknown_roles(bundle, taken))


@dataclass(frozen=True)
class Known:
    """What is known in one scenario: its answers, and the matters that apply."""

    answers: Mapping[str, Any]
    taken: Sequence[Taken]


def given_schemas(bundle: Bundle, uses: Mapping[str, Definition], found: Scenarios, known: Known) -> dict[Identity, Schema]:
    """What is known of each value that is not asked: the answers that could have filled it, or the output's own schema.

    Where a condition turns on an answer it is the one of this scenario.
    """
    given: dict[Identity, Schema] = dict(_answered(bundle, found, known.answers))
    for taken in known.taken:
        for identity, matter in taken.sources.items():
            given[identity] = output_schema(uses.get(matter), identity[1], uses)
    return given


def _answered(bundle: Bundle, found: Scenarios, answers: Mapping[str, Any]) -> Iterator[tuple[Identity, Schema]]:
    questions = {question.code: question for question in bundle.questions}
    declared = {(field.role, field.element): questions.get(field.question) for field in bundle.answered}
    for identity, value in answered(bundle, answers).items():
        question = declared[identity]
        if identity in found.decisive or question is None:
            yield identity, {"const": value}
        elif identity in found.values:
            yield identity, {"enum": list(found.values[identity])}
        else:
            yield identity, answer_schema(question)


def _weaker(one: Claim | None, other: Claim) -> Claim:
    """The weaker of what two scenarios say, with what was tried in both."""
    if one is None:
        return other
    weaker = other if STRENGTH.index(other.verdict) > STRENGTH.index(one.verdict) else one
    return replace(weaker, tried=one.tried + other.tried)


def as_dict(verified: Verified) -> dict[str, Any]:
    """As `bundles verify` prints it."""
    return {
        "sound": verified.sound,
        "fields": [{"field": claim.field, "matter": claim.part, "pointer": claim.pointer, "verdict": claim.verdict,
                    "why": claim.why, "tried": claim.tried} for claim in verified.claims],
        "counterexamples": [refuted.as_dict() for refuted in verified.counterexamples],
        "scenarios": verified.scenarios, "exhaustive": verified.exhaustive, "samples": verified.samples,
        "unfilled": [{"answers": dict(each.answers), "done": list(each.done)} for each in verified.unfilled],
    }

