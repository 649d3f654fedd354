"""Lists of values: a department writes 男 and 女 where the merged form has 1 and 2; and values that are always the same."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Schema
from yichuang.forms.meet import same

from .base import NOTHING, kept


@dataclass(frozen=True)
class Codes:
    """A table of (merged value, department's value). Decides every condition exactly, because its values are few."""

    table: tuple[tuple[Any, Any], ...]
    titles: Mapping[str, str] | None = None
    """Text of a merged value → its name, where it differs from the department's value."""
    kind: str = "codes"

    @property
    def reversible(self) -> bool:
        """Whether no two merged values lead to one of the department's."""
        own = [value for _, value in self.table]
        return not any(same(one, other) for i, one in enumerate(own) for other in own[:i])

    def forward(self, value: Any) -> Any:
        """By the table."""
        return next((own for merged, own in self.table if same(merged, value)), NOTHING)

    def back(self, value: Any) -> Any:
        """By the table, when only one merged value leads there."""
        found = [merged for merged, own in self.table if same(own, value)]
        return found[0] if len(found) == 1 else NOTHING

    def preimage(self, form: Compiled, schema: Schema) -> Any:
        """The merged values whose own value meets the schema."""
        options = [self._option(merged, own) for merged, own in self.table if form.holds(schema, own)]
        return {**kept(self, schema), "oneOf": options} if options else False

    def asked(self, form: Compiled, schema: Schema) -> Any:
        """The same."""
        return self.preimage(form, schema)

    def _option(self, merged: Any, own: Any) -> dict[str, Any]:
        title = (self.titles or {}).get(text_of(merged)) or text_of(own)
        return {"const": merged, "title": title}

    def as_dict(self) -> dict[str, Any]:
        """With the table as pairs, so that values other than text survive."""
        return {"kind": self.kind, "table": [list(pair) for pair in self.table],
                **({"titles": dict(self.titles)} if self.titles else {})}


@dataclass(frozen=True)
class Constant:
    """A value that is not asked: the department always gets this one."""

    value: Any
    kind: str = "constant"
    reversible: bool = False

    def forward(self, value: Any) -> Any:
        """Whatever was asked."""
        return self.value

    def back(self, value: Any) -> Any:
        """Nothing was asked."""
        return NOTHING

    def preimage(self, form: Compiled, schema: Schema) -> Any:
        """True or false: it is decided."""
        return form.holds(schema, self.value)

    def asked(self, form: Compiled, schema: Schema) -> Any:
        """The same."""
        return self.preimage(form, schema)

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        return {"kind": self.kind, "value": self.value}


def text_of(value: Any) -> str:
    """A value as text: itself, or JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
