"""Conditions that ask for answers nobody can give. What follows from several conditions together is found by
`bundles analyse` (definitions/scenarios), which costs more than a check may."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition, Question
from yichuang.definitions.matter import Matter
from yichuang.errors import Problem
from yichuang.forms.dialect import walk
from yichuang.forms.pointers import get, join


def reach_rules(definition: Definition, resolve: Callable[[str], Definition | None]) -> Iterator[Problem]:
    """Values that conditions name and that are no option of their question (domain reference 5.3, rule 5)."""
    if not isinstance(definition, Matter | Bundle):
        return
    questions = {question.code: question for question in definition.questions}
    for key in ("questions", "stops", "materials", "members"):
        for index, part in enumerate(getattr(definition, key, ())):
            for steps, name, value in _named_values(part.when):
                question = questions.get(name)
                if question is not None and not _can_be(question, value):
                    yield Problem(join((key, index, "when", *steps)), "no-such-answer",
                                  f"条件提到“{question.title}”答“{value}”，而它没有这个选项：这个条件碰不到。", "warning",
                                  _fix(question))


def _named_values(when: Any) -> Iterator[tuple[tuple[Any, ...], str, Any]]:
    """Every value that a condition names for a question, with the way there."""
    for steps, here in walk(when):
        named = here.get("properties") if isinstance(here, Mapping) else None
        for name, said in named.items() if isinstance(named, Mapping) else ():
            for way in ((), ("contains",)):
                asked = get(said, way)
                yield from (((*steps, "properties", name, *way), name, value) for value in _listed(asked))


def _listed(asked: Any) -> list[Any]:
    """The single values that a schema names."""
    if not isinstance(asked, Mapping):
        return []
    values = [asked["const"]] if "const" in asked else asked.get("enum")
    return [value for value in values if not isinstance(value, list | dict)] if isinstance(values, list) else []


def _can_be(question: Question, value: Any) -> bool:
    if question.type == "bool":
        return isinstance(value, bool)
    if question.type in ("single", "multi"):
        # In Python True is 1, in an answer it is not.
        return any(option.value == value and isinstance(option.value, bool) == isinstance(value, bool)
                   for option in question.options)
    if question.type == "number":
        number = isinstance(value, int | float) and not isinstance(value, bool)
        low = value if question.minimum is None else question.minimum
        high = value if question.maximum is None else question.maximum
        return number and low <= value <= high
    return isinstance(value, str)


def _fix(question: Question) -> str:
    options = "、".join(f"{option.value}（{option.title}）" for option in question.options[:20])
    return f"改成已有的选项：{options}。" if options else "改成它可能的回答。"
