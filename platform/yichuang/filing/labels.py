"""What a case taken once a row is called: the row's own name where it has one, else its number."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .composition import Taken


def row_label(taken: Taken, data: Mapping[str, Any], row: int | None) -> str:
    """“林小满” or “第 2 行”; empty for a matter taken once. Names stand in pages of the case only, never in numbers."""
    if row is None or taken.part.row is None:
        return ""
    rows = data.get(taken.part.row)
    values = rows[row] if isinstance(rows, list) and row < len(rows) and isinstance(rows[row], Mapping) else {}
    name = values.get("person.name") or values.get("ent.name")
    return name if isinstance(name, str) and name else f"第 {row + 1} 个"
