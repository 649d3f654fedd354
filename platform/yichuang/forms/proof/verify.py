"""Verify a merge: every field of every part proved, sampled, or in conflict with the smallest counterexample found."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from yichuang.errors import Problem
from yichuang.forms.compiled import Compiled, compiled
from yichuang.forms.form import Data, Schema
from yichuang.forms.merge import Merged
from yichuang.forms.places import Identity, Part
from yichuang.forms.pointers import split
from yichuang.forms.project import Sources, project
from yichuang.forms.visibility import prune

from .claims import Claim, Ground, claims
from .samples import NOTHING, Sampler
from .smaller import smallest


@dataclass(frozen=True)
class Counterexample:
    """Data that the merged form accepts and one part refuses once they are projected."""

    part: str
    pointer: str
    """In the part's own instance."""
    message: str
    data: Data
    given: Mapping[Identity, Any] = field(default_factory=dict)
    row: int | None = None
    instance: Data = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """As `bundles verify` prints it."""
        return {"matter": self.part, "pointer": self.pointer, "message": self.message, "row": self.row, "data": self.data,
                "given": {".".join(identity): value for identity, value in self.given.items()}, "instance": self.instance}


@dataclass(frozen=True)
class Verification:
    """What came of it; `samples` is how many instances were tried."""

    claims: tuple[Claim, ...]
    counterexamples: tuple[Counterexample, ...]
    samples: int = 0

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
    seed: int = 1


def verify(trial: Trial) -> Verification:
    """Claims first, then samples; a sample that a part refuses turns the claim of that field into a conflict."""
    ground = Ground(trial.merged, trial.given)
    made = [claim for part in trial.parts for claim in claims(part, ground)]
    found: dict[tuple[str, str], Counterexample] = {}
    tried = 0
    for data, given in _samples(trial, ground.form):
        tried += 1
        for part in trial.parts:
            for example in _refusals(trial, part, data, given):
                key = part.name, _claimed(example.pointer)
                if key not in found:
                    found[key] = _shrunk(trial, ground.form, part, example)
    return Verification(tuple(_judged(claim, found) for claim in made), tuple(found.values()), tried)


def _samples(trial: Trial, form: Compiled) -> Iterator[tuple[Data, Mapping[Identity, Any]]]:
    """Instances of the merged form, sparse and full ones in turn, each with values for what is given."""
    rng = Random(trial.seed)  # noqa: S311 - dice for tests of forms, no secret
    for number in range(trial.samples):
        sampler = Sampler(form, rng, optional=(0.9, 0.5, 0.1)[number % 3])
        data = sampler.instance()
        if data is not None:
            yield data, _drawn(trial.given, rng)


def _drawn(given: Mapping[Identity, Schema], rng: Random) -> dict[Identity, Any]:
    found: dict[Identity, Any] = {}
    for identity, schema in given.items():
        form = compiled({"allOf": [schema]})
        value = Sampler(form, rng).value([form.schema])
        if value is not NOTHING:
            found[identity] = value
    return found


def _refusals(trial: Trial, part: Part, data: Data, given: Mapping[Identity, Any]) -> Iterator[Counterexample]:
    """What the part says against its projection of these data, row by row."""
    links = [link for link in trial.merged.links if link.part == part.name]
    count = len(data.get(part.row, ())) if part.row else 1
    for index in range(count):
        row = index if part.row else None
        rows = {link.rows: [given] * len(data.get(link.rows, ())) for link in links if link.rows}
        instance = project(part, links, Sources(data, row, given, rows))
        for problem in part.ready.problems(instance):
            yield _example(part, problem, (data, given, row, instance))


def _example(part: Part, problem: Problem,
             tried: tuple[Data, Mapping[Identity, Any], int | None, Data]) -> Counterexample:
    data, given, row, instance = tried
    return Counterexample(part.name, problem.pointer, problem.message, data, given, row, instance)


def _shrunk(trial: Trial, form: Compiled, part: Part, example: Counterexample) -> Counterexample:
    """The smallest data at hand that still make the same part refuse the same place."""

    def refused(data: Data) -> Iterator[Counterexample]:
        return (each for each in _refusals(trial, part, data, example.given) if each.pointer == example.pointer)

    def still(data: Data) -> bool:
        return form.is_valid(data) and prune(form, data) == data and any(True for _ in refused(data))

    used = {link.given for link in trial.merged.links if link.part == part.name}
    given = {identity: value for identity, value in example.given.items() if identity in used}
    return replace(next(refused(smallest(example.data, still))), given=given)


def _claimed(pointer: str) -> str:
    """A pointer into an instance as claims write it: any row is `*`."""
    return "".join("/" + ("*" if step.isdigit() else step.replace("~", "~0").replace("/", "~1")) for step in split(pointer))


def _judged(claim: Claim, found: Mapping[tuple[str, str], Counterexample]) -> Claim:
    """In conflict when a sample was refused at the field, inside it, or at an object around it."""
    for (part, at), example in found.items():
        if part == claim.part and (at == claim.pointer or at.startswith(claim.pointer + "/")):
            return replace(claim, verdict="conflict", why=example.message)
    return claim
