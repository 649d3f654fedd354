"""Drafts of filings: started, saved, locked and handed over. They belong to the window's team, not to a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from yichuang.errors import Locked, NotFound, Refused, StaleRevision
from yichuang.identity.actor import Actor
from yichuang.identity.audit import record

from .composition import Composition
from .records import FilingDraft
from .subjects import Subject

LEASE = timedelta(minutes=10)
NAMES = (".person.name", ".ent.name")


@dataclass(frozen=True)
class Saving:
    """Who saves, when, and which revision they saw.

    `acknowledged` is the newer release that they have seen and decided not to use; None where they saw none.
    """

    actor: Actor
    at: datetime
    revision: int
    acknowledged: int | None = None


def start_draft(db: Session, subject: Subject, actor: Actor, at: datetime) -> FilingDraft:
    """A new draft of the actor's team, locked for them."""
    draft = FilingDraft(
        release_id=subject.release.id,
        subject_code=subject.bundle.code,
        subject_name=subject.bundle.name,
        team=actor.team,
        region=actor.region,
        window=actor.window,
        created_at=at,
        created_by=actor.id,
        saved_at=at,
        answered=not subject.bundle.questions,
        locked_by=actor.id,
        locked_name=actor.name,
        locked_until=at + LEASE,
    )
    db.add(draft)
    db.flush()
    return draft


def find_draft(db: Session, draft_id: int, actor: Actor) -> FilingDraft:
    """A draft of the actor's own team. Another team's is not there: NotFound either way."""
    draft = db.get(FilingDraft, draft_id)
    if draft is None or draft.team != actor.team or draft.discarded_at is not None:
        raise NotFound("没有这份草稿：它不属于您的窗口组，或已被删去。请从今日收件中查找。")
    return draft


def open_drafts(actor: Actor) -> ColumnElement[bool]:
    """The condition on drafts that the actor's team can go on with."""
    return and_(FilingDraft.team == actor.team, FilingDraft.filing_id.is_(None), FilingDraft.discarded_at.is_(None))


def team_drafts(db: Session, actor: Actor, limit: int = 50) -> list[FilingDraft]:
    """The team's open drafts, the last saved first."""
    query = select(FilingDraft).where(open_drafts(actor))
    return list(db.scalars(query.order_by(FilingDraft.saved_at.desc(), FilingDraft.id.desc()).limit(limit)))


def holder(draft: FilingDraft, actor: Actor, at: datetime) -> str | None:
    """Who else is working on it right now; None when the actor may."""
    held = draft.locked_by not in (None, actor.id) and draft.locked_until is not None and draft.locked_until > at
    return draft.locked_name if held else None


def lock(db: Session, draft: FilingDraft, actor: Actor, at: datetime) -> None:
    """Take or renew the lock. Raises Locked while another holds it."""
    if (name := holder(draft, actor, at)) is not None:
        raise Locked(f"{name}正在办理这份申报。请等对方暂存或提交；急用时请窗口组长接手。")
    draft.locked_by, draft.locked_name, draft.locked_until = actor.id, actor.name, at + LEASE


def take_over(db: Session, draft: FilingDraft, actor: Actor, at: datetime) -> None:
    """A team lead takes the lock from whoever holds it; audited. Raises Refused for others."""
    if not actor.can("draft.take_over") and holder(draft, actor, at) is not None:
        raise Refused("只有窗口组长可以接手别人正在办理的申报。请联系组长。")
    record(db, actor, "draft.take_over", f"draft:{draft.id}", {"from": draft.locked_by})
    draft.locked_by, draft.locked_name, draft.locked_until = actor.id, actor.name, at + LEASE


def save(db: Session, draft: FilingDraft, saving: Saving, changes: Mapping[str, Any]) -> None:
    """Save what the actor did, if nobody saved in between: the check and the count are one statement.

    Raises Locked, StaleRevision, or Conflict for a draft that has been submitted.
    """
    require_open(draft)
    lock(db, draft, saving.actor, saving.at)
    counted = db.execute(
        update(FilingDraft)
        .where(FilingDraft.id == draft.id, FilingDraft.revision == saving.revision, FilingDraft.filing_id.is_(None))
        .values(revision=saving.revision + 1)
        .execution_options(synchronize_session=False)
    )
    if counted.rowcount != 1:  # type: ignore[attr-defined]
        raise StaleRevision("这份申报在您打开之后又被保存过。您刚填的内容还在页面上，请核对后再保存。")
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.saved_at, draft.parked = saving.at, False
    db.flush()
    db.refresh(draft, ["revision"])


def require_open(draft: FilingDraft) -> None:
    """Raises StaleRevision when the draft has become a filing."""
    if draft.filing_id is not None:
        raise StaleRevision("这份申报已经提交，不能再改。请到申报中查看。")


def park(draft: FilingDraft, actor: Actor, at: datetime) -> None:
    """暂存并叫下一位: give the lock back. Who holds it goes on undisturbed when somebody else parks."""
    if holder(draft, actor, at) is None and draft.filing_id is None:
        draft.parked, draft.locked_by, draft.locked_until = True, None, None


def discard(db: Session, draft: FilingDraft, actor: Actor, at: datetime) -> None:
    """删去: no longer shown to anybody; audited. Raises Locked while another holds it, StaleRevision once submitted."""
    require_open(draft)
    lock(db, draft, actor, at)
    draft.discarded_at = at
    record(db, actor, "draft.discard", f"draft:{draft.id}", {"subject": draft.subject_code})


def contact(composition: Composition, data: Mapping[str, Any]) -> tuple[str, str]:
    """The applicant's name and telephone, from the keys that the bundle names; empty while not filled in."""
    keys = composition.bundle.applicant or _applicant_keys(composition.form.schema.get("properties", {}))
    name, phone = (data.get(key) for key in (keys[0], keys[-1]))
    return (name if isinstance(name, str) else "", phone if isinstance(phone, str) else "")


def _applicant_keys(asked: Iterable[str]) -> tuple[str, str]:
    """For a matter filed alone: who is called applicant, else the organisation, else whoever leaves a telephone."""
    known = list(asked)
    named = [key for key in known if key.endswith(NAMES)]
    reached = [key for key in known if key.endswith(".person.mobile")]
    with_phone = [key for key in named if any(phone.split(".")[0] == key.split(".")[0] for phone in reached)]
    first = [key for key in named if key.startswith("applicant.")] + [key for key in named if key.endswith(".ent.name")]
    name = next(iter([*first, *with_phone, *named]), "applicant.person.name")
    own = f"{name.split('.')[0]}.person.mobile"
    return name, own if own in reached else next(iter(reached), own)
