"""How things of a visit are called: rows by their own name where they have one, the last save by its time or day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yichuang.cases.days import legal_day
from yichuang.templating import clock, instant

from .composition import Taken


def row_label(taken: Taken, data: Mapping[str, Any], row: int | None) -> str:
    """“林小满” or “第 2 个”; empty for a matter taken once. Names stand in pages of the case only, never in numbers."""
    if row is None or taken.part.row is None:
        return ""
    rows = data.get(taken.part.row)
    values = rows[row] if isinstance(rows, list) and row < len(rows) and isinstance(rows[row], Mapping) else {}
    name = values.get("person.name") or values.get("ent.name")
    return name if isinstance(name, str) and name else f"第 {row + 1} 个"


def saved_words(saved_at: datetime, now: datetime) -> str:
    """When it was last saved: the time alone is enough only on the same day."""
    return f"已保存 {clock(saved_at) if legal_day(saved_at) == legal_day(now) else instant(saved_at)}"
