"""What the value of an output may be: what its element says, and what the matter that produces it says besides."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yichuang.definitions.common import Definition
from yichuang.definitions.element import Element
from yichuang.definitions.matter import Matter


def output_schema(matter: Definition | None, element: str, uses: Mapping[str, Definition]) -> dict[str, Any]:
    """One schema for an output of a matter; it says nothing where neither is known."""
    said = list(_said(matter, element, uses))
    return said[0] if len(said) == 1 else {"allOf": said or [True]}


def _said(matter: Definition | None, element: str, uses: Mapping[str, Definition]) -> Iterator[dict[str, Any]]:
    dictionary = uses.get(element)
    if isinstance(dictionary, Element):
        yield dictionary.value
    if isinstance(matter, Matter):
        yield from (output.value for output in matter.outputs if output.element == element and output.value is not None)
