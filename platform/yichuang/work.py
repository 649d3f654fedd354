"""Work that nobody waits for: leases on names, and periodic sweeps run by whoever holds their lease."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pyramid.config import Configurator
from pyramid.registry import Registry
from sqlalchemy import bindparam, delete, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from yichuang.store.db import Base, writing
from yichuang.store.types import UtcDateTime

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
SHORTEST_LEASE = 60.0

CLAIM = text(
    "INSERT INTO lease (name, holder, until) VALUES (:name, :holder, :until) "
    "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until "
    "WHERE lease.until <= :now OR lease.holder = excluded.holder RETURNING name"
).bindparams(bindparam("until", type_=UtcDateTime), bindparam("now", type_=UtcDateTime))


class Lease(Base):
    """Who may do the work of a name, and until when."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]


SweepRun = Callable[[Registry, datetime], object]


@dataclass(frozen=True, slots=True)
class Sweep:
    """Work done every so many seconds; idempotent, opens its own sessions, takes the registry and the time."""

    name: str
    every: float
    run: SweepRun


def claim_lease(db: Session, name: str, holder: str, now: datetime, seconds: float) -> bool:
    """Take or renew the lease of a name for so many seconds; False while another holds it."""
    values = {"name": name, "holder": holder, "now": now, "until": now + timedelta(seconds=seconds)}
    return db.execute(CLAIM, values).first() is not None


def release_leases(db: Session, holder: str) -> None:
    """Give back all leases of a holder, so that another takes over at once."""
    db.execute(delete(Lease).where(Lease.holder == holder))


def workers_seen(db: Session, now: datetime) -> int:
    """How many workers hold a lease now."""
    live = select(func.count(Lease.holder.distinct())).where(Lease.until > now)
    return db.execute(live).scalar_one()


def add_sweep(config: Configurator, name: str, every: float, run: SweepRun | str) -> None:
    """Directive: run `run(registry, now)` about every so many seconds, on one worker at a time."""
    sweep = Sweep(name, every, config.maybe_dotted(run))
    config.action(("sweep", name), lambda: config.registry["sweeps"].update({name: sweep}))


class Worker:
    """Runs the sweeps that are due and whose lease it can have."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.holder = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self._due: dict[str, float] = {}
        self._held: dict[str, float] = {}

    def run_due(self) -> int:
        """Run every sweep that is due now; how many ran."""
        sweeps: dict[str, Sweep] = self.registry["sweeps"]
        due = [sweep for sweep in sweeps.values() if self._due.get(sweep.name, 0.0) <= time.monotonic()]
        return sum(self.run_sweep(sweep) for sweep in due)

    def run_sweep(self, sweep: Sweep) -> bool:
        """Run one sweep if its lease can be had; an error is logged without its message and stops no other."""
        self._due[sweep.name] = time.monotonic() + sweep.every
        try:
            if not self._claim(sweep):
                return False
            sweep.run(self.registry, datetime.now(UTC))
        except Exception as error:
            # Whatever one sweep does wrong, the others must run; the message may hold personal data.
            log.error("sweep %s failed: %s", sweep.name, type(error).__name__)
            log.error("%s", "".join(traceback.format_tb(error.__traceback__)))
            return False
        return True

    def leave(self) -> None:
        """Give the leases back, so that another worker goes on at once."""
        with writing(self.registry["sessions"]) as db:
            release_leases(db, self.holder)

    def _claim(self, sweep: Sweep) -> bool:
        # Renewed at half time only: an idle server should not write every second.
        seconds = max(3 * sweep.every, SHORTEST_LEASE)
        if self._held.get(sweep.name, 0.0) > time.monotonic() + seconds / 2:
            return True
        with writing(self.registry["sessions"]) as db:
            claimed = claim_lease(db, sweep.name, self.holder, datetime.now(UTC), seconds)
        self._held[sweep.name] = time.monotonic() + seconds if claimed else 0.0
        return claimed


def run(registry: Registry, stop: threading.Event) -> None:
    """The worker's loop, until told to stop."""
    worker = Worker(registry)
    while not stop.wait(IDLE_SECONDS):
        worker.run_due()
    worker.leave()


def includeme(config: Configurator) -> None:
    """Adds the directive `add_sweep`."""
    config.registry["sweeps"] = {}
    config.add_directive("add_sweep", add_sweep)
