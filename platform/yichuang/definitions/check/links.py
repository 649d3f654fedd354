"""References that lead nowhere, or to another kind of thing."""
from __future__ import annotations

from collections.abc import Callable, Iterator

from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KIND_NAMES
from yichuang.definitions.references import references
from yichuang.errors import Problem


def link_rules(definition: Definition, resolve: Callable[[str], Definition | None]) -> Iterator[Problem]:
    """Every code named must exist and be of the kind that its place demands."""
    for reference in references(definition):
        target = resolve(reference.code)
        wanted = "或".join(KIND_NAMES[kind] for kind in reference.kinds)
        if target is None:
            yield Problem(reference.pointer, "dangling-reference", f"没有编码为“{reference.code}”的{wanted}。",
                          fix="改正编码，或补上这个定义。")
        elif target.kind not in reference.kinds:
            yield Problem(reference.pointer, "wrong-kind", f"“{reference.code}”是{KIND_NAMES[target.kind]}，这里应为{wanted}。",
                          fix="改成正确的编码。")
