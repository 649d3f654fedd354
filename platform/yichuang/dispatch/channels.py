"""Ways to a department: what a channel is given, what it answers, how it says that it failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from yichuang.errors import YichuangError


class DeliveryFailed(YichuangError):
    """这一件没有送到。"""

    # Trying again cannot help.
    final = False


class TryLater(DeliveryFailed):
    """对方暂时不能接收，稍后自动重发。"""


class Rejected(DeliveryFailed):
    """对方不接收这一件，需要人工处理。"""

    final = True


@dataclass(frozen=True, slots=True)
class Shipment:
    """A parcel as a channel sees it. `id` is the idempotency key: the same on every try."""

    id: str
    reference: str
    version: int
    department: str
    channel: str
    payload: Any
    attempt: int
    failures: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """The other side has it. `received` False: handed over, its own confirmation comes later."""

    received: bool = True


class Channel(Protocol):
    """Hands a parcel over. At least once: the receiver tells a repetition by the shipment's id."""

    def send(self, shipment: Shipment) -> Delivery:
        """Raises TryLater or OSError when it may work later, Rejected when it never will.

        Must give up within half a lease (30 seconds by default), or another worker may send it meanwhile.
        """
        ...


class InboxChannel:
    """The department works in our own inbox: the parcel has arrived as soon as it is marked received."""

    def send(self, shipment: Shipment) -> Delivery:
        """The inbox shows what has been received, so there is nothing to carry."""
        return Delivery(received=True)


Channels = Mapping[str, Channel]
INBOX = "inbox"
