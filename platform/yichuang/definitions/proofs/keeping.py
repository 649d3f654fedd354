"""Proofs in the database: kept once for a text, found again by its digest."""
from __future__ import annotations

import json
from datetime import datetime
from importlib.metadata import version

from sqlalchemy import select
from sqlalchemy.orm import Session

from .records import BundleProof
from .values import Proof


def method() -> str:
    """What proofs made now are marked with."""
    return version("yichuang")


def kept(db: Session, digest: str) -> Proof | None:
    """The newest proof of a text that this version of the platform has made."""
    row = db.scalar(select(BundleProof).where(BundleProof.digest == digest, BundleProof.method == method())
                    .order_by(BundleProof.id.desc()).limit(1))
    return Proof.of(json.loads(row.body)) if row else None


def keep(db: Session, code: str, digest: str, proof: Proof, at: datetime) -> None:
    """Keep a proof; what is kept already is not kept again."""
    if kept(db, digest) != proof:
        body = json.dumps(proof.as_dict(), ensure_ascii=False)
        db.add(BundleProof(digest=digest, method=method(), code=code, sound=proof.sound, body=body, proved_at=at))
        db.flush()
