"""From the merged data back to each department: exactly its own fields, as its own schema declares them."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .objects import shaped
from .places import Identity, Link, Part
from .pointers import put
from .transforms import NOTHING, Constant

ABSENT: Any = object()


@dataclass(frozen=True)
class Sources:
    """What a projection draws from: the merged data, the row it is for, and values that were never asked."""

    data: Mapping[str, Any]
    row: int | None = None
    given: Mapping[Identity, Any] = field(default_factory=dict)
    given_rows: Mapping[str, Sequence[Mapping[Identity, Any]]] = field(default_factory=dict)
    """For departments that keep a list themselves: role → what is given for each of its rows."""


def project(part: Part, links: Sequence[Link], sources: Sources) -> dict[str, Any]:
    """The instance of one part. Fields that its own conditions hide are left out, and nothing else can get in."""
    form = part.ready
    instance: dict[str, Any] = {}
    groups: dict[tuple[str, ...], list[Link]] = {}
    for link in links:
        if link.inner is not None:
            groups.setdefault(link.steps, []).append(link)
        elif (value := _value(link, sources)) is not ABSENT:
            put(instance, link.steps, value)
    for steps, inner in groups.items():
        if (rows := _rows(inner, sources)) is not None:
            put(instance, steps, rows)
    return shaped(form, instance)


def _value(link: Link, sources: Sources) -> Any:
    return _joined(link, lambda feed: _asked(feed, sources)) if link.sources else _own(link, _asked(link, sources))


def _joined(link: Link, value: Callable[[Link], Any]) -> Any:
    """The value of a field that several fill together."""
    found = [NOTHING if (each := value(feed)) is ABSENT else each for feed in link.sources]
    made = link.transform.forward(found) if link.transform else NOTHING
    return ABSENT if made is NOTHING else made


def _own(link: Link, value: Any) -> Any:
    """A merged value as the department has declared it."""
    if link.transform is None or (value is ABSENT and not isinstance(link.transform, Constant)):
        return value
    made = link.transform.forward(value)
    return ABSENT if made is NOTHING else made


def _asked(link: Link, sources: Sources) -> Any:
    if link.place is None:
        return sources.given.get(link.given, ABSENT) if link.given else ABSENT
    if link.place.rows is None:
        return sources.data.get(link.place.key, ABSENT)
    rows = sources.data.get(link.place.rows)
    if not isinstance(rows, list) or sources.row is None or sources.row >= len(rows):
        return ABSENT
    return rows[sources.row].get(link.place.key, ABSENT) if isinstance(rows[sources.row], Mapping) else ABSENT


def _rows(links: Sequence[Link], sources: Sources) -> list[dict[str, Any]] | None:
    """A repeated group of the department from the array of the merged form."""
    role = links[0].rows
    rows = sources.data.get(role) if role else None
    if role is None or not isinstance(rows, list):
        return None
    given = sources.given_rows.get(role, ())
    return [_row(links, row, given[i] if i < len(given) else {}) for i, row in enumerate(rows)]


def _row(links: Sequence[Link], row: Any, given: Mapping[Identity, Any]) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for link in links:
        value = _joined(link, lambda feed: _in_row(feed, row, given)) if link.sources else _own(link, _in_row(link, row, given))
        if value is not ABSENT and link.inner:
            put(built, link.inner, value)
    return built


def _in_row(link: Link, row: Any, given: Mapping[Identity, Any]) -> Any:
    if link.place is None:
        return given.get(link.given, ABSENT) if link.given else ABSENT
    return row.get(link.place.key, ABSENT) if isinstance(row, Mapping) else ABSENT
