"""How long the parts of a joined text may be, so that the whole is neither too long nor too short."""
from __future__ import annotations

from collections.abc import Sequence

from yichuang.forms.form import Schema

from .joins import Join

Lengths = tuple[int, int | None]
"""The shortest and the longest text that a source gives; None when there is no longest."""
Bounds = dict[int, dict[str, int]]
"""For each source, by number, what is asked of its length."""


def limits(join: Join, schema: Schema, known: Sequence[Lengths]) -> Bounds:
    """The bounds under which the joined text has a length that `schema` allows, as far as there are such bounds.

    What several parts share is bounded part by part: the whole could be said only by listing all divisions.
    """
    if isinstance(schema, bool):
        return {}
    found: Bounds = {}
    if "maxLength" in schema:
        found = {index: {"maxLength": length} for index, length in _longest(join, schema["maxLength"], known).items()}
    _reach(join, schema.get("minLength", 0), known, found)
    return found


def _longest(join: Join, most: int, known: Sequence[Lengths]) -> dict[int, int]:
    """Each source that can be bounded → how long it may be; none when no bounds keep the whole short enough."""
    free = [index for index, each in enumerate(join.sources) if each.transform is None]
    stated = {index: longest for index, (_, longest) in enumerate(known) if longest is not None}
    unknown = [index for index in free if index not in stated]
    left = most - len(join.separator) * (len(join.sources) - 1) - sum(stated.values())
    wanted = sum(max(1, known[index][0]) for index in unknown)
    while left < wanted:
        spare = {index: stated[index] - max(1, known[index][0]) for index in free if index in stated}
        largest = max(spare, key=lambda index: spare[index], default=None)
        if largest is None or spare[largest] <= 0:
            return {}
        cut = min(wanted - left, spare[largest])
        stated[largest], left = stated[largest] - cut, left + cut
    if len(stated) + len(unknown) < len(known):
        return {}
    shares = {index: max(1, known[index][0]) for index in unknown}
    for number, index in enumerate(reversed(unknown)):
        shares[index] += (left - wanted) // len(unknown) + (number < (left - wanted) % len(unknown))
    return {index: length for index, length in {**stated, **shares}.items() if index in free}


def _reach(join: Join, least: int, known: Sequence[Lengths], found: Bounds) -> None:
    """Lets the part that has most room be long enough for the whole, beside the others that are surely there."""
    needed = [index for index, each in enumerate(join.sources) if not each.optional]
    sure = len(join.separator) * (len(needed) - 1) + sum(known[index][0] for index in needed)
    free = [index for index in needed if join.sources[index].transform is None]
    for index in free:
        if known[index][0]:
            found.setdefault(index, {})["minLength"] = known[index][0]
    if least <= sure or not free:
        return
    roomy = max(free, key=lambda index: found.get(index, {}).get("maxLength", least))
    wanted = least - sure + known[roomy][0]
    if wanted <= found.get(roomy, {}).get("maxLength", wanted):
        found.setdefault(roomy, {})["minLength"] = wanted
