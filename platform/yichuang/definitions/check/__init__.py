"""Checks of definitions: small rules, each yielding problems as data. `check` runs them all."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from yichuang.definitions.common import Definition
from yichuang.definitions.library import Library
from yichuang.errors import Problem

from .bundles import bundle_rules
from .codes import code_rules
from .conditions import condition_rules
from .decided import decision_rules
from .form import form_rules
from .limits import limit_rules
from .links import link_rules
from .papers import paper_rules
from .quality import quality_rules
from .reach import reach_rules
from .shares import share_rules
from .unnamed import Unnamed
from .waivers import with_waivers
from .wordings import Wordings, pattern_rules
from .words import wording_rules

Resolver = Callable[[str], Definition | None]
RULES = (link_rules, code_rules, form_rules, condition_rules, reach_rules, limit_rules, bundle_rules, decision_rules, paper_rules,
         share_rules, pattern_rules, quality_rules)


def check(library: Library, beyond: Library | Resolver = lambda code: None, only: Iterable[str] | None = None,
          on: date | None = None) -> Iterator[Problem]:
    """Everything wrong with the definitions of a library, in its order.

    `beyond` has the codes that it does not hold; when that is a library too, its regions' wording rules hold here as
    well. `on` is today in China, by which waivers expire; without it none does.
    """
    look = beyond.get if isinstance(beyond, Library) else beyond

    def resolve(code: str) -> Definition | None:
        return library.get(code) or look(code)

    wordings = Wordings(_known(library, beyond))
    unnamed = Unnamed(lambda: _known(library, beyond))
    wanted = None if only is None else set(only)
    for code, entry in library.entries.items():
        if wanted is None or code in wanted:
            found = chain(_problems(entry.definition, resolve, wordings), unnamed.problems(entry.definition))
            for problem in with_waivers(entry.definition, found, on):
                yield replace(problem, file=entry.file, pointer=entry.pointer + problem.pointer)


def _known(library: Library, beyond: Library | Resolver) -> Iterator[Definition]:
    yield from library
    if isinstance(beyond, Library):
        yield from (definition for definition in beyond if definition.code not in library.entries)


def _problems(definition: Definition, resolve: Resolver, wordings: Wordings) -> Iterator[Problem]:
    for rule in RULES:
        yield from rule(definition, resolve)
    yield from wording_rules(definition, resolve, wordings.books(definition, resolve))
