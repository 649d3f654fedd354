"""Papers: their clauses may name only facts that the document has."""
from __future__ import annotations

from collections.abc import Callable, Iterator

from yichuang.definitions.clauses import PLACEHOLDER, RECEIPT_FACTS
from yichuang.definitions.common import Definition
from yichuang.definitions.publication import Paper
from yichuang.errors import Problem
from yichuang.forms.pointers import join

from .conditions import named, unrequired


def paper_rules(definition: Definition, resolve: Callable[[str], Definition | None]) -> Iterator[Problem]:
    """Every placeholder and every condition is about a known fact."""
    if not isinstance(definition, Paper):
        return
    for index, clause in enumerate(definition.clauses):
        at = ("clauses", index)
        for match in PLACEHOLDER.finditer(clause.text):
            yield from _known((*at, "text"), match[1])
        for steps, name in named(clause.when):
            yield from _known((*at, "when", *steps), name)
        for steps, name in unrequired(clause.when):
            yield Problem(join((*at, "when", *steps)), "unrequired", f"条件提到“{name}”却没有要求它必填。",
                          fix=f"在同一处加上 \"required\": [\"{name}\"]。")


def _known(steps: tuple[object, ...], name: str) -> Iterator[Problem]:
    if name not in RECEIPT_FACTS:
        yield Problem(join(steps), "unknown-fact", f"文书没有“{name}”这个内容。", fix=f"可用：{'、'.join(sorted(RECEIPT_FACTS))}。")
