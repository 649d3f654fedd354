"""The registry's sample with changes laid over it, read and checked as files would be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yichuang.definitions.check import check
from yichuang.definitions.check.quality.sample import SUBJECTS, laid_over
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry, Library
from yichuang.errors import Problem


def library(kind: str = "matter", change: Mapping[str, Any] | None = None) -> Library:
    """The whole sample as a library, with the change made in its matter, bundle or guide."""
    taken = Library()
    for document in laid_over(kind, change or {}):
        definition = read_definition(document)
        assert isinstance(definition, Definition), definition
        assert taken.add(Entry(definition, document)) is None
    return taken


def found(kind: str = "matter", change: Mapping[str, Any] | None = None) -> list[Problem]:
    """What `check` says of the changed definition."""
    return list(check(library(kind, change), only=[SUBJECTS[kind]["code"]]))


def rules_of(change: Mapping[str, Any], kind: str = "matter") -> set[str]:
    """The rules that a change breaks."""
    return {problem.rule for problem in found(kind, change)}


def told(rule: str, change: Mapping[str, Any], kind: str = "matter") -> list[str]:
    """What one rule says of a change, as `pointer message`."""
    return [f"{each.pointer} {each.message}" for each in found(kind, change) if each.rule == rule]
