"""Verification as the gate before publishing wants it: a bundle and what it uses → a proof that can be kept."""
from __future__ import annotations

from collections.abc import Mapping

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.proofs.values import Proof

from .verification import as_dict, verify_bundle


def prove(bundle: Bundle, uses: Mapping[str, Definition]) -> Proof:
    """The proof of a bundle with as many samples as `bundles verify` takes. Raises Invalid when its questions cannot be
    followed."""
    return Proof.of(as_dict(verify_bundle(bundle, uses)))
