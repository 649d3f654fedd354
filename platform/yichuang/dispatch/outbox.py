"""The outbox: parcels are posted in the transaction of their cause, claimed under a lease, and settled once.

On PostgreSQL claimants pass each other with SKIP LOCKED; on SQLite a writing transaction has one claimant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from yichuang.dispatch.channels import Delivery, DeliveryFailed, Shipment
from yichuang.dispatch.records import Parcel, ParcelState, ParcelTry
from yichuang.dispatch.retry import STANDARD, Retry
from yichuang.errors import Conflict

INTERRUPTED = "发送多次中断，没有得到结果。请核对对方是否已收到，再决定是否重发。"


@dataclass(frozen=True, slots=True)
class Posting:
    """What is to be sent to whom; one parcel for each (reference, version)."""

    reference: str
    department: str
    channel: str
    payload: Any
    version: int = 1


@dataclass(frozen=True, slots=True)
class Worker:
    """Who claims, for how long, and how often it tries."""

    name: str
    lease: timedelta = timedelta(seconds=60)
    retry: Retry = STANDARD


def post(db: Session, posting: Posting, now: datetime) -> Parcel:
    """Write a parcel in the caller's transaction; the same one again gives the first.

    Raises Conflict when (reference, version) is taken by another payload or receiver.
    """
    same = (Parcel.reference == posting.reference, Parcel.version == posting.version)
    if found := db.scalars(select(Parcel).where(*same)).one_or_none():
        if (found.department, found.channel, found.payload) == _contents(posting):
            return found
        raise Conflict(f"{posting.reference}第{posting.version}版已经发出过别的内容。内容有变化的，请用新的版本号。")
    parcel = Parcel(
        id=str(uuid4()),
        reference=posting.reference,
        version=posting.version,
        department=posting.department,
        channel=posting.channel,
        payload=posting.payload,
        next_at=now,
        created_at=now,
    )
    db.add(parcel)
    db.flush()
    return parcel


def claim(db: Session, now: datetime, worker: Worker, limit: int = 20) -> list[Shipment]:
    """Lease due parcels: fresh ones, then one that has failed before. Commit before sending.

    A try counts as failed from the moment it begins. So a parcel that kills its worker is next claimed alone
    among the failed ones, uses up its own tries only, and ends as a dead letter.
    """
    _bury_interrupted(db, now, worker)
    fresh = _due(db, now, Parcel.failures == 0, limit)
    failed = _due(db, now, Parcel.failures > 0, 1)
    for parcel in (*fresh, *failed):
        parcel.attempts += 1
        parcel.failures += 1
        parcel.leased_by, parcel.leased_until = worker.name, now + worker.lease
    db.flush()
    return [_shipment(parcel) for parcel in (*fresh, *failed)]


def settle(db: Session, shipment: Shipment, result: Delivery | DeliveryFailed, worker: Worker, now: datetime) -> bool:
    """Record how a try ended. False when the lease was lost meanwhile: then another's try counts."""
    changes = _changes(shipment, result, worker, now)
    ours = update(Parcel).where(*_holding(shipment, worker))
    if not db.execute(ours.values(leased_by=None, leased_until=None, **changes)).rowcount:  # type: ignore[attr-defined, unused-ignore]
        return False
    done = ParcelTry(
        parcel_id=shipment.id,
        attempt=shipment.attempt,
        at=now,
        worker=worker.name,
        outcome=changes["state"],
        error=changes["last_error"],
    )
    db.add(done)
    db.flush()
    return True


def give_back(db: Session, shipments: Sequence[Shipment], worker: Worker) -> None:
    """Return claimed parcels that were not tried; the claim does not count as a failure."""
    for shipment in shipments:
        free = {"leased_by": None, "leased_until": None, "failures": shipment.failures - 1}
        db.execute(update(Parcel).where(*_holding(shipment, worker)).values(**free))


def _contents(posting: Posting) -> tuple[str, str, Any]:
    return posting.department, posting.channel, posting.payload


def _due(db: Session, now: datetime, which: ColumnElement[bool], limit: int) -> Sequence[Parcel]:
    free = or_(Parcel.leased_until.is_(None), Parcel.leased_until <= now)
    due = select(Parcel).where(Parcel.state == ParcelState.PENDING, Parcel.next_at <= now, free, which)
    claimed = (
        due.order_by(Parcel.next_at, Parcel.reference, Parcel.version).limit(limit).with_for_update(skip_locked=True)
    )
    return db.scalars(claimed).all()


def _bury_interrupted(db: Session, now: datetime, worker: Worker) -> None:
    lost = (
        Parcel.state == ParcelState.PENDING,
        Parcel.leased_until <= now,
        Parcel.failures >= worker.retry.limit,
    )
    grave = {"state": ParcelState.DEAD, "last_error": INTERRUPTED, "leased_by": None, "leased_until": None}
    db.execute(update(Parcel).where(*lost).values(**grave))


def _holding(shipment: Shipment, worker: Worker) -> tuple[ColumnElement[bool], ...]:
    return (
        Parcel.id == shipment.id,
        Parcel.leased_by == worker.name,
        Parcel.attempts == shipment.attempt,
        Parcel.state == ParcelState.PENDING,
    )


def _changes(shipment: Shipment, result: Delivery | DeliveryFailed, worker: Worker, now: datetime) -> dict[str, Any]:
    if isinstance(result, Delivery):
        arrived = {"state": ParcelState.RECEIVED, "received_at": now} if result.received else {}
        return {"state": ParcelState.SENT, "sent_at": now, "last_error": None, **arrived}
    wait = None if result.final else worker.retry.after(shipment.failures)
    fate = {"state": ParcelState.DEAD} if wait is None else {"next_at": now + wait}
    return {"state": ParcelState.PENDING, "last_error": str(result)[:500], **fate}


def _shipment(parcel: Parcel) -> Shipment:
    return Shipment(
        id=parcel.id,
        reference=parcel.reference,
        version=parcel.version,
        department=parcel.department,
        channel=parcel.channel,
        payload=parcel.payload,
        attempt=parcel.attempts,
        failures=parcel.failures,
    )
