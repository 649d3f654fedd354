"""Dates, numbers and amounts that are written in other ways: 20261121, 12.50 as text, 万元, 壹佰元整."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Schema
from yichuang.forms.meet import values_of
from yichuang.standards.amounts import LARGEST, from_words, in_words

from .base import NOTHING, UNDECIDED, kept

SHAPE_ONLY = frozenset({"type", "format", "pattern", "minLength", "maxLength"})
"""Keywords about how a text is written; the transform writes it so."""
DATE_PARTS = {"YYYY": r"(?P<year>[0-9]{4})", "MM": r"(?P<month>[0-9]{2})", "DD": r"(?P<day>[0-9]{2})"}


def by_values(transform: Any, form: Compiled, schema: Schema, whole: Mapping[str, Any]) -> Any:
    """The preimage by trying: a schema that only says how a text is written is met by all, listed values are taken back."""
    if isinstance(schema, bool):
        return schema
    listed = values_of(schema)
    if listed is not None:
        found = [merged for value, _ in listed if (merged := transform.back(value)) is not NOTHING and form.holds(schema, value)]
        return {**kept(schema), "enum": found} if found else False
    asserted = {key for key in schema if not key.startswith("x-") and key not in ("title", "description", "examples", "default")}
    return {**kept(schema), **whole} if asserted <= SHAPE_ONLY else UNDECIDED


@dataclass(frozen=True)
class Dates:
    """A date that the department writes by a pattern of YYYY, MM and DD. Without DD there is no way back."""

    pattern: str
    kind: str = "date"

    @cached_property
    def _written(self) -> re.Pattern[str]:
        escaped = re.escape(self.pattern)
        for name, part in DATE_PARTS.items():
            escaped = escaped.replace(name, part, 1)
        return re.compile(escaped)

    def forward(self, value: Any) -> Any:
        """2026-11-21 → as the pattern writes it."""
        try:
            day = date.fromisoformat(value)
        except (TypeError, ValueError):
            return NOTHING
        return self.pattern.replace("YYYY", f"{day.year:04}").replace("MM", f"{day.month:02}").replace("DD", f"{day.day:02}")

    def back(self, value: Any) -> Any:
        """As the pattern writes it → 2026-11-21."""
        found = self._written.fullmatch(value) if isinstance(value, str) else None
        if found is None or set(found.groupdict()) != {"year", "month", "day"}:
            return NOTHING
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
        except ValueError:
            return NOTHING

    def preimage(self, form: Compiled, schema: Schema) -> Any:
        """A date, whatever the way of writing."""
        return by_values(self, form, schema, {"type": "string", "format": "date"})

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        return {"kind": self.kind, "pattern": self.pattern}


@dataclass(frozen=True)
class Numbers:
    """The department's number is the merged one × `factor`; with `decimals` it is written as text with so many places."""

    factor: Decimal = Decimal(1)
    decimals: int | None = None
    kind: str = "number"

    def forward(self, value: Any) -> Any:
        """Exactly; NOTHING when the text cannot hold it."""
        number = decimal(value)
        if number is None:
            return NOTHING
        scaled = number * self.factor
        if self.decimals is None:
            return plain(scaled)
        written = f"{scaled:.{self.decimals}f}"
        return written if Decimal(written) == scaled else NOTHING

    def back(self, value: Any) -> Any:
        """Exactly."""
        number = decimal(value) if self.decimals is None else _written_number(value, self.decimals)
        return NOTHING if number is None else plain(number / self.factor)

    def preimage(self, form: Compiled, schema: Schema) -> Any:
        """Bounds and steps are divided by the factor; as text only its way of writing is known."""
        if self.decimals is not None:
            step = plain(Decimal(1).scaleb(-self.decimals) / self.factor)
            return by_values(self, form, schema, {"type": "number", "multipleOf": step})
        return self._scaled(form, schema)

    def _scaled(self, form: Compiled, schema: Schema) -> Any:
        if isinstance(schema, bool) or values_of(schema) is not None:
            return by_values(self, form, schema, {})
        found: dict[str, Any] = kept(schema)
        for key, value in schema.items():
            if key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"):
                found[key] = plain((decimal(value) or Decimal(0)) / self.factor)
            elif key == "type":
                found[key] = "number"
                if value == "integer":
                    found.setdefault("multipleOf", plain(1 / self.factor))
            elif key not in found and not key.startswith("x-") and key not in ("default", "examples"):
                return UNDECIDED
        return found

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        places = {} if self.decimals is None else {"decimals": self.decimals}
        return {"kind": self.kind, "factor": plain(self.factor), **places}


@dataclass(frozen=True)
class Amounts:
    """The department writes an amount of money in words (大写)."""

    kind: str = "amount-words"

    def forward(self, value: Any) -> Any:
        """100.5 → 壹佰元零伍角整."""
        number = decimal(value)
        try:
            return NOTHING if number is None else in_words(number)
        except ValueError:
            return NOTHING

    def back(self, value: Any) -> Any:
        """壹佰元零伍角整 → 100.5."""
        number = from_words(value) if isinstance(value, str) else None
        return NOTHING if number is None else plain(number)

    def preimage(self, form: Compiled, schema: Schema) -> Any:
        """An amount in 元 and 分."""
        whole = {"type": "number", "minimum": 0, "maximum": plain(LARGEST), "multipleOf": 0.01}
        return by_values(self, form, schema, whole)

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        return {"kind": self.kind}


def decimal(value: Any) -> Decimal | None:
    """A JSON number exactly as it is written; None for anything else."""
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None


def _written_number(value: Any, decimals: int) -> Decimal | None:
    try:
        return Decimal(value) if isinstance(value, str) and len(value.rpartition(".")[2]) == (decimals or len(value)) else None
    except InvalidOperation:
        return None


def plain(number: Decimal) -> int | float:
    """A JSON number: whole where it is whole."""
    return int(number) if number == number.to_integral_value() else float(number)


