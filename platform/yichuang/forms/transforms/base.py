"""What every transform does."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Schema

NOTHING: Any = object()
"""There is no such value."""
UNDECIDED: Any = object()
"""Whether and which cannot be said without the value."""
KEPT = ("title", "description", "x-element", "x-role", "x-help", "x-example", "x-mistakes", "x-autofill", "x-sensitivity")


class Transform(Protocol):
    """A pure pair of functions at one field of a department."""

    @property
    def kind(self) -> str:
        """The word it is declared by."""
        ...

    def forward(self, value: Any) -> Any:
        """The department's value for a merged one; NOTHING when there is none."""
        ...

    def back(self, value: Any) -> Any:
        """The merged value for the department's; NOTHING when there is none or several."""
        ...

    def preimage(self, form: Compiled, schema: Schema) -> Any:
        """The schema of the merged values whose forward value meets `schema` (of `form`); UNDECIDED when that cannot be
        said. For the field's own schema this is what the merged form asks."""
        ...

    def as_dict(self) -> dict[str, Any]:
        """As it is declared."""
        ...


def kept(schema: Schema) -> dict[str, Any]:
    """What a schema says without asserting anything; it goes along to the merged form."""
    return {key: schema[key] for key in KEPT if key in schema} if isinstance(schema, Mapping) else {}
