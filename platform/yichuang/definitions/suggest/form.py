"""The fields of a form as suggestions see them: where each stands, what it says, and what stands around it."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from yichuang.forms.compiled import Compiled, compiled
from yichuang.forms.form import Form
from yichuang.forms.keywords import walk
from yichuang.forms.pointers import Steps, join
from yichuang.forms.shape import Kind, Shape, item_fragments, shape_of, shapes_below
from yichuang.forms.visibility import Fragments

from .asked import Asked, Context, Neighbour

MOST_NESTING = 12
SEEN_AROUND = 12


@dataclass(frozen=True)
class Place:
    """A field of a form. `steps` lead to its answer (rows without a number), `at` to its schema in the form's; `section`
    is the title that it stands under."""

    steps: Steps
    at: Steps
    asked: Asked
    element: str | None
    section: str = ""

    @property
    def label(self) -> str:
        """As it is shown: its title, or its name where it has none."""
        return self.asked.label or self.asked.name

    def pointer(self, base: str = "") -> str:
        """Where its schema stands, as `definitions check` points to it."""
        return join(self.at, base)


@dataclass(frozen=True)
class Open:
    """A field with what stands around it."""

    place: Place
    context: Context


def places_of(form: Form) -> list[Place]:
    """Every field that could be asked, section by section, in the order of the layout or else of the schema. Raises
    SchemaInvalid for a schema that cannot be used."""
    schema = compiled(form.schema)
    standing = {id(here): steps for steps, here in walk(schema.schema)
                if isinstance(here, Mapping) and steps[-2:-1] == ("properties",)}
    titles = _sections(form.layout)
    found = []
    for place in _below(_Level(schema, standing), [schema.schema], (), Place((), (), Asked(""), None)):
        title = titles.get(place.steps[0]) if len(place.steps) == 1 or not place.section else None
        found.append(replace(place, section=title) if title else place)
    order = {name: number for number, name in enumerate(titles)}
    return sorted(found, key=lambda place: order.get(place.steps[0], len(order)))


def open_fields(form: Form, also: str | None = None) -> list[Open]:
    """The fields that name no element, with what stands around each; `also` one that does, by either of its pointers."""
    places = places_of(form)
    roles = _roles(places)
    sections: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        sections[place.section].append(place)
    found = []
    for members in sections.values():
        beside = [Neighbour(place.label, place.element, place.asked.role) for place in members]
        for number, place in enumerate(members):
            if place.element is None or (also is not None and stands_at(place, also)):
                before = tuple(reversed(beside[max(0, number - SEEN_AROUND) : number]))
                found.append(Open(place, Context(place.section, before, tuple(beside[number + 1 : number + 4]), roles)))
    return found


def stands_at(place: Place, pointer: str, base: str = "") -> bool:
    """Whether a pointer means this field: to its schema, or to its answer."""
    return pointer in (place.pointer(base), place.pointer(), join(place.steps))


@dataclass(frozen=True)
class _Level:
    """A form being gone through: compiled, and where the schemas of its properties stand."""

    form: Compiled
    standing: Mapping[int, Steps]


def _below(level: _Level, fragments: Fragments, at: Steps, above: Place, inside: frozenset[int] = frozenset()) -> Iterator[Place]:
    for name, said in shapes_below(level.form, fragments).items():
        shape = shape_of(level.form, said)
        stands = next((level.standing[id(part)] for part in said if id(part) in level.standing), None)
        here = frozenset(id(part) for part in shape.fragments if isinstance(part, Mapping))
        place = _place(shape, (*at, name), stands or (), above)
        deeper = not here & inside and len(at) < MOST_NESTING and place.element is None
        if deeper and shape.kind is Kind.OBJECT and shapes_below(level.form, shape.fragments):
            yield from _below(level, list(shape.fragments), place.steps, _inside(place, shape), inside | here)
        elif deeper and shape.kind is Kind.ROWS:
            items = item_fragments(shape)
            role = place.asked.role or _text(shape_of(level.form, items).keywords, "x-role")
            group = replace(_inside(place, shape), asked=replace(place.asked, role=role))
            yield from _below(level, items, place.steps, group, inside | here)
        elif stands:
            yield place


def _place(shape: Shape, steps: Steps, at: Steps, above: Place) -> Place:
    keywords = shape.keywords
    asked = Asked(_text(keywords, "title") or "", steps[-1], keywords, _text(keywords, "x-role") or above.asked.role)
    return Place(steps, at, asked, _text(keywords, "x-element"), _text(keywords, "x-section") or above.section)


def _inside(place: Place, shape: Shape) -> Place:
    """What is inside a group stands under the group's title."""
    return replace(place, section=shape.title or place.section)


def _text(keywords: Mapping[str, Any], key: str) -> str | None:
    value = keywords.get(key)
    return value if isinstance(value, str) and value else None


def _sections(layout: Any) -> dict[str, str]:
    """Name of a top-level field → title of its section, in the order of the layout."""
    sections = layout.get("sections") if isinstance(layout, Mapping) else None
    found: dict[str, str] = {}
    for section in sections if isinstance(sections, Sequence) and not isinstance(sections, str) else ():
        fields = section.get("fields") if isinstance(section, Mapping) else None
        for entry in fields if isinstance(fields, list) else ():
            name = entry.get("field") if isinstance(entry, Mapping) else entry
            if isinstance(name, str):
                found.setdefault(name, str(section.get("title") or ""))
    return found


def _roles(places: Sequence[Place]) -> Mapping[str, tuple[str, ...]]:
    """The roles that the form declares, each with the labels of its fields."""
    found: dict[str, tuple[str, ...]] = {}
    for place in places:
        if place.asked.role:
            found[place.asked.role] = (*found.get(place.asked.role, ()), place.label, place.section)
    return found
