"""Parts of a text that the merged form asks whole: the province of an address, the city's code of a region's."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .base import NOTHING, UNDECIDED, Scalar, one_of, types_of

LENGTHS = frozenset({"type", "minLength", "maxLength"})


@dataclass(frozen=True)
class PartOf(Scalar):
    """One part of a text that is put together with a separator (浙江省/杭州市/西湖区); counted from 0, -1 is the last."""

    separator: str
    index: int
    kind: str = "part"
    reversible: bool = False

    def forward(self, value: Any) -> Any:
        """The part; NOTHING when there are not that many."""
        parts = value.split(self.separator) if isinstance(value, str) else []
        return parts[self.index] if -len(parts) <= self.index < len(parts) else NOTHING

    def back(self, value: Any) -> Any:
        """A part is not the whole."""
        return NOTHING

    @property
    def _before(self) -> int:
        """How many separators stand between the part and the end that it is counted from."""
        return self.index if self.index >= 0 else -self.index - 1

    def domain(self) -> dict[str, Any]:
        """A text with enough separators."""
        enough = "[\\s\\S]*?" + literal(self.separator)
        return {"type": "string", **({"pattern": f"^(?:{enough}){{{self._before}}}"} if self._before else {})}

    def of_values(self, values: list[Any]) -> Any:
        """A text with one of these parts."""
        found = [value for value in values if isinstance(value, str) and self.separator not in value]
        return self._having([literal(value) for value in found]) if found else False

    def of_keywords(self, said: Mapping[str, Any]) -> Any:
        """A text with a part of such a length."""
        types = types_of(said)
        if types is not None and "string" not in types:
            return False
        if not said.keys() <= LENGTHS:
            return UNDECIDED
        least, most = said.get("minLength", 0), said.get("maxLength", "")
        return self._having([f"[^{in_class(self.separator)}]{{{least},{most}}}"]) if said.keys() - {"type"} else self.domain()

    def _having(self, pieces: list[str]) -> Any:
        """With a separator of one character a part is what stands between two of them."""
        if len(self.separator) > 1:
            return UNDECIDED
        mark, free = literal(self.separator), f"[^{in_class(self.separator)}]*"
        if self.index >= 0:
            return one_of(pieces, f"^(?:{free}{mark}){{{self._before}}}(?:", f")(?:{mark}|$)")
        return one_of(pieces, f"(?:^|{mark})(?:", f")(?:{mark}{free}){{{self._before}}}$")

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        return {"kind": self.kind, "separator": self.separator, "index": self.index}


@dataclass(frozen=True)
class Prefix(Scalar):
    """The first characters of a code, filled up with zeros to `pad`: 330106 → 330000 is its province (2 and 6)."""

    length: int
    pad: int = 0
    kind: str = "prefix"
    reversible: bool = False

    def forward(self, value: Any) -> Any:
        """The beginning; NOTHING when the text is shorter."""
        if not isinstance(value, str) or len(value) < self.length:
            return NOTHING
        return value[:self.length].ljust(self.pad, "0")

    def back(self, value: Any) -> Any:
        """A beginning is not the whole."""
        return NOTHING

    def domain(self) -> dict[str, Any]:
        """A text that is long enough."""
        return {"type": "string", "minLength": self.length}

    def of_values(self, values: list[Any]) -> Any:
        """A text that begins so."""
        found = [value[:self.length] for value in values if isinstance(value, str) and self.forward(value) == value
                 and len(value) == max(self.length, self.pad)]
        begins = one_of(map(literal, found), end=")")
        return {**self.domain(), **begins} if isinstance(begins, dict) else begins

    def of_keywords(self, said: Mapping[str, Any]) -> Any:
        """All are of one length."""
        types, length = types_of(said), max(self.length, self.pad)
        if types is not None and "string" not in types:
            return False
        if said.get("minLength", 0) > length or said.get("maxLength", length) < length:
            return False
        return self.domain() if said.keys() <= LENGTHS else UNDECIDED

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        return {"kind": self.kind, "length": self.length, **({"pad": self.pad} if self.pad else {})}


def literal(text: str) -> str:
    """A pattern for this very text."""
    return "".join(f"\\{char}" if char in r"\.^$|?*+()[]{}-/" else char for char in text)


def in_class(text: str) -> str:
    """These characters as they stand between brackets."""
    return "".join(f"\\{char}" if char in r"\]^-[&~" else char for char in text)
