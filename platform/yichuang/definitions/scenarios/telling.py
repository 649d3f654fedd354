"""What every answer to "why" is told from: the subject, what things are called, what conditions say and whether they hold."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition, Question, Schema, Stop
from yichuang.definitions.material import RequiredMaterial
from yichuang.definitions.matter import Matter
from yichuang.forms.compiled import SchemaInvalid, compiled

from .answering import value_of
from .formulas import formula_of
from .space import names_of
from .subject import Asked, Fixed, Subject, Taking, View, subject_of
from .words import answer_in_words, condition_in_words

Kind = Literal["question", "matter", "material", "field", "stop"]
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Link:
    """One sentence of a chain, about a question, matter, material, field or stop. `met` says whether it holds under the
    answers given; None without answers, or where there is nothing to hold."""

    kind: Kind
    code: str
    text: str
    met: bool | None = None


@dataclass(frozen=True)
class Chain:
    """Why something is asked or needed: `applies` under the answers given, None without."""

    kind: Kind
    code: str
    title: str
    applies: bool | None
    links: tuple[Link, ...]
    role: str | None = None
    """Of a material: whose it is."""


@dataclass(frozen=True)
class Telling:
    """What every chain is told from: the subject, names of what it uses, and the answers that count (those to questions
    that are asked), or None."""

    subject: Subject
    uses: Mapping[str, Definition]
    answers: Answers | None = None
    _spoken: Mapping[str, Mapping[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        spoken = {each.code: each.model_dump(mode="json") for each in self.subject.questions}
        object.__setattr__(self, "_spoken", spoken)

    def name(self, code: str) -> str:
        """The name of a definition in quotation marks."""
        used = self.uses.get(code)
        return f"“{used.name if used else code}”"

    def role(self, code: str | None) -> str:
        """What a role is called; empty when there is none."""
        return self.subject.roles.get(code, code) if code else ""

    def question(self, question: Question) -> str:
        """A question in quotation marks."""
        return f"“{question.title}”"

    def holds(self, when: Schema | None, view: View | None = None) -> bool | None:
        """Whether a condition is met under the answers."""
        if self.answers is None:
            return None
        try:
            return when is None or compiled(when).is_valid(dict(self._seen(view or self.subject.view)))
        except SchemaInvalid:
            return None

    def _seen(self, view: View) -> Iterator[tuple[str, Any]]:
        for name, feed in view.feeds.items():
            if isinstance(feed, Fixed):
                yield name, feed.value
            elif self.answers is not None and feed.question in self.answers:
                yield name, value_of(self.answers[feed.question], feed.table)

    def words(self, when: Schema, taking: Taking | None = None) -> str:
        """A condition in words; one of a matter in the words of the questions that are really asked."""
        return condition_in_words(when, list(self._speaking(taking)))

    def _speaking(self, taking: Taking | None) -> Iterator[Mapping[str, Any]]:
        if taking is None:
            yield from self._spoken.values()
            return
        for own in taking.matter.questions:
            feed = taking.questions.feeds.get(own.code)
            if isinstance(feed, Asked):
                yield {**self._spoken[feed.question], "code": own.code}
            else:
                document = own.model_dump(mode="json")
                fixed = answer_in_words(document, feed.value) if feed else "没有回答"
                yield {**document, "title": f"{own.title}（这里固定为{fixed}）"}

    def asked_by(self, when: Schema | None, view: View | None = None) -> list[Question]:
        """The questions that a condition looks at, in their order."""
        view = view or self.subject.view
        try:
            names = names_of(formula_of(when, view.feeds), view)
        except SchemaInvalid:
            return []
        feeds = [view.feeds[name] for name in names]
        codes = {feed.question for feed in feeds if isinstance(feed, Asked)}
        return [question for question in self.subject.questions if question.code in codes]

    def answer(self, question: Question, answer: Any) -> str:
        """An answer as the question's options call it."""
        return answer_in_words(self._spoken[question.code], answer, quoted=False)

    def answered(self, question: Question) -> str:
        """“您的回答是…” where there is one."""
        if self.answers is None or question.code not in self.answers:
            return ""
        return f"现在的回答：{answer_in_words(self._spoken[question.code], self.answers[question.code])}。"


def telling(definition: Bundle | Matter, uses: Mapping[str, Definition], answers: Answers | None = None) -> Telling:
    """A telling of a bundle with what it uses by code, or of a matter. Answers are those that count."""
    known = {**uses, definition.code: definition} if isinstance(definition, Matter) else uses
    return Telling(subject_of(definition, known), known, answers)


def stop_link(tell: Telling, index: int, stop: Stop) -> Link:
    """When a stop comes, and what it says."""
    text = f"在{tell.words(stop.when)}时不能继续办理：{stop.reason}{stop.alternative}"
    return Link("stop", str(index), text, tell.holds(stop.when))


def stopping(tell: Telling) -> Iterator[Link]:
    """What keeps the answers from going on."""
    for index, stop in enumerate(tell.subject.stops):
        if tell.holds(stop.when):
            yield stop_link(tell, index, stop)


def taken(tell: Telling, taking: Taking) -> bool | None:
    """Whether the matter is handled under the answers."""
    return None if tell.answers is None else bool(tell.holds(taking.member.when)) and not any(stopping(tell))


def needed(tell: Telling, taking: Taking, required: RequiredMaterial) -> bool | None:
    """Whether the matter, handled under the answers, demands the material."""
    return None if tell.answers is None else bool(taken(tell, taking)) and bool(tell.holds(required.when, taking.questions))
