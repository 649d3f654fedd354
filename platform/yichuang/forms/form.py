"""A form: the schema that is its contract, and the layout that arranges it."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any] | bool
Data = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """A JSON Schema 2020-12 document with an optional layout. Treat both as read-only."""

    schema: Mapping[str, Any]
    layout: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Form:
        """From a bare schema, or from `{"schema", "layout"}`."""
        schema = document.get("schema")
        if isinstance(schema, Mapping) and set(document) <= {"schema", "layout"}:
            return cls(schema, document.get("layout"))
        if set(document) >= {"schema", "mapping"} and isinstance(schema, Mapping):
            return cls(schema, document.get("layout"))
        return cls(document)

    def as_dict(self) -> dict[str, Any]:
        """The document as it is declared and shown."""
        return {"schema": self.schema, "layout": self.layout}
