"""What both sides last had in common: remembered with every export and import, found again for a merge."""
from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from yichuang.definitions.canonical import canonical, digest_of
from yichuang.definitions.library import Entry
from yichuang.definitions.records import Draft, Release
from yichuang.store.db import Base

from .records import FILES, CommonBase, ExchangedText, Install

MANY = 500


def install_key(db: Session) -> str:
    """Who we are to others; drawn when it is first asked for by somebody who may write."""
    known = known_install(db)
    if not known:
        _insert_new(db, Install, [{"id": 1, "key": secrets.token_hex(16)}])
        known = known_install(db)
    return known


def known_install(db: Session) -> str:
    """Who we are to others; empty while nobody has asked."""
    return db.scalar(select(Install.key)) or ""


def body_of(document: Mapping[str, Any]) -> str:
    """The text of a draft: canonical, without pins."""
    return canonical({key: value for key, value in document.items() if key != "pins"})


def keep_texts(db: Session, bodies: Iterable[str]) -> None:
    """Keep the texts, so that they can be found again by digest."""
    texts = {digest_of(body): body for body in bodies}
    _insert_new(db, ExchangedText, [{"digest": digest, "body": body} for digest, body in texts.items()])


def _insert_new(db: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose key is not there yet; somebody else may insert the same at the same time."""
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    if rows:
        db.execute(insert(table).on_conflict_do_nothing(), list(rows))


def remember(db: Session, entries: Iterable[Entry], at: datetime) -> None:
    """Remember these documents as what their partners have, each by its code."""
    bodies = {(entry.definition.code, _partner(entry)): body_of(entry.document) for entry in entries}
    keep_texts(db, bodies.values())
    known = {(base.code, base.partner): base for base in db.scalars(select(CommonBase))}
    for (code, partner), body in bodies.items():
        digest = digest_of(body)
        base = known.get((code, partner))
        if base is None:
            db.add(CommonBase(code=code, partner=partner, digest=digest, at=at))
        elif base.digest != digest:
            base.digest, base.at = digest, at
    db.flush()


def follow_rename(db: Session, old: str, new: str, at: datetime) -> None:
    """A draft under its new code has the bases that it had under the old one. The old ones stay: a partner who still uses the
    old code is told that there is none here any more."""
    there = set(db.scalars(select(CommonBase.partner).where(CommonBase.code == new)))
    for base in db.scalars(select(CommonBase).where(CommonBase.code == old)).all():
        if base.partner not in there:
            db.add(CommonBase(code=new, partner=base.partner, digest=base.digest, at=at))
    db.flush()


def bases_by_partner(db: Session, codes: Iterable[str]) -> dict[str, dict[str, str]]:
    """Code → partner → digest of what was last taken from there; partners are installs."""
    wanted = set(codes)
    found: dict[str, dict[str, str]] = {}
    for base in db.scalars(select(CommonBase).order_by(CommonBase.code, CommonBase.partner)):
        if base.code in wanted:
            found.setdefault(base.code, {})[base.partner] = base.digest
    return found


class Bases:
    """Finds the common base of drafts, for one import."""

    def __init__(self, db: Session, codes: Iterable[str]) -> None:
        self._db, self._us = db, known_install(db)
        self._taken = bases_by_partner(db, codes)

    def find(self, entry: Entry, ours: str | None) -> str | None:
        """The text both sides started from: what we last took from them, or they from us; else the newest release that
        both have; else our own text when nobody has touched it since it was imported. Nothing when none is known. `ours`
        is None when there is no draft here."""
        code, origin = entry.definition.code, entry.origin
        taken = self._taken.get(code, {})
        if origin is None:
            return ours
        for digest in (taken.get(origin.install), origin.listed.bases.get(self._us)):
            if digest and (text := self._db.get(ExchangedText, digest)) is not None:
                return text.body
        return self._released(code, origin.listed.history) or (ours if ours and digest_of(ours) in taken.values() else None)

    def _released(self, code: str, history: Iterable[str]) -> str | None:
        releases = self._db.scalars(select(Release).where(Release.code == code).order_by(Release.number.desc()))
        known = set(history)
        newest = next((release for release in releases if release.digest in known), None)
        return None if newest is None else body_of(json.loads(newest.body))


def drafts_of(db: Session, codes: Iterable[str]) -> dict[str, Draft]:
    """The drafts of these codes, in few queries however many codes there are."""
    wanted = list(codes)
    if len(wanted) > MANY:
        everything = set(wanted)
        return {draft.code: draft for draft in db.scalars(select(Draft)) if draft.code in everything}
    return {draft.code: draft for draft in db.scalars(select(Draft).where(Draft.code.in_(wanted)))}


def _partner(entry: Entry) -> str:
    return entry.origin.install if entry.origin else FILES
