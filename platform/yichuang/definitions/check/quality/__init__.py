"""Quality rules of matters, bundles and guides: one registry, run by `check`, read by people as the manual."""
from __future__ import annotations

from collections.abc import Iterator, Mapping

from yichuang.definitions.common import Definition
from yichuang.errors import Problem

from . import columns, contacts, fees, flow, guide_facts, guide_words, limits, papers, results, visits
from .rule import Resolver, Rule

MODULES = (limits, results, visits, fees, contacts, flow, papers, columns, guide_words, guide_facts)
GROUPS = ("WZ", "L", "F", "G")
RULES: tuple[Rule, ...] = tuple(sorted(
    (rule for module in MODULES for rule in module.RULES),
    key=lambda rule: (GROUPS.index(rule.group), int("".join(filter(str.isdigit, rule.id)))),
))
BY_KIND: Mapping[str, tuple[Rule, ...]] = {
    kind: tuple(rule for rule in RULES if kind in rule.applies_to)
    for kind in {kind for rule in RULES for kind in rule.applies_to}
}


def quality_rules(definition: Definition, resolve: Resolver) -> Iterator[Problem]:
    """What every quality rule says of one definition."""
    for rule in BY_KIND.get(definition.kind, ()):
        yield from rule.problems(definition, resolve)
