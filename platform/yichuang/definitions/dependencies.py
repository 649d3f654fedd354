"""Who waits for whom in a bundle: cycles, and the longest chain in working days."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

Waits = Mapping[str, Sequence[str]]


def cycle(waits_for: Waits) -> list[str]:
    """A chain that bites its own tail, its first member repeated at the end; empty when there is none."""
    done: set[str] = set()

    def visit(code: str, above: list[str]) -> list[str]:
        if code in above:
            return [*above[above.index(code):], code]
        if code not in done:
            for other in waits_for.get(code, ()):
                if found := visit(other, [*above, code]):
                    return found
            done.add(code)
        return []

    return next((found for code in waits_for if (found := visit(code, []))), [])


def critical_path(days: Mapping[str, int], waits_for: Waits) -> int:
    """The longest chain, in the unit of `days`; members that `days` does not hold take no time. No cycles."""
    length: dict[str, int] = {}

    def reach(code: str) -> int:
        if code not in length:
            length[code] = days.get(code, 0) + max((reach(other) for other in waits_for.get(code, ())), default=0)
        return length[code]

    return max((reach(code) for code in waits_for), default=0)
