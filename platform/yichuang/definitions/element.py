"""Element 数据元: what one piece of information means, whoever asks for it."""
from __future__ import annotations

from typing import Literal

from .common import Definition, Schema, Text

Source = Literal["upstream", "e-cert", "register", "profile", "scan", "applicant"]


class Element(Definition):
    """An entry of the element dictionary. Forms name elements; `value` is what a field must be compatible with."""

    kind: Literal["element"]
    value: Schema
    synonyms: tuple[str, ...] = ()
    code_list: str | None = None
    sensitivity: Literal["public", "personal", "sensitive"] = "personal"
    autofill: tuple[Source, ...] = ("applicant",)
    standard: str | None = None
    explanation: Text | None = None
