"""From which states each event is possible: the map of domain reference 4.1, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from yichuang.cases.vocabulary import ENDED, UNDECIDED, Kind, State

REVIEW = frozenset({State.ACCEPTED, State.ACCEPTED_DEFERRED})
LIVE = frozenset(State) - ENDED - {State.DRAFT}

FROM: Mapping[Kind, frozenset[State]] = MappingProxyType(
    {
        Kind.WAITING: frozenset({State.DRAFT}),
        Kind.RECEIVED: frozenset({State.DRAFT}),
        Kind.RELEASED: frozenset({State.WAITING_UPSTREAM}),
        Kind.UPSTREAM_FAILED: frozenset({State.WAITING_UPSTREAM}),
        # A notice may be given again before the corrections come, to set a deadline.
        Kind.CORRECTIONS_ASKED: frozenset({State.RECEIVED, State.CORRECTION}),
        Kind.CORRECTED: frozenset({State.CORRECTION}),
        Kind.NOT_NEEDED: frozenset({State.RECEIVED}),
        Kind.REFUSED: frozenset({State.RECEIVED, State.CORRECTION}),
        Kind.ACCEPTED: frozenset({State.RECEIVED}),
        Kind.DEEMED_ACCEPTED: frozenset({State.RECEIVED}),
        Kind.DEFERRED_ARRIVED: frozenset({State.ACCEPTED_DEFERRED, State.SPECIAL}),
        Kind.SPECIAL_STARTED: REVIEW,
        Kind.SPECIAL_ENDED: frozenset({State.SPECIAL}),
        Kind.EXTENDED: REVIEW,
        Kind.GRANTED: REVIEW,
        Kind.DENIED: REVIEW,
        Kind.CLOSED: frozenset({State.GRANTED, State.DENIED}),
        Kind.DELIVERED: frozenset({State.CLOSED}),
        Kind.WITHDRAWN: UNDECIDED | {State.WAITING_UPSTREAM},
        # Only what is not yet decided can be an entry error; a decision is undone by law, not by a button.
        Kind.VOIDED: UNDECIDED | {State.WAITING_UPSTREAM},
        Kind.TAKEN: LIVE,
        Kind.RESCHEDULED: LIVE,
    }
)


def sources_in_words(kind: Kind) -> str:
    """The states from which an event is possible, as people read them."""
    return "、".join(f"“{state.label}”" for state in State if state in FROM[kind])
