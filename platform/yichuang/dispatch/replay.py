"""What a person does with parcels: see how they stand, try a dead one again, send a department's once more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from yichuang.dispatch.records import Parcel, ParcelState
from yichuang.errors import Conflict, NotFound

Counts = dict[str, dict[str, int]]


def status(db: Session) -> Counts:
    """How many parcels each department has in each state; for the daily 对账."""
    rows = db.execute(
        select(Parcel.department, Parcel.state, func.count())
        .group_by(Parcel.department, Parcel.state)
        .order_by(Parcel.department, Parcel.state)
    )
    counts: Counts = {}
    for department, state, number in rows:
        counts.setdefault(department, {})[state] = number
    return counts


def dead_letters(db: Session, limit: int = 100) -> list[Parcel]:
    """Parcels that were given up, oldest first."""
    dead = select(Parcel).where(Parcel.state == ParcelState.DEAD)
    return list(db.scalars(dead.order_by(Parcel.created_at, Parcel.id).limit(limit)))


def retry(db: Session, parcel_id: str, now: datetime) -> Parcel:
    """Have a dead parcel tried again from the beginning, under the same id. NotFound, Conflict when not dead."""
    parcel = db.get(Parcel, parcel_id, with_for_update=True)
    if parcel is None:
        raise NotFound(f"没有编号为{parcel_id}的分发件。请核对编号。")
    if parcel.state != ParcelState.DEAD:
        raise Conflict("这一件没有停止发送，不需要重发。要把已送达的再发一次，请按部门重发。")
    parcel.state, parcel.failures, parcel.next_at = ParcelState.PENDING.value, 0, now
    return parcel


def replay(db: Session, department: str, since: datetime, now: datetime) -> int:
    """Send a department's parcels posted since an instant once more; the receiver knows them by their ids.

    What has been received stays received meanwhile, so that nothing leaves an inbox.
    """
    again = update(Parcel).where(
        Parcel.department == department, Parcel.created_at >= since, Parcel.state != ParcelState.PENDING
    )
    done = db.execute(again.values(state=ParcelState.PENDING, failures=0, next_at=now))
    return int(done.rowcount)  # type: ignore[attr-defined, unused-ignore]


def has_arrived(reference: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """A condition for queries: a parcel with this reference has been received, as for `Case.number`."""
    arrived: Any = exists().where(Parcel.reference == reference, Parcel.received_at.is_not(None))
    return arrived  # type: ignore[no-any-return, unused-ignore]
