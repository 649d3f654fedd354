"""Transforms between what the merged form asks and what a department has declared: pure pairs, there and (where it can be) back.

A transform stands at one field of one department. `forward` makes the department's value, `back` the merged one, and
`preimage` says in merged values what the department says of its own: that is what the merged form asks. What a transform
cannot decide it leaves open, and the verification tries it. Most read the field that the department's own identity names;
`Borrowed` reads another one, `Join` several.
"""
from __future__ import annotations

from .base import NOTHING, UNDECIDED, Transform
from .codes import Constant
from .joins import Join
from .reading import placed_at, read_placed, read_transform
from .sources import Borrowed, Source

__all__ = ["NOTHING", "UNDECIDED", "Borrowed", "Constant", "Join", "Source", "Transform", "placed_at", "read_placed",
           "read_transform"]
