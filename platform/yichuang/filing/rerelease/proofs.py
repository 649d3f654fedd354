"""What a re-release changes about the proof: what is no longer proved, what is refuted now, what has become better."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from yichuang.definitions.proofs.values import Proof
from yichuang.definitions.proofs.words import field_title, refutation_in_words
from yichuang.forms.proof.claims import Claim, Verdict

from .differences import Difference
from .preview import Side

VERDICTS = {"proved": "已证明", "sampled": "只经抽样", "conflict": "有反例"}
STRENGTH: tuple[Verdict, ...] = ("proved", "sampled", "conflict")
MOST_TITLES = 5


def proof_differences(old: Proof | None, new: Proof, side: Side) -> Iterator[Difference]:
    """What has changed its verdict, told once a matter and verdict; then the counterexamples there are. Without an old
    proof, only those."""
    was = {_key(claim): claim.verdict for claim in old.claims} if old else {}
    changed: dict[tuple[str, Verdict, Verdict], list[Claim]] = {}
    for claim in new.claims:
        before = was.get(_key(claim), claim.verdict)
        if before != claim.verdict:
            changed.setdefault((claim.part, before, claim.verdict), []).append(claim)
    yield from (_changed(matter, verdicts, found, side) for (matter, *verdicts), found in changed.items())
    for refutation in new.refutations:
        said = refutation_in_words(side.bundle, side.uses, refutation)
        yield Difference("proof-conflict", f"{refutation.matter}{refutation.pointer}", said, "more")


def _key(claim: Claim) -> tuple[str, str, str]:
    return claim.part, claim.field, claim.pointer


def _changed(matter: str, verdicts: Sequence[Verdict], found: Sequence[Claim], side: Side) -> Difference:
    before, after = verdicts
    worse = STRENGTH.index(after) > STRENGTH.index(before)
    name = side.uses[matter].name if matter in side.uses else matter
    titles = list(dict.fromkeys(field_title(side.uses, matter, claim.pointer) for claim in found))
    listed = "、".join(f"“{title}”" for title in titles[:MOST_TITLES]) + (
        f"等 {len(titles)} 项" if len(titles) > MOST_TITLES else "")
    said = f"“{name}”的{listed}由{VERDICTS[before]}变为{VERDICTS[after]}。"
    return Difference("proof-weaker" if worse else "proof-stronger", matter, said, "more" if worse else "less")
