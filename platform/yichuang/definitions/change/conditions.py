"""Conditions of a form (`if`, `allOf`, `dependentSchemas` …): which came, went or changed, and whether that is proven harmless."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from yichuang.forms.meet import same

from .acceptance import accepts_all
from .values import Change, Spot

Schema = Mapping[str, Any]
CONDITIONAL = ("allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "dependentRequired", "not",
               "patternProperties", "additionalProperties", "propertyNames", "unevaluatedProperties")
LIMIT = 3


Inside = Callable[[Spot, Any, Any, tuple[Any, Any]], Iterator[Change]]
Unit = tuple[tuple[Any, ...], Schema]


def condition_changes(at: Spot, level: tuple[Schema, Schema], roots: tuple[Any, Any], inside: Inside) -> Iterator[Change]:
    """Changes of the conditions at one level of a form. `inside` compares what the same condition opens."""
    before, after = level
    old, new = _units(before), _units(after)
    came = [unit for unit in new if not any(same(unit[1], other) for _, other in old)]
    gone = [unit for unit in old if not any(same(unit[1], other) for _, other in new)]
    for one in came:
        was = next((other for other in gone if _alike(one[1], other[1])), None)
        if was is not None:
            gone.remove(was)
        yield from _came(at, one, was, (level, roots, inside))
    for steps, unit in gone:
        lost = _declared(unit) - _declared(after)
        said = f"“{subject_of(unit, before)}”的条件去掉了{_fields('，不再有字段', lost, unit)}"
        yield at.below(*steps).change(*_judged(said, not lost), unit, None)
    if not came and not gone and [unit for _, unit in old] != [unit for _, unit in new]:
        yield at.change("order-changed", "条件的次序有调整。")


def _came(at: Spot, unit: Unit, was: Unit | None, around: tuple[Any, tuple[Any, Any], Inside]) -> Iterator[Change]:
    (steps, now), ((before, after), roots, inside) = unit, around
    if was is not None and "if" in now and same(was[1].get("if"), now["if"]):
        condition = f"{at.label}“{subject_of(now, after)}”的条件下，"
        base = steps[:-1] if steps[-1] == "if" else steps
        for branch in ("then", "else"):
            if not same(was[1].get(branch), now.get(branch)):
                here = at.below(*base, branch, label=condition)
                yield from inside(here, was[1].get(branch, {}), now.get(branch, {}), roots)
        return
    lost = _declared(was[1]) - _declared(after) if was else set()
    harmless = not lost and accepts_all(
        _with_shelves(_coupled(now, after), roots[1]), _with_shelves(before, roots[0]), of_forms=True)
    more = _fields("，多了字段", _declared(now) - _declared(before), now) + _fields("，不再有字段", lost, was[1] if was else {})
    said = f"“{subject_of(now, after)}”的条件{'有改动' if was else '是新加的'}{more}"
    yield at.below(*steps).change(*_judged(said, harmless), was[1] if was else None, now)


def _fields(said: str, names: set[str], unit: Schema) -> str:
    titles = _titles(unit)
    return said + "".join(f"“{titles.get(name, name)}”" for name in sorted(names)) if names else ""


def _titles(schema: Any) -> dict[str, str]:
    """What the fields declared inside are called."""
    if not isinstance(schema, Mapping):
        return {}
    found: dict[str, str] = {}
    for key in ("then", "else", *schema.get("dependentSchemas", {})):
        found |= _titles(schema.get(key) or schema.get("dependentSchemas", {}).get(key))
    for part in [part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key, ())]:
        found |= _titles(part)
    named = schema.get("properties", {})
    return found | {name: str(said["title"]) for name, said in named.items() if isinstance(said, Mapping) and "title" in said}


def _judged(said: str, harmless: bool) -> tuple[str, str]:
    if harmless:
        return "condition-widened", f"{said}，原来的填写仍然有效。"
    return "condition-changed", f"{said}，原来的填写是否符合无法判定，按不兼容处理。"


def _units(schema: Schema) -> list[tuple[tuple[Any, ...], Schema]]:
    """Each condition by itself, with the way to it."""
    found: list[tuple[tuple[Any, ...], Schema]] = []
    if "if" in schema:
        found.append((("if",), {key: schema[key] for key in ("if", "then", "else") if key in schema}))
    for key in CONDITIONAL:
        value = schema.get(key)
        if key == "allOf" and isinstance(value, list):
            found += [((key, i), part if isinstance(part, Mapping) else {"allOf": [part]}) for i, part in enumerate(value)]
        elif key in ("dependentSchemas", "dependentRequired") and isinstance(value, Mapping):
            found += [((key, name), {key: {name: part}}) for name, part in value.items()]
        elif key not in ("if", "then", "else") and key in schema:
            found.append(((key,), {key: value}))
    return found


def _coupled(unit: Schema, whole: Schema) -> Schema:
    """`additionalProperties` means nothing without the fields beside it."""
    fields = {"properties": dict.fromkeys(whole.get("properties", {}), True)}
    return {**fields, **unit} if "additionalProperties" in unit else unit


def _alike(one: Schema, other: Schema) -> bool:
    """The same condition with other consequences, or the same consequences under another condition."""
    shared = [key for key in one if key in other and same(one[key], other[key])]
    return bool(shared) or (set(one) == set(other) and len(one) == 1 and "if" not in one)


def _declared(schema: Any) -> set[str]:
    """Fields declared anywhere inside."""
    if isinstance(schema, list):
        return {name for part in schema for name in _declared(part)}
    if not isinstance(schema, Mapping):
        return set()
    own = set(schema.get("properties", {})) if isinstance(schema.get("properties"), Mapping) else set()
    inner = [schema[key] for key in ("allOf", "anyOf", "oneOf", "then", "else") if key in schema]
    return own | {name for part in [*inner, *schema.get("dependentSchemas", {}).values()] for name in _declared(part)}


def subject_of(unit: Schema, whole: Schema) -> str:
    """What a condition is about: the titles of the fields it names."""
    titles = {name: schema.get("title", name) if isinstance(schema, Mapping) else name
              for name, schema in whole.get("properties", {}).items()}
    asked = dict.fromkeys(name for name in [*_declared(unit.get("if", unit)), *unit.get("dependentSchemas", {}),
                                            *unit.get("dependentRequired", {})])
    return "、".join(str(titles.get(name, name)) for name in list(asked)[:LIMIT]) or "整张表单"


def _with_shelves(schema: Schema, root: Any) -> Schema:
    shelves = {key: root[key] for key in ("$defs", "definitions") if isinstance(root, Mapping) and key in root}
    return {**shelves, **schema}
