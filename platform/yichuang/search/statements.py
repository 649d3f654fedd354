"""The one question that each database is asked: which entries of some kinds hold some terms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import TextClause, text

from .expressions import Wanted, written
from .keeping import LENGTH_BITS, place_of
from .records import ID_BITS

MOST_CANDIDATES = 1000
"""PostgreSQL looks at so many entries of a kind before it puts them in order."""
KEPT = "kind, ref, title, note, names, sounds, words"
SHOWN = ", ".join(f"e.{name}" for name in KEPT.split(", "))

# `{0}` is the number of a kind among those asked for.
SQLITE = (
    f"SELECT {SHOWN} FROM (SELECT rowid FROM findable_text WHERE findable_text MATCH :terms "  # noqa: S608
    "AND rowid BETWEEN :low{0} AND :high{0} ORDER BY rowid LIMIT :most) s "
    f"JOIN findable e ON e.id = s.rowid & {(1 << ID_BITS) - 1} WHERE e.kind = :kind{{0}}"
)
# `kind` is compared so that no index of its own serves it: joining that one in takes longer than all the rest.
POSTGRES = (
    f"(SELECT {SHOWN} FROM (SELECT id, place, {KEPT} FROM findable WHERE vector @@ CAST(:terms{{0}} AS tsquery) "  # noqa: S608
    f"AND kind || '' = :kind{{0}} LIMIT {MOST_CANDIDATES}) e ORDER BY e.place, e.id LIMIT :most)"
)
LARGE = text(
    "SELECT k FROM unnest(CAST(:kinds AS text[])) k "
    "WHERE EXISTS (SELECT 1 FROM findable WHERE kind = k OFFSET :candidates)"
)
"""Kinds with many entries: asking for one of them as a term would go through them all."""
SCANS = text("SELECT set_config('enable_seqscan', :on, true), set_config('enable_indexscan', :on, true)")
"""PostgreSQL guesses badly how many entries hold rare terms, and reads the whole table for them unless told not to."""


@lru_cache(maxsize=64)
def of_kinds(statement: str, count: int) -> TextClause:
    """The statement for so many kinds at once."""
    return text(" UNION ALL ".join(statement.format(number) for number in range(count)))


def sqlite_values(wanted: Wanted, kinds: Sequence[str], most: int) -> dict[str, Any]:
    """Its values: a kind is a range of rows."""
    values: dict[str, Any] = {"terms": written(wanted, " AND ", " OR ", '"'), "most": most}
    for number, kind in enumerate(kinds):
        low = place_of(kind, 0) << ID_BITS
        values |= {f"kind{number}": kind, f"low{number}": low, f"high{number}": low + (1 << ID_BITS + LENGTH_BITS) - 1}
    return values


def postgres_values(wanted: Wanted, kinds: Sequence[str], most: int, large: Collection[str]) -> dict[str, Any]:
    """Its values: a kind with few entries is a term itself."""
    values: dict[str, Any] = {"most": most}
    terms = written(wanted, " & ", " | ", "'")
    for number, kind in enumerate(kinds):
        of_kind = "" if kind in large else f"'k:{kind}' & "
        values |= {f"kind{number}": kind, f"terms{number}": of_kind + terms}
    return values
