"""Dates that are written in another way: 20261121, 2026年11月, 21/11/2026."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from .base import NOTHING, UNDECIDED, Scalar, one_of, types_of

DATE_PARTS = {"YYYY": r"(?P<year>[0-9]{4})", "MM": r"(?P<month>[0-9]{2})", "DD": r"(?P<day>[0-9]{2})"}
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
LEAP = 2000
WHOLE = {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Dates(Scalar):
    """A date that the department writes by a pattern of YYYY, MM and DD. Without MM or DD there is no way back."""

    pattern: str
    kind: str = "date"

    @property
    def reversible(self) -> bool:  # type: ignore[override]
        """Whether the pattern has year, month and day."""
        return all(part in self.pattern for part in DATE_PARTS)

    @cached_property
    def _written(self) -> re.Pattern[str]:
        escaped = re.escape(self.pattern)
        for name, part in DATE_PARTS.items():
            escaped = escaped.replace(name, part, 1)
        return re.compile(escaped)

    def forward(self, value: Any) -> Any:
        """2026-11-21 → as the pattern writes it."""
        found = ISO.fullmatch(value) if isinstance(value, str) else None
        if found is None or not _is_day(*found.groups()):
            return NOTHING
        written = self.pattern
        for name, part in zip(DATE_PARTS, found.groups(), strict=True):
            written = written.replace(name, part)
        return written

    def back(self, value: Any) -> Any:
        """As the pattern writes it → 2026-11-21."""
        parts = self._parts(value) if self.reversible else None
        return "-".join(str(part) for part in parts) if parts and _is_day(*map(str, parts)) else NOTHING

    def _parts(self, value: Any) -> tuple[str | None, ...] | None:
        """Year, month and day as far as they are written; None for what the pattern cannot write."""
        found = self._written.fullmatch(value) if isinstance(value, str) else None
        return tuple(found.groupdict().get(name) for name in ("year", "month", "day")) if found else None

    def domain(self) -> dict[str, Any]:
        """Any date."""
        return dict(WHOLE)

    def of_values(self, values: list[Any]) -> Any:
        """Those days, or all days of those months or years."""
        if self.reversible:
            return super().of_values(values)
        found = [parts for value in values if (parts := self._parts(value))]
        free = ("[0-9]{4}", "[0-9]{2}", "[0-9]{2}")
        ways = ["-".join(part or free[i] for i, part in enumerate(parts)) for parts in found]
        written = one_of(ways)
        return {**WHOLE, **written} if isinstance(written, dict) else written

    def of_keywords(self, said: Mapping[str, Any]) -> Any:
        """Every date is written with the same length; what else is asked of the text cannot be said of a date."""
        types, length = types_of(said), len(self.pattern)
        if types is not None and "string" not in types:
            return False
        if said.get("minLength", 0) > length or said.get("maxLength", length) < length:
            return False
        return self.domain() if said.keys() <= {"type", "minLength", "maxLength"} else UNDECIDED

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        return {"kind": self.kind, "pattern": self.pattern}


def _is_day(year: str, month: str, day: str) -> bool:
    """Whether there is that day. The year 0000 is one to JSON Schema, though not to Python: a leap year, as 2000."""
    try:
        return bool(date(int(year) or LEAP, int(month), int(day)))
    except ValueError:
        return False
