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


def accept(db: Session, ids: Iterable[int], at: datetime, by: str, reason: str | None = None) -> list[Accepted]:
    """Write the drafts, all or none. Raises NotFound, or Conflict for one that is decided already."""
    return [_accept(db, proposal, at, by, reason) for proposal in _open(db, ids)]


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


def _accept(db: Session, proposal: SourceProposal, at: datetime, by: str, reason: str | None) -> Accepted:
    payload = Payload.of(proposal.payload)
    for document in payload.new_materials:
        if db.get(Draft, document["code"]) is None:
            save_document(db, document, at, by)
    draft = db.get(Draft, proposal.code)
    before: Mapping[str, Any] | None = json.loads(draft.body) if draft else None
    if before is not None and before.get("kind") != "matter":
        raise Conflict(f"编码“{proposal.code}”现在属于“{proposal.name}”以外的定义，没有接受。请先核对。")
    document = merged(proposal.code, before, payload)
    save_document(db, document, at, by)
    _decided(db, proposal, "accepted", reason, at, by)
    read = read_definition(document)
    return Accepted(proposal.code, () if isinstance(read, Definition) else tuple(read))


def _decided(db: Session, proposal: SourceProposal, verdict: str, reason: str | None, at: datetime, by: str) -> SourceProposal:
    decision = SourceDecision(proposal_id=proposal.id, verdict=verdict, reason=(reason or "").strip()[:LONGEST_REASON] or None,
                              decided_at=at, decided_by=by)
    try:
        with db.begin_nested():
            db.add(decision)
    except IntegrityError:
        raise Conflict(f"“{proposal.name}”的这份提议（{proposal.id}）刚刚由别人处理了。请刷新后再看。") from None
    return proposal
