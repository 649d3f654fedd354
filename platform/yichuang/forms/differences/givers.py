"""Values that nobody is asked for: what an upstream matter produces, what a scenario answer settles, what staff have fixed."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yichuang.forms.places import Identity, Link, Part
from yichuang.forms.transforms import Constant

from .codes import options_of, table
from .emptiness import Clash, clash
from .limits import in_words
from .resolutions import Resolution
from .voices import Voice, home, voice_of


@dataclass(frozen=True)
class Giver:
    """Who gives a value, and schemas that it meets."""

    code: str
    called: str
    says: tuple[Any, ...] = ()

    @property
    def words(self) -> str:
        """What it gives, in words."""
        said = [words for each in self.says if isinstance(each, Mapping) and (words := in_words("", each, each)) != "没有限定"]
        return f"给出的值{'；'.join(said)}" if said else "给出的值没有限定"

    def ways(self, voice: Voice) -> Iterator[Resolution]:
        """What could be done for the part that refuses it."""
        own = options_of(voice.own)
        merged = next((found for each in self.says if isinstance(each, Mapping) and (found := options_of(each))), [])
        if pairs := table(merged, own):
            document = {"kind": "codes", "table": pairs}
            yield Resolution(f"声明换算：把{self.called}给出的值换成{voice.called}的", "map", (voice.part,),
                             {voice.part: {voice.pointer: document}})
        yield Resolution(f"不用给出的值，由申请人向{voice.called}填写", "apart", (voice.part,))


def refused_gifts(parts: Sequence[Part],
                  givers: Mapping[tuple[str, Identity], Giver]) -> Iterator[tuple[Voice, Giver, str, Clash]]:
    """Where no value that is given suits the part that uses it."""
    for part in parts:
        for link in (feed for each in part.links for feed in each.feeds):
            if isinstance(link.transform, Constant):
                giver = Giver("", "固定的值", ({"const": link.transform.value},))
                yield from _refused(part, link, giver, constant=True)
            elif link.given is not None and (part.name, link.given) in givers:
                yield from _refused(part, link, givers[part.name, link.given])


def _refused(part: Part, link: Link, giver: Giver, constant: bool = False) -> Iterator[tuple[Voice, Giver, str, Clash]]:
    voice = voice_of(part, link)
    found = clash([voice.own if constant else voice.says, *giver.says])
    if found is not None:
        where = home(part, link)
        yield voice, giver, str(where) if where else f"{part.name}~{'.'.join(link.at)}", found
