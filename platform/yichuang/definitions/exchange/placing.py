"""Which number a release gets that comes from elsewhere. Its digest never changes; its number may have to."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .merge import Side

Numbered = tuple[int, str]
"""Number and digest. Publishing an earlier text once more gives its digest a second number."""


@dataclass(frozen=True)
class Placement:
    """Coming release → its number here, for those to add; `apart` when both sides have released without knowing of each
    other, and nobody has said whose release shall count."""

    numbers: Mapping[Numbered, int] = field(default_factory=dict)
    apart: bool = False


def place(own: Sequence[Numbered], coming: Sequence[Numbered], history: Sequence[str], side: Side | None) -> Placement:
    """Where the releases of one code go. `history` are all digests that the other side has of it, oldest first.

    A release keeps its number while that is free. The newest of the other side becomes the newest here: with its own
    number when that is higher than ours, else with the next one. It must not do so over a release made here that the
    other side does not know, unless `side` is theirs; with ours nothing is added.
    """
    head = max(coming)
    arrived = any(digest == head[1] and number >= head[0] for number, digest in own)
    digests = {digest for _, digest in own}
    if not arrived and digests - set(history or (each[1] for each in coming)) and side != "theirs":
        return Placement(apart=side is None)
    numbers: dict[Numbered, int] = {}
    taken = dict(own)
    for number, digest in sorted(coming):
        newest = max(taken, default=0)
        if (number, digest) == head:
            chosen = 0 if arrived else max(number, newest + 1)
        elif number not in taken:
            chosen = number
        elif taken[number] == digest or digest in digests:
            chosen = 0
        elif arrived:
            # There is no number left for it that would not make it the newest.
            return Placement(apart=True)
        else:
            chosen = newest + 1
        if chosen:
            numbers[number, digest] = chosen
            taken[chosen] = digest
    return Placement(numbers)
