"""Where the values of an open filing stand after a rename: its merged keys are made of roles and codes."""
from __future__ import annotations

from collections.abc import Iterable, Mapping

from yichuang.definitions.bundle import Bundle

Spot = tuple[str, str]
"""("", key) at top level of the merged form, (role, key) in the rows of a role."""


def moved_keys(old: str, new: str, bundle: Bundle, asked: Iterable[Spot]) -> Mapping[Spot, Spot]:
    """Old place → new place of every value asked in a bundle, when an element or a matter changed its code.

    `asked` are the places as they were before; places that do not change are left out. `new` may be a code that was there
    already (a merge): two values then claim one place, and whoever applies this keeps the one that is there.
    """
    matters = {member.matter for member in bundle.members}
    moved = {(rows, key): (rows, _renamed(key, old, new, matters, bool(rows))) for rows, key in asked}
    return {before: after for before, after in moved.items() if before != after}


def _renamed(key: str, old: str, new: str, matters: set[str], in_row: bool) -> str:
    shared, apart, other = key.partition("~")
    if apart and (shared in matters or (shared == old and new in matters)):
        return f"{new if shared == old else shared}~{other}"
    role, dot, element = shared.partition(".")
    if in_row and shared == old:
        shared = new
    elif dot and element == old:
        shared = f"{role}.{new}"
    return f"{shared}~{new if other == old else other}" if apart else shared
