"""Whether and when to try a parcel again; pure, so that the whole schedule can be read and tested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

# Domain reference 7.3 rule 3: 1 min, 5 min, 30 min, 2 h, and on in that manner.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and how far apart; after the last wait one more try, then a dead letter for a person."""

    waits: tuple[timedelta, ...] = WAITS

    @property
    def limit(self) -> int:
        """How many tries there are in all."""
        return len(self.waits) + 1

    def after(self, attempts: int) -> timedelta | None:
        """How long to wait after so many tries; None when we give up."""
        return self.waits[attempts - 1] if 1 <= attempts < self.limit else None


STANDARD = Retry()
