"""A condition over scenario answers, put into words; what cannot be put simply is shown as it is written."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Asked = Mapping[str, Any]
"""A question as its document has it: code, title, options, unit."""
BOUNDS = {"minimum": "不小于", "maximum": "不大于", "exclusiveMinimum": "大于", "exclusiveMaximum": "小于"}
CHOICES = {"minItems": "至少选了 {} 项", "maxItems": "最多选了 {} 项"}
KNOWN = frozenset({"properties", "required", "allOf", "anyOf", "oneOf", "not", "type"})


def condition_in_words(when: Mapping[str, Any], questions: Sequence[Asked]) -> str:
    """“孩子随谁落户”是“随母亲落户”，并且…; the JSON itself for a schema that says more than answers."""
    words = _said(when, {str(each.get("code")): each for each in questions})
    return words or json.dumps(when, ensure_ascii=False)


def answer_in_words(question: Asked, answer: Any, quoted: bool = True) -> str:
    """“随母亲落户”, 300 平方米: an answer as the question's options call it."""
    if isinstance(answer, list):
        return "、".join(answer_in_words(question, each, quoted) for each in answer) or "一项也没有选"
    if isinstance(answer, bool) or question.get("options") or not isinstance(answer, int | float):
        return f"“{_option(question, answer)}”" if quoted else _option(question, answer)
    return f"{answer} {question['unit']}" if question.get("unit") else str(answer)


def _said(when: Any, questions: Mapping[str, Asked]) -> str:
    """Empty when any part of it has no words: half a condition would be a wrong one."""
    if not isinstance(when, Mapping) or not set(when) <= KNOWN:
        return ""
    named = when.get("properties", {})
    parts = [_answer(questions.get(code, {"title": code}), said) for code, said in named.items()]
    parts += [f"“{questions.get(code, {}).get('title', code)}”有回答" for code in when.get("required", ()) if code not in named]
    parts += [_said(each, questions) for each in when.get("allOf", ())]
    for key in ("anyOf", "oneOf"):
        if key in when:
            choices = [_grouped(_said(each, questions)) for each in when[key]]
            parts.append(f"（{'，或者'.join(choices)}）" if all(choices) else "")
    if "not" in when:
        inner = _said(when["not"], questions)
        parts.append(f"不是（{inner}）" if inner else "")
    return "，并且".join(parts) if parts and all(parts) else ""


def _grouped(said: str) -> str:
    """Several things that hold together, as one choice of several."""
    return f"（{said}）" if "，并且" in said and not said.startswith("（") else said


def _answer(question: Asked, said: Any) -> str:
    if not isinstance(said, Mapping):
        return ""
    title = f"“{question.get('title', '')}”"
    values = [said["const"]] if "const" in said else said.get("enum")
    if isinstance(values, list) and set(said) <= {"const", "enum", "type"}:
        return f"{title}是" + "或".join(answer_in_words(question, value) for value in values)
    if "contains" in said and set(said) <= {"contains", "type"}:
        inner = _answer(question, said["contains"])
        return inner.replace("”是", "”选了", 1) if "”是" in inner else ""
    if not set(said) <= {*BOUNDS, *CHOICES, "type"}:
        return ""
    bounds = [*_bounds(question, said), *_choices(said)]
    return f"{title}{'且'.join(bounds)}" if bounds else ""


def _bounds(question: Asked, said: Mapping[str, Any]) -> Iterator[str]:
    unit = f" {question['unit']}" if question.get("unit") else ""
    yield from (f"{words} {said[key]}{unit}" for key, words in BOUNDS.items() if key in said)


def _choices(said: Mapping[str, Any]) -> Iterator[str]:
    if said.get("maxItems") == 0:
        yield "一项也没有选"
    else:
        yield from (words.format(said[key]) for key, words in CHOICES.items() if key in said)


def _option(question: Asked, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    titles = (option.get("title") for option in question.get("options", ()) if option.get("value") == value)
    return str(next(titles, None) or value)
