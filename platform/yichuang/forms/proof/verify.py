"""Verify a merge: every field of every part proved, sampled, or in conflict with the smallest counterexample found."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from yichuang.forms.compiled import compiled
from yichuang.forms.form import Schema
from yichuang.forms.merge import Merged
from yichuang.forms.places import Identity, Part

from .claims import Claim, Ground, claims
from .refusals import Counterexample, Tried, any_row, refusals, shrunk
from .samples import NOTHING, TRIES, Sampler
from .unfillable import unfillable, wrong_tables

FULLNESS = (0.9, 0.5, 0.1)


@dataclass(frozen=True)
class Verification:
    """What came of it; `samples` is how many whole forms were tried."""

    claims: tuple[Claim, ...]
    counterexamples: tuple[Counterexample, ...]
    samples: int = 0
    filled: bool = True
    """Whether the merged form could be filled in at all, where that was tried."""

    @property
    def sound(self) -> bool:
        """No field is in conflict."""
        return not self.counterexamples


@dataclass(frozen=True)
class Trial:
    """A merge with all that trying it takes: its parts, what is given, and how often the dice fall."""

    merged: Merged
    parts: Sequence[Part]
    given: Mapping[Identity, Schema] = field(default_factory=dict)
    samples: int = 50
    """Whole forms that are filled in."""
    values: int | None = None
    """Values that are tried of each field that is not proved; as many as `samples` when it is not said."""
    seed: int = 1
    known: frozenset[tuple[str, str]] = frozenset()
    """Fields (part, pointer) that are refuted already; once is enough."""
    tries: int = TRIES
    """How often a form that could not be filled in is begun anew before it is given up."""


def verify(trial: Trial) -> Verification:
    """Claims first, then samples; a sample that a part refuses turns the claim of that field into a conflict."""
    ground = Ground(trial.merged, trial.given)
    values = trial.samples if trial.values is None else trial.values
    made = [claim for part in trial.parts for claim in claims(part, ground, values)]
    found: dict[tuple[str, str], Counterexample] = {}
    seen = Counter[str]()
    tried = 0
    never = list(unfillable(ground))
    for sample in () if never else _samples(trial, ground, made):
        tried += 1
        seen.update(sample.places())
        for part in trial.parts:
            for example in refusals(part, ground.links(part.name), sample):
                key = part.name, any_row(example.pointer)
                if key not in found and key not in trial.known:
                    found[key] = shrunk(part, trial.merged, example)
    for example in (*never, *wrong_tables(trial.merged)):
        found.setdefault((example.part, any_row(example.pointer)), example)
    verification = Verification(tuple(_counted(claim, seen) for claim in made), (), tried, bool(tried or not trial.samples))
    return refuted(verification, found.values())


def refuted(verification: Verification, examples: Iterable[Counterexample]) -> Verification:
    """The same with more counterexamples, each of which turns the claim of its field into a conflict."""
    found = {(example.part, any_row(example.pointer)): example for example in examples}
    claims_ = tuple(_judged(claim, found) for claim in verification.claims) if found else verification.claims
    return replace(verification, claims=claims_, counterexamples=(*verification.counterexamples, *found.values()))


def _samples(trial: Trial, ground: Ground, made: Sequence[Claim]) -> Iterator[Tried]:
    """Forms with the values that some part would refuse, then sparse and full ones in turn, each with what is given."""
    rng = Random(trial.seed)  # noqa: S311 - dice for tests of forms, no secret
    for claim in made:
        known = (claim.part, claim.pointer) in trial.known
        if claim.refused is not None and not known and (sample := _aimed(ground, claim, rng)) is not None:
            yield sample
    for number in range(trial.samples):
        data = Sampler(ground.form, rng, FULLNESS[number % len(FULLNESS)]).instance(trial.tries)
        if data is not None:
            yield Tried(data, _drawn(trial.given, rng))
        elif number == 0:
            return


def _aimed(ground: Ground, claim: Claim, rng: Random) -> Tried | None:
    """A whole form in which the value stands that the part refuses; None when it cannot be filled in so."""
    fixed: dict[tuple[str, ...], Any] = {}
    given = _drawn(ground.given, rng)
    for feed, value in zip(claim.link.feeds if claim.link else (), claim.refused or (), strict=True):
        if feed.place is not None:
            fixed[(feed.place.rows, "*", feed.place.key) if feed.place.rows else (feed.place.key,)] = value
        elif feed.given is not None:
            given[feed.given] = value
    data = Sampler(ground.form, rng, FULLNESS[0], fixed).instance()
    return None if data is None else Tried(data, given)


def _drawn(given: Mapping[Identity, Schema], rng: Random) -> dict[Identity, Any]:
    found: dict[Identity, Any] = {}
    for identity, schema in given.items():
        form = compiled({"allOf": [schema]})
        value = Sampler(form, rng).value([form.schema])
        if value is not NOTHING:
            found[identity] = value
    return found


def _counted(claim: Claim, seen: Mapping[str, int]) -> Claim:
    """With the number of samples in which its value was there, where it is not proved."""
    if claim.verdict == "proved":
        return claim
    tried = claim.tried + max((seen.get(each, 0) for each in claim.field.split(" + ")), default=0)
    return replace(claim, tried=tried, why=claim.why if tried else f"{claim.why}，没有试填到")


def _judged(claim: Claim, found: Mapping[tuple[str, str], Counterexample]) -> Claim:
    """In conflict when a sample was refused at the field, inside it, or at an object around it."""
    for (part, at), example in found.items():
        if part == claim.part and (at == claim.pointer or at.startswith(claim.pointer + "/")):
            return replace(claim, verdict="conflict", why=example.message)
    return claim
