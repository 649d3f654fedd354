"""Conditions: each is a schema that requires what it names, and names only questions that exist."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition, Question
from yichuang.definitions.matter import Matter
from yichuang.errors import Problem
from yichuang.forms.dialect import schema_problems, walk
from yichuang.forms.pointers import join

Found = Iterator[tuple[tuple[Any, ...], str]]


def condition_rules(definition: Definition, resolve: Callable[[str], Definition | None]) -> Iterator[Problem]:
    """Every `when` of a matter or bundle, then the `if`s of a matter's form."""
    if isinstance(definition, Matter | Bundle):
        known = {question.code for question in definition.questions}
        for steps, when in _whens(definition):
            yield from _when(steps, when, known)
        yield from _questions(definition.questions)
    if isinstance(definition, Matter):
        for steps, here in walk(definition.form.schema_):
            if isinstance(here, Mapping) and "if" in here:
                for inner, name in unrequired(here["if"]):
                    at = join(("form", "schema", *steps, "if", *inner))
                    yield Problem(at, "unrequired", f"条件提到“{name}”却没有要求它必填：没填时条件也算成立。", "warning",
                                  f"在同一处加上 \"required\": [\"{name}\"]。")


def _whens(definition: Matter | Bundle) -> Iterator[tuple[tuple[Any, ...], Mapping[str, Any]]]:
    for key in ("questions", "stops", "materials", "members"):
        for index, part in enumerate(getattr(definition, key, ())):
            if part.when is not None:
                yield (key, index, "when"), part.when


def _when(steps: tuple[Any, ...], when: Mapping[str, Any], known: set[str]) -> Iterator[Problem]:
    broken = [problem for problem in schema_problems(when) if problem.severity == "error"]
    for problem in broken:
        yield Problem(join(steps) + problem.pointer, problem.rule, problem.message, problem.severity, problem.fix)
    if broken:
        return
    for inner, name in unrequired(when):
        yield Problem(join((*steps, *inner)), "unrequired", f"条件提到“{name}”却没有要求它必填：没有回答时条件也会成立。",
                      fix=f"在同一处加上 \"required\": [\"{name}\"]。")
    for inner, name in named(when):
        if name not in known:
            yield Problem(join((*steps, *inner)), "dangling-answer", f"条件提到的“{name}”不是这里的问题。",
                          fix=f"改成已有问题的编码：{'、'.join(sorted(known)) or '（还没有问题）'}。")


def unrequired(schema: Any, demanded: frozenset[str] = frozenset(), at: tuple[Any, ...] = ()) -> Found:
    """Properties that a condition names without requiring them, with the way there."""
    if not isinstance(schema, Mapping):
        return
    demanded = demanded | {name for name in schema.get("required", ()) if isinstance(name, str)}
    for part in schema.get("allOf", ()):
        if isinstance(part, Mapping):
            demanded = demanded | {name for name in part.get("required", ()) if isinstance(name, str)}
    yield from (((*at, "properties", name), name) for name in schema.get("properties", {}) if name not in demanded)
    for key in ("allOf", "anyOf", "oneOf"):
        for index, part in enumerate(schema.get(key, ())):
            yield from unrequired(part, demanded, (*at, key, index))
    if "not" in schema:
        yield from unrequired(schema["not"], demanded, (*at, "not"))


def named(schema: Any, at: tuple[Any, ...] = ()) -> Found:
    """Properties that a condition names, with the way there."""
    if not isinstance(schema, Mapping):
        return
    yield from (((*at, "properties", name), name) for name in schema.get("properties", {}))
    yield from (((*at, "required"), name) for name in schema.get("required", ()) if name not in schema.get("properties", {}))
    for key in ("allOf", "anyOf", "oneOf"):
        for index, part in enumerate(schema.get(key, ())):
            yield from named(part, (*at, key, index))
    for key in ("not", "if", "then", "else"):
        if key in schema:
            yield from named(schema[key], (*at, key))


def _questions(questions: tuple[Question, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, question in enumerate(questions):
        at = join(("questions", index))
        if question.code in seen:
            yield Problem(at + "/code", "duplicate-code", f"问题编码“{question.code}”重复。", fix="换一个编码。")
        seen.add(question.code)
        if question.type in ("single", "multi") and len(question.options) < 2:
            yield Problem(at + "/options", "options", f"“{question.title}”至少要有两个选项。", fix="补上选项，或改成是否题。")
        yield from _order(at, question, questions[:index])


def _order(at: str, question: Question, earlier: tuple[Question, ...]) -> Iterator[Problem]:
    before = {other.code for other in earlier}
    for _, name in named(question.when):
        if name not in before:
            yield Problem(at + "/when", "cycle", f"“{question.title}”取决于“{name}”，而它排在后面或就是自己。",
                          fix="把被依赖的问题排在前面；不能互相依赖。")
