"""One bundle that would be released anew: the preview, and its proof before and after as far as they have been made."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.definitions.proofs.values import Proof

from .differences import Difference
from .preview import Line, Preview, Side
from .proofs import proof_differences

VERDICTS = ("proved", "sampled", "conflict")


@dataclass(frozen=True)
class Rerelease:
    """`old` and `preview` are None for a bundle that was never released."""

    old: Side | None
    new: Side
    preview: Preview | None
    old_proof: Proof | None = None
    new_proof: Proof | None = None

    @property
    def proof_changes(self) -> tuple[Difference, ...]:
        """What has changed about the proof; nothing while the new one has not been made."""
        return tuple(proof_differences(self.old_proof, self.new_proof, self.new)) if self.new_proof else ()

    def as_dict(self) -> dict[str, Any]:
        """As `bundles preview` prints it, without what is under way."""
        shown, bundle = self.preview, self.new.bundle
        lines = [*(shown.lines if shown else ()), *(Line(each, "", 0, ()) for each in self.proof_changes)]
        return {
            "code": bundle.code, "name": bundle.name, "from": self.old.release if self.old else None,
            "changes": [line.as_dict() for line in lines],
            "scenarios": shown.scenarios if shown else 0, "exhaustive": shown.exhaustive if shown else True,
            "reductions": {key: {"old": was, "new": now} for key, (was, now) in shown.figures.items()} if shown else {},
            "proof": {"old": _counts(self.old_proof), "new": _counts(self.new_proof)},
        }


def _counts(proof: Proof | None) -> Mapping[str, Any] | None:
    return {"sound": proof.sound, **{verdict: proof.count(verdict) for verdict in VERDICTS}} if proof else None
