"""What a quality rule is: a record for people, and a small function that finds the places where it is broken."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from yichuang.definitions.check.waivers import waivable
from yichuang.definitions.common import Definition
from yichuang.errors import Problem

Resolver = Callable[[str], Definition | None]
Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Hit:
    """One place where a rule is broken, and the facts that its message and fix name in braces."""

    pointer: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """What it shows, in a line; the values laid over the sample by pointer; where a failing one is reported."""

    shows: str
    change: Mapping[str, Any]
    at: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As `definitions rules --json` prints it."""
        return {"shows": self.shows, "change": dict(self.change), "at": self.at}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the manual: what a rule is called, where it comes from, what it means and how to mend a finding."""

    id: str
    group: str
    source: str
    title: str
    severity: Severity
    applies_to: tuple[str, ...]
    fix: str
    looks_at: str = ""
    meaning: str = ""
    passing: Example | None = None
    failing: Example | None = None

    @property
    def waivable(self) -> bool:
        """Whether a person may let a finding stand."""
        return waivable(self.id)

    def as_dict(self) -> dict[str, Any]:
        """As `definitions rules --json` prints it; a rule whose examples stand elsewhere has null for them."""
        return {
            "id": self.id, "source": self.source, "severity": self.severity, "title": self.title,
            "applies_to": list(self.applies_to), "fix": self.fix,
            "passing": self.passing.as_dict() if self.passing else None,
            "failing": self.failing.as_dict() if self.failing else None,
            "group": self.group, "looks_at": self.looks_at, "meaning": self.meaning, "waivable": self.waivable,
        }


@dataclass(frozen=True, kw_only=True)
class Rule(Row):
    """A row with its function: over one definition of the kinds it applies to, and whatever else can be looked up."""

    message: str
    find: Callable[[Any, Resolver], Iterator[Hit]]
    also: tuple[str, ...] = ()
    """Rules that the failing example breaks besides, because the law says the same thing twice."""

    def problems(self, definition: Definition, resolve: Resolver) -> Iterator[Problem]:
        """Every place where the definition breaks the rule."""
        for hit in self.find(definition, resolve):
            yield Problem(hit.pointer, self.id, self.message.format_map(hit.facts), self.severity,
                          self.fix.format_map(hit.facts))
