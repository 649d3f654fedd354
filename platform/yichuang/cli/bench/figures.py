"""A figure of the suite, and how it is taken: the median of several runs."""
from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One line of the suite. `beside` is the limit or the peer's figure in the same unit; ratio = figure / beside."""

    name: str
    figure: float
    unit: str
    beside: float | None = None
    what: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As `bench --json` prints it."""
        return asdict(self) | {"ratio": round(self.figure / self.beside, 4) if self.beside else None}


def median_ms(work: Callable[[], object], seconds: float = 1.0, most: int = 200) -> float:
    """The median of as many runs as fit into the time, after one that is not counted; in milliseconds."""
    work()
    runs: list[float] = []
    until = time.perf_counter() + seconds
    while len(runs) < 3 or (len(runs) < most and time.perf_counter() < until):
        began = time.perf_counter()
        work()
        runs.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(runs), 4)
