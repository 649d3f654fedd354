"""Where a transform reads when it does not read the field that the department's own identity names: another field of the
merged form, or several."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from yichuang.forms.compiled import Compiled, compiled
from yichuang.forms.form import Schema
from yichuang.forms.meet import Incompatible, meet

from .base import KEPT, UNDECIDED, Transform, types_of
from .codes import Codes
from .dates import Dates

TEXT = {"type": "string"}
APART = "~"


@dataclass(frozen=True)
class Source:
    """A field of the merged form by its key: `role.element`, or `FORM~name` of a field that names no element.

    `title` and `value` (a schema) are for a field that nobody else asks; `transform` makes the text that is used of its
    value; an `optional` one may be left out.
    """

    field: str
    title: str | None = None
    value: Mapping[str, Any] | None = None
    transform: Transform | None = None
    optional: bool = False

    @property
    def identity(self) -> tuple[str, str] | None:
        """(role, element); None for a field of one form alone."""
        role, dot, element = self.field.partition(".")
        return (role, element) if dot and role and element and APART not in self.field else None

    @property
    def words(self) -> dict[str, Any]:
        """What the merged form calls it when nobody else does."""
        return {**({"title": self.title} if self.title else {}), **({"x-element": self.identity[1]} if self.identity else {})}

    @cached_property
    def form(self) -> Compiled:
        """Its own schema, compiled."""
        return compiled({"allOf": [self._declared]})

    @cached_property
    def _declared(self) -> Schema:
        declared: Schema = self._met(self.value if self.value is not None else True, self._textual)
        return declared

    @property
    def _textual(self) -> Schema:
        if self.transform is None:
            return TEXT
        found = self.transform.preimage(compiled(TEXT), TEXT)
        textual: Schema = TEXT if found is UNDECIDED else found
        return textual

    def _met(self, one: Schema, other: Schema) -> Any:
        try:
            return meet(one, other)
        except Incompatible:
            return {"allOf": [one, other]}

    @property
    def never(self) -> bool:
        """Whether no value of it can be made a text."""
        types = types_of(self.value) if self.transform is None and self.value is not None else None
        return self._declared is False or (types is not None and "string" not in types)

    @property
    def schema(self) -> dict[str, Any]:
        """What the merged form asks of it, before other forms speak: values of which a text can be made."""
        said = self._declared
        return {**self.words, **({"not": {}} if said is False else {} if said is True else dict(said))}

    @property
    def longest(self) -> int | None:
        """The length of the longest text that it gives; None when there is no knowing."""
        if isinstance(self.transform, Codes):
            return max(len(own) for _, own in self.transform.table if isinstance(own, str))
        if isinstance(self.transform, Dates):
            return len(self.transform.pattern)
        return None if self.transform else longest_of(self.schema)

    @property
    def shortest(self) -> int:
        """The length of the shortest text that it surely gives."""
        if self.transform is not None:
            return (self.longest or 0) if isinstance(self.transform, Dates) else 0
        return shortest_of(self.schema)

    def text(self, value: Any) -> Any:
        """The text of a value; NOTHING when there is none."""
        return self.transform.forward(value) if self.transform else value

    def as_dict(self) -> Any:
        """As declared: the key alone when there is nothing else to say."""
        said = {"title": self.title, "value": self.value, "optional": self.optional or None,
                "transform": self.transform.as_dict() if self.transform else None}
        more = {key: value for key, value in said.items() if value is not None}
        return {"field": self.field, **more} if more else self.field


@dataclass(frozen=True)
class Borrowed:
    """A transform that reads another field of the merged form than the department's own identity names."""

    inner: Transform
    source: Source

    @property
    def kind(self) -> str:
        """As the transform that it is."""
        return self.inner.kind

    @property
    def reversible(self) -> bool:
        """As the transform that it is."""
        return self.inner.reversible

    def forward(self, value: Any) -> Any:
        """The department's value."""
        return self.inner.forward(value)

    def back(self, value: Any) -> Any:
        """The merged value."""
        return self.inner.back(value)

    def preimage(self, form: Compiled, schema: Schema) -> Any:
        """In values of the other field."""
        return self._called(self.inner.preimage(form, schema))

    def asked(self, form: Compiled, schema: Schema) -> Any:
        """In values of the other field, and in its words instead of the department's."""
        found = self._called(self.inner.asked(form, schema))
        return {**found, "allOf": [*found.get("allOf", ()), self.source.value]} if (
            self.source.value is not None and isinstance(found, Mapping)) else found

    def _called(self, found: Any) -> Any:
        if not isinstance(found, Mapping):
            return found
        return {**{key: value for key, value in found.items() if key not in (*KEPT, "x-example")}, **self.source.words}

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        return {**self.inner.as_dict(), "source": self.source.as_dict()}


def longest_of(said: Mapping[str, Any]) -> int | None:
    """The length of the longest text that a schema's plain keywords allow; None when they set no bound."""
    if options := _options(said):
        return max((len(value) for value in options if isinstance(value, str)), default=0)
    known = [said["maxLength"]] if "maxLength" in said else []
    known += [LENGTHS[said["format"]]] if said.get("format") in LENGTHS else []
    return min(known, default=None)


def shortest_of(said: Mapping[str, Any]) -> int:
    """The length of the shortest text that a schema's plain keywords allow."""
    options = _options(said)
    listed = [min((len(value) for value in options if isinstance(value, str)), default=0)] if options else []
    least = [int(said["minLength"])] if "minLength" in said else []
    return max([0, *listed, *least, *([LENGTHS[said["format"]]] if said.get("format") in LENGTHS else [])])


def _options(said: Mapping[str, Any]) -> list[Any]:
    """The values that a schema lists; none when it does not, or lists more than values."""
    if "enum" in said or "const" in said:
        return list(said.get("enum", [said.get("const")]))
    named = [each["const"] for each in said.get("oneOf", ()) if isinstance(each, Mapping) and "const" in each]
    return named if len(named) == len(said.get("oneOf", ())) else []


LENGTHS: Mapping[str, int] = {"date": 10, "cn-id-number": 18, "cn-credit-code": 18, "cn-mobile": 11}
"""Formats whose texts are all of one length."""
