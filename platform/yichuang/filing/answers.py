"""Scenario answers: which questions are asked, what of the answers counts, and what is wrong with them."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yichuang.definitions.bundle import Bundle, Member
from yichuang.definitions.common import Question, Schema, Stop
from yichuang.definitions.scenarios.answering import answer_schema, value_of
from yichuang.errors import Problem
from yichuang.forms.compiled import compiled
from yichuang.forms.pointers import join

Answers = Mapping[str, Any]


def holds(when: Schema | None, answers: Answers | None) -> bool:
    """Whether a condition is met. Without answers everything could apply."""
    return when is None or answers is None or compiled(when).is_valid(dict(answers))


def asked(questions: Sequence[Question], answers: Answers) -> tuple[Question, ...]:
    """The questions to ask, in order: one stays hidden until the answers it depends on are there."""
    kept = dict(answers)
    for _ in range(len(questions) + 1):
        shown = tuple(question for question in questions if holds(question.when, kept))
        codes = {question.code for question in shown}
        following = {code: value for code, value in answers.items() if code in codes}
        if following == kept:
            break
        kept = following
    return shown


def counting(questions: Sequence[Question], answers: Answers) -> dict[str, Any]:
    """The answers to questions that are asked; hidden means absent."""
    codes = {question.code for question in asked(questions, answers)}
    return {code: value for code, value in answers.items() if code in codes}


def answer_problems(questions: Sequence[Question], answers: Answers) -> Iterable[Problem]:
    """What is missing, unknown or not among the options, in the order of the questions."""
    known = {question.code for question in questions}
    for code in answers:
        if code not in known:
            yield Problem(join(("answers", code)), "unknown-answer", f"没有“{code}”这个问题。", fix="删去它。")
    for question in asked(questions, answers):
        at = join(("answers", question.code))
        if question.code not in answers:
            if question.required:
                yield Problem(at, "required", f"“{question.title}”还没有回答。", fix="选一个答案。")
        elif not compiled(answer_schema(question)).is_valid(answers[question.code]):
            yield Problem(at, "answer", f"“{question.title}”的回答不在可选范围内。", fix=_options(question))


def _options(question: Question) -> str:
    if question.options:
        return "可选：" + "、".join(f"{option.value}（{option.title}）" for option in question.options) + "。"
    return {"bool": "回答 true 或 false。", "number": "回答一个数。", "date": "回答日期，如 2026-11-21。"}[question.type]


def stop_of(stops: Iterable[Stop], answers: Answers | None) -> Stop | None:
    """The first reason that these answers cannot go on, if any. Without answers nothing stops."""
    return None if answers is None else next((stop for stop in stops if holds(stop.when, answers)), None)


def for_matter(member: Member, answers: Answers | None, questions: Iterable[Question]) -> dict[str, Any] | None:
    """The bundle's answers as the matter's own questions know them."""
    if answers is None:
        return None
    found: dict[str, Any] = {}
    for question in questions:
        source = member.answers.get(question.code, question.code)
        if isinstance(source, dict):
            found[question.code] = source["const"]
        elif source in answers:
            found[question.code] = answers[source]
    return found


def answered(bundle: Bundle, answers: Answers | None) -> dict[tuple[str, str], Any]:
    """(role, element) → value for the fields that a scenario answer has filled already."""
    found: dict[tuple[str, str], Any] = {}
    for field in bundle.answered:
        if answers is not None and field.question in answers:
            found[field.role, field.element] = value_of(answers[field.question], field.values)
    return found

