"""Signing: somebody answers, by name and with a reason, for what is not proved but only tried in a release."""
from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.records import Release
from yichuang.errors import Conflict, Invalid, Problem

from .keeping import kept
from .records import ProofSignature
from .values import Proof

LONGEST_REASON = 500
LONGEST_NAME = 60


@dataclass(frozen=True)
class Signer:
    """Who signs, and when."""

    login: str
    name: str
    at: datetime


@dataclass(frozen=True)
class Standing:
    """How a release stands: its proof where it was verified, and the signatures under it, the oldest first."""

    proof: Proof | None
    signatures: tuple[ProofSignature, ...]

    @property
    def waits(self) -> bool:
        """Whether somebody still has to sign."""
        return self.proof is not None and self.proof.sound and self.proof.wants_signature and not self.signatures

    def as_dict(self) -> dict[str, Any]:
        """The proof as `bundles verify` prints it or null, and the signatures."""
        return {"proof": self.proof.as_dict() if self.proof else None, "waits": self.waits,
                "signatures": [_as_dict(each) for each in self.signatures]}


def standing_of(db: Session, release: Release) -> Standing:
    """How a release of a bundle stands."""
    signed = db.scalars(select(ProofSignature).where(ProofSignature.digest == release.digest).order_by(ProofSignature.id))
    return Standing(kept(db, release.digest), tuple(signed))


def sign(db: Session, release: Release, reason: str, signer: Signer) -> ProofSignature:
    """Record that somebody answers for the sampled claims of a release.

    Raises Conflict when there is nothing to sign, Invalid without a name or reason.
    """
    proof = kept(db, release.digest)
    if proof is None:
        raise Conflict(f"“{release.name}”第 {release.number} 版还没有验证，没有签字。请先验证。")
    if not proof.sound or not proof.wants_signature:
        why = "有反例，签字不能代替改正" if not proof.sound else "每一项都已证明，不需要签字"
        raise Conflict(f"“{release.name}”第 {release.number} 版{why}。")
    problems = list(_problems(signer.name, reason))
    if problems:
        raise Invalid("还没有签字：" + problems[0].message + problems[0].fix, problems=problems)
    claims = [each for each in proof.as_dict()["fields"] if each["verdict"] == "sampled"]
    signature = ProofSignature(
        digest=release.digest, code=release.code, release=release.number, claims=json.dumps(claims, ensure_ascii=False),
        exhaustive=proof.exhaustive, reason=reason.strip(), signed_at=signer.at, signed_by=signer.login,
        signed_by_name=signer.name.strip())
    db.add(signature)
    db.flush()
    return signature


def _problems(name: str, reason: str) -> Sequence[Problem]:
    for pointer, text, most, what in (("/name", name, LONGEST_NAME, "姓名"), ("/reason", reason, LONGEST_REASON, "理由")):
        if not text.strip():
            return [Problem(pointer, "required", f"没有写{what}。", fix="写明谁凭什么确认只经抽样的各项。")]
        if len(text.strip()) > most:
            return [Problem(pointer, "length", f"{what}超过 {most} 个字。", fix="请写得短一些。")]
    return []


def _as_dict(signature: ProofSignature) -> dict[str, Any]:
    return {"by": signature.signed_by_name, "login": signature.signed_by, "reason": signature.reason,
            "at": signature.signed_at.isoformat(timespec="seconds"), "claims": json.loads(signature.claims),
            "exhaustive": signature.exhaustive}
