"""A condition over scenario answers, put into words; what cannot be put simply is shown as it is written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Question = Mapping[str, Any]
BOUNDS = {"minimum": "不小于", "maximum": "不大于", "exclusiveMinimum": "大于", "exclusiveMaximum": "小于"}
KNOWN = frozenset({"properties", "required", "allOf", "anyOf", "oneOf", "not", "type"})


def condition_in_words(when: Mapping[str, Any], questions: Sequence[Question]) -> str:
    """“孩子随谁落户”是“随母亲落户”，并且…; the JSON itself for a schema that says more than answers."""
    words = _said(when, {str(each.get("code")): each for each in questions})
    return words or json.dumps(when, ensure_ascii=False)


def _said(when: Any, questions: Mapping[str, Question]) -> str:
    """Empty when any part of it has no words: half a condition would be a wrong one."""
    if not isinstance(when, Mapping) or not set(when) <= KNOWN:
        return ""
    parts = [_answer(questions.get(code, {"title": code}), said) for code, said in when.get("properties", {}).items()]
    parts += [_said(each, questions) for each in when.get("allOf", ())]
    for key in ("anyOf", "oneOf"):
        if key in when:
            choices = [_said(each, questions) for each in when[key]]
            parts.append(f"（{'，或者'.join(choices)}）" if all(choices) else "")
    if "not" in when:
        inner = _said(when["not"], questions)
        parts.append(f"不是（{inner}）" if inner else "")
    return "，并且".join(parts) if parts and all(parts) else ""


def _answer(question: Question, said: Any) -> str:
    if not isinstance(said, Mapping):
        return ""
    title = f"“{question.get('title', '')}”"
    values = [said["const"]] if "const" in said else said.get("enum")
    if isinstance(values, list) and set(said) <= {"const", "enum", "type"}:
        return f"{title}是" + "或".join(f"“{_option(question, value)}”" for value in values)
    if "contains" in said and set(said) <= {"contains", "type"}:
        inner = _answer(question, said["contains"])
        return inner.replace("是", "选了", 1) if inner else ""
    bounds = list(_bounds(said))
    return f"{title}{'且'.join(bounds)}" if bounds and set(said) <= {*BOUNDS, "type"} else ""


def _bounds(said: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{words} {said[key]}" for key, words in BOUNDS.items() if key in said)


def _option(question: Question, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    titles = {option.get("value"): option.get("title") for option in question.get("options", ())}
    return str(titles.get(value) or value)
