"""Accept or reject what the library proposes. Accepting writes the draft and never publishes; local columns stay."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import save_document
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.records import Draft
from yichuang.definitions.reuse.followed import Today, today_in
from yichuang.errors import Conflict, Invalid, NotFound, Problem

from .merging import Payload, merged
from .records import SourceDecision, SourceProposal

STATES = {"open": "待处理", "accepted": "已接受", "rejected": "已拒绝", "superseded": "已被取代"}
ACTIONS = {"add": "新增", "change": "变更", "cancel": "取消"}
LONGEST_REASON = 1000


@dataclass(frozen=True)
class Accepted:
    """A draft that was written, and what it still lacks before it can be read as a matter."""

    code: str
    lacking: tuple[Problem, ...]


def state_of(proposal: SourceProposal) -> str:
    """open, accepted, rejected or superseded."""
    return proposal.decision.verdict if proposal.decision else "open"


def proposals(db: Session, state: str = "") -> Iterator[SourceProposal]:
    """All proposals, newest first; of one state where it is given."""
    query = select(SourceProposal).options(joinedload(SourceProposal.decision)).order_by(SourceProposal.id.desc())
    for proposal in db.scalars(query, execution_options={"populate_existing": True}):
        if state in ("", state_of(proposal)):
            yield proposal


def code_of(proposal: SourceProposal, today: Today) -> str:
    """The matter's code as it is now; it may have been renamed since it was proposed."""
    return today("matter", proposal.code, proposal.proposed_at)


def payload_of(proposal: SourceProposal, today: Today) -> Payload:
    """What accepting writes, in the codes of today."""
    return Payload.of(proposal.payload).renamed(lambda kind, code: today(kind, code, proposal.proposed_at))


def accept(db: Session, ids: Iterable[int], at: datetime, by: str, reason: str | None = None) -> list[Accepted]:
    """Write the drafts, all or none, under the codes that they have by now. Raises NotFound, or Conflict for one that is
    decided already."""
    today = today_in(db)
    return [_accept(db, proposal, today, _Hand(at, by, reason)) for proposal in _open(db, ids)]


def reject(db: Session, ids: Iterable[int], at: datetime, by: str, reason: str) -> list[str]:
    """Turn proposals down; gives the codes. Raises NotFound, Conflict, or Invalid without a reason."""
    if not reason.strip():
        raise Invalid("没有写拒绝的理由，没有办理。请写明为什么不采用。")
    return [_decided(db, proposal, "rejected", reason, at, by).code for proposal in _open(db, ids)]


def _open(db: Session, ids: Iterable[int]) -> list[SourceProposal]:
    found = []
    for number in dict.fromkeys(ids):
        proposal = db.get(SourceProposal, number)
        if proposal is None:
            raise NotFound(f"没有编号为 {number} 的提议。请看提议的列表。")
        if db.get(SourceDecision, number) is not None:
            raise Conflict(f"“{proposal.name}”的这份提议（{number}）已经处理过。请刷新后再看。")
        found.append(proposal)
    return found


@dataclass(frozen=True)
class _Hand:
    """Who decides, when and why."""

    at: datetime
    by: str
    reason: str | None


def _accept(db: Session, proposal: SourceProposal, today: Today, hand: _Hand) -> Accepted:
    code, payload = code_of(proposal, today), payload_of(proposal, today)
    for document in payload.new_materials:
        if db.get(Draft, document["code"]) is None:
            save_document(db, document, hand.at, hand.by)
    draft = db.get(Draft, code)
    before: Mapping[str, Any] | None = json.loads(draft.body) if draft else None
    if before is not None and before.get("kind") != "matter":
        raise Conflict(f"编码“{code}”现在属于“{proposal.name}”以外的定义，没有接受。请先核对。")
    document = merged(code, before, payload)
    save_document(db, document, hand.at, hand.by)
    _decided(db, proposal, "accepted", hand.reason, hand.at, hand.by)
    read = read_definition(document)
    return Accepted(code, () if isinstance(read, Definition) else tuple(read))


def _decided(db: Session, proposal: SourceProposal, verdict: str, reason: str | None, at: datetime, by: str) -> SourceProposal:
    decision = SourceDecision(proposal_id=proposal.id, verdict=verdict, reason=(reason or "").strip()[:LONGEST_REASON] or None,
                              decided_at=at, decided_by=by)
    try:
        with db.begin_nested():
            db.add(decision)
    except IntegrityError:
        raise Conflict(f"“{proposal.name}”的这份提议（{proposal.id}）刚刚由别人处理了。请刷新后再看。") from None
    return proposal
