"""One round of the worker: claim what is due, send it, write down how it went. Nothing is held while sending."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_hex

from pyramid.registry import Registry  # type: ignore[import-untyped, unused-ignore]

from yichuang.dispatch.channels import Channels, Delivery, DeliveryFailed, Shipment, TryLater
from yichuang.dispatch.outbox import Worker, claim, give_back, settle
from yichuang.store.db import SessionFactory, writing

EVERY_SECONDS = 1.0


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _worker() -> Worker:
    return Worker(f"{socket.gethostname()}-{os.getpid()}-{token_hex(4)}")


@dataclass(frozen=True)
class Courier:
    """A worker with its sessions and the channels it can use."""

    sessions: SessionFactory
    channels: Channels
    worker: Worker = field(default_factory=_worker)
    now: Callable[[], datetime] = _utc_now

    def deliver_due(self) -> int:
        """Send everything that is due; how many parcels were settled.

        An error that is no failure of delivery is a bug: it stops the round, untried parcels go back.
        """
        done = 0
        while claimed := self._claim():
            done += self._send_all(claimed)
        return done

    def _claim(self) -> list[Shipment]:
        with writing(self.sessions) as db:
            return claim(db, self.now(), self.worker)

    def _send_all(self, claimed: Sequence[Shipment]) -> int:
        done = 0
        untried = list(claimed)
        # A slow receiver must not use up the lease of those behind it: another worker would send them too.
        until = self.now() + self.worker.lease / 2
        try:
            while untried and self.now() <= until:
                done += self._send(untried.pop(0))
        finally:
            if untried:
                with writing(self.sessions) as db:
                    give_back(db, untried, self.worker)
        return done

    def _send(self, shipment: Shipment) -> bool:
        result = self._try(shipment)
        with writing(self.sessions) as db:
            return settle(db, shipment, result, self.worker, self.now())

    def _try(self, shipment: Shipment) -> Delivery | DeliveryFailed:
        channel = self.channels.get(shipment.channel)
        if channel is None:
            return TryLater(f"这台机器没有启用“{shipment.channel}”通道。请检查设置，启用后自动重发。")
        try:
            return channel.send(shipment)
        except DeliveryFailed as failure:
            return failure
        except OSError as error:
            # The system's own words for it; never the payload or an address.
            return TryLater(f"连接失败：{error.strerror or type(error).__name__}。稍后自动重发。")


def deliver_sweep(registry: Registry, at: datetime) -> None:
    """The periodic run; channels stand in `registry["channels"]`."""
    Courier(registry["sessions"], registry["channels"]).deliver_due()
