"""The audit trail: who did what to which thing. Codes, numbers and field names only, never personal data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pyramid.request import Request
from sqlalchemy.orm import Session

from yichuang.identity.actor import Actor
from yichuang.identity.records import AuditEntry
from yichuang.store.db import afterwards


def record(
    db: Session, actor: Actor | None, action: str, subject: str, detail: Mapping[str, Any] | None = None
) -> None:
    """Add an entry in the caller's transaction: `action` like "filing.submit", `subject` like "filing:42"."""
    actor_id = actor.id if actor else None
    entry = AuditEntry(
        at=datetime.now(UTC), actor_id=actor_id, action=action, subject=subject, detail=dict(detail or {})
    )
    db.add(entry)


def record_afterwards(request: Request, action: str, subject: str, detail: Mapping[str, Any]) -> None:
    """Add an entry that stays also when the request's transaction is rolled back: refusals, looks at numbers."""
    actor = request.identity
    afterwards(request, lambda db: record(db, actor, action, subject, detail))
