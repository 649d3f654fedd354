"""What follows from what, one keyword at a time: whether all that holds of a value implies the keyword of another schema."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Protocol

from yichuang.forms.form import Schema

from .languages import texts_of
from .plain import same_meaning
from .said import NUMBERS, Said, with_integers


class Prover(Protocol):
    """What a rule may ask further."""

    def within(self, sub: Said, sup: Schema) -> bool:
        """Whether all that `sub` accepts meets `sup`."""
        ...

    def apart(self, sub: Said, other: Schema) -> bool:
        """Whether no value meets both."""
        ...


Rule = Callable[[Prover, Said, Mapping[str, Any]], bool]


def _type(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    return sub.types <= with_integers(part["type"]) or (
        sub.types - with_integers(part["type"]) == {"number"} and _whole(sub) and "integer" in with_integers(part["type"]))


def _whole(sub: Said) -> bool:
    return any(float(each["multipleOf"]).is_integer() for each in sub.parts if "multipleOf" in each)


def _options(proof: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    return any(proof.within(sub, branch) for branch in part["anyOf"])


def _one_option(proof: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    branches = part["oneOf"]
    return any(proof.within(sub, branch) and all(proof.apart(sub, other) for other in branches if other is not branch)
               for branch in branches)


def _not(proof: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    return proof.apart(sub, part["not"])


def _at_least(key: str, nothing: int | None = None) -> Rule:
    def rule(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
        found = sub.greatest(key, nothing)
        return found is not None and found >= part[key]
    return rule


def _shortest(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    coming = texts_of(sub)
    return coming.least >= part["minLength"] or (
        bool(coming.patterns) and replace(coming, most=int(part["minLength"]) - 1).none)


def _longest(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    coming = texts_of(sub)
    short = coming.most is not None and coming.most <= part["maxLength"]
    return short or (bool(coming.patterns) and replace(coming, least=int(part["maxLength"]) + 1).none)


def _pattern(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    coming = texts_of(sub)
    return part["pattern"] in coming.patterns or coming.meets(part["pattern"])


def _minimum(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    bounds = [sub.greatest("minimum"), sub.greatest("exclusiveMinimum")]
    return any(bound is not None and bound >= part["minimum"] for bound in bounds)


def _above(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    bound, strict = sub.greatest("minimum"), sub.greatest("exclusiveMinimum")
    limit = part["exclusiveMinimum"]
    return (bound is not None and bound > limit) or (strict is not None and strict >= limit)


def _maximum(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    bounds = [sub.least("maximum"), sub.least("exclusiveMaximum")]
    return any(bound is not None and bound <= part["maximum"] for bound in bounds)


def _below(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    bound, strict = sub.least("maximum"), sub.least("exclusiveMaximum")
    limit = part["exclusiveMaximum"]
    return (bound is not None and bound < limit) or (strict is not None and strict <= limit)


def _multiple(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    step = Fraction(str(part["multipleOf"]))
    if sub.types & NUMBERS == {"integer"} and step.numerator == 1:
        return True
    return any((Fraction(str(each["multipleOf"])) / step).denominator == 1 for each in sub.parts if "multipleOf" in each)


def _most_items(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    found = sub.least("maxItems")
    # Of different items there are no more than their values.
    values = Said.of(sub.form, sub.of_item(None)).listed() if any(each.get("uniqueItems") for each in sub.parts) else None
    counts = (found, None if values is None or sub.prefix else len(values))
    return any(count is not None and count <= part["maxItems"] for count in counts)


def _identical(key: str) -> Rule:
    def rule(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
        return any(key in each and same_meaning(each[key], part[key]) for each in sub.parts)
    return rule


def _unique(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    return not part["uniqueItems"] or sub.least("maxItems", 2) <= 1 or any(each.get("uniqueItems") for each in sub.parts)


def _contains(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    least, most = part.get("minContains", 1), part.get("maxContains")
    if least == 0 and most is None:
        return True
    return any(
        same_meaning(each["contains"], part["contains"]) and each.get("minContains", 1) >= least
        and (most is None or each.get("maxContains", most + 1) <= most)
        for each in sub.parts if "contains" in each)


def _items(proof: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    begin = len(part.get("prefixItems", ()))
    most = sub.least("maxItems")
    placed = range(begin, sub.prefix if most is None else min(sub.prefix, most))
    rest = [None] if most is None or most > max(begin, sub.prefix) else []
    return all(proof.within(Said.of(sub.form, sub.of_item(i)), part["items"]) for i in [*placed, *rest])


def _prefix_items(proof: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    most = sub.least("maxItems")
    placed = part["prefixItems"] if most is None else part["prefixItems"][:most]
    return all(proof.within(Said.of(sub.form, sub.of_item(i)), schema) for i, schema in enumerate(placed))


def _required(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    return set(part["required"]) <= sub.required


def _properties(proof: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    return all(proof.within(_value(sub, name), schema) for name, schema in part["properties"].items())


def _value(sub: Said, name: str) -> Said:
    closed = sub.closed
    if closed is not None and name not in closed:
        return Said.of(sub.form, [False])
    return Said.of(sub.form, sub.of_property(name))


def _additional(proof: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    schema, declared = part["additionalProperties"], set(part.get("properties", ()))
    if schema is True:
        return True
    if "patternProperties" in part or any("patternProperties" in each for each in sub.parts):
        return False
    closed = sub.closed
    named = closed if closed is not None else {name for each in sub.parts for name in each.get("properties", ())}
    others = [] if closed is not None else [[each["additionalProperties"] for each in sub.parts if "additionalProperties" in each]]
    return all(proof.within(_value(sub, name), schema) for name in named - declared) and all(
        proof.within(Said.of(sub.form, said), schema) for said in others)


def _dependent_required(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    return all(_demanded(sub, name, set(needed)) for name, needed in part["dependentRequired"].items())


def _demanded(sub: Said, name: str, needed: set[str]) -> bool:
    also = {other for each in sub.parts for other in each.get("dependentRequired", {}).get(name, ())}
    closed = sub.closed
    return needed <= sub.required | also or (closed is not None and name not in closed)


def _dependent_schemas(proof: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    return all(
        any(same_meaning(each.get("dependentSchemas", {}).get(name), schema) for each in sub.parts)
        or proof.within(sub.also({"required": [name]}), schema)
        for name, schema in part["dependentSchemas"].items())


def _fewest(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    return bool(max(sub.greatest("minProperties", 0), len(sub.required)) >= part["minProperties"])


def _most(_: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    counts = [sub.least("maxProperties"), None if sub.closed is None else len(sub.closed)]
    return any(count is not None and count <= part["maxProperties"] for count in counts)


def _if(proof: Prover, sub: Said, part: Mapping[str, Any]) -> bool:
    asked, then, other = part["if"], part.get("then", True), part.get("else", True)
    mine = {"if": asked, "then": then, "else": other}
    if any(same_meaning(mine, {"if": each["if"], "then": each.get("then", True), "else": each.get("else", True)})
           for each in sub.parts if "if" in each):
        return True
    met, unmet = proof.within(sub, asked), proof.apart(sub, asked)
    return (unmet or proof.within(sub, then)) and (met or proof.within(sub, other))


RULES: Mapping[str, Rule] = {
    "type": _type, "anyOf": _options, "oneOf": _one_option, "not": _not, "minimum": _minimum, "exclusiveMinimum": _above,
    "maximum": _maximum, "exclusiveMaximum": _below, "multipleOf": _multiple, "minLength": _shortest,
    "maxLength": _longest, "pattern": _pattern, "format": _identical("format"),
    "minItems": _at_least("minItems", 0), "maxItems": _most_items, "uniqueItems": _unique, "contains": _contains,
    "items": _items, "prefixItems": _prefix_items, "required": _required, "properties": _properties,
    "additionalProperties": _additional, "patternProperties": _identical("patternProperties"),
    "propertyNames": _identical("propertyNames"), "dependentRequired": _dependent_required,
    "dependentSchemas": _dependent_schemas, "minProperties": _fewest, "maxProperties": _most, "if": _if,
}
ABOUT: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"), NUMBERS),
    **dict.fromkeys(("minLength", "maxLength", "pattern", "format"), frozenset({"string"})),
    **dict.fromkeys(("minItems", "maxItems", "uniqueItems", "contains", "items", "prefixItems", "unevaluatedItems"),
                    frozenset({"array"})),
    **dict.fromkeys(("required", "properties", "additionalProperties", "patternProperties", "propertyNames",
                     "dependentRequired", "dependentSchemas", "minProperties", "maxProperties", "unevaluatedProperties"),
                    frozenset({"object"})),
}

