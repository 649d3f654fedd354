"""What departments do not mean or accept alike: found before merging, told as data, asked separately until staff decide."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Any

from .assemble import RowPlan
from .compiled import Compiled
from .differences.emptiness import Clash, clash
from .differences.givers import Giver, refused_gifts
from .differences.limits import in_words
from .differences.meaning import BESIDE, misunderstandings
from .differences.resolutions import Resolution, resolutions, titles_apart
from .differences.rows import ListClash, list_clashes
from .differences.voices import Voice, voice_of
from .places import Identity, Link, Part, links_of
from .pointers import Steps
from .sure import sure_parts_at

ADVICE = {"type": "请一方修改数据类型", "enum": "统一代码集", "code-list": "统一代码集", "format": "统一格式",
          "pattern": "统一格式", "range": "请双方核对允许的范围", "multiple": "请双方核对允许的数",
          "presence": "请双方核对是否要填"}
ASPECTS = {"options": "meaning", "unit": "meaning"}
"""What a difference in meaning shows by; all of these are of one kind."""
UNLIKE = frozenset({"code-list", "options", "unit", "meaning"})
"""What staff may accept: the same value would do for all, but perhaps does not mean the same."""
MOST_PAIRED = 40
"""Parts that are compared two by two; among more, all are asked apart."""
TOLD = {"type": "要填的类型不一致。", "enum": "没有各方都能选的值。", "format": "要求的写法不一致。"}
"""Sentences without the details, which stand side by side after them."""
Apart = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Side:
    """What one part says of a conflict: where in its own form, and its demand in words."""

    part: str
    called: str
    pointer: str
    says: str

    def as_dict(self) -> dict[str, str]:
        """As printed."""
        return {"form": self.part, "name": self.called, "pointer": self.pointer, "says": self.says}


@dataclass(frozen=True)
class Conflict:
    """Departments that do not mean or accept the same. `parts` are asked separately while nobody has decided; `members`
    are all that it is about; `resolutions` are proposals that can be taken over as a decision."""

    kind: str
    where: str
    message: str
    proposals: tuple[str, ...]
    parts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    title: str = ""
    sides: tuple[Side, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    ending: str = ""
    """The last sentence of the message: how it is handled while nobody has decided."""

    @property
    def difference(self) -> str:
        """The message without that: what staff have decided about is handled their way."""
        return self.message.removesuffix(self.ending)

    def as_dict(self) -> dict[str, Any]:
        """As `forms merge` prints it."""
        return {"kind": self.kind, "where": self.where, "message": self.message, "proposals": list(self.proposals),
                "title": self.title, "members": list(self.members), "apart": list(self.parts),
                "sides": [side.as_dict() for side in self.sides],
                "resolutions": [each.as_dict() for each in self.resolutions]}


@dataclass(frozen=True)
class Beside:
    """What else has a say: plans for rows, who gives values that are not asked, and what staff have settled — places that
    are asked apart, and places whose different meanings are accepted."""

    rows: Mapping[str, RowPlan] = field(default_factory=dict)
    givers: Mapping[tuple[str, Identity], Giver] = field(default_factory=dict)
    apart: Apart = frozenset()
    accepted: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    """Places of which staff have settled that what is called the same is not the same."""


NOTHING_BESIDE = Beside()


def conflicts_of(parts: Sequence[Part], beside: Beside = NOTHING_BESIDE) -> tuple[Conflict, ...]:
    """Lists that cannot be one; places where the parts' own schemas cannot be met or do not mean the same; given values that
    are refused; then fields that are called the same and mean different elements, which are two fields already."""
    lists = [_of_lists(found) for found in list_clashes(parts, beside.rows, beside.apart) if found.where not in beside.accepted]
    apart = beside.apart | {(name, conflict.where) for conflict in lists for name in conflict.parts}
    asking: dict[str, list[tuple[Part, Link]]] = {}
    for part in parts:
        for link in (feed for each in links_of(part, apart) for feed in each.feeds):
            if link.place is not None:
                asking.setdefault(str(link.place), []).append((part, link))
    unmet = [_unmet(where, tuple(_Spoken.of(*each) for each in asked), where in beside.accepted)
             for where, asked in asking.items() if len(asked) > 1]
    gifts = [_of_gift(*found) for found in refused_gifts(parts, beside.givers)]
    return (*lists, *(found for found in unmet if found), *gifts, *_namesakes(asking, beside.named))


@dataclass(frozen=True)
class _Spoken:
    """A field as the key of what has been compared already: the same form, the same field, read in the same way."""

    form: Compiled
    at: Steps
    name: str
    called: str
    way: str
    part: Part = field(compare=False)
    link: Link = field(compare=False)

    @classmethod
    def of(cls, part: Part, link: Link) -> _Spoken:
        """What the part says at a link."""
        way = "" if link.transform is None and link.source is None else repr((link.transform, link.source))
        return cls(part.ready, link.at, part.name, part.called, way, part, link)


@lru_cache(maxsize=8192)
def _unmet(where: str, spoken: tuple[_Spoken, ...], accepted: bool) -> Conflict | None:
    if found := _differences(spoken, accepted):
        return _conflict(found, where, [voice_of(each.part, each.link) for each in spoken], _involved(spoken, accepted))
    return None


def _involved(spoken: Sequence[_Spoken], accepted: bool) -> tuple[str, ...]:
    """The parts that differ from another one. All of them, where they only cannot go together, or what is left cannot."""
    names = tuple(dict.fromkeys(each.name for each in spoken))
    pairs = [pair for pair in combinations(spoken, 2) if _differences(pair, accepted)] if len(names) <= MOST_PAIRED else []
    involved = {each.name for pair in pairs for each in pair}
    rest = tuple(each for each in spoken if each.name not in involved)
    if not involved or (len(rest) > 1 and _differences(rest, accepted)):
        return names
    return tuple(name for name in names if name in involved)


def _differences(spoken: Sequence[_Spoken], accepted: bool) -> tuple[Clash, ...]:
    """Where meanings are accepted, only what cannot be met counts."""
    found = _clashes(spoken)
    return tuple(each for each in found if each.kind not in UNLIKE) if accepted else found


def _clashes(spoken: Sequence[_Spoken]) -> tuple[Clash, ...]:
    """What cannot be met first, then what is not meant alike."""
    voices = [voice_of(each.part, each.link) for each in spoken]
    says: list[Any] = []
    for voice in voices:
        if voice.says not in says:
            says.append(voice.says)
    hard = clash(says) if len(says) > 1 else None
    return (*([hard] if hard else ()), *_forbidden(spoken), *misunderstandings(voices))


def _forbidden(spoken: Sequence[_Spoken]) -> Iterator[Clash]:
    """One part does not let the field be there at all."""
    forbid = [_forbids(each) for each in spoken]
    if any(forbid) and not all(forbid):
        yield Clash("presence", "一方要填，另一方不许填。")


def _forbids(each: _Spoken) -> bool:
    around = sure_parts_at(each.form, each.at[:-1]) if each.at else ()
    return any(isinstance(part, Mapping) and part.get("not") == {"required": [each.at[-1]]} for part in around)


def _conflict(found: Sequence[Clash], where: str, voices: Sequence[Voice], apart: tuple[str, ...]) -> Conflict:
    names = tuple(dict.fromkeys(voice.part for voice in voices))
    kind = ASPECTS.get(found[0].kind, found[0].kind)
    title = str(voices[0].about.get("title") or where)
    sides = tuple(Side(voice.part, voice.called, voice.pointer, in_words(found[0].kind, voice.own, voice.about))
                  for voice in voices)
    ways = tuple(resolutions(kind, voices))
    called = {voice.part: voice.called for voice in voices}
    who = "" if apart == names else f"{'、'.join(called[name] for name in apart)}的"
    ending = f"目前{who}分开填写。"
    return Conflict(kind, where, _sentence(title, found, sides) + ending, _proposals(kind, ways), apart, names, title, sides,
                    ways, ending)


def _sentence(title: str, found: Sequence[Clash], sides: Sequence[Side]) -> str:
    said = "；".join(f"{side.called}{side.says}" for side in sides)
    return f"“{title}”：{''.join(TOLD.get(each.kind, each.message) for each in found)}{said}。"


def _proposals(kind: str, ways: Sequence[Resolution]) -> tuple[str, ...]:
    advice = [ADVICE[kind]] if kind in ADVICE else []
    return (*(way.words for way in ways), *advice, "如含义不同，改用不同的数据元")


def _of_lists(found: ListClash) -> Conflict:
    title = found.title or found.where
    sides = tuple(Side(part, called, pointer, says) for part, called, pointer, says in found.sides)
    ways = tuple(Resolution(*each, members=found.members) for each in found.ways)
    ending = "目前各列各的名单。" if found.parts else "目前按次序对应。"
    return Conflict(found.kind, found.where, _sentence(title, [found.clash], sides) + ending,
                    (*(way.words for way in ways), "请双方核对名单的规定"), found.parts, found.members, title, sides, ways, ending)


def _of_gift(voice: Voice, giver: Giver, where: str, found: Clash) -> Conflict:
    """A value that is given is not asked, so nothing can be asked separately until staff say so."""
    title = str(voice.about.get("title") or where)
    sides = (Side(giver.code, giver.called, "", giver.words),
             Side(voice.part, voice.called, voice.pointer, in_words(found.kind, voice.own, voice.about)))
    ways = tuple(giver.ways(voice))
    ending = "拆分后会被退回。"
    return Conflict("given", where, _sentence(title, [found], sides) + ending,
                    (*(way.words for way in ways), "请产出方和使用方统一口径"), (), (voice.part,), title, sides, ways, ending)


def _namesakes(asking: Mapping[str, Sequence[tuple[Part, Link]]], named: frozenset[str]) -> Iterator[Conflict]:
    """Of one role, called the same by different parts, and yet different elements."""
    called: dict[tuple[str, str], dict[str, tuple[Part, Link]]] = {}
    for where, asked in asking.items():
        for part, link in asked:
            title, element = link.field.shape.title, link.field.element
            if isinstance(title, str) and element and "~" not in where:
                whose = where.rpartition(element)[0]
                called.setdefault((whose, BESIDE.sub("", title)), {}).setdefault(element, (part, link))
    for found in called.values():
        places = {str(link.place) for _, link in found.values()}
        if len(found) > 1 and len({part.name for part, _ in found.values()}) > 1 and not places & named:
            yield _namesake(min(places), [voice_of(part, link) for part, link in found.values()])


def _namesake(where: str, voices: Sequence[Voice]) -> Conflict:
    names = tuple(dict.fromkeys(voice.part for voice in voices))
    title = str(voices[0].about.get("title"))
    sides = tuple(Side(voice.part, voice.called, voice.pointer, f"的数据元是 {voice.link.field.element}") for voice in voices)
    said = "、".join(f"{voice.called}的 {voice.link.field.element}" for voice in voices)
    ways = (Resolution("含义不同的，把名称改得能分辨", "rename", names, titles=titles_apart(voices)),
            Resolution("分开填写（各问各的）", "apart", names))
    return Conflict("label", where, f"都叫“{title}”，却是不同的数据元：{said}。",
                    ("含义相同的，改用同一个数据元", *(way.words for way in ways)), (), names, title, sides, ways)


def wheres(conflicts: Iterable[Conflict]) -> frozenset[str]:
    """The places that conflicts are about."""
    return frozenset(conflict.where for conflict in conflicts)
