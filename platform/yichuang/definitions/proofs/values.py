"""A proof as a value: one claim a field and matter, and every filing that a department would send back."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.forms.proof.claims import Claim


@dataclass(frozen=True)
class Refutation:
    """A small filing that the one form accepts and one matter's own form refuses."""

    answers: Mapping[str, Any]
    done: tuple[str, ...]
    matter: str
    pointer: str
    """In the matter's own instance."""
    message: str
    row: int | None
    data: Mapping[str, Any]
    given: Mapping[str, Any]
    """`role.element` → value of what is not asked: an answer, or the output of another matter."""
    instance: Mapping[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """As `bundles verify` prints it."""
        return {**asdict(self), "done": list(self.done)}


@dataclass(frozen=True)
class Proof:
    """What came of verifying a bundle. `exhaustive` is false where there were more kinds of scenarios than looked at."""

    claims: tuple[Claim, ...]
    refutations: tuple[Refutation, ...]
    scenarios: int
    exhaustive: bool
    samples: int

    @property
    def sound(self) -> bool:
        """Nothing refutes it."""
        return not self.refutations

    @property
    def sampled(self) -> tuple[Claim, ...]:
        """What was only tried, and asks for a signature."""
        return tuple(claim for claim in self.claims if claim.verdict == "sampled")

    @property
    def wants_signature(self) -> bool:
        """Whether somebody has to answer for what is not proved."""
        return bool(self.sampled) or not self.exhaustive

    def count(self, verdict: str) -> int:
        """How many claims came to a verdict."""
        return sum(claim.verdict == verdict for claim in self.claims)

    def as_dict(self) -> dict[str, Any]:
        """As `bundles verify` prints it."""
        return {
            "sound": self.sound,
            "fields": [{"field": claim.field, "matter": claim.part, "pointer": claim.pointer, "verdict": claim.verdict,
                        "why": claim.why} for claim in self.claims],
            "counterexamples": [each.as_dict() for each in self.refutations],
            "scenarios": self.scenarios, "exhaustive": self.exhaustive, "samples": self.samples,
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Proof:
        """From what `as_dict` gave."""
        claims = tuple(Claim(each["field"], each["matter"], each["pointer"], each["verdict"], each["why"])
                       for each in document["fields"])
        refutations = tuple(Refutation(**{**each, "done": tuple(each["done"])}) for each in document["counterexamples"])
        return cls(claims, refutations, document["scenarios"], document["exhaustive"], document["samples"])


class Prover(Protocol):
    """Verifies a bundle with what it uses by code. Raises Invalid for one that cannot be followed."""

    def __call__(self, bundle: Bundle, uses: Mapping[str, Definition]) -> Proof:
        """The proof; this may take seconds."""
        ...
