"""Acting on the drafts: opening a ledger on them, carrying a decision out, accepting a split."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from yichuang.definitions.canonical import digest_of
from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import draft_document, draft_library, save_draft
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry, Library
from yichuang.definitions.records import Draft
from yichuang.definitions.source.guarding import refused_edits
from yichuang.errors import Conflict, Invalid, NotFound, StaleRevision

from .carrying_out import carried_out
from .decisions import Hand, mark_applied, standings
from .ledger import Key, Row
from .scope import Scope, scope_of
from .split import SplitPart
from .splitting import Accepted, SplitProposal, accepted
from .standing import Standing, action_of
from .summary import Ledger, ledger

MEANWHILE = "您打开这一页之后，草稿又被改过，没有写入。请看过现在的内容再写一次。"


@dataclass(frozen=True)
class Opened:
    """A ledger on the drafts, with what it was made from."""

    ledger: Ledger
    scope: Scope
    library: Library
    standings: Mapping[Key, Standing]

    def row(self, key: Key) -> Row:
        """The row of a key. Raises NotFound when neither a finding nor a decision has it."""
        found = next((row for row in self.ledger.rows if row.key == key), None)
        if found is None:
            raise NotFound("台账里没有这一条：草稿可能已经改好了。请回到台账。")
        return found

    def split(self, matter: str, index: int) -> SplitProposal:
        """The split proposed for a row of a matter. Raises NotFound."""
        found = next((each for each in self.ledger.splits if (each.matter, each.index) == (matter, index)), None)
        if found is None:
            raise NotFound("这一行不用拆分：草稿可能已经改好了。请回到台账。")
        return found


def open_ledger(db: Session, codes: Sequence[str], on: date) -> Opened:
    """The ledger of matters, departments or bundles as the drafts are now. Raises NotFound, Invalid."""
    library = draft_library(db)
    scope = scope_of(codes, tuple(library), library.get)
    decided = standings(db, (matter.code for matter in scope.matters))
    return Opened(ledger(scope, on, decided), scope, library, decided)


@dataclass(frozen=True)
class Edit:
    """What would be written into a matter's draft; `digest` is of the draft that it starts from."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    digest: str


def planned(db: Session, opened: Opened, key: Key) -> Edit | None:
    """What carrying out the row's decision would write; None when nothing has been decided that changes a draft."""
    row, standing = opened.row(key), opened.standings.get(key)
    if standing is None or standing.applied or not row.indexes or action_of(standing.decision) is None:
        return None
    before = draft_document(db, key.matter)
    return Edit(before, carried_out(before, row, standing.decision), _digest(db, key.matter))


def carry_out(db: Session, opened: Opened, key: Key, digest: str, hand: Hand) -> None:
    """Write a decision into the draft and close its row. Raises StaleRevision when the draft is another by now,
    Conflict when there is nothing to write, Invalid for what a provincial library keeps."""
    edit = planned(db, opened, key)
    if edit is None:
        raise Conflict("没有可以写入草稿的处理意见。请先选处理意见并保存。")
    if edit.digest != digest:
        raise StaleRevision(MEANWHILE)
    _save(db, edit.before, edit.after, hand)
    mark_applied(db, opened.row(key), opened.standings[key], hand)


def planned_split(db: Session, opened: Opened, found: SplitProposal, parts: Sequence[SplitPart]) -> tuple[Edit, Accepted]:
    """What accepting a split with these parts would write into the matter, and the new materials."""
    before = draft_document(db, found.matter)
    told = accepted(before, found, parts, tuple(opened.library))
    return Edit(before, told.matter, _digest(db, found.matter)), told


def carry_out_split(db: Session, edit: Edit, told: Accepted, digest: str, hand: Hand) -> None:
    """Write the new materials and the matter as drafts. Raises as `carry_out` does."""
    if edit.digest != digest:
        raise StaleRevision(MEANWHILE)
    _save(db, edit.before, edit.after, hand)
    for document in told.new:
        save_draft(db, _entry(document), hand.at, hand.login)


def mark_supervised(db: Session, matter: str, index: int, how: str, hand: Hand) -> None:
    """Note in a matter's draft how a document is obtained during or after (rule R6). Raises NotFound, Conflict."""
    before = draft_document(db, matter)
    rows = list(before.get("materials", ()))
    if index >= len(rows):
        raise Conflict("草稿里的材料已经变了，没有标记。请刷新台账。")
    rows[index] = {**rows[index], "supervised": how}
    _save(db, before, {**before, "materials": rows}, hand)


def _save(db: Session, before: Mapping[str, Any], after: Mapping[str, Any], hand: Hand) -> None:
    refused = refused_edits(before, after)
    if refused:
        raise Invalid("这个事项由省级事项库同步，材料不能在这里改，没有写入。请把台账报省库，改后再同步。", problems=refused)
    save_draft(db, _entry(after), hand.at, hand.login)


def _entry(document: Mapping[str, Any]) -> Entry:
    read = read_definition(document)
    if not isinstance(read, Definition):
        raise Invalid("改后的内容读不懂，没有写入。请在源文里改。", problems=read)
    return Entry(read, document)


def _digest(db: Session, code: str) -> str:
    return digest_of(db.get_one(Draft, code).body)
