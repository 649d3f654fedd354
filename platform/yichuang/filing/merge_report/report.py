"""A merge report from a bundle and what it uses. Nothing is read or asked for here: proof, day and the last one are given."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.proofs.values import Proof
from yichuang.definitions.proofs.words import field_title, refutation_in_words
from yichuang.definitions.scenarios.diagrams import TooComplex
from yichuang.filing.compose import compose
from yichuang.filing.disputes import Disputes, disputes_of

from .conflict_lines import by_place, conflict_lines
from .ground import Ground, Subject
from .lines import Proving, Reduced, Refuted, Report, Sampled
from .matrix import columns_of, lines_of


@dataclass(frozen=True)
class Occasion:
    """What is written on the report: of which edition of the bundle it is, and the day."""

    edition: str
    on: date
    signed: tuple[str, ...] = ()
    """Signatures under the proof, in words."""


def report_of(bundle: Bundle, uses: Mapping[str, Definition], occasion: Occasion, proof: Proof | None = None) -> Report:
    """Everything that any scenario could ask, of every matter; `proof` where it has been made. Raises SchemaInvalid for
    forms that cannot be read."""
    subject = Subject(bundle, uses)
    composition = compose(bundle, uses)
    disputes = _disputes(bundle, uses)
    conflicts = conflict_lines(subject, composition, disputes)
    verdicts = {(claim.part, claim.pointer): claim.verdict for claim in proof.claims} if proof else {}
    disputed = frozenset(each.where for each in disputes.each) if disputes else None
    ground = Ground(subject, composition, verdicts, by_place(conflicts), disputed)
    reductions = {key: Reduced(each.before, each.after) for key, each in composition.reductions.items()}
    return Report(bundle.code, bundle.name, occasion.edition, occasion.on, subject.name(bundle.lead), reductions,
                  columns_of(ground), lines_of(ground), conflicts,
                  disputes.scenarios if disputes else 0, _proving(subject, proof, occasion.signed) if proof else None)


def _disputes(bundle: Bundle, uses: Mapping[str, Definition]) -> Disputes | None:
    """What departments differ in over all scenarios; None where there are too many to follow."""
    try:
        return disputes_of(bundle, uses)
    except TooComplex:
        return None


def _proving(subject: Subject, proof: Proof, signed: tuple[str, ...]) -> Proving:
    sampled = tuple(Sampled(claim.field, field_title(subject.uses, claim.part, claim.pointer), claim.part, claim.pointer,
                            claim.why) for claim in proof.sampled)
    refuted = tuple(Refuted(each.matter, each.pointer, refutation_in_words(subject.bundle, subject.uses, each))
                    for each in proof.refutations)
    return Proving(proof.count("proved"), sampled, refuted, proof.scenarios, proof.exhaustive, proof.samples, signed)
