"""The meet of two schemas of one value: a schema that accepts what both accept, keyword by keyword."""
from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

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
VALUES = ("enum", "const", "oneOf", "anyOf")


def meet(one: Any, other: Any) -> Any:
    """A schema for what both accept. Raises Incompatible when nothing is left or the meanings differ."""
    if one is True or one == other:
        return other if one is True else one
    if other is True:
        return one
    if one is False or other is False:
        return False
    return _checked(_joined(dict(one), dict(other)))


def _joined(one: Keywords, other: Keywords) -> Keywords:
    found: Keywords = {}
    listed = _met_values(one, other)
    for key in dict.fromkeys([*one, *other]):
        if key == "allOf" or (key in VALUES and listed is not None):
            continue
        if key not in other or key not in one:
            found[key] = one.get(key, other.get(key))
        else:
            _join_keyword(found, key, one[key], other[key])
    found.update(listed or {})
    if beside := [*one.get("allOf", []), *other.get("allOf", []), *found.pop("allOf", [])]:
        found["allOf"] = [part for i, part in enumerate(beside) if part not in beside[:i]]
    return found


def _join_keyword(found: Keywords, key: str, one: Any, other: Any) -> None:
    if one == other or key in ANNOTATIONS:
        found[key] = one
    elif key in LARGER:
        found[key] = LARGER[key](one, other)
    elif key == "type":
        found[key] = _types(one, other)
    elif key == "format":
        raise Incompatible("format", f"格式不一致：{one} 与 {other}。")
    elif key == "uniqueItems":
        found[key] = bool(one or other)
    elif key == "required":
        found[key] = list(dict.fromkeys([*one, *other]))
    elif key == "multipleOf" and isinstance(one, int) and isinstance(other, int):
        found[key] = math.lcm(one, other)
    elif key in ("items", "additionalProperties", "contains", "propertyNames"):
        found[key] = meet(one, other)
    elif key in ("properties", "patternProperties"):
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
    """The values a schema lists, each with its option; None when it lists none."""
    if "const" in schema:
        return [(schema["const"], {"const": schema["const"]})]
    for key in ("oneOf", "anyOf"):
        branches = schema.get(key)
        if isinstance(branches, list) and branches and all(isinstance(b, Mapping) and "const" in b for b in branches):
            return [(b["const"], b) for b in branches]
    if "enum" in schema:
        return [(value, {"const": value}) for value in schema["enum"]]
    return None


def _met_values(one: Keywords, other: Keywords) -> Keywords | None:
    """The listed values common to both; named options keep their names."""
    first, second = values_of(one), values_of(other)
    if first is None and second is None:
        return None
    if first is None or second is None:
        source = one if second is None else other
        return {key: source[key] for key in VALUES if key in source}
    allowed = {_key(value): option for value, option in second}
    common = [(value, {**allowed[_key(value)], **option}) for value, option in first if _key(value) in allowed]
    if not common:
        raise Incompatible("enum", f"可选值没有交集：{_listing(first)} 与 {_listing(second)}。")
    named = any("title" in option for _, option in common)
    return {"oneOf": [dict(option) for _, option in common]} if named else {"enum": [value for value, _ in common]}


def _key(value: Any) -> str:
    """Equal for equal JSON values only: "1" is not 1, and 1.0 is."""
    whole = isinstance(value, float) and value.is_integer()
    return json.dumps(int(value) if whole else value, sort_keys=True)


def _listing(values: list[tuple[Any, Mapping[str, Any]]]) -> str:
    shown = "、".join(str(option.get("title", value)) for value, option in values[:6])
    return shown + ("…" if len(values) > 6 else "")


def _checked(schema: Keywords) -> Keywords:
    for problem in _empty_ranges(schema):
        raise Incompatible("range", problem)
    return schema


def _empty_ranges(schema: Keywords) -> Iterator[str]:
    for low, high, name in RANGES:
        if low in schema and high in schema and schema[low] > schema[high]:
            yield f"{name}没有交集：至少 {schema[low]}，至多 {schema[high]}。"
    low, high = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    top, bottom = schema.get("maximum", high), schema.get("minimum", low)
    if (low is not None and top is not None and low >= top) or (high is not None and bottom is not None and bottom >= high):
        yield "数值范围没有交集。"
