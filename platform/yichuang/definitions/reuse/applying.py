"""Carrying out a rename on the drafts of a database, in the caller's transaction."""
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.drafts import save_document
from yichuang.definitions.exchange.bases import follow_rename
from yichuang.definitions.records import Draft
from yichuang.definitions.releases import latest
from yichuang.errors import Conflict, Invalid

from .records import Rename
from .renaming import Documents, Renaming, plan_rename


def documents_of(db: Session) -> Documents:
    """All drafts as they are written, by code; by kind and code."""
    return {draft.code: json.loads(draft.body) for draft in db.scalars(select(Draft).order_by(Draft.kind, Draft.code))}


def planned(db: Session, old: str, new: str, merge: bool = False) -> Renaming:
    """The plan over all drafts, with what releases have to do with it. Raises what `plan_rename` raises, and Conflict
    when the new code has been published as another kind of definition."""
    plan = plan_rename(documents_of(db), old, new, merge)
    earlier = latest(db, new)
    if earlier is not None and earlier.kind != plan.kind:
        raise Conflict(f"编码“{new}”发布过，是另一类定义“{earlier.name}”，没有改名。换一个编码。")
    return replace(plan, notes=(*plan.notes, *_about_releases(db, plan)))


def _about_releases(db: Session, plan: Renaming) -> Iterator[str]:
    old, new = latest(db, plan.old), latest(db, plan.new)
    if old is None and plan.merge:
        yield f"“{plan.old}”没有发布过，合并之后它的草稿删去。"
    elif old is not None and plan.merge:
        yield f"“{plan.old}”发布过第 {old.number} 版，草稿保留、不再被用到；已发布的版本不变。"
    elif old is not None:
        yield f"“{plan.old}”已发布的版本（至第 {old.number} 版）不变，仍叫旧编码；要生效，请发布改过的定义。"
    if new is not None and not plan.merge:
        yield f"编码“{plan.new}”发布过，再发布时接着编为第 {new.number + 1} 版。"


def rename(db: Session, plan: Renaming, at: datetime, by: str) -> None:
    """Write the drafts of a plan made in this transaction, and that it was done, so that what only grows can follow; what
    partners have in common with the old code they have with the new one too. Raises Invalid, with the problems, when it has any."""
    if plan.problems:
        raise Invalid(f"改名之后会有 {len(plan.problems)} 处错误，没有改名。", problems=plan.problems)
    old = db.get(Draft, plan.old)
    if old is not None and (not plan.merge or latest(db, plan.old) is None):
        db.delete(old)
        db.flush()
    for document in plan.documents.values():
        save_document(db, document, at, by)
    db.add(Rename(kind=plan.kind, old=plan.old, new=plan.new, merged=plan.merge, at=at, by=by))
    if not plan.merge:
        follow_rename(db, plan.old, plan.new, at)
    db.flush()
