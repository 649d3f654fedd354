"""The space of all answers to a subject's questions, and conditions as functions over it."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yichuang.forms.keywords import walk

from .cells import FIRST, HIDDEN, SKIPPED, Domain, Reading, domain_of
from .conditions import Conditions
from .diagrams import FALSE, TRUE, Assignment, Diagrams
from .formulas import Counted, Formula, Given, Meets, ValueTest, Whole, leaves, test_of
from .subject import Asked, Fixed, Subject, View

MAX_TABLE = 60_000
ABSENT = (HIDDEN, SKIPPED)


@dataclass
class Space:
    """Domains of the questions in their order, and the diagrams over them."""

    subject: Subject
    domains: Mapping[str, Domain]
    readings: Mapping[str, Mapping[str, Reading]]
    diagrams: Diagrams
    valid: int = TRUE
    """Every question that is asked is answered (or may be left out), and no other."""
    circles: tuple[tuple[str, ...], ...] = ()
    """Questions that wait for one another, each group in the order declared."""
    exhaustive: bool = True
    _levels: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self._levels = {code: level for level, code in enumerate(self.domains)}

    def level(self, question: str) -> int:
        """The level of a question."""
        return self._levels[question]

    def is_asked(self, question: str) -> int:
        """Where the question is asked."""
        return self.diagrams.negation(self.diagrams.literal(self.level(question), [HIDDEN]))

    def is_answered(self, question: str) -> int:
        """Where the question has an answer."""
        return self.diagrams.negation(self.diagrams.literal(self.level(question), ABSENT))

    def within(self, question: str, cells: Iterable[int]) -> int:
        """Where the answer is in one of these cells."""
        return self.diagrams.literal(self.level(question), [FIRST + cell for cell in cells])

    def answers(self, function: int) -> dict[str, Any] | None:
        """Answers for which it is true, the first of each question where that is free; None when there are none."""
        found = self.diagrams.example(function, [domain.order for domain in self.domains.values()])
        return None if found is None else dict(self._answered(found))

    def _answered(self, found: Assignment) -> Iterator[tuple[str, Any]]:
        for (code, domain), branch in zip(self.domains.items(), found, strict=True):
            if branch >= FIRST:
                yield code, domain.example(branch - FIRST)

    def combinations(self, function: int) -> int:
        """In how many ways it is true; single choices count one by one, other answers as far as they are told apart."""
        return self.diagrams.count(function, [domain.weights for domain in self.domains.values()])

    def function(self, formula: Formula, view: View, may: bool = True) -> int:
        """Where a condition holds. What an open view does not know is taken as met, or with `may` false as not met."""
        if isinstance(formula, Given):
            return self._given(formula.name, view, may)
        if isinstance(formula, Meets):
            return self._meets(formula, view, may)
        if isinstance(formula, Counted):
            return self._counted([self._given(name, view, may) for name in formula.names], formula.least)
        if isinstance(formula, Whole):
            return self._whole(formula, view, may)
        if formula.how == "not":
            return self.diagrams.negation(self.function(formula.parts[0], view, not may))
        parts = [self.function(part, view, may) for part in formula.parts]
        if formula.how == "one":
            return self._one(parts, [self.function(part, view, not may) for part in formula.parts])
        return (self.diagrams.conjunction if formula.how == "all" else self.diagrams.disjunction)(parts)

    def _given(self, name: str, view: View, may: bool) -> int:
        feed = view.feeds.get(name)
        if feed is None:
            return TRUE if view.open and may else FALSE
        if isinstance(feed, Fixed):
            return TRUE
        return TRUE if view.open and may else self.is_answered(feed.question)

    def _meets(self, formula: Meets, view: View, may: bool) -> int:
        feed = view.feeds.get(formula.name)
        if feed is None:
            return TRUE if may or not view.open else FALSE
        if isinstance(feed, Fixed):
            return TRUE if formula.test.met(feed.value) else FALSE
        passing = self.domains[feed.question].passing[Reading(formula.test, feed.table).key]
        absent = ABSENT if may or not view.open else ()
        return self.diagrams.literal(self.level(feed.question), [*absent, *(FIRST + cell for cell in passing)])

    def _one(self, parts: Sequence[int], surely: Sequence[int]) -> int:
        alone = (self.diagrams.without(part, *surely[:i], *surely[i + 1:]) for i, part in enumerate(parts))
        return self.diagrams.disjunction(alone)

    def _counted(self, given: Sequence[int], least: int) -> int:
        rows = [TRUE] + [FALSE] * min(max(least, 0), len(given) + 1)
        for each in given:
            rows = [TRUE, *(self.diagrams.disjunction([rows[k], self.diagrams.conjunction([each, rows[k - 1]])])
                            for k in range(1, len(rows)))]
        return rows[-1]

    def _whole(self, formula: Whole, view: View, may: bool) -> int:
        feeds = {name: view.feeds[name] for name in formula.names if name in view.feeds}
        asked = sorted({feed.question for feed in feeds.values() if isinstance(feed, Asked)}, key=self.level)
        size = 1
        for code in asked:
            size *= len(self.domains[code].cells) + 1
        if view.open or size > MAX_TABLE:
            self.exhaustive = self.exhaustive and view.open
            return TRUE if may else FALSE
        return self._table(formula.test, feeds, asked, {})

    def _table(self, test: ValueTest, feeds: Mapping[str, Asked | Fixed], left: Sequence[str], chosen: dict[str, Any]) -> int:
        if not left:
            return TRUE if test.met({name: value for name, feed in feeds.items() for value in _values(feed, chosen)}) else FALSE
        code, cells = left[0], self.domains[left[0]].cells
        absent = self._table(test, feeds, left[1:], chosen)
        present = [self._table(test, feeds, left[1:], {**chosen, code: cell.answer}) for cell in cells]
        return self.diagrams.node(self.level(code), (absent, absent, *present))


def _values(feed: Asked | Fixed, chosen: Mapping[str, Any]) -> Iterator[Any]:
    if isinstance(feed, Fixed):
        yield feed.value
    elif feed.question in chosen:
        yield chosen[feed.question]


def space_of(subject: Subject, conditions: Conditions) -> Space:
    """The space that these conditions cut the answers into. Raises TooComplex."""
    readings = _readings(subject, conditions)
    to_fields = {each.question for each in subject.answered}
    domains = {each.code: domain_of(each, readings[each.code], each.code in to_fields) for each in subject.questions}
    space = Space(subject, domains, readings, Diagrams([FIRST + len(domain.cells) for domain in domains.values()]))
    space.exhaustive = all(domain.exhaustive for domain in domains.values())
    space.circles = tuple(_circles({code: names_of(formula, subject.view) for code, formula in conditions.asked.items()}))
    space.valid = space.diagrams.conjunction(_asked(space, code, formula) for code, formula in conditions.asked.items())
    return space


def _asked(space: Space, code: str, formula: Formula) -> int:
    """The question's branch fits its condition. One that waits for itself cannot begin to be asked."""
    diagrams = space.diagrams
    when = space.function(formula, space.subject.view)
    circle = next((circle for circle in space.circles if code in circle), ())
    when = diagrams.fixed(when, {space.level(other): HIDDEN for other in circle})
    level = space.level(code)
    required = space.domains[code].question.required
    open_ = diagrams.literal(level, range(FIRST if required else SKIPPED, diagrams.sizes[level]))
    hidden = diagrams.literal(level, [HIDDEN])
    return diagrams.disjunction([diagrams.conjunction([when, open_]), diagrams.without(hidden, when)])


def _readings(subject: Subject, conditions: Conditions) -> dict[str, dict[str, Reading]]:
    """Per question, everything that is asked of its answers anywhere."""
    found: dict[str, dict[str, Reading]] = {question.code: {} for question in subject.questions}

    def note(view: View, name: str, test: ValueTest) -> None:
        feed = view.feeds.get(name)
        if isinstance(feed, Asked):
            reading = Reading(test, feed.table)
            found[feed.question].setdefault(reading.key, reading)

    for index, formula in conditions:
        _note_all(note, subject.view if index is None else subject.takings[index].questions, formula)
    for taking, of in zip(subject.takings, conditions.matters, strict=True):
        for code, allowed in of.allowed.items():
            note(taking.questions, code, allowed)
        for piece in of.pieces:
            _note_all(note, taking.form, piece.condition)
            for name, test in piece.fields.items():
                note(taking.form, name, test)
    return found


def _note_all(note: Any, view: View, formula: Formula) -> None:
    for leaf in leaves(formula):
        if isinstance(leaf, Meets):
            note(view, leaf.name, leaf.test)
        elif isinstance(leaf, Whole):
            for _, here in walk(leaf.test.fragment):
                for name in leaf.names:
                    note(view, name, test_of(leaf.test.root, here))


def names_of(formula: Formula, view: View) -> list[str]:
    """What a condition looks at, among all that the view feeds."""
    names: dict[str, None] = {}
    for leaf in leaves(formula):
        mine = [leaf.name] if isinstance(leaf, Given | Meets) else leaf.names
        names.update(dict.fromkeys(name for name in mine if name in view.feeds))
    return list(names)


def _circles(waits: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Groups of questions that are reached from themselves."""
    below = {code: _reached(code, waits) for code in waits}
    done: set[str] = set()
    for code in waits:
        if code in below[code] and code not in done:
            group = tuple(other for other in waits if other in below[code] and code in below[other])
            done.update(group)
            yield group


def _reached(code: str, waits: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    todo = list(waits[code])
    while todo:
        other = todo.pop()
        if other not in found:
            found.add(other)
            todo.extend(waits[other])
    return found
