"""One case as the window's page of a filing shows it: where it stands, and what the window can do for it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yichuang.cases.actions import Action
from yichuang.cases.desk import Hand
from yichuang.cases.handle import actions
from yichuang.cases.journal import history, situation_at
from yichuang.cases.records import Case
from yichuang.cases.vocabulary import Kind, Light, State

WINDOW_ACTIONS = (Action.RECEIVE_CORRECTIONS, Action.DELIVER)


@dataclass(frozen=True)
class CaseRow:
    """A case, its light, the acts open to the window, and what is still to be brought."""

    case: Case
    light: Light
    actions: tuple[Action, ...]
    open_items: tuple[Mapping[str, Any], ...]
    """Items of the correction notice not brought yet: {"item", "name", "problem", "fix"}."""
    correction_due: date | None


def row_of(db: Session, case: Case, hand: Hand) -> CaseRow:
    """The row of a case on the hand's day."""
    possible = actions(db, case, hand.desk, hand.day)
    now = situation_at(db, case, hand.desk, hand.day)
    asked = _asked(db, case) if case.state == State.CORRECTION else {}
    items = tuple(asked.get(item, {"item": item, "name": item}) for item in now.open_items)
    return CaseRow(
        case,
        case.light(hand.at),
        tuple(each for each in WINDOW_ACTIONS if each in possible),
        items,
        now.correction_due if items else None,
    )


def _asked(db: Session, case: Case) -> dict[str, Mapping[str, Any]]:
    """What was asked for, by item; a later notice repeats and completes the earlier."""
    rows = (row for row in history(db, case) if row.kind == Kind.CORRECTIONS_ASKED)
    return {item["item"]: item for row in rows for item in row.detail["items"]}
