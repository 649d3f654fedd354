"""How findings and decisions come together: a row is open, decided, or done. Pure: acts in, rows out."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from yichuang.definitions.matter import Matter
from yichuang.standards.legal_days import legal_day

from .ledger import PENDING, Key, Row, State
from .rule import ACTION_NAMES, Action

DECISIONS: Mapping[str, str] = MappingProxyType({
    key: ACTION_NAMES[key] for key in ("delete", "share", "promise", "internal", "upstream", "keep")
})
"""What may be decided; `review` only says that somebody has to."""
TAKEN_BACK = "pending"


@dataclass(frozen=True)
class Standing:
    """The last decision about a row and whether the draft follows it. `row` is the finding as it was then."""

    row: Row
    decision: str
    reason: str
    by: str
    at: datetime
    applied: bool = False
    count: int = 1


def with_decisions(rows: Iterable[Row], standings: Mapping[Key, Standing]) -> tuple[Row, ...]:
    """The rows with what was decided, then those whose finding is gone because somebody acted on it, beside their
    matter's others."""
    found = [_standing_row(row, standings.get(row.key)) for row in rows]
    here = {row.key for row in found}
    gone = [decided(replace(standing.row, indexes=()), standing, "done") for key, standing in standings.items()
            if key not in here and standing.decision != TAKEN_BACK]
    order: dict[str, int] = {}
    for row in (*found, *gone):
        order.setdefault(row.key.matter, len(order))
    return tuple(sorted((*found, *gone), key=lambda row: order[row.key.matter]))


def _standing_row(row: Row, standing: Standing | None) -> Row:
    """A decision that was carried out and whose finding is back has been undone: it is to be decided again."""
    if standing is None or standing.decision == TAKEN_BACK or standing.applied:
        return row
    state: State = "done" if standing.decision == "keep" else "decided"
    return decided(row, standing, state)


def decided(row: Row, standing: Standing, state: State) -> Row:
    """The row as decided."""
    return replace(row, decision=DECISIONS.get(standing.decision, PENDING), reason_kept=standing.reason,
                   decided_by=standing.by, decided_on=legal_day(standing.at), state=state)


def cancelled(matters: Sequence[Matter], standings: Mapping[Key, Standing]) -> int:
    """How many documents of these matters were cancelled by decision and are no longer in the drafts."""
    mine = {matter.code for matter in matters}
    there = {(matter.code, each.material, each.role or "") for matter in matters for each in matter.materials}
    gone: dict[tuple[str, str, str], int] = {}
    for key, standing in standings.items():
        if key.matter in mine and standing.decision == "delete" and standing.applied and key[:3] not in there:
            gone[key[:3]] = standing.count
    return sum(gone.values())


def action_of(decision: str) -> Action | None:
    """The action that a decision word means, if it is one that can be carried out."""
    found: Iterator[Action] = (key for key in ACTION_NAMES if key == decision and key not in ("review", "keep"))
    return next(found, None)
