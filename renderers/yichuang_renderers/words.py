"""What a form says about a place besides its rules: names, help, bounds, keyboard. Read from the schema only once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from yichuang.forms.compiled import Compiled
from yichuang.forms.shape import Shape

from .fields import inputmode_of, is_code


@dataclass(frozen=True, slots=True)
class Words:
    """The annotations of a place, ready to be put on a node; empty where the schema says nothing."""

    title: str
    help: str
    example: str
    mistakes: tuple[str, ...]
    users: tuple[str, ...]
    reason: str
    unit: str
    section: str
    widget: str
    readonly: bool
    inputmode: str
    code: bool
    least: int
    most: int
    longest: int
    element: str
    format: str


# A shape lives as long as its form, so that its id names it there.
_KNOWN: WeakKeyDictionary[Compiled, dict[int, Words]] = WeakKeyDictionary()


def words_of(form: Compiled, shape: Shape) -> Words:
    """The words for a shape of this form."""
    known = _KNOWN.setdefault(form, {})
    found = known.get(id(shape))
    if found is None:
        found = known[id(shape)] = _read(shape)
    return found


def _read(shape: Shape) -> Words:
    said = shape.keywords
    return Words(
        title=_text(said, "title"),
        help=_text(said, "x-help") or _text(said, "description"),
        example=_example(said),
        mistakes=_texts(said.get("x-mistakes")),
        users=_texts(said.get("x-used-by")),
        reason=_text(said, "x-reason"),
        unit=_text(said, "x-unit"),
        section=_text(said, "x-section"),
        widget=_text(said, "x-widget"),
        readonly=said.get("readOnly") is True,
        inputmode=inputmode_of(shape),
        code=is_code(shape),
        least=_bound(said, "minItems"),
        most=_bound(said, "maxItems"),
        longest=_bound(said, "maxLength"),
        element=_text(said, "x-element"),
        format=_text(said, "format"),
    )


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    return "" if value is None else str(value)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def _bound(said: Mapping[str, Any], key: str) -> int:
    value = said.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _example(said: Mapping[str, Any]) -> str:
    examples = said.get("x-example", said.get("examples"))
    first = examples[0] if isinstance(examples, list) and examples else examples
    if first is None or first == []:
        return ""
    return first if isinstance(first, str) else json.dumps(first, ensure_ascii=False)
