"""What is analysed: a bundle with its matters, or a matter alone, and what feeds each name that a condition may use."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yichuang.definitions.bridges import transforms_of
from yichuang.definitions.bundle import AnsweredField, Bundle, Member
from yichuang.definitions.common import Definition, Question, Stop
from yichuang.definitions.matter import Matter
from yichuang.forms.compiled import SchemaInvalid, compiled
from yichuang.forms.fields import Field, fields_of
from yichuang.forms.pointers import join
from yichuang.forms.transforms import NOTHING, Borrowed, Constant, Join

from .answering import text_of, value_of

Identity = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """A question of the subject, its answer read through a table where there is one."""

    question: str
    table: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Fixed:
    """Always this value."""

    value: Any


@dataclass(frozen=True)
class View:
    """What feeds each name. A name that is not here is never there, or in an open view may be anything."""

    feeds: Mapping[str, Asked | Fixed]
    open: bool = False


@dataclass(frozen=True)
class Taking:
    """A matter as the subject takes it: its place, its questions and fields as the subject's questions feed them."""

    member: Member
    matter: Matter
    pointer: str
    questions: View
    form: View
    fields: Mapping[Identity, tuple[Field, ...]] = field(default_factory=dict)

    readable: bool = True
    """Whether the form's schema can be used; checking says why not."""

    @property
    def code(self) -> str:
        """The matter's code."""
        return self.matter.code


@dataclass(frozen=True)
class Subject:
    """A bundle or a matter with everything that follows from its questions."""

    code: str
    name: str
    questions: tuple[Question, ...]
    stops: tuple[Stop, ...]
    takings: tuple[Taking, ...]
    answered: tuple[AnsweredField, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    """(pointer, code) of members whose matter is not there."""
    alone: bool = False
    """A matter by itself."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """What each role is called."""

    @property
    def view(self) -> View:
        """The questions under their own names."""
        return View({question.code: Asked(question.code) for question in self.questions})

    def question(self, code: str) -> Question | None:
        """One of its questions."""
        return next((question for question in self.questions if question.code == code), None)


def subject_of(definition: Bundle | Matter, uses: Mapping[str, Definition]) -> Subject:
    """The subject of a bundle with its matters by code, or of a matter alone."""
    if isinstance(definition, Matter):
        taking = _taking(Member(matter=definition.code), definition, "", definition.questions, ())
        return Subject(definition.code, definition.name, definition.questions, definition.stops, (taking,), alone=True)
    takings: list[Taking] = []
    missing: list[tuple[str, str]] = []
    for index, member in enumerate(definition.members):
        matter = uses.get(member.matter)
        if isinstance(matter, Matter):
            takings.append(_taking(member, matter, join(("members", index)), definition.questions, definition.answered))
        else:
            missing.append((join(("members", index, "matter")), member.matter))
    return Subject(definition.code, definition.name, definition.questions, definition.stops, tuple(takings),
                   definition.answered, tuple(missing), roles={role.code: role.title for role in definition.roles})


def _taking(member: Member, matter: Matter, pointer: str, questions: Sequence[Question],
            answered: Sequence[AnsweredField]) -> Taking:
    own = _fields(matter)
    fields: dict[Identity, list[Field]] = {}
    for each in own or ():
        for inner in (each, *each.items):
            if (identity := _identity(member, inner)) is not None:
                fields.setdefault(identity, []).append(inner)
    codes = {question.code for question in questions}
    own_questions = View({question.code: feed for question in matter.questions
                          if (feed := _feed(member, question, codes)) is not None})
    filled = _filled(questions, answered)
    form = View({each.steps[0]: feed for each in own or () if len(each.steps) == 1
                 if (feed := _own(member, each, filled.get(_identity(member, each) or ("", "")))) is not None}, open=True)
    return Taking(member, matter, pointer, own_questions, form, {key: tuple(found) for key, found in fields.items()},
                  own is not None)


def _filled(questions: Sequence[Question], answered: Sequence[AnsweredField]) -> dict[Identity, tuple[Question, AnsweredField]]:
    """The fields that answers fill, each with its question; of several entries the last counts."""
    by_code = {question.code: question for question in questions}
    return {(each.role, each.element): (by_code[each.question], each) for each in answered if each.question in by_code}


def _own(member: Member, own: Field, filled: tuple[Question, AnsweredField] | None) -> Asked | Fixed | None:
    """What feeds a field of the matter, in its own values; None for what is asked, or cannot be known beforehand."""
    transform = transforms_of(member).get(join(own.steps))
    if isinstance(transform, Constant):
        return Fixed(transform.value)
    if filled is None or isinstance(transform, Borrowed | Join):
        return None
    question, entry = filled
    if transform is None:
        return Asked(question.code, entry.values)
    listed = [True, False] if question.type == "bool" else [option.value for option in question.options]
    if question.type not in ("single", "bool"):
        return None
    made = {text_of(answer): transform.forward(value_of(answer, entry.values)) for answer in listed}
    return Asked(question.code, {text: value for text, value in made.items() if value is not NOTHING})


def _identity(member: Member, own: Field) -> Identity | None:
    return (member.roles.get(own.role, own.role), own.element) if own.role and own.element else None


def _feed(member: Member, question: Question, codes: set[str]) -> Asked | Fixed | None:
    source = member.answers.get(question.code, question.code)
    if isinstance(source, str):
        return Asked(source) if source in codes else None
    return Fixed(source["const"]) if "const" in source else None


def _fields(matter: Matter) -> tuple[Field, ...] | None:
    try:
        return fields_of(compiled(matter.form.schema_))
    except SchemaInvalid:
        return None
