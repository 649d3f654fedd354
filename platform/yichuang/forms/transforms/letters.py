"""Text whose letters a department wants otherwise: in capitals, in half or full width."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from yichuang.forms.compiled import Compiled
from yichuang.forms.form import Schema

from .base import NOTHING, UNDECIDED, Scalar, kept, one_of, types_of
from .respelling import class_of, respelt

Case = Literal["upper", "lower"]
Width = Literal["half", "full"]
LOWER = {chr(first + i): chr(first - 32 + i) for first in (0x61, 0xFF41) for i in range(26)}
"""a → A, ａ → Ａ."""
FULL = {chr(0x21 + i): chr(0xFF01 + i) for i in range(94)} | {" ": "\N{IDEOGRAPHIC SPACE}"}
UPPER = {great: small for small, great in LOWER.items()}
CASES: Mapping[str | None, Mapping[str, str]] = {"upper": LOWER, "lower": UPPER, None: {}}
WIDTHS: Mapping[str | None, Mapping[str, str]] = {"full": FULL, "half": {wide: slim for slim, wide in FULL.items()}, None: {}}


@dataclass(frozen=True)
class Letters(Scalar):
    """Latin letters in one case, printed characters of ASCII in one width; each character for itself, so that lengths
    stay and patterns can be said of the text as it was typed."""

    case: Case | None = None
    width: Width | None = None
    kind: str = "text"
    reversible: bool = False

    @cached_property
    def changed(self) -> Mapping[str, str]:
        """Each character that does not stay as it is → what it becomes."""
        cases, widths = CASES[self.case], WIDTHS[self.width]
        steps = {char: widths.get(cases.get(char, char), cases.get(char, char)) for char in (*cases, *widths)}
        return {char: made for char, made in steps.items() if char != made}

    def forward(self, value: Any) -> Any:
        """Character by character."""
        return "".join(self.changed.get(char, char) for char in value) if isinstance(value, str) else NOTHING

    def back(self, value: Any) -> Any:
        """The text itself, when nothing else becomes it."""
        made = {*self.changed.values(), *self.changed}
        return NOTHING if not isinstance(value, str) or made & set(value) else value

    def domain(self) -> dict[str, Any]:
        """Any text."""
        return {"type": "string"}

    def of_values(self, values: list[Any]) -> Any:
        """These texts, however their letters are typed."""
        words = [value for value in values if isinstance(value, str) and self.forward(value) == value]
        ways = ["".join(class_of([char, *(each for each, made in self.changed.items() if made == char)]) for char in word)
                for word in words]
        return one_of(ways)

    def of_keywords(self, said: Mapping[str, Any]) -> Any:
        """Lengths stay; a pattern is said of the text before."""
        types = types_of(said)
        if types is not None and "string" not in types:
            return False
        if not said.keys() <= {"type", "minLength", "maxLength", "pattern"}:
            return UNDECIDED
        pattern = respelt(said["pattern"], self.changed) if "pattern" in said else ""
        if pattern is None:
            return UNDECIDED
        return {**said, "type": "string", **({"pattern": pattern} if pattern else {})}

    def asked(self, form: Compiled, schema: Schema) -> Any:
        """The preimage; where that is undecided, what the department asks of texts that need no change."""
        found = self.preimage(form, schema)
        if found is not UNDECIDED:
            return found
        if "$ref" in repr(schema):
            return {**kept(self, schema), **self.domain()}
        unchanged = f"^[^{class_of(self.changed)[1:]}*$"
        return {**kept(self, schema), **self.domain(), "pattern": unchanged, "allOf": [schema]}

    def as_dict(self) -> dict[str, Any]:
        """As declared."""
        said = {"case": self.case, "width": self.width}
        return {"kind": self.kind, **{key: value for key, value in said.items() if value}}
