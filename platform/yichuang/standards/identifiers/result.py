"""What a check of an identifier answers, and how typed text is cleaned before it is checked."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

LONGEST = 200
Fact = str | bool


@dataclass(frozen=True, slots=True)
class Identified:
    """Whether a value is a number of its kind, how it is stored, what it tells, and what is wrong with it.

    `normalised` is the cleaned text even when not valid; `problem` is Chinese and never repeats the value.
    """

    valid: bool
    normalised: str
    facts: dict[str, Fact] = field(default_factory=dict)
    problem: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The shape promised by `standards check`."""
        return {
            "valid": self.valid,
            "normalised": self.normalised,
            "facts": self.facts,
            "problem": self.problem,
        }


def accept(value: str, **facts: Fact) -> Identified:
    """A valid value with what it tells."""
    return Identified(True, value, facts)


def refuse(value: str, problem: str, **facts: Fact) -> Identified:
    """A value that is not valid, and why."""
    return Identified(False, value, facts, problem)


def clean(text: str) -> str:
    """NFKC, without spaces of any width and without invisible format characters; letters keep their case.

    Text longer than any identifier is returned as it came: it can only be refused.
    """
    if len(text) > LONGEST:
        return text
    folded = unicodedata.normalize("NFKC", text)
    return "".join(ch for ch in folded if not ch.isspace() and unicodedata.category(ch) != "Cf")
