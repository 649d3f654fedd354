"""What an index is asked: terms that must all be there, or any of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class All:
    """Every part must be met."""

    parts: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part is enough."""

    parts: tuple[Wanted, ...]


Wanted = str | All | AnyOf
"""A term, or several."""


def every(parts: Iterable[Wanted]) -> Wanted | None:
    """All of these, each once; None of nothing."""
    found = tuple(dict.fromkeys(parts))
    return (found[0] if len(found) == 1 else All(found)) if found else None


def some(parts: Iterable[Wanted | None]) -> Wanted | None:
    """Any of these that are there, each once; None of nothing."""
    found = tuple(dict.fromkeys(part for part in parts if part is not None))
    return (found[0] if len(found) == 1 else AnyOf(found)) if found else None


def written(wanted: Wanted, both: str, either: str, quote: str) -> str:
    """As text in an index's own language: the words for "and" and "or", and what a term stands between.

    Terms hold letters and digits only, so that nothing in them is a sign of that language.
    """
    if isinstance(wanted, str):
        return f"{quote}{wanted}{quote}"
    word = both if isinstance(wanted, All) else either
    return "(" + word.join(written(part, both, either, quote) for part in wanted.parts) + ")"
