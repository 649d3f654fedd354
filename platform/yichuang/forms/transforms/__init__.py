"""Transforms between what the merged form asks and what a department has declared: pure pairs, there and (where it can be) back.

A transform stands at one field of one department. `forward` makes the department's value, `back` the merged one, and
`preimage` says in merged values what the department says of its own: that is what the merged form asks. What a transform
cannot decide it leaves open, and the verification tries it.
"""
from __future__ import annotations

from .base import NOTHING, UNDECIDED, Transform
from .codes import Constant
from .reading import read_placed, read_transform

__all__ = ["NOTHING", "UNDECIDED", "Constant", "Transform", "read_placed", "read_transform"]
