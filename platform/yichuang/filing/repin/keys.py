"""Data that follows: the key of a merged field is (role, element), so a field that changed either has another key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yichuang.filing.composition import Composition, Spot
from yichuang.filing.surplus import asked_now
from yichuang.forms.places import Link

Moved = Mapping[Spot, Spot]
"""Where a value stood → where it stands now; ("", key) at top level, (role, key) in the rows of a role."""


def moved_keys(old: Composition, new: Composition) -> dict[Spot, Spot]:
    """Fields that stand where they stood in their department's form and have another key in the merged one, as after the
    rename of an element or a role. Only where the old key is asked no more, and the new one was not asked."""
    before, after = asked_now(old), asked_now(new)
    was = {(link.part, link.pointer): link for taken in old.taken for link in taken.links}
    found: dict[Spot, Spot] = {}
    for taken in new.taken:
        for link in taken.links:
            earlier = was.get((link.part, link.pointer))
            pair = (_spot(earlier), _spot(link)) if earlier else (None, None)
            if pair[0] and pair[1] and pair[0] not in after and pair[1] not in before:
                found[pair[0]] = pair[1]
    return found


def follow(data: Mapping[str, Any], moved: Moved) -> dict[str, Any]:
    """The data under its new keys. A value never replaces another: where both are there, both stay as they are."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        found[_target(data, moved, ("", key))] = value
        if isinstance(value, list):
            found[key] = [{_target(row, moved, (key, name)): each for name, each in row.items()}
                          if isinstance(row, Mapping) else row for row in value]
    return found


def _target(here: Mapping[str, Any], moved: Moved, spot: Spot) -> str:
    level, key = spot
    target = moved.get(spot)
    return target[1] if target is not None and target[0] == level and target[1] not in here else key


def _spot(link: Link | None) -> Spot | None:
    return (link.place.rows or "", link.place.key) if link is not None and link.place is not None else None
