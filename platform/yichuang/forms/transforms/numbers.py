"""Numbers that a department gives in another unit or writes as text: 万元, 亩, 12.50. Exact: what would have to be rounded
is refused by the merged form already."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Schema
from yichuang.standards.units import factor_between

from .base import NOTHING, UNDECIDED, Scalar, types_of
from .exact import decimal_step, fraction, least_common, number, rounded

BOUNDS = {"minimum": True, "exclusiveMinimum": False, "maximum": False, "exclusiveMaximum": True}
"""Keyword → whether a bound that cannot be written exactly is rounded up. No number is written between the two."""
NUMBER = frozenset({"number", "integer"})
WRITTEN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Numbers(Scalar):
    """The department's number is the merged one × `factor`; with `decimals` it is written as text with so many places."""

    factor: Fraction = Fraction(1)
    decimals: int | None = None
    kind: str = "number"

    @property
    def text(self) -> bool:
        """Whether the department has text."""
        return self.decimals is not None

    @property
    def places(self) -> Fraction | None:
        """The smallest step of the department's number, when it has so many places at most."""
        return None if self.decimals is None else Fraction(1, 10**self.decimals)

    def forward(self, value: Any) -> Any:
        """Exactly; NOTHING when it cannot be held so."""
        exact = fraction(value)
        if exact is None or (self.places is not None and (exact * self.factor / self.places).denominator != 1):
            return NOTHING
        return _written(exact * self.factor, self.decimals or 0) if self.text else number(exact * self.factor)

    def back(self, value: Any) -> Any:
        """Exactly; NOTHING when it cannot be held so."""
        exact = _read(value, self.decimals or 0) if self.text else fraction(value)
        merged = NOTHING if exact is None else number(exact / self.factor)
        return merged if merged is not NOTHING and self.forward(merged) is not NOTHING else NOTHING

    def domain(self) -> dict[str, Any]:
        """Numbers that come out with the places that there are."""
        step = self._step(self.places)
        return {"type": "number", **({"multipleOf": step} if step not in (None, NOTHING) else {})}

    def _step(self, own: Fraction | None) -> Any:
        """A step of the department's in merged numbers; None for none, NOTHING for one that cannot be written."""
        return None if own is None else number(decimal_step(own / self.factor))

    def of_keywords(self, said: Mapping[str, Any]) -> Any:
        """Bounds and steps are divided by the factor; of a text only type and length are known."""
        return self._of_text(said) if self.text else self._of_number(said)

    def _of_text(self, said: Mapping[str, Any]) -> Any:
        types = types_of(said)
        if types is not None and "string" not in types:
            return False
        if not said.keys() <= {"type", "minLength", "maxLength"} or said.get("minLength", 0) > self._point + 1:
            return UNDECIDED
        return {**self.domain(), **self._within(said["maxLength"])} if "maxLength" in said else self.domain()

    @property
    def _point(self) -> int:
        """How many characters the places and their point take."""
        return self.decimals + 1 if self.decimals else 0

    def _within(self, length: int) -> dict[str, Any]:
        """The bounds of numbers whose text is no longer than this."""
        digits, last = length - self._point, Fraction(1, 10**(self.decimals or 0))
        most = rounded((10**digits - last) / self.factor, up=False) if digits > 0 else -1
        least = rounded(-(10**(digits - 1) - last) / self.factor, up=True) if digits > 1 else 0
        return {"minimum": least, "maximum": most}

    def _of_number(self, said: Mapping[str, Any]) -> Any:
        types = types_of(said)
        if types is not None and not types & NUMBER:
            return False
        found: dict[str, Any] = {"type": "number"}
        steps = [self.places, Fraction(1) if types is not None and "number" not in types else None]
        for key, value in said.items():
            if key in BOUNDS:
                found[key] = rounded((fraction(value) or Fraction(0)) / self.factor, BOUNDS[key])
            elif key == "multipleOf":
                steps.append(fraction(value))
            elif key not in ("type", "minLength", "maxLength", "pattern", "format"):
                return UNDECIDED
        step = self._common([step for step in steps if step is not None])
        if step is NOTHING or any(value is NOTHING for value in found.values()):
            return UNDECIDED
        return found if step is None else {**found, "multipleOf": step}

    def _common(self, steps: list[Fraction]) -> Any:
        whole: Fraction | None = None
        for step in steps:
            whole = step if whole is None else least_common(whole, step)
        return self._step(whole)

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        places = {} if self.decimals is None else {"decimals": self.decimals}
        return {"kind": self.kind, "factor": number(self.factor), **places}


@dataclass(frozen=True)
class Units(Numbers):
    """The department gives the number in another unit than the merged form: `source` and `target` are units that
    measure the same. With `decimals` its number has so many places at most."""

    source: str = ""
    target: str = ""
    kind: str = "unit"

    @property
    def text(self) -> bool:
        """It is a number, whatever its places."""
        return False

    def asked(self, form: Compiled, schema: Schema) -> Any:
        """In the unit of the merged form, and said so."""
        found = super().asked(form, schema)
        return {**found, "x-unit": self.source} if isinstance(found, Mapping) else found

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        places = {} if self.decimals is None else {"decimals": self.decimals}
        return {"kind": self.kind, "from": self.source, "to": self.target, **places}


def units(source: str, target: str, decimals: int | None) -> Units:
    """Raises KeyError for an unknown unit, ValueError for two that do not measure the same."""
    return Units(factor_between(source, target), decimals, source=source, target=target)


def _written(exact: Fraction, decimals: int) -> str:
    scaled = int(exact * 10**decimals)
    digits = str(abs(scaled)).rjust(decimals + 1, "0")
    whole, places = digits[:len(digits) - decimals], digits[len(digits) - decimals:]
    return ("-" if scaled < 0 else "") + whole + ("." + places if decimals else "")


def _read(value: Any, decimals: int) -> Fraction | None:
    """Of a text that is written as `_written` writes it."""
    if not isinstance(value, str) or not WRITTEN.fullmatch(value):
        return None
    exact = Fraction(value)
    return exact if _written(exact, decimals) == value else None
