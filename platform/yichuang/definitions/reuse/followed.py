"""What a code of an earlier day is called now: insert-only records are read through the renames that came after them.

Nothing in the past is rewritten. A code that was given away and taken again later means the new thing from that day on,
so that a record follows only the renames since it was written.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from .records import Rename

EVER = datetime.min.replace(tzinfo=UTC)
"""For what goes on using the codes that it knows, such as a provincial library: it follows every rename there was."""
Today = Callable[[str, str, datetime], str]
"""(kind, code, the instant at which it was written) → the code that the same thing has now."""


def today_in(db: Session) -> Today:
    """How codes of the past are read now."""
    return following(list(db.scalars(select(Rename).order_by(Rename.id))))


def following(renames: Iterable[Rename]) -> Today:
    """The same over renames in the order in which they were done.

    A matter that was merged into another is another one: what was decided about its documents stays with its old code.
    """
    done = [rename for rename in renames if not (rename.merged and rename.kind == "matter")]

    def today(kind: str, code: str, written: datetime) -> str:
        for rename in done:
            if rename.kind == kind and rename.old == code and rename.at >= written:
                code = rename.new
        return code

    return today
