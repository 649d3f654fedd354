"""Parts of a text: a department wants the province by itself, where the merged form asks for the whole address."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Schema

from .base import NOTHING, UNDECIDED, kept


@dataclass(frozen=True)
class PartOf:
    """One part of a text that is put together with a separator (浙江省/杭州市/西湖区); counted from 0, -1 is the last."""

    separator: str
    index: int
    kind: str = "part"

    def forward(self, value: Any) -> Any:
        """The part; NOTHING when there are not that many."""
        parts = value.split(self.separator) if isinstance(value, str) else []
        return parts[self.index] if -len(parts) <= self.index < len(parts) else NOTHING

    def back(self, value: Any) -> Any:
        """A part is not the whole."""
        return NOTHING

    def preimage(self, form: Compiled, schema: Schema) -> Any:
        """A text that has the part. What the part must be cannot be said of the whole."""
        if isinstance(schema, bool):
            return schema
        asserted = {key for key in schema if not key.startswith("x-") and key not in ("title", "description", "examples")}
        if not asserted <= {"type", "minLength", "maxLength"}:
            return UNDECIDED
        count = self.index + 1 if self.index >= 0 else -self.index
        piece = "[^" + _escaped(self.separator) + "]" + _length(schema)
        free = "[^" + _escaped(self.separator) + "]*"
        pieces = [free] * count
        pieces[self.index] = piece
        rest = f"(?:{_literal(self.separator)}{free})*"
        joined = _literal(self.separator).join(pieces)
        whole = f"^{joined}{rest}$" if self.index >= 0 else f"^(?:{free}{_literal(self.separator)})*{joined}$"
        return {**kept(schema), "type": "string", "pattern": whole}

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        return {"kind": self.kind, "separator": self.separator, "index": self.index}


def _length(schema: Any) -> str:
    least, most = schema.get("minLength", 0), schema.get("maxLength", "")
    return f"{{{least},{most}}}"


def _literal(text: str) -> str:
    return "".join(f"\\{char}" if char in r"\.^$|?*+()[]{}-/" else char for char in text)


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in r"\]^-[&~" else char for char in text)
