"""A declared document as people read it: sections of named values; tables for lists, words for codes and conditions."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from yichuang.definitions.common import Definition
from yichuang.definitions.labels import LABELS
from yichuang.definitions.references import references
from yichuang.definitions.scenarios.words import condition_in_words
from yichuang.forms.compiled import SchemaInvalid, compiled
from yichuang.forms.fields import fields_of
from yichuang.forms.pointers import join

from .words import MATERIAL_SOURCES, SECTIONS, UNITS, WORDS

ENVELOPE = ("kind", "code", "pins")
SCHEMAS = frozenset({"value", "schema"})
MOST_COLUMNS = 8
# What a thing in a list is called by.
NAMING = ("title", "name", "matter", "material", "question", "law")
NameOf = Callable[[str], str]


@dataclass(frozen=True)
class Shown:
    """A value to show. `text` for text; `items` for the lines of a list or the pairs of a group; `href` is a code."""

    kind: Literal["absent", "text", "link", "list", "table", "group", "json", "form"]
    text: str = ""
    code: str = ""
    items: tuple[Any, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One key of a document: where it is, what it is called, its value."""

    pointer: str
    label: str
    value: Shown


@dataclass(frozen=True)
class Part:
    """A section of the document."""

    id: str
    title: str
    lines: tuple[Line, ...]


def parts_of(definition: Definition, document: Mapping[str, Any], name_of: NameOf) -> tuple[Part, ...]:
    """The sections of a document. `name_of` gives the name of a code it refers to, or nothing."""
    reader = _Reader(document, {each.pointer: each.code for each in references(definition)}, name_of)
    return tuple(reader.parts(definition.kind))


def nearest(pointer: str, known: Container[str]) -> str:
    """The shown place that a pointer leads to: itself, else the closest one around it; nothing when there is none."""
    while pointer and pointer not in known:
        pointer = pointer.rpartition("/")[0]
    return pointer


class _Reader:
    """Reads one document; holds what every value may need."""

    def __init__(self, document: Mapping[str, Any], codes: Mapping[str, str], name_of: NameOf) -> None:
        self.document = document
        self.codes = codes
        self.name_of = name_of
        self.questions: Sequence[Mapping[str, Any]] = document.get("questions", ())

    def parts(self, kind: str) -> Iterator[Part]:
        """The declared sections that have something, then all that no section names."""
        left = [key for key in self.document if key not in ENVELOPE]
        for number, (title, keys) in enumerate(SECTIONS.get(kind, ()), 1):
            mine = [key for key in keys if key in left]
            left = [key for key in left if key not in mine]
            if mine:
                yield Part(f"s-{number}", title, tuple(self._line(key) for key in mine))
        if left:
            title = "其他" if kind in SECTIONS else "内容"
            yield Part("s-other", title, tuple(self._line(key) for key in left))

    def _line(self, key: str) -> Line:
        return Line(join((key,)), LABELS.get(key, key), self._shown(key, self.document[key], (key,)))

    def _shown(self, key: str, value: Any, at: tuple[Any, ...]) -> Shown:
        if value is None or value in ("", [], {}):
            return Shown("absent")
        code = self.codes.get(join(at))
        if code is not None:
            return Shown("link", self.name_of(code) or code, code)
        if key == "form":
            return Shown("form", f"{_fields(value)} 个字段")
        if isinstance(value, Mapping):
            return self._object(key, value, at)
        if isinstance(value, list):
            return self._list(key, value, at)
        return Shown("text", self._word(key, value))

    def _object(self, key: str, value: Mapping[str, Any], at: tuple[Any, ...]) -> Shown:
        if key == "when":
            return Shown("text", condition_in_words(value, self.questions))
        if key in SCHEMAS:
            return Shown("json", items=(value,))
        if "days" in value and set(value) <= {"days", "unit"}:
            return Shown("text", limit_in_words(value))
        lines = (Line(join((*at, inner)), LABELS.get(f"{key}.{inner}", LABELS.get(inner, inner)),
                      self._shown(inner, each, (*at, inner)))
                 for inner, each in value.items())
        return Shown("group", items=tuple(lines))

    def _list(self, key: str, value: list[Any], at: tuple[Any, ...]) -> Shown:
        if not all(isinstance(each, Mapping) for each in value):
            return Shown("list", items=tuple(self._shown(key, each, (*at, i)) for i, each in enumerate(value)))
        keys = list(dict.fromkeys(inner for each in value for inner in each))
        if len(keys) > MOST_COLUMNS or any(_is_deep(inner, each) for item in value for inner, each in item.items()):
            return Shown("group", items=tuple(self._item(each, (*at, i)) for i, each in enumerate(value)))
        rows = ((join((*at, i)), tuple(self._shown(inner, each.get(inner), (*at, i, inner)) for inner in keys))
                for i, each in enumerate(value))
        return Shown("table", items=tuple(rows), columns=tuple(LABELS.get(inner, inner) for inner in keys))

    def _item(self, item: Mapping[str, Any], at: tuple[Any, ...]) -> Line:
        """One of a list of large things, under its own name where it has one."""
        named = next((str(item[key]) for key in NAMING if isinstance(item.get(key), str)), "")
        title = (self.name_of(named) or named) if named else ""
        return Line(join(at), f"{at[-1] + 1}　{title}".rstrip(), self._object("", item, at))

    def _word(self, key: str, value: Any) -> str:
        if isinstance(value, bool):
            return "是" if value else "否"
        if key == "source" and self.document.get("kind") == "material":
            return MATERIAL_SOURCES.get(value, str(value))
        return WORDS.get(key, {}).get(value, str(value)) if isinstance(value, str) else str(value)


def _fields(form: Mapping[str, Any]) -> int:
    """How many fields a form declares; none while its schema cannot be used."""
    try:
        return len(fields_of(compiled(form["schema"])))
    except (SchemaInvalid, KeyError):
        return 0


def limit_in_words(limit: Mapping[str, Any]) -> str:
    """A declared limit: 当场办结, 5 个工作日."""
    unit = limit.get("unit", "workday")
    return "当场办结" if unit == "immediate" else f"{limit['days']} {UNITS.get(unit, unit)}"


def _is_deep(key: str, value: Any) -> bool:
    """Whether a value needs more room than a cell of a table has."""
    if key == "when" or not isinstance(value, Mapping | list):
        return False
    if isinstance(value, Mapping):
        return not set(value) <= {"days", "unit", "number", "reason"}
    return any(isinstance(each, Mapping | list) for each in value)


def places_in(parts: Sequence[Part]) -> frozenset[str]:
    """The pointers that have a place on the page."""
    return frozenset(_pointers(line for part in parts for line in part.lines))


def _pointers(lines: Any) -> Iterator[str]:
    for line in lines:
        yield line.pointer
        if line.value.kind == "group":
            yield from _pointers(line.value.items)
        elif line.value.kind == "table":
            yield from (pointer for pointer, _ in line.value.items)
