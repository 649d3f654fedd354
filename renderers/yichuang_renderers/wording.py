"""Facts in the words of guides and notices: limits with their unit, copies, conditions. “None” is always said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from yichuang.definitions.common import LegalBasis, Limit, Question
from yichuang.standards.codelists import label

UNITS = {"workday": "{}个工作日", "natural-day": "{}个自然日", "hour": "{}小时", "month": "{}个月", "year": "{}年"}
DIGITS = "零一二三四五六七八九"
LEVELS = {"immediate": "即办件", "promised": "承诺件"}
COMPARED = {"minimum": "不小于", "exclusiveMinimum": "大于", "maximum": "不大于", "exclusiveMaximum": "小于"}
REVIEWS = {"immediate": "即审即办", "reviewed": "前审后批"}


def chinese(number: int) -> str:
    """A chapter number up to 99: 1 → 一, 21 → 二十一."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def limit_words(limit: Limit | None, none: str = "无法定办结时限") -> str:
    """A limit as number and unit; on the spot is 当场办结; none says so."""
    if limit is None:
        return none
    if limit.unit == "immediate" or limit.days == 0:
        return "当场办结"
    return UNITS[limit.unit].format(limit.days)


def day_words(on: date | str | None) -> str:
    """A date as documents write it: 2026年11月21日; text that is no date stays."""
    if isinstance(on, str):
        try:
            on = date.fromisoformat(on)
        except ValueError:
            return str(on)
    return f"{on.year}年{on.month}月{on.day}日" if on else ""


def coded(list_code: str, values: Iterable[str]) -> str:
    """The labels of codes, joined; a code that the list does not have stands as it is."""
    return "、".join(label(list_code, value) or value for value in values)


def basis_words(basis: LegalBasis) -> str:
    """《全称》（文号）第几条."""
    number = f"（{basis.document_no}）" if basis.document_no else ""
    return f"{basis.law}{number}{basis.article or ''}"


def or_none(words: Iterable[str], none: str = "无") -> tuple[str, ...]:
    """The words, or the word that says there are none."""
    return tuple(each for each in words if each) or (none,)


def sentence(text: str) -> str:
    """Text that ends as a sentence does."""
    return text if not text or text[-1] in "。！？；：" else text + "。"


def answer_words(question: Question, answer: Any) -> str:
    """A scenario answer in words; several are joined."""
    if isinstance(answer, list):
        return "、".join(answer_words(question, each) for each in answer)
    if isinstance(answer, bool):
        return "是" if answer else "否"
    title = next((option.title for option in question.options if option.value == answer), None)
    return title or f"{answer}{question.unit or ''}"


def condition_words(when: Mapping[str, Any] | None, questions: Sequence[Question]) -> str:
    """A condition over scenario answers in words; empty for none. Where it cannot be put simply, that is said."""
    if when is None:
        return ""
    return _joined(when, {question.code: question for question in questions}) or "按情形问题的回答确定"


def _joined(when: Any, questions: Mapping[str, Question]) -> str:
    if not isinstance(when, Mapping):
        return ""
    parts = [text for code, said in when.get("properties", {}).items() for text in _answers(questions.get(code), said)]
    parts += [_joined(part, questions) for part in when.get("allOf", ())]
    for key in ("anyOf", "oneOf"):
        if key in when:
            parts.append("，或者".join(dict.fromkeys(_joined(part, questions) for part in when[key])))
    return "，并且".join(dict.fromkeys(part for part in parts if part))


def _answers(question: Question | None, said: Any) -> Iterator[str]:
    if question is None or not isinstance(said, Mapping):
        return
    values = [said["const"]] if "const" in said else said.get("enum", ())
    titles = {option.value: option.title for option in question.options}
    named = [titles[value] for value in values if value in titles]
    if named:
        yield f"“{question.title}”选“{'”或者“'.join(named)}”"
    elif values and question.type == "bool":
        yield f"“{question.title}”选“{'是' if values[0] else '否'}”"
    for key, words in COMPARED.items():
        if key in said:
            yield f"“{question.title}”{words}{said[key]}{question.unit or ''}"
