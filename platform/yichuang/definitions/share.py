"""DataShare 共享数据: what one department lets others look up instead of asking the applicant for a document."""
from __future__ import annotations

from datetime import date
from typing import Literal

from .common import Code, Declared, Definition, Text, Title

ShareState = Literal["available", "requested", "refused"]


class Refusal(Declared):
    """Who does not share, and why: the fact that a demand ledger is about."""

    by: Title
    reason: Text
    on: date | None = None


class DataShare(Definition):
    """An entry of the share catalogue (domain reference 8.1, 8.3): an interface to a register, or electronic licences.

    A region stands for all below it; no regions means everywhere.
    """

    kind: Literal["data-share"]
    provider: Code
    """The department that has the data."""
    materials: tuple[Code, ...] = ()
    """The documents that a match replaces."""
    elements: tuple[Code, ...] = ()
    """The values that it gives."""
    regions: tuple[Code, ...] = ()
    mode: Literal["register", "e-cert"] = "register"
    licence_type: str | None = None
    """证照类型, for electronic licences."""
    interface: Title | None = None
    """What the interface is called in the catalogue; never its address."""
    state: ShareState = "available"
    requested_on: date | None = None
    refusal: Refusal | None = None
    fallback: Literal["upload", "promise", "defer"] | None = None
    """What the applicant does while nothing is shared, or when the call fails."""
