"""减环节: how many steps matters take one by one, and how many in a bundle. Source: domain reference 1.5 and 5.4, rule 11."""
from __future__ import annotations

from collections.abc import Iterable

from .matter import Matter

JOINED = frozenset({"收件与受理", "制证与送达"})
"""Stages that a bundle has once for all its matters: one window takes in, one gives out. What stands between, each does."""


def steps_apart_and_joined(matters: Iterable[Matter]) -> tuple[int, int]:
    """The declared steps of the matters, and what is left of them once taking in and giving out are one each for all. A
    single matter joins nothing."""
    handled = list(matters)
    stages = [step.stage for matter in handled for step in matter.steps]
    joined = JOINED.intersection(stages) if len(handled) > 1 else ()
    return len(stages), len([stage for stage in stages if stage not in joined]) + len(joined)
