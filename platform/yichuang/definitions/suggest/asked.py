"""What is asked of the suggestions, and what they answer."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that names no element: its label, its name in the form, what is said of its value, and whose it is, when
    the form says that."""

    label: str
    name: str = ""
    value: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A field beside it, with what the form already says of it."""

    label: str
    element: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a field: the title of its section, its neighbours there, the nearest first, and the roles of the
    form, each with the labels of the fields that it has so far."""

    section: str = ""
    before: tuple[Neighbour, ...] = ()
    after: tuple[Neighbour, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


ALONE = Context()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An element that the field may mean. `score` estimates how likely it is right, between 0 and 1: the candidates of a
    field and “none of them” share 1. `reasons` are sentences for people."""

    element: str
    name: str
    role: str | None
    score: float
    reasons: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The shape that `definitions suggest` prints."""
        return {"element": self.element, "role": self.role, "name": self.name, "score": self.score,
                "reasons": list(self.reasons)}
