"""The gate before publishing: the form of a bundle must not be refuted as it would be released.

Who can verify is passed in. A proof is kept by the digest of what it is about, so that nothing is verified twice.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.sealing import Sealings, sealings
from yichuang.errors import Invalid, Problem

from .keeping import keep, kept
from .values import Proof, Prover
from .words import refutation_in_words


@dataclass(frozen=True)
class Candidate:
    """A bundle as it would be released: its digest is what a proof of it is kept by."""

    digest: str
    bundle: Bundle
    uses: Mapping[str, Definition]


def candidates(planned: Sealings) -> list[Candidate]:
    """The bundles of which there would be a new release."""
    return [Candidate(each.digest, each.definition, planned.uses(each.code)) for each in planned.made.values()
            if each.is_new and isinstance(each.definition, Bundle)]


def unproved(db: Session, codes: Iterable[str], on: date) -> list[Candidate]:
    """The bundles that publishing these would have to verify, so that it can be done before anything is locked.
    Raises as publishing does."""
    return [each for each in candidates(sealings(db, codes, on)) if kept(db, each.digest) is None]


def require_sound(planned: Sealings, prover: Prover, at: datetime) -> None:
    """Raises Invalid with the counterexamples in words when the form of a bundle to be released is refuted."""
    problems: list[Problem] = []
    for each in candidates(planned):
        proof = kept(planned.db, each.digest)
        if proof is None:
            proof = prover(each.bundle, each.uses)
            keep(planned.db, each.bundle.code, each.digest, proof, at)
        problems += refutations(each, proof)
    if problems:
        raise Invalid(f"合并表单有 {len(problems)} 处反例，没有发布。", problems=problems)


def refutations(candidate: Candidate, proof: Proof) -> list[Problem]:
    """Every counterexample as a problem."""
    return [Problem("", "unsound", refutation_in_words(candidate.bundle, candidate.uses, each),
                    fix="统一两边的口径，或在工作台写明怎样处理，再发布。") for each in proof.refutations]
