"""Lists inside rows. Rows are merged one level deep: a list that each row has is asked for each form by itself."""
from __future__ import annotations

from collections.abc import Sequence

from .conflicts import Conflict
from .fields import row_role
from .places import Link, Part
from .shape import Kind


def nested_lists(parts: Sequence[Part]) -> tuple[Conflict, ...]:
    """Where several forms ask, row by row, for lists of the same role: each asks for its own, and that is said."""
    found: dict[tuple[str, str], list[tuple[Part, Link]]] = {}
    for part in parts:
        for link in part.links:
            role = _list_role(part, link)
            if link.rows and role:
                found.setdefault((link.rows, role), []).append((part, link))
    return tuple(_told(asked) for asked in found.values() if len({part.name for part, _ in asked}) > 1)


def _list_role(part: Part, link: Link) -> str | None:
    """Whose the rows of a list inside a row are, in the merge's roles."""
    if link.inner is None or link.place is None or link.field.shape.kind is not Kind.ROWS:
        return None
    return part.role(row_role(part.ready, link.field.shape))


def _told(asked: Sequence[tuple[Part, Link]]) -> Conflict:
    names = tuple(dict.fromkeys(part.name for part, _ in asked))
    title = str(asked[0][1].field.shape.title or asked[0][1].at[-1])
    where = str(asked[0][1].place)
    return Conflict("nested", where, f"“{title}”是行里面的列表，不与其他表单的合并，各问各的。涉及 {'、'.join(names)}。",
                    ("改成单独的列表，用行标识说明属于哪一行", "由一方从另一方取得", "分开填写（各问各的）"), (), names, title)
