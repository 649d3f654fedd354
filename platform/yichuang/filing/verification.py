"""Verify a bundle: in every kind of scenario, whatever its form accepts every department accepts."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.scenarios.answering import answer_schema
from yichuang.forms.form import Schema
from yichuang.forms.merge import Merged
from yichuang.forms.places import Identity
from yichuang.forms.proof.claims import Claim, Verdict
from yichuang.forms.proof.verify import Counterexample, Trial, Verification, verify

from .answers import answered
from .compose import compose
from .composition import Composition
from .outputs import output_schema
from .scenarios import Scenario, Scenarios, scenarios_of

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

    @property
    def sound(self) -> bool:
        """No field is in conflict."""
        return not self.counterexamples


def verify_bundle(bundle: Bundle, uses: Mapping[str, Definition], samples: int = 50) -> Verified:
    """`samples` is how many instances are tried for each field in all. Raises TooComplex."""
    found = scenarios_of(bundle, uses)
    # Every scenario shows most fields, so their samples add up.
    share = -(-samples // max(1, len(found.each)))
    told: dict[tuple[str, str, str], Claim] = {}
    refuted: dict[tuple[str, str], Refuted] = {}
    tried = 0
    for number, scenario in enumerate(found.each):
        composition = compose(bundle, uses, scenario.answers, scenario.done)
        given = given_schemas(composition, uses, found)
        verification = _verified(composition, given, share, number)
        tried += verification.samples
        for claim in verification.claims:
            key = claim.part, claim.field, claim.pointer
            told[key] = _weaker(told.get(key), claim)
        for example in verification.counterexamples:
            refuted.setdefault((example.part, example.pointer), Refuted(scenario, example))
    return Verified(tuple(told.values()), tuple(refuted.values()), len(found.each), found.exhaustive, tried)


def _verified(composition: Composition, given: Mapping[Identity, Schema], samples: int, seed: int) -> Verification:
    merged = Merged(composition.form, tuple(link for taken in composition.taken for link in taken.links))
    return verify(Trial(merged, [taken.part for taken in composition.taken], given, samples, seed))


def given_schemas(composition: Composition, uses: Mapping[str, Definition], found: Scenarios) -> dict[Identity, Schema]:
    """What is known of each value that is not asked: the answers that could have filled it, or the output's own schema.

    Where a condition turns on an answer it is the one of this scenario.
    """
    given: dict[Identity, Schema] = dict(_answered(composition, found))
    for taken in composition.taken:
        for identity, matter in taken.sources.items():
            given[identity] = output_schema(uses.get(matter), identity[1], uses)
    return given


def _answered(composition: Composition, found: Scenarios) -> Iterator[tuple[Identity, Schema]]:
    questions = {question.code: question for question in composition.bundle.questions}
    declared = {(field.role, field.element): questions.get(field.question) for field in composition.bundle.answered}
    for identity, value in answered(composition.bundle, composition.answers).items():
        question = declared[identity]
        if identity in found.decisive or question is None:
            yield identity, {"const": value}
        elif identity in found.values:
            yield identity, {"enum": list(found.values[identity])}
        else:
            yield identity, answer_schema(question)


def _weaker(one: Claim | None, other: Claim) -> Claim:
    if one is None or STRENGTH.index(other.verdict) > STRENGTH.index(one.verdict):
        return other
    return one


def as_dict(verified: Verified) -> dict[str, Any]:
    """As `bundles verify` prints it."""
    return {
        "sound": verified.sound,
        "fields": [{"field": claim.field, "matter": claim.part, "pointer": claim.pointer, "verdict": claim.verdict,
                    "why": claim.why} for claim in verified.claims],
        "counterexamples": [refuted.as_dict() for refuted in verified.counterexamples],
        "scenarios": verified.scenarios, "exhaustive": verified.exhaustive, "samples": verified.samples,
    }

