"""Checks of definitions: small rules, each yielding problems as data. `check` runs them all."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from yichuang.definitions.common import Definition
from yichuang.definitions.library import Entry, Library
from yichuang.errors import Problem

from .bundles import bundle_rules
from .codes import code_rules
from .conditions import condition_rules
from .form import form_rules
from .limits import limit_rules
from .links import link_rules
from .papers import paper_rules
from .words import wording_rules

Resolver = Callable[[str], Definition | None]
RULES = (link_rules, code_rules, form_rules, condition_rules, limit_rules, bundle_rules, paper_rules, wording_rules)


def check(library: Library, beyond: Resolver = lambda code: None, only: Iterable[str] | None = None) -> Iterator[Problem]:
    """Everything wrong with the definitions of a library, in its order. `beyond` looks up codes it does not hold."""

    def resolve(code: str) -> Definition | None:
        return library.get(code) or beyond(code)

    wanted = None if only is None else set(only)
    for code, entry in library.entries.items():
        if wanted is None or code in wanted:
            yield from check_entry(entry, resolve)


def check_entry(entry: Entry, resolve: Resolver) -> Iterator[Problem]:
    """Everything wrong with one definition, at its file and pointer."""
    for rule in RULES:
        for problem in rule(entry.definition, resolve):
            yield replace(problem, file=entry.file, pointer=entry.pointer + problem.pointer)
