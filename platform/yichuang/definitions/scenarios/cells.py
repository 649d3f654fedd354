"""Cells: the answers to one question, grouped by what conditions can tell apart; one of each stands for all in it."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from yichuang.definitions.common import Question
from yichuang.forms.compiled import compiled

from .answering import answer_schema, value_of
from .candidates import candidates
from .formulas import ValueTest

HIDDEN, SKIPPED, FIRST = 0, 1, 2
"""Branches of a question's level: it is not asked; it is asked and left unanswered; the first of its cells."""


@dataclass(frozen=True)
class Reading:
    """One test of a question's answers, which may be read through a table first (the answer as text → a value)."""

    test: ValueTest
    table: Mapping[str, Any] | None = None

    @property
    def key(self) -> str:
        """The same for readings that always agree."""
        return self.test.key if self.table is None else f"{self.test.key} @{sorted(self.table.items())!r}"

    def met(self, answer: Any) -> bool:
        """Whether an answer passes."""
        return self.test.met(value_of(answer, self.table))

    def column(self, answers: Sequence[Any]) -> list[bool]:
        """Whether each of many answers passes."""
        values = answers if self.table is None else [value_of(answer, self.table) for answer in answers]
        return list(map(self.test.judge, values))


@dataclass(frozen=True)
class Cell:
    """Answers that are alike. `answers` are all of them where they can be listed, else one."""

    answers: tuple[Any, ...]

    @property
    def answer(self) -> Any:
        """The one that stands for all."""
        return self.answers[0]


@dataclass(frozen=True)
class Domain:
    """All answers to one question: its cells, and which of them pass each reading."""

    question: Question
    cells: tuple[Cell, ...]
    passing: Mapping[str, frozenset[int]]
    exhaustive: bool

    @property
    def listed(self) -> bool:
        """Whether the answers of a cell are all there are, and so count one by one."""
        return self.question.type in ("single", "bool")

    @property
    def weights(self) -> tuple[int, ...]:
        """How many answers each branch stands for."""
        return (1, 1, *(len(cell.answers) if self.listed else 1 for cell in self.cells))

    @property
    def order(self) -> tuple[int, ...]:
        """The branches, the likeliest first: the default, the other answers, no answer."""
        cells = sorted(range(len(self.cells)), key=lambda cell: self.example(cell) != self.question.default)
        return (*(FIRST + cell for cell in cells), SKIPPED, HIDDEN)

    def example(self, cell: int) -> Any:
        """An answer of a cell: the default where it is in it."""
        answers = self.cells[cell].answers
        return next((answer for answer in answers if answer == self.question.default), answers[0])

    def cell_of(self, answer: Any, readings: Iterable[Reading]) -> int | None:
        """The index of the cell that an answer is in; None for one that the question does not take."""
        if not compiled(answer_schema(self.question)).is_valid(answer):
            return None
        passed = frozenset(each.key for each in readings if each.met(answer))
        return next((i for i in range(len(self.cells))
                     if passed == {key for key, cells in self.passing.items() if i in cells}), None)


def domain_of(question: Question, readings: Mapping[str, Reading], apart: bool = False) -> Domain:
    """The cells of a question under these readings; `apart` keeps listed answers in cells of their own."""
    tests = [reading.test for reading in readings.values()]
    tables = [reading.table for reading in readings.values() if reading.table]
    tried = candidates(question, [*tests, *_table_tests(tables)])
    takes: Callable[[Any], bool] = compiled(answer_schema(question)).is_valid
    groups: dict[Any, list[Any]] = {}
    listed = question.type in ("single", "bool")
    answers = list(filter(takes, tried.values))
    columns = [reading.column(answers) for reading in readings.values()]
    for number, (answer, *passed) in enumerate(zip(answers, *columns, strict=True)):
        group = groups.setdefault((tuple(passed), number if apart and listed else 0), [])
        if listed or not group:
            group.append(answer)
    passing = {key: frozenset(i for i, (passed, _) in enumerate(groups) if passed[at])
               for at, key in enumerate(readings)}
    return Domain(question, tuple(Cell(tuple(group)) for group in groups.values()), passing, tried.exhaustive)


def _table_tests(tables: Iterable[Mapping[str, Any]]) -> Iterable[ValueTest]:
    """Answers that a table names are worth trying: those that are numbers, as numbers."""
    for table in tables:
        for key in table:
            for value in (key, _as_number(key)):
                if value is not None:
                    root = compiled({"const": value})
                    yield ValueTest(f"{value!r}", root, root.schema)


def _as_number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if not isfinite(number):
        return None
    return int(number) if number.is_integer() else number
