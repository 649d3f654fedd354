"""What staff have decided about a bundle's differences, and who gives the values that its form does not ask for."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from yichuang.definitions.bundle import AnsweredField, Bundle
from yichuang.definitions.common import Definition, Question
from yichuang.definitions.hearings import called, decisions_of, hearing_of
from yichuang.definitions.matter import Matter
from yichuang.definitions.scenarios.answering import answer_schema, value_of
from yichuang.forms.differences.givers import Giver
from yichuang.forms.places import Identity
from yichuang.forms.settling import Agenda

from .composition import Taken
from .outputs import output_schema

Uses = Mapping[str, Definition]


def heard_for(bundle: Bundle, uses: Uses) -> Agenda:
    """What has been decided. Grounds are looked at over all members, whoever takes part in a scenario."""
    decisions = decisions_of(bundle)
    return Agenda(decisions, hearing_of(bundle, uses.get) if decisions else None)


def agenda_of(bundle: Bundle, uses: Uses, taken: Sequence[Taken], answers: Mapping[str, Any] | None,
              heard: Agenda | None = None) -> Agenda:
    """The same with those who give values to the matters taken under these answers; `heard` saves hearing all again."""
    return replace(heard or heard_for(bundle, uses), givers=dict(_givers(bundle, uses, taken, answers)))


def _givers(bundle: Bundle, uses: Uses, taken: Sequence[Taken],
            answers: Mapping[str, Any] | None) -> Iterator[tuple[tuple[str, Identity], Giver]]:
    answered = {(field.role, field.element): giver for field in bundle.answered
                if (giver := _of_answer(bundle, field, answers)) is not None}
    for each in taken:
        yield from (((each.code, identity), giver) for identity, giver in answered.items())
        for identity, matter in each.sources.items():
            yield (each.code, identity), _of_output(uses, matter, identity[1])


def _of_output(uses: Uses, code: str, element: str) -> Giver:
    matter = uses.get(code)
    said = output_schema(matter, element, uses)
    parts = tuple(said["allOf"]) if set(said) == {"allOf"} else (said,)
    return Giver(code, called(matter, uses.get) if isinstance(matter, Matter) else code, parts)


def _of_answer(bundle: Bundle, field: AnsweredField, answers: Mapping[str, Any] | None) -> Giver | None:
    """The value that an answer settles; without answers, those that some answer would."""
    question = next((each for each in bundle.questions if each.code == field.question), None)
    if question is None or (answers is not None and field.question not in answers):
        return None
    said = _any_answer(question, field) if answers is None else {"const": value_of(answers[field.question], field.values)}
    return Giver("", f"情形问题“{question.title}”", (said,))


def _any_answer(question: Question, field: AnsweredField) -> dict[str, Any]:
    options = [option.value for option in question.options] or ([True, False] if question.type == "bool" else [])
    if question.type == "multi" or not options:
        return answer_schema(question)
    return {"enum": [value_of(option, field.values) for option in options]}
