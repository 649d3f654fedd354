"""Decisions in the database: recorded one act a row, the last one counting."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.reuse.followed import Today, today_in
from yichuang.errors import Invalid, Problem

from .ledger import Key, Row
from .records import CleanupAct
from .rules import BY_ID
from .standing import DECISIONS, TAKEN_BACK, Standing

LONGEST_REASON = 500


@dataclass(frozen=True)
class Hand:
    """Who acts, and when."""

    login: str
    name: str
    at: datetime


def standings(db: Session, matters: Iterable[str]) -> dict[Key, Standing]:
    """Where each row of these matters stands, by the acts in their order; acts follow the renames since."""
    wanted = set(matters)
    today = today_in(db)
    found: dict[Key, Standing] = {}
    for act in db.scalars(select(CleanupAct).order_by(CleanupAct.id)):
        key = _key(act, today)
        if key.matter in wanted:
            earlier = found.get(key)
            if act.act == "apply" and earlier is not None:
                found[key] = replace(earlier, applied=True, count=act.count)
            elif act.act == "decide":
                found[key] = _standing(key, act, today)
    return found


def _key(act: CleanupAct, today: Today) -> Key:
    """The row that an act is about, in the codes of today."""
    return Key(today("matter", act.matter, act.acted_at), today("material", act.material, act.acted_at), act.role, act.rule)


def _standing(key: Key, act: CleanupAct, today: Today) -> Standing:
    rule = BY_ID[act.rule]
    department = today("department", act.department, act.acted_at)
    row = Row(key, act.matter_name, act.material_name, department, act.basis, rule.source,
              act.proposed_action, act.proposal, rule.fix)  # type: ignore[arg-type]
    return Standing(row, act.decision, act.reason, act.acted_by_name, act.acted_at, count=act.count)


def history(db: Session, key: Key) -> list[CleanupAct]:
    """Every act about a row, the newest first; acts follow the renames since."""
    today = today_in(db)
    same = select(CleanupAct).where(CleanupAct.role == key.role, CleanupAct.rule == key.rule)
    return [act for act in db.scalars(same.order_by(CleanupAct.id.desc())) if _key(act, today) == key]


def decide(db: Session, row: Row, decision: str, reason: str, hand: Hand) -> None:
    """Record a decision. Raises Invalid when it is none, or when a document is kept without a reason."""
    said = reason.strip()
    if decision not in (*DECISIONS, TAKEN_BACK):
        raise Invalid("还没有选处理意见，没有保存。请选一项再保存。",
                      problems=[Problem("/decision", "choice", "请选一项处理意见。")])
    if decision == "keep" and not said:
        raise Invalid("保留材料要写明理由，没有保存。请写明为什么必须由申请人提交。",
                      problems=[Problem("/reason", "required", "保留的，请写明理由。")])
    if len(said) > LONGEST_REASON:
        raise Invalid(f"理由超过 {LONGEST_REASON} 个字，没有保存。请写得短一些。",
                      problems=[Problem("/reason", "length", f"理由最多 {LONGEST_REASON} 个字。")])
    _record(db, "decide", row, Standing(row, decision, said, hand.name, hand.at), hand)


def mark_applied(db: Session, row: Row, standing: Standing, hand: Hand) -> None:
    """Record that the draft now follows the decision."""
    _record(db, "apply", row, standing, hand)


def _record(db: Session, act: Literal["decide", "apply"], row: Row, standing: Standing, hand: Hand) -> None:
    db.add(CleanupAct(
        act=act, **row.key._asdict(), decision=standing.decision, reason=standing.reason,
        count=max(1, len(row.indexes)), matter_name=row.matter_name, material_name=row.material_name,
        department=row.department, basis=row.basis, proposed_action=row.proposed_action, proposal=row.reason,
        acted_at=hand.at, acted_by=hand.login, acted_by_name=hand.name))
    db.flush()
