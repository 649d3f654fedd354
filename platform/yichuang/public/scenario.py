"""按我的情形查看: the answers in the address of a guide, and what of the bundle is left under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request

from yichuang.definitions.common import Question
from yichuang.filing.answers import answer_problems, answer_schema, asked, counting
from yichuang.filing.composition import Composition
from yichuang.filing.subjects import Subject
from yichuang.forms.decode import read_body
from yichuang.forms.form import Form


@dataclass(frozen=True)
class Scenario:
    """Answers given so far, the questions they lead to, how many are left, and the composition to show."""

    answers: Mapping[str, Any]
    questions: tuple[Question, ...]
    left: int
    composition: Composition
    given: bool

    @property
    def own(self) -> bool:
        """Whether all questions are answered, so that what is shown is the family's own scenario."""
        return self.given and not self.left

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """Each question with its answer, as people say it."""
        answered = [question for question in self.questions if question.code in self.answers]
        return tuple((each.title, answer_in_words(each, self.answers[each.code])) for each in answered)


def scenario_of(request: Request, subject: Subject) -> Scenario:
    """What the address says; while answers are missing, the composition is that of all that could apply."""
    pairs = [(name, value) for name, value in request.GET.items() if name.startswith("/")]
    questions = subject.bundle.questions
    answers = _read(questions, pairs) if pairs else _defaults(questions)
    left = sum(1 for _ in answer_problems(questions, answers))
    complete = bool(pairs) and not left
    composition = subject.compose(answers if complete else None)
    return Scenario(answers, asked(questions, answers), left, composition, bool(pairs))


def _read(questions: Sequence[Question], pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    form = Form({"type": "object", "properties": {each.code: answer_schema(each) for each in questions}})
    return counting(questions, read_body(form, pairs).data)


def _defaults(questions: Sequence[Question]) -> dict[str, Any]:
    """What is ticked beforehand: the usual case, so that most people change little."""
    return counting(questions, {each.code: each.default for each in questions if each.default is not None})


def answer_in_words(question: Question, answer: Any) -> str:
    """The titles of the options chosen; 是 and 否; other values with their unit."""
    if isinstance(answer, bool):
        return "是" if answer else "否"
    titles = {option.value: option.title for option in question.options}
    if isinstance(answer, list):
        return "、".join(titles.get(each, str(each)) for each in answer) or "都没有"
    return titles.get(answer) or f"{answer}{question.unit or ''}"
