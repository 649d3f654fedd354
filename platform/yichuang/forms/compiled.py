"""A schema made ready for use: its validator, its conditions and its local references, compiled once."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

import jsonschema_rs

from yichuang.errors import Invalid, Problem
from yichuang.standards.formats import FORMATS

from .condition import Condition, names_read
from .dialect import schema_problems
from .form import Schema
from .keywords import OBJECT
from .messages import sentences
from .refs import References

ROOT = "urn:yichuang:form"
_SETTINGS: Mapping[str, Any] = {
    "validate_formats": True, "formats": dict(FORMATS), "pattern_options": jsonschema_rs.RegexOptions(), "offline": True,
}


UNREADABLE = Problem("", "depth", "内容嵌套过深，或含有无法识别的字符，不能核对。", fix="减少嵌套，删去特殊字符。")
"""What the validator cannot take in at all: nesting beyond its limit, lone surrogates."""


class SchemaInvalid(Invalid):
    """表单的 schema 有错，不能使用。"""


class Compiled:
    """One schema, compiled. Safe to share between threads; the schema must not be changed afterwards."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.references = References(schema)
        self._conditions: dict[int, Condition] = {}
        self.shapes: dict[tuple[int, ...], Any] = {}
        self.below: dict[tuple[int, ...], Any] = {}
        self.types: dict[tuple[int, ...], Any] = {}
        """What is known of places already: ids of the schemas that speak of one → its shape, properties, JSON types."""

    # Made when first asked for: whoever only wants to know the fields needs neither.
    @cached_property
    def _validator(self) -> Any:
        plain: Any = self.schema
        return jsonschema_rs.Draft202012Validator(plain, **_SETTINGS)

    @cached_property
    def _registry(self) -> Any:
        # Read as this draft whatever it says of itself; the name of our own meta-schema is no draft to a registry.
        plain: Any = {key: value for key, value in self.schema.items() if key != "$schema"} if isinstance(
            self.schema, OBJECT) else self.schema
        return jsonschema_rs.Registry([(ROOT, plain)])

    def is_valid(self, data: Any) -> bool:
        """Whether data meets the schema; no reasons."""
        try:
            return bool(self._validator.is_valid(data))
        except ValueError:
            return False

    def problems(self, data: Any) -> list[Problem]:
        """Everything wrong with data, each at the pointer of the field that it concerns."""
        try:
            return list(dict.fromkeys(_flat(self._validator.iter_errors(data))))
        except ValueError:
            return [UNREADABLE]

    def holds(self, condition: Schema, data: Any) -> bool:
        """Whether a subschema of this schema (an `if`, a branch) is met by data."""
        if isinstance(condition, bool):
            return condition
        known = self._conditions.get(id(condition))
        if known is None:
            checker = jsonschema_rs.Draft202012Validator(_absolute(condition), registry=self._registry, **_SETTINGS)
            known = self._conditions[id(condition)] = Condition(condition, checker, names_read(condition, self.references))
        return known.holds(data)

    def resolve(self, fragment: Schema) -> Iterator[Schema]:
        """The fragment, and what it refers to, each once."""
        seen: set[int] = set()
        while isinstance(fragment, OBJECT) and id(fragment) not in seen:
            seen.add(id(fragment))
            yield fragment
            fragment = self.references.of(fragment)
        if isinstance(fragment, bool):
            yield fragment


def compiled(schema: Schema) -> Compiled:
    """The compiled form of a schema, from cache where its text has been seen. Raises SchemaInvalid with all problems."""
    return _compiled(json.dumps(schema, ensure_ascii=False))


@lru_cache(maxsize=512)
def _compiled(text: str) -> Compiled:
    schema = json.loads(text)
    # What passes as ours passes as a foreign one too, and ours has mostly been looked at already.
    if _errors(schema, foreign=False) and (errors := _errors(schema, foreign=True)):
        raise SchemaInvalid(problems=errors)
    return Compiled(schema)


def forget() -> None:
    """Lets go of every compiled schema, for who measures what compiling costs."""
    _compiled.cache_clear()


@lru_cache(maxsize=4096)
def matches(pattern: str, name: str) -> bool:
    """Whether a name of `patternProperties` is meant by its pattern, as the validator reads patterns."""
    refusing = jsonschema_rs.Draft202012Validator({"patternProperties": {pattern: False}},
                                                  pattern_options=jsonschema_rs.RegexOptions(), offline=True)
    return not refusing.is_valid({name: None})


def _errors(schema: Any, foreign: bool) -> list[Problem]:
    return [problem for problem in schema_problems(schema, foreign) if problem.severity == "error"]


def _absolute(fragment: Any) -> Any:
    """A copy whose local references name the whole form, so that the fragment stands alone."""
    if isinstance(fragment, Mapping):
        return {key: ROOT + value if key == "$ref" and isinstance(value, str) and value.startswith("#")
                else _absolute(value) for key, value in fragment.items()}
    if isinstance(fragment, list):
        return [_absolute(part) for part in fragment]
    return fragment


def _flat(errors: Any) -> Iterator[Problem]:
    for error in errors:
        yield from sentences(error)
