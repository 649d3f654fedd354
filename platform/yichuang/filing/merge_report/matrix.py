"""The matrix: every element in a role as a line, every matter as a column, over all scenarios together."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from yichuang.definitions.element import Element
from yichuang.definitions.proofs.words import place_title
from yichuang.definitions.scenarios.words import condition_in_words
from yichuang.filing.composition import Taken
from yichuang.forms.fields import Field
from yichuang.forms.places import Link

from .demands import Demand, demands_of
from .ground import Ground
from .lines import Cell, Column, How, Line, Need, Verdict
from .transforms_in_words import transform_in_words
from .types_in_words import type_in_words

STRENGTH: tuple[Verdict, ...] = ("proved", "sampled", "conflict")
APART = "各部门分开填写"
IN_TURN = "按所办事项的要求填写"


@dataclass(frozen=True)
class Entry:
    """A field of a matter, and what fills it from one place: itself, or one of those that it is put together from."""

    taken: Taken
    link: Link
    feed: Link


def columns_of(ground: Ground) -> tuple[Column, ...]:
    """The matters in the bundle's order."""
    subject = ground.subject
    questions = [question.model_dump(mode="json") for question in subject.bundle.questions]
    return tuple(Column(
        taken.code, taken.matter.name, subject.name(taken.matter.department),
        condition_in_words(taken.member.when, questions) if taken.member.when else "",
        subject.roles.get(taken.member.for_each or "", "")) for taken in ground.composition.taken)


def lines_of(ground: Ground) -> tuple[Line, ...]:
    """The lines by section and role, in the order of the one form; what it does not ask stands last in its section."""
    places = {place: number for number, place in enumerate(ground.merged)}
    plans = {plan.title: number for number, plan in enumerate(ground.subject.bundle.sections)}
    found: list[tuple[Line, int]] = []
    firsts: dict[str, int] = {}
    for number, (key, entries) in enumerate(entries_of(ground.composition.taken).items()):
        line = _line(ground, key, entries)
        firsts.setdefault(line.section, number)
        found.append((line, min((places.get(place, len(places)) for place in _places(key, entries)), default=0)))
    found.sort(key=lambda each: (plans.get(each[0].section, len(plans)), firsts[each[0].section], each[1]))
    return tuple(line for line, _ in found)


def entries_of(taken: Sequence[Taken]) -> dict[str, list[Entry]]:
    """Key of a line → the fields that it is about."""
    found: dict[str, list[Entry]] = {}
    for each in taken:
        for link in each.links:
            for feed in link.feeds:
                found.setdefault(key_of(each, feed), []).append(Entry(each, link, feed))
    return found


def key_of(taken: Taken, feed: Link) -> str:
    """The place of a field while nothing is asked apart, also where nothing is asked of it at all."""
    if feed.identity is None:
        return str(feed.place) if feed.place else f"{taken.code}~{'.'.join(feed.steps)}"
    role, element = feed.identity
    rows = feed.place.rows if feed.place else feed.rows or (role if role == taken.part.row else None)
    key = element if role == rows else f"{role}.{element}"
    return f"{rows}/*/{key}" if rows else key


def weakest(cells: Sequence[Cell]) -> Verdict | None:
    """The verdict of a line: that of its weakest cell."""
    found = [STRENGTH.index(cell.verdict) for cell in cells if cell.verdict is not None]
    return STRENGTH[max(found)] if found else None


def _line(ground: Ground, key: str, entries: Sequence[Entry]) -> Line:
    feed = entries[0].feed
    role = feed.identity[0] if feed.identity else entries[0].taken.part.role(feed.field.role)
    element = ground.subject.uses.get(feed.field.element or "")
    asked = ground.merged.get(key)
    called = place_title(ground.subject.bundle, ground.subject.uses, key) if element else None
    words = (asked.shape.title if asked else None, called, feed.field.shape.title)
    name = str(next((each for each in words if each), key))
    title = ground.subject.roles.get(role or "", role or "")
    told = _called(title, [name, *([element.name] if isinstance(element, Element) else [])])
    cells = (*_produced(ground, entries), *(_cell(ground, key, each, told) for each in entries))
    return Line(key, name, feed.field.element, title, _section(ground, key, title), _type(ground, key, asked, cells),
                _need(ground, cells), cells, tuple(_conflicts(ground, key, cells)), weakest(cells))


def _called(role: str, names: Sequence[str]) -> set[str]:
    """Labels that say no more than the line does: its name, with or without whose it is."""
    return {*names, *(role + name for name in names)}


def _cell(ground: Ground, key: str, entry: Entry, called: set[str]) -> Cell:
    taken, link = entry.taken, entry.link
    demand = demands_of(taken.part.ready).get(link.at) or Demand(type_in_words(link.field.shape), "optional")
    how, source = _source(ground, key, taken, entry.feed)
    label = str(link.field.shape.title or link.steps[-1])
    transform = transform_in_words(link.transform) if how != "constant" else ""
    return Cell(taken.code, link.pointer, label, demand.type, demand.need, how, label not in called, demand.when, source,
                transform, ground.verdicts.get((taken.code, link.pointer)))


def _source(ground: Ground, key: str, taken: Taken, feed: Link) -> tuple[How, str]:
    if feed.given is not None:
        maker = taken.sources.get(feed.given)
        questions = ground.subject.questions
        return ("upstream", ground.subject.name(maker)) if maker else ("answered", questions.get(feed.given, ""))
    if feed.place is None:
        return "constant", transform_in_words(feed.transform)
    together = str(feed.place) == key or (ground.disputed is not None and key not in ground.disputed)
    return ("asked" if together else "apart"), ""


def _produced(ground: Ground, entries: Sequence[Entry]) -> Iterator[Cell]:
    """For an element that others get from a matter: that matter makes it."""
    given = {(maker, entry.feed.given) for entry in entries
             if entry.feed.given and (maker := entry.taken.sources.get(entry.feed.given))}
    for taken in ground.composition.taken:
        for output in taken.matter.outputs:
            if (taken.code, (taken.part.role(output.role), output.element)) in given:
                yield Cell(taken.code, "", output.name, "", None, "produced")


def _type(ground: Ground, key: str, asked: Field | None, cells: Sequence[Cell]) -> str:
    """What the one form asks, told as a department's demand is; empty where it asks nothing."""
    if asked is None:
        asking = [cell for cell in cells if cell.how in ("asked", "apart")]
        return "" if not asking else APART if any(cell.how == "apart" for cell in asking) else IN_TURN
    found = demands_of(ground.form).get(tuple(key.split("/")))
    return found.type if found else type_in_words(asked.shape)


def _need(ground: Ground, cells: Sequence[Cell]) -> Need | None:
    """Of the one form: required when a matter that always applies requires it; of what is asked only."""
    always = {taken.code for taken in ground.composition.taken if taken.member.when is None}
    asked = [cell for cell in cells if cell.how in ("asked", "apart")]
    if not asked:
        return None
    if any(cell.need == "required" and cell.matter in always for cell in asked):
        return "required"
    return "conditional" if any(cell.need != "optional" for cell in asked) else "optional"


def _conflicts(ground: Ground, key: str, cells: Sequence[Cell]) -> Iterator[int]:
    """Those at the place, and those that are told by a department's own field."""
    yield from ground.conflicts.get(key, ())
    for cell in cells:
        yield from ground.conflicts.get(cell.matter + cell.pointer, ())


def _section(ground: Ground, key: str, role: str) -> str:
    """The section that claims the place, as the layout does it; else by whose it is."""
    top = key.split("/*/")[0]
    for plan in ground.subject.bundle.sections:
        if any(fnmatchcase(top, pattern) for pattern in plan.fields):
            return plan.title
    return role or "其他信息"


def _places(key: str, entries: Sequence[Entry]) -> Iterator[str]:
    yield key
    yield from (str(entry.feed.place) for entry in entries if entry.feed.place)
