"""What an answer to a question may be, and how answers are read as text."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yichuang.definitions.common import Question


def answer_schema(question: Question) -> dict[str, Any]:
    """The JSON Schema that an answer to this question meets."""
    values = [option.value for option in question.options]
    if question.type == "bool":
        return {"type": "boolean"}
    if question.type == "number":
        bounds = {"minimum": question.minimum, "maximum": question.maximum}
        return {"type": "number", **{key: bound for key, bound in bounds.items() if bound is not None}}
    if question.type == "date":
        return {"type": "string", "format": "date"}
    if question.type == "multi":
        return {"type": "array", "items": {"enum": values}, "uniqueItems": True, "minItems": 1 if question.required else 0}
    return {"enum": values}


def text_of(answer: Any) -> str:
    """An answer as a table of a field names it."""
    return {True: "true", False: "false"}[answer] if isinstance(answer, bool) else str(answer)


def value_of(answer: Any, table: Mapping[str, Any] | None) -> Any:
    """What an answer means to a field: its entry in the table, else itself."""
    return (table or {}).get(text_of(answer), answer)
