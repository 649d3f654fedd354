"""Who waits for whom in a bundle: cycles, and the longest chain in working days."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

Waits = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Chain:
    """Members that follow one another, the first one first, and how long they take together."""

    days: int
    members: tuple[str, ...]


def cycle(waits_for: Waits) -> list[str]:
    """A chain that bites its own tail, its first member repeated at the end; empty when there is none."""
    try:
        TopologicalSorter(waits_for).prepare()
    except CycleError as found:
        # The sorter lists who comes before whom; people read who waits for whom.
        return list(reversed(found.args[1]))
    return []


def longest_chain(days: Mapping[str, int], waits_for: Waits) -> Chain:
    """The chain that takes longest; of several the one declared first. Members that `days` does not hold take no time.

    No cycles: raises CycleError for them.
    """
    reached: dict[str, int] = {}
    before: dict[str, str | None] = {}
    for code in TopologicalSorter(waits_for).static_order():
        before[code] = max(waits_for.get(code, ()), key=reached.__getitem__, default=None)
        reached[code] = reached.get(before[code] or "", 0) + days.get(code, 0)
    last = max(waits_for, key=reached.__getitem__, default=None)
    return Chain(reached[last] if last else 0, tuple(reversed(list(_back(last, before)))))


def _back(last: str | None, before: Mapping[str, str | None]) -> Iterator[str]:
    while last is not None:
        yield last
        last = before[last]
