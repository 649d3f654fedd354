"""All conditions of a subject, taken apart: when each question is asked, what stops, which matters and materials follow."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from yichuang.definitions.common import Schema
from yichuang.forms.compiled import Compiled, SchemaInvalid, compiled
from yichuang.forms.keywords import walk
from yichuang.forms.pointers import join
from yichuang.forms.refs import lookup

from .answering import answer_schema
from .formulas import (
    ALWAYS,
    Formula,
    Given,
    ValueTest,
    compiled_test,
    everything,
    formula_in,
    formula_of,
    negated,
    test_of,
)
from .subject import Subject, Taking, View

MAX_DEPTH = 24


@dataclass(frozen=True)
class Piece:
    """A part of a matter's form: under this condition it says this of its fields, and demands these."""

    pointer: str
    condition: Formula
    fields: Mapping[str, ValueTest]
    required: tuple[str, ...]
    asks: tuple[str, ...] = ()
    """The fields that its own `if` looks at."""


@dataclass(frozen=True)
class OfMatter:
    """What one matter's conditions say, in its own names."""

    selected: Formula
    materials: tuple[Formula, ...]
    stops: tuple[Formula, ...]
    asked: Mapping[str, Formula]
    allowed: Mapping[str, ValueTest]
    """Its questions → what each may be answered."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Conditions:
    """Everything that is asked of answers. `broken` are pointers of conditions that cannot be read; each counts as met."""

    asked: Mapping[str, Formula]
    stops: tuple[Formula, ...]
    matters: tuple[OfMatter, ...]
    broken: tuple[str, ...]

    def __iter__(self) -> Iterator[tuple[int | None, Formula]]:
        """Each with the index of the matter whose questions it speaks of; None for the subject's own."""
        yield from ((None, each) for each in (*self.asked.values(), *self.stops, *(m.selected for m in self.matters)))
        for index, of in enumerate(self.matters):
            yield from ((index, each) for each in (*of.materials, *of.stops, *of.asked.values()))


@dataclass
class _Reader:
    broken: list[str] = field(default_factory=list)

    def formula(self, when: Schema | None, names: Iterable[str], *pointer: object) -> Formula:
        try:
            return formula_of(when, names)
        except SchemaInvalid:
            self.broken.append(join(pointer))
            return ALWAYS


def conditions_of(subject: Subject) -> Conditions:
    """Every condition of a subject as a formula."""
    reader = _Reader()
    names = [question.code for question in subject.questions]
    asked = {question.code: reader.formula(question.when, names, "questions", i, "when")
             for i, question in enumerate(subject.questions)}
    stops = tuple(reader.formula(stop.when, names, "stops", i, "when") for i, stop in enumerate(subject.stops))
    matters = tuple(_of_matter(reader, taking, names, subject.alone) for taking in subject.takings)
    return Conditions(asked, stops, matters, tuple(reader.broken))


def _of_matter(reader: _Reader, taking: Taking, names: Iterable[str], alone: bool) -> OfMatter:
    matter, at = taking.matter, taking.pointer.strip("/").split("/") if taking.pointer else []
    own = list(taking.questions.feeds)
    # What a matter says of itself is looked at once: alone, or as a member.
    stops = () if alone else tuple(reader.formula(stop.when, own, *at, "matter") for stop in matter.stops)
    return OfMatter(
        reader.formula(taking.member.when, names, *at, "when"),
        tuple(reader.formula(each.when, own, *at, "materials", i, "when") for i, each in enumerate(matter.materials)),
        stops, {} if alone else {each.code: reader.formula(each.when, own, *at, "matter") for each in matter.questions},
        {} if alone else {each.code: compiled_test(answer_schema(each)) for each in matter.questions}, tuple(_pieces(taking)))


def _pieces(taking: Taking) -> Iterator[Piece]:
    """The parts of a form that say something of answered fields; none while the form cannot be used."""
    if not taking.form.feeds:
        return
    try:
        root = compiled(taking.matter.form.schema_)
    except SchemaInvalid:
        return
    yield from _Form(root, taking.form).pieces(root.schema, ALWAYS, ("form", "schema"), 0)


@dataclass(frozen=True)
class _Form:
    root: Compiled
    view: View

    def pieces(self, schema: Any, condition: Formula, at: tuple[object, ...], depth: int,
               asks: tuple[str, ...] = ()) -> Iterator[Piece]:
        if not isinstance(schema, Mapping) or depth > MAX_DEPTH:
            return
        fields = {name: test_of(self.root, said) for name, said in schema.get("properties", {}).items()
                  if name in self.view.feeds}
        required = tuple(name for name in schema.get("required", ()) if name in self.view.feeds)
        if fields or required or asks:
            yield Piece(join(at), condition, fields, required, asks)
        if isinstance(target := schema.get("$ref"), str):
            yield from self.pieces(lookup(self.root.schema, target), condition, at, depth + 1)
        for index, part in enumerate(schema.get("allOf", ())):
            yield from self.pieces(part, condition, (*at, "allOf", index), depth + 1)
        if "if" in schema:
            yield from self._branches(schema, condition, at, depth + 1)
        for name, part in schema.get("dependentSchemas", {}).items():
            there = everything([condition, Given(name)])
            yield from self.pieces(part, there, (*at, "dependentSchemas", name), depth + 1)

    def _branches(self, schema: Mapping[str, Any], condition: Formula, at: tuple[object, ...],
                  depth: int) -> Iterator[Piece]:
        named = dict.fromkeys(name for _, here in walk(schema["if"]) if isinstance(here, Mapping)
                              for name in (*here.get("properties", {}), *here.get("required", ())))
        asked = formula_in(self.root, schema["if"], named)
        asks = tuple(name for name in named if name in self.view.feeds)
        for key, formula in (("then", asked), ("else", negated(asked))):
            if key in schema:
                yield from self.pieces(schema[key], everything([condition, formula]), (*at, key), depth, asks)
