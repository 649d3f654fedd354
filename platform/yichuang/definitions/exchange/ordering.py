"""Three-way merging of an order: who moved what, and where each side's own additions go."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby


def merged_order(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], kept: Collection[str]) -> list[str] | None:
    """The names kept, in an order that follows the side that moved something; nothing when both moved differently.

    Names that only one side has stand behind the same neighbour as there. Swapping the sides gives the same order.
    """
    backbone = _backbone(base, ours, theirs, set(kept))
    return None if backbone is None else woven(backbone, ours, theirs, kept)


def _backbone(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], kept: set[str]) -> list[str] | None:
    common = kept & set(ours) & set(theirs)
    our_order, their_order = _only(ours, common), _only(theirs, common)
    if our_order == their_order:
        return our_order
    known = common & set(base)
    before = _only(base, known)
    we_moved, they_moved = _only(ours, known) != before, _only(theirs, known) != before
    if we_moved == they_moved:
        return None
    return our_order if we_moved else their_order


def woven(backbone: Sequence[str], ours: Sequence[str], theirs: Sequence[str], kept: Collection[str]) -> list[str]:
    """The backbone with the names that only one side has, each behind its neighbour there."""
    common = set(backbone)
    behind = [_behind(side, common, set(kept)) for side in (ours, theirs)]
    found: list[str] = []
    for name in ("", *backbone):
        groups = sorted(group for side in behind if (group := side.get(name)))
        found += [*([name] if name else []), *(each for group in groups for each in group)]
    return list(dict.fromkeys(found))


def _behind(side: Sequence[str], common: set[str], kept: set[str]) -> dict[str, list[str]]:
    """Neighbour on the backbone (empty: the beginning) → the names that follow it."""
    found: dict[str, list[str]] = {}
    here = ""
    for is_common, names in groupby(side, key=common.__contains__):
        if is_common:
            here = list(names)[-1]
        else:
            found.setdefault(here, []).extend(name for name in names if name in kept)
    return found


def _only(names: Iterable[str], wanted: Collection[str]) -> list[str]:
    return [name for name in names if name in wanted]
