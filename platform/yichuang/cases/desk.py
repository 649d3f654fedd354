"""What handling a case needs from around it, and who is at work when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from yichuang.cases.clock import DEFAULTS, Thresholds
from yichuang.cases.days import legal_day
from yichuang.cases.happenings import Happening, Subscriber
from yichuang.cases.records import Case
from yichuang.cases.silence import SYSTEM
from yichuang.cases.vocabulary import NoticeKind
from yichuang.identity.actor import Actor
from yichuang.standards.workdays import STANDARD, Calendar

NoticeHtml = Callable[[NoticeKind, Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Particulars:
    """What documents say of the application; the filing knows it, the case does not."""

    applicant: str
    phone: str = ""
    agent: str = ""
    hall: str = ""
    query_code: str = ""
    track_url: str = ""
    # Each {"name", "originals", "copies"}: what was taken in.
    materials: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Desk:
    """Writes documents, knows the application, the calendar and whom to tell; one for each transaction."""

    write: NoticeHtml
    particulars: Callable[[Session, Case], Particulars]
    subscribers: tuple[Subscriber, ...] = ()
    calendar: Calendar = STANDARD
    thresholds: Thresholds = DEFAULTS

    def tell(self, db: Session, happening: Happening) -> None:
        """Tell every subscriber, inside the caller's transaction."""
        for subscriber in self.subscribers:
            subscriber(db, happening)


# The desk of an application, with the calendar that the session's transaction sees (`registry["desk_in"]`).
DeskIn = Callable[[Session], Desk]


@dataclass(frozen=True)
class Hand:
    """Somebody at a desk: who acts, when, and which revision of the case they saw.

    `on` is the legal day of the act where it is not that of `at`; `actor` None is the platform itself.
    """

    desk: Desk
    actor: Actor | None
    at: datetime
    on: date | None = None
    revision: int | None = None

    @property
    def day(self) -> date:
        """The legal day of the act."""
        return self.on or legal_day(self.at)

    @property
    def name(self) -> str:
        """Who signs."""
        return self.actor.name if self.actor else SYSTEM

    @property
    def person_id(self) -> int | None:
        """Their row, None for the platform."""
        return self.actor.id if self.actor else None
