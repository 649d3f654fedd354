"""Regions' own wording rules: which of them hold for a definition, and whether they can be used at all."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.definitions.place import Department, Region
from yichuang.definitions.publication import Guide
from yichuang.definitions.wording_rules import WordingRule, WordingRules
from yichuang.errors import Problem
from yichuang.forms.pointers import join
from yichuang.standards.wording import STANDARD, Book
from yichuang.standards.wording.regional import RegionalRule, book_of, own_book, pattern_problem

Resolver = Callable[[str], Definition | None]
RESERVED = "WZ-"
DEEPEST = 12


@dataclass(frozen=True)
class Books:
    """What holds for one definition: all rules, and of these the region's own."""

    whole: Book
    own: Book


STANDARD_BOOKS = Books(STANDARD, Book(rules=()))


class Wordings:
    """The wording rules of all regions that have some."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._by_region: dict[str, list[WordingRules]] = defaultdict(list)
        for definition in definitions:
            if isinstance(definition, WordingRules):
                self._by_region[definition.region].append(definition)

    def books(self, definition: Definition, resolve: Resolver) -> Books:
        """Ours, changed by the rules of the definition's region and of those above it."""
        if not self._by_region:
            return STANDARD_BOOKS
        found = [rules for code in _regions(definition, resolve) for rules in self._by_region.get(code, ())]
        if not found:
            return STANDARD_BOOKS
        return _books(tuple(rule for each in found for rule in each.rules),
                      tuple(phrase for each in found for phrase in each.exceptions))


@lru_cache(maxsize=256)
def _books(rules: tuple[WordingRule, ...], exceptions: tuple[str, ...]) -> Books:
    """By what they say, so that texts already read under the same rules are not read again."""
    declared = rules_of(rules)
    return Books(book_of(declared, exceptions), own_book(declared, exceptions))


def rules_of(declared: Iterable[WordingRule]) -> list[RegionalRule]:
    """The rules in the linter's own terms."""
    return [RegionalRule(rule.code, rule.severity, rule.pattern, rule.fix, None if rule.scope == "any" else rule.scope,
                         rule.source, rule.replaces) for rule in declared]


def _regions(definition: Definition, resolve: Resolver) -> Iterator[str]:
    """The region that a definition belongs to, and those above it; nothing for what is shared by all."""
    if isinstance(definition, Guide):
        definition = resolve(definition.subject) or definition
    code: str | None = None
    if isinstance(definition, Matter):
        department = resolve(definition.department)
        code = department.region if isinstance(department, Department) else None
    elif isinstance(definition, Bundle):
        code = definition.region
    for _ in range(DEEPEST):
        if code is None:
            return
        yield code
        region = resolve(code)
        code = region.parent if isinstance(region, Region) else None


def pattern_rules(definition: Definition, resolve: Resolver) -> Iterator[Problem]:
    """Rules over a region's rules: usable patterns, ids of their own."""
    if not isinstance(definition, WordingRules):
        return
    seen: set[str] = set()
    for index, rule in enumerate(definition.rules):
        if rule.code in seen:
            yield Problem(join(("rules", index, "code")), "duplicate-code", f"规则编号“{rule.code}”重复。", fix="换一个编号。")
        if rule.code.startswith(RESERVED):
            yield Problem(join(("rules", index, "code")), "reserved-code", f"“{rule.code}”与事项质量规则的编号混淆。",
                          fix="WZ- 留给事项质量规则；换用本地的字母，如 HZ-01。")
        if said := pattern_problem(rule.pattern):
            yield Problem(join(("rules", index, "pattern")), "pattern", said, fix="改用不含环视和反向引用的简短写法。")
        seen.add(rule.code)
    if not definition.rules and not definition.exceptions:
        yield Problem("/rules", "empty-rules", "没有一条规则，也没有一个例外词语。", "warning",
                      "补上规则或例外词语，或删去这份定义。")
