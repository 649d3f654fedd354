"""A bundle under work: its draft, with what it uses as it is released today."""
from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from yichuang.errors import Invalid, NotFound

from .bundle import Bundle
from .common import Definition
from .drafts import draft_library
from .records import Draft
from .references import closure
from .releases import definition_of, latest

Uses = Mapping[str, Definition]


def current_bundle(db: Session, code: str) -> tuple[Bundle, Uses]:
    """The draft of a bundle, and all that it uses by code: the newest releases, and drafts of what has not been released.
    Raises NotFound, or Invalid for a draft that is no readable bundle."""
    drafts = draft_library(db)
    draft = drafts.get(code)
    if draft is None:
        if db.get(Draft, code) is not None:
            raise Invalid(f"“{code}”的草稿读不出来。请先用 definitions check 检查并改正。")
        raise NotFound(f"没有编码为“{code}”的定义。")
    if not isinstance(draft, Bundle):
        raise Invalid(f"“{code}”不是一件事。")

    def resolve(used: str) -> Definition | None:
        release = latest(db, used)
        return definition_of(release) if release is not None else drafts.get(used)

    return draft, closure(draft, resolve)
