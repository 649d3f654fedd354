"""Whether departments that ask for the same element mean the same by it: units, code lists, names of codes, titles."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from .contrasts import contrast
from .emptiness import Clash
from .units import same_unit
from .voices import Voice

NEGATIONS = frozenset("非不无未没否")
YEAR = re.compile(r"[\s—–-]*(?:19|20)\d\d$")
BESIDE = re.compile(r"[\s：:*＊·、，。]|[（(][^（()）]*[）)]")
"""What a name carries besides itself."""


def misunderstandings(voices: Sequence[Voice]) -> Iterator[Clash]:
    """What is not meant alike, one of each sort. Values that are transformed are the department's own affair."""
    plain = [voice for voice in voices if voice.plain]
    yield from (found for tell in (_code_lists, _options, _units) if (found := tell(plain)))
    if found := _titles(voices):
        yield found


def _code_lists(voices: Sequence[Voice]) -> Clash | None:
    said = {YEAR.sub("", BESIDE.sub("", str(code))): str(code) for voice in voices if (code := voice.about.get("x-code-list"))}
    return Clash("code-list", f"代码集不一致（{'、'.join(said.values())}），同一个代码意思不同。") if len(said) > 1 else None


def _options(voices: Sequence[Voice]) -> Clash | None:
    """A code that both accept and each calls something else."""
    for one, other in combinations(voices, 2):
        theirs = other.options
        for text, (_, mine) in one.options.items():
            named = theirs.get(text, (None, None))[1]
            if mine and named and not alike(mine, named):
                return Clash("options", f"同一个代码 {text} 名称不同：一方是“{mine}”，另一方是“{named}”。")
    return None


def _units(voices: Sequence[Voice]) -> Clash | None:
    units = [str(unit) for voice in voices if (unit := voice.about.get("x-unit"))]
    other = next((unit for unit in units if not same_unit(unit, units[0])), None)
    return Clash("unit", f"单位不一致：{units[0]} 与 {other}，同一个数大小不同。") if other else None


def _titles(voices: Sequence[Voice]) -> Clash | None:
    # Most departments call a thing alike, and what is called alike is no contrast.
    for one, other in combinations(dict.fromkeys(tuple(_texts(voice)) for voice in voices), 2):
        if found := contrast(one, other):
            return Clash("meaning", f"名称所指不同：一方指{found[0]}，另一方指{found[1]}。")
    return None


def _texts(voice: Voice) -> list[str]:
    title, *explained = (str(voice.about.get(key) or "") for key in ("title", "description", "x-help"))
    return [BESIDE.sub("", title), *explained]


def alike(one: str, other: str) -> bool:
    """Whether two names of an option are one: equal, or the shorter only leaves something out (男, 男性) that is no negation."""
    short, long = sorted((BESIDE.sub("", one), BESIDE.sub("", other)), key=len)
    if not short:
        return short == long
    rest = list(long)
    for char in short:
        if char not in rest:
            return False
        rest.remove(char)
    return not NEGATIONS & set(rest)
