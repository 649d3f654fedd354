"""The meet of two schemas of one value: a schema that accepts what both accept, keyword by keyword."""
from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .keywords import OBJECT

Keywords = dict[str, Any]


class Incompatible(Exception):
    """No value, or no one meaning, satisfies both. `kind` and `message` say why."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


LARGER: Mapping[str, Callable[[Any, Any], Any]] = {
    "minimum": max, "exclusiveMinimum": max, "minLength": max, "minItems": max, "minProperties": max, "minContains": max,
    "maximum": min, "exclusiveMaximum": min, "maxLength": min, "maxItems": min, "maxProperties": min, "maxContains": min,
}
RANGES = (("minimum", "maximum", "数值范围"), ("minLength", "maxLength", "长度"), ("minItems", "maxItems", "项数"),
          ("minProperties", "maxProperties", "项数"))
ANNOTATIONS = frozenset({"title", "description", "examples", "deprecated", "$comment", "readOnly", "writeOnly"})
COUPLED = (
    ("if", "then", "else"),
    ("contains", "minContains", "maxContains"),
    ("items", "prefixItems"),
    ("properties", "patternProperties", "additionalProperties"),
)
"""Keywords that mean something only together."""
WHOLE = ("unevaluatedProperties", "unevaluatedItems", "$ref", "$dynamicRef")
"""Keywords that look at all that stands beside them."""
NARROWER = frozenset({("cn-mobile", "cn-phone"), ("email", "idn-email"), ("uri", "iri"), ("uri", "uri-reference"),
                      ("hostname", "idn-hostname")})
"""Formats all of whose values are of the second format too."""
VALUES = ("const", "oneOf", "anyOf", "enum")


def meet(one: Any, other: Any) -> Any:
    """A schema for what both accept. Raises Incompatible when nothing is left or the meanings differ."""
    if one is True or same(one, other):
        return other if one is True else one
    if other is True:
        return one
    if one is False or other is False:
        return False
    if any(key in schema for schema in (one, other) for key in WHOLE):
        return {"allOf": [one, other]}
    return _checked(_joined(dict(one), dict(other)))


def same(one: Any, other: Any) -> bool:
    """Whether two pieces of JSON are the same; unlike Python, JSON tells 1 from true."""
    return bool(one == other) and _alike(one, other)


def _alike(one: Any, other: Any) -> bool:
    """Of two that Python calls equal: whether no boolean of the one stands for a number of the other."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, OBJECT):
        return all(_alike(value, other[key]) for key, value in one.items())
    return not isinstance(one, list | tuple) or all(map(_alike, one, other))


def _joined(one: Keywords, other: Keywords) -> Keywords:
    listed = _met_values(one, other)
    beside = [*one.pop("allOf", []), *other.pop("allOf", [])]
    beside += [apart for group in COUPLED if (apart := _set_apart(one, other, group))]
    found: Keywords = {}
    for key in dict.fromkeys([*one, *other]):
        if key in VALUES and listed is not None:
            continue
        if key not in other or key not in one:
            found[key] = one.get(key, other.get(key))
        else:
            _join_keyword(found, key, one[key], other[key])
    found.update(listed or {})
    if beside := [*beside, *found.pop("allOf", [])]:
        found["allOf"] = [part for i, part in enumerate(beside) if not any(same(part, known) for known in beside[:i])]
    return found


def _set_apart(one: Keywords, other: Keywords, group: tuple[str, ...]) -> Keywords:
    """Takes a group of coupled keywords out of `other` where it cannot be joined key by key, to be demanded beside."""
    mine = {key: one[key] for key in group if key in one}
    theirs = {key: other[key] for key in group if key in other}
    alike = mine.keys() == theirs.keys() and (len(mine) == 1 and group[0] in ("items", "properties"))
    if not mine or not theirs or alike or same(mine, theirs):
        return {}
    for key in theirs:
        del other[key]
    return theirs


def _join_keyword(found: Keywords, key: str, one: Any, other: Any) -> None:
    if key in ANNOTATIONS or same(one, other):
        found[key] = one
    elif key in LARGER:
        found[key] = LARGER[key](one, other)
    elif key == "type":
        found[key] = _types(one, other)
    elif key == "format" and ((one, other) in NARROWER or (other, one) in NARROWER):
        found[key] = one if (one, other) in NARROWER else other
    elif key == "format":
        raise Incompatible("format", f"格式不一致：{one} 与 {other}。")
    elif key == "uniqueItems":
        found[key] = bool(one or other)
    elif key == "required":
        found[key] = list(dict.fromkeys([*one, *other]))
    elif key == "multipleOf" and isinstance(one, int) and isinstance(other, int):
        found[key] = math.lcm(one, other)
    elif key in ("items", "propertyNames"):
        found[key] = meet(one, other)
    elif key == "properties":
        found[key] = {name: meet(one.get(name, True), other.get(name, True)) for name in dict.fromkeys([*one, *other])}
    elif key == "default":
        return
    elif key.startswith("x-"):
        found[key] = _annotation(one, other)
    else:
        # No single keyword says both: keep the first where it stands and demand the second beside it.
        found[key] = one
        found.setdefault("allOf", []).append({key: other})


def _annotation(one: Any, other: Any) -> Any:
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *(part for part in other if part not in one)]
    return one


def _types(one: Any, other: Any) -> Any:
    first = [one] if isinstance(one, str) else list(one)
    second = [other] if isinstance(other, str) else list(other)
    both = [t for t in first if t in second]
    integers = "integer" in [*first, *second] and "number" in [*first, *second]
    if integers and "integer" not in both and "number" not in both:
        both.append("integer")
    if not both:
        raise Incompatible("type", f"类型不一致：{'/'.join(first)} 与 {'/'.join(second)}。")
    return both[0] if len(both) == 1 else both


def values_of(schema: Mapping[str, Any]) -> list[tuple[Any, Mapping[str, Any]]] | None:
    """The values a schema lists, each once and with its option; None when it lists none, or more than a list says."""
    said = [key for key in VALUES if key in schema]
    if len(said) != 1:
        return None
    value = schema[said[0]]
    if said[0] == "const":
        return [(value, {"const": value})]
    if said[0] == "enum":
        return _once([{"const": each} for each in value])
    if not value or not all(isinstance(b, Mapping) and "const" in b and _only_named(b) for b in value):
        return None
    options = _once(value)
    return options if said[0] == "anyOf" or len(options) == len(value) else None


def _only_named(option: Mapping[str, Any]) -> bool:
    return all(key == "const" or key in ANNOTATIONS or key.startswith("x-") for key in option)


def _once(options: list[Any]) -> list[tuple[Any, Mapping[str, Any]]]:
    return list({_key(option["const"]): (option["const"], option) for option in options}.values())


def _met_values(one: Keywords, other: Keywords) -> Keywords | None:
    """The listed values common to both, where both list them; named options keep their names."""
    first, second = values_of(one), values_of(other)
    if first is None or second is None:
        return None
    allowed = {_key(value): option for value, option in second}
    common = [(value, {**allowed[_key(value)], **option}) for value, option in first if _key(value) in allowed]
    if not common:
        raise Incompatible("enum", f"可选值没有交集：{_listing(first)} 与 {_listing(second)}。")
    named = any("title" in option for _, option in common)
    return {"oneOf": [dict(option) for _, option in common]} if named else {"enum": [value for value, _ in common]}


def _key(value: Any) -> str:
    """Equal for equal JSON values only: "1" is not 1, and 1.0 is."""
    return json.dumps(_whole(value), sort_keys=True)


def _whole(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {key: _whole(part) for key, part in value.items()}
    return [_whole(part) for part in value] if isinstance(value, list | tuple) else value


def _listing(values: list[tuple[Any, Mapping[str, Any]]]) -> str:
    shown = "、".join(str(option.get("title", value)) for value, option in values[:6])
    return shown + ("…" if len(values) > 6 else "")


def _checked(schema: Keywords) -> Keywords:
    for problem in _empty_ranges(schema):
        raise Incompatible("range", problem)
    listed = values_of(schema)
    if listed and "type" in schema and not any(_is_of(value, schema["type"]) for value, _ in listed):
        raise Incompatible("type", f"可选值（{_listing(listed)}）都不是所要的类型。")
    return schema


def _is_of(value: Any, said: str | list[str]) -> bool:
    kinds: Mapping[str, Any] = {"string": str, "object": Mapping, "array": list, "null": type(None), "boolean": bool}
    for kind in [said] if isinstance(said, str) else said:
        if kind in kinds and isinstance(value, kinds[kind]):
            return True
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number and (kind == "number" or (kind == "integer" and float(value).is_integer())):
            return True
    return False


def _empty_ranges(schema: Keywords) -> Iterator[str]:
    for low, high, name in RANGES:
        if low in schema and high in schema and schema[low] > schema[high]:
            yield f"{name}没有交集：至少 {schema[low]}，至多 {schema[high]}。"
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    top, bottom = schema.get("maximum", below), schema.get("minimum", above)
    if (above is not None and top is not None and above >= top) or (
            below is not None and bottom is not None and bottom >= below):
        yield "数值范围没有交集。"
