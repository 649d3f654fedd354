"""Whether the values that transforms make surely meet what a department says of them."""
from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Any

from yichuang.forms.compiled import Compiled, compiled
from yichuang.forms.form import Schema
from yichuang.forms.places import Link
from yichuang.forms.transforms import NOTHING, UNDECIDED, Constant, Join, Transform
from yichuang.forms.transforms.base import is_silent
from yichuang.forms.transforms.joins import LENGTHS
from yichuang.forms.transforms.sources import longest_of, shortest_of

from .contain import contained
from .said import Said

MOST_TRIED = 1000
TEXT = {"type": "string"}


def made_fits(transform: Transform, said: Said, own: Compiled, demands: Sequence[Schema]) -> bool:
    """Of one merged value of which `said` holds: every listed one is tried; otherwise all that can come must lie in the
    preimage of what the department demands."""
    values = [None] if isinstance(transform, Constant) else said.listed()
    if values is not None:
        return all(_meets(transform.forward(value), own, demands) for value in values)
    return all(_within(said, transform.preimage(own, schema)) for schema in demands or [True])


def joined_fits(link: Link, said: Sequence[Said], own: Compiled, demands: Sequence[Schema]) -> bool:
    """Of a field joined from several, of whose values `said` holds in order."""
    join = link.transform
    if not isinstance(join, Join):
        return False
    lists = [each.listed() for each in said]
    if all(values is not None for values in lists) and math.prod(len(values or ()) + 1 for values in lists) <= MOST_TRIED:
        choices = [[*(values or ()), *([NOTHING] if source.optional else [])]
                   for values, source in zip(lists, join.sources, strict=True)]
        return all(_meets(join.forward(values), own, demands) for values in product(*choices))
    return all(_length_fits(join, said, schema) for schema in demands) and all(
        _is_text(each, source.transform) for each, source in zip(said, join.sources, strict=True))


def _meets(made: Any, own: Compiled, demands: Sequence[Schema]) -> bool:
    return made is not NOTHING and all(own.holds(schema, made) for schema in demands)


def _within(said: Said, preimage: Any) -> bool:
    if preimage is UNDECIDED or isinstance(preimage, bool):
        return preimage is True
    return contained(said.parts, said.form, [preimage], compiled({"allOf": [preimage]}))


def _is_text(said: Said, transform: Transform | None) -> bool:
    if transform is None:
        return said.types <= {"string"}
    return _within(said, transform.preimage(compiled(TEXT), TEXT))


def _length_fits(join: Join, said: Sequence[Said], schema: Schema) -> bool:
    """Only lengths are demanded, and what the sources may be long together keeps to them."""
    if isinstance(schema, bool) or any(not is_silent(key) and key not in LENGTHS for key in schema):
        return schema is True
    kinds = schema.get("type", "string")
    if "string" not in ([kinds] if isinstance(kinds, str) else kinds):
        return False
    needed = [index for index, source in enumerate(join.sources) if not source.optional]
    shortest = sum(join.sources[index].shortest if join.sources[index].transform else _shortest(said[index]) for index in needed)
    if shortest + len(join.separator) * (len(needed) - 1) < schema.get("minLength", 0):
        return False
    if "maxLength" not in schema:
        return True
    longest = [source.longest if source.transform else _longest(each) for each, source in zip(said, join.sources, strict=True)]
    whole = sum(length for length in longest if length is not None) + len(join.separator) * (len(longest) - 1)
    return None not in longest and whole <= schema["maxLength"]


def _shortest(said: Said) -> int:
    listed = said.listed()
    if listed is not None:
        return min((len(value) for value in listed if isinstance(value, str)), default=0)
    return max((shortest_of(part) for part in said.parts), default=0)


def _longest(said: Said) -> int | None:
    listed = said.listed()
    if listed is not None:
        return max((len(value) for value in listed if isinstance(value, str)), default=0)
    known = [length for part in said.parts if (length := longest_of(part)) is not None]
    return min(known, default=None)
