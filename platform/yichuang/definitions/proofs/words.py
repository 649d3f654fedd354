"""A counterexample as people read it: in which scenario, what is filled in, what the department says to it."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.change.wording import short
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.definitions.scenarios.words import answer_in_words
from yichuang.forms.compiled import compiled
from yichuang.forms.fields import Field, fields_of
from yichuang.forms.pointers import split

from .values import Refutation

Uses = Mapping[str, Definition]
Pairs = list[tuple[str, str]]
"""What it is called, and what was said or filled in."""
MOST_TOLD = 4


def refutation_in_words(bundle: Bundle, uses: Uses, found: Refutation) -> str:
    """One paragraph: what the answers have to do with it, what the matter would receive, and what its form says to it."""
    scenario = "；".join(f"{title}：{answer}" for title, answer in relevant_lines(bundle, uses, found))
    received = received_lines(uses, found)
    told = "；".join(f"{title}为{value}" for title, value in received[:MOST_TOLD])
    more = f"……共 {len(received)} 项" if len(received) > MOST_TOLD else ""
    field = field_title(uses, found.matter, found.pointer)
    return (f"“{_name(uses, found.matter)}”会退回合并表单收下的填写{f'（{scenario}）' if scenario else ''}。"
            f"它收到的：{told or '空表'}{more}。它的表单对“{field}”说：{found.message}")


def relevant_lines(bundle: Bundle, uses: Uses, found: Refutation) -> Pairs:
    """Of the scenario, the answers by which the matter applies or that fill its fields, and what is finished elsewhere."""
    member = next((each for each in bundle.members if each.matter == found.matter), None)
    asked = set(_keys(member.when)) if member else set()
    asked |= {each.question for each in bundle.answered if f"{each.role}.{each.element}" in found.given}
    answers = {code: answer for code, answer in found.answers.items() if code in asked}
    return answer_lines(bundle, uses, answers, found.done)


def _keys(when: Any) -> Iterator[str]:
    """Every question that a condition names."""
    if isinstance(when, Mapping):
        yield from when.get("properties", {})
        for value in when.values():
            yield from _keys(value)
    elif isinstance(when, list):
        for each in when:
            yield from _keys(each)


def received_lines(uses: Uses, found: Refutation) -> Pairs:
    """What the matter would receive under the titles of its own form, the refused field first, also when it is empty."""
    matter = uses.get(found.matter)
    if not isinstance(matter, Matter):
        return []
    refused = tuple(split(found.pointer))
    lines: list[tuple[bool, str, str]] = []
    for field in fields_of(compiled(matter.form.schema_)):
        value = _at(found.instance, field.steps)
        here = bool(refused) and refused[:len(field.steps)] == field.steps[:len(refused)]
        if value is not None or here:
            lines.append((not here, field.shape.title or field.steps[-1], "空" if value is None else shown(value)))
    return [(title, said) for _, title, said in sorted(lines, key=lambda line: line[0])]


def _at(instance: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        instance = instance.get(step) if isinstance(instance, Mapping) else None
    return instance


def scenario_lines(bundle: Bundle, uses: Uses, found: Refutation) -> Pairs:
    """The answers in words, then what is finished elsewhere."""
    return answer_lines(bundle, uses, found.answers, found.done)


def answer_lines(bundle: Bundle, uses: Uses, answers: Mapping[str, Any], done: tuple[str, ...] = ()) -> Pairs:
    """Question and answer as the questions call them."""
    said = [(each.title, answer_in_words(each.model_dump(mode="json"), answers[each.code], quoted=False))
            for each in bundle.questions if each.code in answers]
    return [*said, *([("已在别处办好", "、".join(_name(uses, code) for code in done))] if done else [])]


def filled_lines(bundle: Bundle, uses: Uses, found: Refutation) -> Pairs:
    """Every value of the filing under its title, then what comes from elsewhere."""
    return [*_filled(bundle, uses, found.data), *((f"{place_title(bundle, uses, key)}（不用填）", shown(value))
                                                  for key, value in found.given.items())]


def _filled(bundle: Bundle, uses: Uses, data: Mapping[str, Any], rows: str | None = None) -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, list) and rows is None and any(plan.role == key for plan in bundle.rows):
            title = next(plan.title for plan in bundle.rows if plan.role == key)
            if not value:
                yield title, "空着"
            for number, row in enumerate(value, 1):
                for name, said in _filled(bundle, uses, row if isinstance(row, Mapping) else {}, key):
                    yield f"{title}{number}的{name}", said
        else:
            yield place_title(bundle, uses, f"{rows}/*/{key}" if rows else key), shown(value)


def place_title(bundle: Bundle, uses: Uses, place: str) -> str:
    """What a place of the merged form is called: whose, and the element; a field asked apart names its matter."""
    key = place.rpartition("/")[2]
    shared, _, apart = key.partition("~")
    if shared in uses and isinstance(uses[shared], Matter):
        return f"{field_title(uses, shared, '/' + apart.replace('.', '/'))}"
    role, _, element = shared.partition(".")
    roles = {each.code: each for each in bundle.roles}
    if role in roles and element in uses:
        name = uses[element].name
        title = roles[role].title if roles[role].person else ""
        title = name if name.startswith(title) else title + name
    else:
        title = uses[shared].name if shared in uses else shared
    return f"{title}（{_name(uses, apart)}）" if apart else title


def field_title(uses: Uses, code: str, pointer: str) -> str:
    """What a matter's own form calls a place of its instance; the pointer where it has no title."""
    matter = uses.get(code)
    steps = tuple("*" if step.isdigit() else step for step in split(pointer))
    if not isinstance(matter, Matter) or not steps:
        return "整张表"
    titles = dict(_titles(fields_of(compiled(matter.form.schema_))))
    return next((titles[steps[:end]] for end in range(len(steps), 0, -1) if steps[:end] in titles), pointer)


def _titles(fields: tuple[Field, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for each in fields:
        if each.shape.title:
            yield each.steps, each.shape.title
        for inner in each.items:
            if inner.shape.title:
                yield (*each.steps, "*", *inner.steps), inner.shape.title


def shown(value: Any) -> str:
    """A value as it was filled in."""
    if isinstance(value, bool):
        return "“是”" if value else "“否”"
    return f"“{short(value)}”" if isinstance(value, str) else short(json.dumps(value, ensure_ascii=False))


def _name(uses: Uses, code: str) -> str:
    found = uses.get(code)
    return found.name if found else code
