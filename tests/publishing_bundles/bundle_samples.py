"""A small bundle whose second matter uses what the first one makes: sound, only sampled, or refuted, as a test wants it."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

from matter_samples import library_of, sound

from yichuang.definitions.exchange import import_library
from yichuang.definitions.proofs.values import Prover
from yichuang.definitions.publish import Published, publish
from yichuang.filing.proving import prove

AT = datetime(2026, 11, 25, tzinfo=UTC)
NARROW = {"maxLength": 5}
"""What the first matter makes may have 20 characters."""
MAIL = {"format": "email"}
"""Proof knows nothing of it; whatever is made meets it."""


def documents(needs: dict[str, Any] | None = None, makes: dict[str, Any] | None = None) -> dict[str, dict[str, Any]]:
    """All documents by code; `needs` is what the second matter says of the number that the first one makes."""
    found = copy.deepcopy(sound())
    number = {"type": "string", "title": "证书编号", "x-element": "cert.no", "x-role": "holder", **(needs or {})}
    schema = found["matter-b"]["form"]["schema"]
    schema["properties"]["zs"] = number
    schema["required"].append("zs")
    found["matter-b"]["outputs"] = []
    if makes is not None:
        found["matter-a"]["outputs"][0]["value"] = makes
    return found


def refuted() -> dict[str, dict[str, Any]]:
    """The second matter sends back what the first one may make."""
    return documents(NARROW)


def sampled() -> dict[str, dict[str, Any]]:
    """Nothing refutes it, and one claim is not proved."""
    return documents(MAIL, {"type": "string", "pattern": "^[a-z]{1,5}@example\\.com$", "maxLength": 20})


def draft(database: Any, found: dict[str, dict[str, Any]]) -> None:
    """Import them as drafts."""
    with database.writing() as db:
        import_library(db, library_of(found), AT, "示例")


def publish_all(database: Any, codes: Any, prover: Prover | None = prove) -> list[Published]:
    """Publish these with the gate shut."""
    with database.writing() as db:
        return publish(db, list(codes), AT, "示例", prover)
