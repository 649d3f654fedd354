"""Tables of proofs: what verifying a text came to, and who has answered for what was only tried. Never changed."""
from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from yichuang.store.db import Base
from yichuang.store.insert_only import guard


class BundleProof(Base):
    """What verifying a bundle came to. The digest is that of the release that it is or would be; it covers, by its pins,
    all that was verified."""

    __tablename__ = "bundle_proof"
    __table_args__ = (Index("ix_bundle_proof_digest_method", "digest", "method"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    method: Mapped[str] = mapped_column(String(40))
    """The version of the platform that verified: a later one may know better."""
    code: Mapped[str] = mapped_column(String(64))
    sound: Mapped[bool]
    body: Mapped[str] = mapped_column(Text)
    """As `bundles verify` prints it."""
    proved_at: Mapped[datetime]


class ProofSignature(Base):
    """Somebody answers for what is only sampled in one release of a bundle."""

    __tablename__ = "proof_signature"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    code: Mapped[str] = mapped_column(String(64))
    release: Mapped[int]
    claims: Mapped[str] = mapped_column(Text)
    """JSON: the claims that were sampled, as `bundles verify` prints them."""
    exhaustive: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    signed_at: Mapped[datetime]
    signed_by: Mapped[str] = mapped_column(String(64))
    signed_by_name: Mapped[str] = mapped_column(String(200))


guard(BundleProof.__table__)  # type: ignore[arg-type]
guard(ProofSignature.__table__)  # type: ignore[arg-type]
