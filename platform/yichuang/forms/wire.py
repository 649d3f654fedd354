"""How the value of one place travels as the text of an HTML control, both ways: `value_of(text_of(v)) == v`."""
from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from yichuang.standards.formats import normalise

from .shape import Kind, Shape

ABSENT: Any = object()
MAX_DIGITS = 400
THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
COMPOUND: Mapping[Kind, type] = {Kind.OBJECT: dict, Kind.ROWS: list, Kind.LIST: list, Kind.CHOICES: list}
"""Kinds whose value is made of other places, and what it is in JSON."""
MAX_DEPTH = 64


def text_of(shape: Shape, value: Any) -> str:
    """The text of a control that holds value. Null and absent are no text: marks beside the control tell them apart."""
    if shape.kind in (Kind.CHOICE, Kind.JSON, Kind.CONSTANT):
        known = next((choice.token for choice in shape.choices if same(choice.value, value)), None)
        return known if known is not None else _free_text(shape, value)
    if value is None:
        return ""
    return value if isinstance(value, str) else json_text(value)


def value_of(shape: Shape, text: str, present: bool = False) -> Any:
    """The value that a control's text means; ABSENT for a blank one. `present` says that an empty text was meant.

    Raises ValueError when the text cannot be read as what the place takes.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text == "":
        return "" if present and "string" in shape.types else ABSENT
    for choice in shape.choices:
        if choice.token == text:
            return choice.value
    return READERS.get(shape.kind, _free_value)(shape, text)


def travels(shape: Shape, value: Any, types: frozenset[str]) -> bool:
    """Whether a value comes back as it is from its text; if not, it travels as JSON with a mark that says so.

    `types` are those that the schemas allow under the present data: text among them is meant, else typed by mistake.
    """
    if shape.kind in COMPOUND:
        return value is None or isinstance(value, COMPOUND[shape.kind])
    text = text_of(shape, value)
    if (value is None and text == "") or (isinstance(value, str) and shape.kind is Kind.TEXT):
        return True
    try:
        return same(value_of(shape, text, present=True), value)
    except ValueError:
        return text == value and "string" not in types


def json_text(value: Any) -> str:
    """A value as JSON for people: indented when it has parts."""
    return json.dumps(value, ensure_ascii=False, indent=2 if isinstance(value, dict | list) and value else None)


def json_value(text: str) -> Any:
    """The value that JSON text means; ABSENT for a blank one. Raises ValueError when it is no JSON, or too deep."""
    return _loaded(text) if text.strip() else ABSENT


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON: 1 is 1.0, but never true."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict | list) and isinstance(other, dict | list):
        return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    return bool(one == other)


def _free_text(shape: Shape, value: Any) -> str:
    """A value outside the options: a plain word stays one wherever it cannot be taken for something else."""
    if not isinstance(value, str):
        return "" if value is None and shape.kind is Kind.CHOICE else json_text(value)
    if "string" not in shape.types:
        return value
    try:
        return value if value and value_of(shape, value) == value else json_text(value)
    except ValueError:
        return json_text(value)


def _free_value(shape: Shape, text: str) -> Any:
    """Of a place that may hold several types: JSON where it is JSON of such a type, else the words as they stand."""
    words = "string" in shape.types
    if shape.types - {"null"} == {"string"}:
        return text
    try:
        value = _loaded(text)
    except ValueError:
        if words and text.lstrip()[:1] not in ("{", "[", '"'):
            return text
        raise
    return text if words and not isinstance(value, str) and not _type_names(value) & shape.types else value


def _loaded(text: str) -> Any:
    try:
        value = json.loads(text.strip(), parse_constant=_refuse)
    except RecursionError:
        raise ValueError from None
    if _too_deep(value) or _lone_surrogates(json.dumps(value, ensure_ascii=False)):
        raise ValueError
    return value


def _lone_surrogates(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [below for each in level if isinstance(each, dict | list)
                 for below in (each.values() if isinstance(each, dict) else each)]
        if not level:
            return False
    return True


def _number(shape: Shape, text: str) -> int | float:
    """Full-width digits, a typographic minus and separators of thousands are read as meant; 3,5 could mean two things."""
    compact = unicodedata.normalize("NFKC", text.strip()).replace("\N{MINUS SIGN}", "-")
    if len(compact) > MAX_DIGITS or ("," in compact and not THOUSANDS.fullmatch(compact)):
        raise ValueError
    compact = compact.replace(",", "").removeprefix("+")
    value = json.loads(compact, parse_constant=_refuse)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError
    if shape.kind is Kind.INTEGER and isinstance(value, float) and not value.is_integer():
        raise ValueError
    return int(value) if shape.kind is Kind.INTEGER else value


def _boolean(shape: Shape, text: str) -> bool:
    known = {"true": True, "false": False}
    if text.strip() not in known:
        raise ValueError
    return known[text.strip()]


def _constant(shape: Shape, text: str) -> Any:
    return text if isinstance(shape.keywords["const"], str) else _loaded(text)


def _text(shape: Shape, text: str) -> str:
    return normalise(str(shape.keywords.get("format", "")), text)


READERS: Mapping[Kind, Callable[[Shape, str], Any]] = {
    Kind.TEXT: _text, Kind.INTEGER: _number, Kind.NUMBER: _number, Kind.BOOLEAN: _boolean, Kind.CONSTANT: _constant,
}


def _refuse(name: str) -> Any:
    raise ValueError(name)


def _type_names(value: Any) -> frozenset[str]:
    if isinstance(value, bool):
        return frozenset({"boolean"})
    number = {"integer", "number"}
    names = {int: number, float: number, list: {"array"}, dict: {"object"}, str: {"string"}}
    return frozenset(names.get(type(value), {"null"}))
