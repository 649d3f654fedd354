"""For each keyword of the new schema, when the old one says at least as much. A keyword without a rule must be the same."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

from yichuang.forms.meet import LARGER, same

from .conjuncts import Conjuncts, said_types, types_of

Schema = Mapping[str, Any]
NUMBERS = frozenset({"number", "integer"})
SPEAKS_OF: Mapping[str, frozenset[str]] = MappingProxyType({
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), NUMBERS),
    **dict.fromkeys(("minLength", "maxLength", "pattern", "format"), frozenset({"string"})),
    **dict.fromkeys(("minItems", "maxItems", "uniqueItems", "items", "prefixItems", "contains", "minContains",
                     "maxContains", "unevaluatedItems"), frozenset({"array"})),
    **dict.fromkeys(("minProperties", "maxProperties", "required", "dependentRequired", "dependentSchemas", "properties",
                     "patternProperties", "additionalProperties", "propertyNames", "unevaluatedProperties"),
                    frozenset({"object"})),
})
"""The types that a keyword speaks of; it is met by every other type."""


class Place(Protocol):
    """One value, of which the old schemas are known to hold."""

    @property
    def names(self) -> frozenset[str] | None:
        """The fields that an object here can have at all; None for any."""
        ...

    def holds(self, old: Conjuncts, new: Any) -> bool:
        """Whether every value that meets all of `old` meets `new`."""
        ...

    def beside(self, old: Conjuncts, more: Sequence[Any], new: Any) -> bool:
        """The same of this value when more is known of it."""
        ...

    def inside(self, old: Sequence[Any], new: Any) -> bool:
        """The same of a value further in, of which these schemas hold."""
        ...

    def contrary(self, new: Any, old: Any) -> bool:
        """Whether every value that meets `new` meets `old`, whatever fields it has."""
        ...


Rule = Callable[[Place, Conjuncts, str, Schema], bool]


def said_alike(_place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    """The rule of keywords about which nothing more is known."""
    return any(key in part and same(part[key], new[key]) for part in old)


def _type(_place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    return types_of(old) <= said_types(new[key])


def _bound(_place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    """minimum and its kin: the old bound lies inside the new one."""
    low = "inimum" in key
    inclusive, exclusive = ("minimum", "exclusiveMinimum") if low else ("maximum", "exclusiveMaximum")
    limit, strict = new[key], key == exclusive
    for part in old:
        inner = part.get(inclusive)
        if inner is not None and ((inner > limit if low else inner < limit) or (inner == limit and not strict)):
            return True
        outer = part.get(exclusive)
        if outer is not None and (outer >= limit if low else outer <= limit):
            return True
    return False


def _size(_place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    """Lengths and counts: at least as strict."""
    if key.startswith("min") and new[key] <= 0:
        return True
    return any(key in part and LARGER[key](part[key], new[key]) == part[key] for part in old)


def _multiple(_place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    if new[key] == 1 and types_of(old) & NUMBERS <= {"integer"}:
        return True
    whole = isinstance(new[key], int)
    return any(same(part[key], new[key]) or (whole and isinstance(part[key], int) and part[key] % new[key] == 0)
               for part in old if key in part)


def _unique(_place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    return new[key] is False or said_alike(_place, old, key, new)


def _required(_place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    return set(new[key]) <= _demanded(old)


def _demanded(old: Conjuncts) -> set[str]:
    return {name for part in old for name in part.get("required", ())}


def _never(place: Place, name: str) -> bool:
    return place.names is not None and name not in place.names


def _dependent_required(place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    always = _demanded(old)
    return all(_never(place, name) or set(needs) <= always | {n for part in old for n in part.get(key, {}).get(name, ())}
               for name, needs in new[key].items())


def _dependent_schemas(place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    return all(_never(place, name) or place.beside(old, [part[key][name] for part in old if name in part.get(key, {})], wanted)
               for name, wanted in new[key].items())


def said_of(old: Conjuncts, name: str) -> list[Any]:
    """What the old schemas surely say of a field."""
    return list(_said_of(old, name))


def _said_of(old: Conjuncts, name: str) -> Iterator[Any]:
    for part in old:
        if name in part.get("properties", {}):
            yield part["properties"][name]
        elif "additionalProperties" in part and "patternProperties" not in part:
            yield part["additionalProperties"]


def _properties(place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    return all(_never(place, name) or place.inside(said_of(old, name), wanted) for name, wanted in new[key].items())


def _additional(place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    wanted, named = new[key], set(new.get("properties", {}))
    if place.names is not None:
        return all(place.inside(said_of(old, name), wanted) for name in place.names - named)
    if "patternProperties" in new:
        return wanted is True or wanted == {}
    return any(place.inside([part[key]], wanted)
               and all(place.inside([said], wanted) for name, said in part.get("properties", {}).items() if name not in named)
               for part in old if key in part and "patternProperties" not in part) or wanted is True or wanted == {}


def _property_names(place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    if place.names is not None and all(place.inside([{"const": name}], new[key]) for name in place.names):
        return True
    return place.inside([part[key] for part in old if key in part], new[key])


def _items(place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    prefix = new.get("prefixItems")
    said = [part[key] for part in old if key in part and same(part.get("prefixItems"), prefix)]
    if prefix is not None and not any(same(part.get("prefixItems"), prefix) for part in old):
        return bool(new[key] is True)
    return place.inside(said, new[key])


def _contains(_place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    least, most = new.get("minContains", 1), new.get("maxContains")
    return any(same(part[key], new[key]) and part.get("minContains", 1) >= least
               and (most is None or part.get("maxContains", most + 1) <= most) for part in old if key in part)


def _with_contains(_place: Place, _old: Conjuncts, _key: str, _new: Schema) -> bool:
    """Judged together with `contains`; alone it says nothing."""
    return True


def _not(place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    return any(place.contrary(new[key], part[key]) for part in old if key in part)


def _any_of(place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    return said_alike(place, old, key, new) or any(place.holds(old, branch) for branch in new[key])


def _all_of(place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    return all(place.holds(old, branch) for branch in new[key])


def _if(place: Place, old: Conjuncts, key: str, new: Schema) -> bool:
    condition = new[key]
    alike = [part for part in old if key in part and same(part[key], condition)]
    then, other = ([part.get(branch, True) for part in alike] for branch in ("then", "else"))
    never = isinstance(condition, Mapping) and any(_never(place, name) for name in condition.get("required", ())) \
        and types_of((*old, condition)) <= {"object"}
    met = never or place.beside(old, [condition, *then], new.get("then", True))
    return met and place.beside(old, other, new.get("else", True))


def _with_if(_place: Place, _old: Conjuncts, _key: str, _new: Schema) -> bool:
    """Judged together with `if`; alone it says nothing."""
    return True


RULES: Mapping[str, Rule] = MappingProxyType({
    "type": _type,
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _bound),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _size),
    "multipleOf": _multiple, "uniqueItems": _unique, "required": _required, "dependentRequired": _dependent_required,
    "dependentSchemas": _dependent_schemas, "properties": _properties, "additionalProperties": _additional,
    "propertyNames": _property_names, "items": _items, "contains": _contains, "minContains": _with_contains,
    "maxContains": _with_contains, "not": _not, "anyOf": _any_of, "allOf": _all_of, "if": _if, "then": _with_if,
    "else": _with_if,
})
