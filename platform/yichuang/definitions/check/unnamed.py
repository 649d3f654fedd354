"""Fields that are called what an element is called and yet name none: they would be asked again in every bundle."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from yichuang.definitions.common import Definition
from yichuang.definitions.element import Element
from yichuang.definitions.matter import Matter
from yichuang.definitions.suggest.dictionary import Dictionary
from yichuang.definitions.suggest.form import open_fields, places_of
from yichuang.definitions.suggest.scoring import beyond_doubt
from yichuang.definitions.suggest.used import form_of
from yichuang.errors import Problem
from yichuang.forms.compiled import compiled
from yichuang.forms.dialect import schema_problems
from yichuang.forms.fields import Field, fields_of

BASE = "/form/schema"


class Unnamed:
    """Looks for such fields. The dictionary is made only when a form has a field without element."""

    def __init__(self, definitions: Callable[[], Iterable[Definition]]) -> None:
        self._definitions = definitions

    @cached_property
    def _dictionary(self) -> Dictionary:
        return Dictionary.of(each for each in self._definitions() if isinstance(each, Element))

    def problems(self, definition: Definition) -> Iterator[Problem]:
        """A remark for each field that no other than one element can be meant by."""
        if not isinstance(definition, Matter) or not _has_open_fields(definition):
            return
        form = form_of(definition)
        taken = {(place.asked.role, place.element) for place in places_of(form)}
        for field in open_fields(form):
            found = beyond_doubt(field.place.asked, field.context, self._dictionary)
            if found is not None and (found.role, found.element) not in taken:
                role = f"，x-role 写 {found.role}" if found.role else "，x-role 写明是谁的"
                yield Problem(field.place.pointer(BASE), "unnamed-element",
                              f"字段“{field.place.label}”没有写数据元，看来就是“{found.name}”；不写，一件事里就会重复问。",
                              "warning", f"确认后 x-element 写 {found.element}{role}。")


def _has_open_fields(matter: Matter) -> bool:
    schema = matter.form.schema_
    if any(problem.severity == "error" for problem in schema_problems(schema)):
        return False
    return any(_open(field) for field in fields_of(compiled(schema)))


def _open(field: Field) -> bool:
    return any(map(_open, field.items)) if field.items else field.element is None
