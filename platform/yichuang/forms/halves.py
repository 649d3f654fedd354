"""What a schema of a department says in merged names, in two halves: about the form itself, and about each row of it.

A form taken once a row speaks of both levels. Halves are joined and turned round as long as each stays on its level;
what would need both in one alternative is `None`, and whoever asks says so.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .pieces import joined


@dataclass
class Halves:
    """What holds at top level, and what holds in each row; each a list of schemas that all must hold."""

    top: list[Any] = field(default_factory=list)
    row: list[Any] = field(default_factory=list)
    unknown: bool = False
    """Whether it turns on something that cannot be said of the merged data: a value that is not there yet, say."""

    def extend(self, other: Halves) -> None:
        """Both must hold."""
        self.top.extend(other.top)
        self.row.extend(other.row)
        self.unknown = self.unknown or other.unknown

    @property
    def settled(self) -> bool | None:
        """True or False when it is so whatever the data, else None."""
        if False in (joined(self.top), joined(self.row)):
            return False
        return None if self.unknown or joined(self.top) is not True or joined(self.row) is not True else True


def always() -> Halves:
    """What holds whatever the data."""
    return Halves()


def never() -> Halves:
    """What no data meet."""
    return Halves(top=[False])


def both(parts: Sequence[Halves]) -> Halves:
    """All of them hold."""
    found = Halves()
    for part in parts:
        found.extend(part)
    return found


def either(parts: Sequence[Halves]) -> Halves | None:
    """At least one of them holds; None when that takes both levels at once."""
    if any(part.settled is True for part in parts):
        return always()
    open_ = [part for part in parts if part.settled is None]
    if any(part.unknown for part in open_):
        return Halves(unknown=True)
    tops, rows = [joined(part.top) for part in open_ if not part.row], [joined(part.row) for part in open_ if not part.top]
    if not open_:
        return never()
    if len(tops) == len(open_):
        return Halves(top=[_any(tops)])
    return Halves(row=[_any(rows)]) if len(rows) == len(open_) else None


def negated(part: Halves) -> Halves | None:
    """It does not hold; None when that takes both levels at once."""
    if part.settled is not None:
        return never() if part.settled else always()
    if part.unknown:
        return Halves(unknown=True)
    if part.top and part.row:
        return None
    return Halves(top=[_not(joined(part.top))]) if part.top else Halves(row=[_not(joined(part.row))])


def silent(part: Halves) -> Halves:
    """The same as a demand that declares no field."""
    return replace(part, top=[_silent(piece) for piece in part.top], row=[_silent(piece) for piece in part.row])


def _silent(schema: Any) -> Any:
    return schema if isinstance(schema, bool) or set(schema) <= {"required", "not"} else {"not": {"not": schema}}


def _any(schemas: list[Any]) -> Any:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _not(schema: Any) -> Any:
    return schema["not"] if isinstance(schema, dict) and set(schema) == {"not"} else {"not": schema}
