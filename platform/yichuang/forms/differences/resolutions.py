"""What staff could decide about a conflict: sentences, each with the decision that it would be, ready to be taken over."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yichuang.errors import Problem
from yichuang.forms.meet import same
from yichuang.forms.transforms import read_transform
from yichuang.forms.transforms.codes import text_of

from .codes import options_of, table, unmatched
from .emptiness import suiting
from .meaning import misunderstandings
from .units import factor
from .voices import Voice, bridged

DATES = (("^[0-9]{8}$", "YYYYMMDD"), (r"^\d{8}$", "YYYYMMDD"), ("^[0-9]{4}/[0-9]{2}/[0-9]{2}$", "YYYY/MM/DD"),
         (r"^\d{4}/\d{2}/\d{2}$", "YYYY/MM/DD"), ("^[0-9]{4}年[0-9]{2}月[0-9]{2}日$", "YYYY年MM月DD日"),
         (r"^\d{4}年\d{2}月\d{2}日$", "YYYY年MM月DD日"), ("^[0-9]{4}-[0-9]{2}$", "YYYY-MM"), (r"^\d{4}-\d{2}$", "YYYY-MM"),
         ("^[0-9]{6}$", "YYYYMM"), (r"^\d{6}$", "YYYYMM"))
MOST_BRIDGED = 40
"""Among more parts nothing is proposed by which all of them would be brought together."""
Transforms = dict[str, dict[str, dict[str, Any]]]


@dataclass(frozen=True)
class Resolution:
    """One thing to do: in words, and as the keys of a decision that say how."""

    words: str
    take: str
    members: tuple[str, ...] = ()
    transforms: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """As printed, and as a decision takes it over."""
        return {"words": self.words, "take": self.take, "members": list(self.members),
                **({"transforms": {part: dict(each) for part, each in self.transforms.items()}} if self.transforms else {}),
                **({"titles": dict(self.titles)} if self.titles else {})}


def resolutions(kind: str, voices: Sequence[Voice]) -> list[Resolution]:
    """For a place that several parts ask: bridge, tell apart, accept, ask separately — as far as each can be done."""
    names = tuple(dict.fromkeys(voice.part for voice in voices))
    return [*_mapped(voices), *_together(voices, names), *_renamed(kind, voices, names),
            Resolution("分开填写（各问各的）", "apart", names)]


def _together(voices: Sequence[Voice], names: tuple[str, ...]) -> Iterator[Resolution]:
    if suiting([voice.says for voice in voices]) is not None:
        yield Resolution("认定含义相同，按各方都接受的取值合为一项", "together", names)


def _renamed(kind: str, voices: Sequence[Voice], names: tuple[str, ...]) -> Iterator[Resolution]:
    if kind == "meaning":
        yield Resolution("分开填写，并改用能分辨的名称", "rename", names, titles=titles_apart(voices))


def titles_apart(voices: Sequence[Voice]) -> dict[str, str]:
    """Each part's own title; with the department's name where two are called the same."""
    titles = {voice.part: str(voice.about.get("title") or voice.part) for voice in voices}
    return {voice.part: (title if list(titles.values()).count(title) == 1 else f"{title}（{voice.called}）")
            for voice in voices if (title := titles[voice.part])}


def _mapped(voices: Sequence[Voice]) -> Iterator[Resolution]:
    """One part's way of declaring is the merged form's; every other that is not the same gets a transform to it. Only what
    really brings them together is proposed."""
    for base in _bases(voices) if len(voices) <= MOST_BRIDGED else ():
        heard: list[Voice] = []
        notes: list[str] = []
        for voice in voices:
            other = voice if voice is base or _alike(base, voice) else _bridge(base, voice, notes)
            if other is None:
                break
            heard.append(other)
        else:
            found = _mapping(heard, voices, base, notes)
            if found.transforms and suiting([voice.says for voice in heard]) is not None:
                yield found
                return


def _mapping(heard: Sequence[Voice], voices: Sequence[Voice], base: Voice, notes: Sequence[str]) -> Resolution:
    transforms: Transforms = {}
    for voice, before in zip(heard, voices, strict=True):
        if voice is not before and voice.link.transform is not None:
            transforms.setdefault(voice.part, {})[voice.pointer] = voice.link.transform.as_dict()
    names = tuple(dict.fromkeys(voice.part for voice in voices))
    return Resolution(_words(transforms, voices, base, notes), "map", names, transforms)


def _bases(voices: Sequence[Voice]) -> list[Voice]:
    """Those whose values the merged form could use: the one that most parts share first, then one with names or a format."""
    plain = [voice for voice in voices if voice.plain]
    return sorted(plain, key=lambda one: (-sum(_alike(one, other) for other in plain), not _is_telling(one.own)))


def _is_telling(own: Mapping[str, Any]) -> bool:
    """Whether its values are codes with names, or of a known way of writing."""
    return "format" in own or any(option.name != text_of(option.value) for option in options_of(own))


def _alike(one: Voice, other: Voice) -> bool:
    """Whether the two go together as they are."""
    return suiting([one.says, other.says]) is not None and not any(misunderstandings([one, other]))


def _words(transforms: Transforms, voices: Sequence[Voice], base: Voice, notes: Sequence[str]) -> str:
    called = {voice.part: voice.called for voice in voices}
    done = "、".join(called[part] for part in transforms)
    return f"声明换算：表上按{base.called}的写法填，{done}的由系统换算{''.join(f'（{note}）' for note in notes)}"


def _bridge(base: Voice, voice: Voice, notes: list[str]) -> Voice | None:
    """The voice through a transform by which a merged value, declared as `base` does, becomes this part's."""
    document = _codes(base, voice, notes) or _unit(base, voice) or _written(base.own, voice.own)
    transform = None if document is None else read_transform(document)
    return None if transform is None or isinstance(transform, Problem) else bridged(voice, transform)


def _codes(base: Voice, voice: Voice, notes: list[str]) -> dict[str, Any] | None:
    merged, own = options_of(base.own), options_of(voice.own)
    pairs = table(merged, own)
    if not pairs or (all(same(one, other) for one, other in pairs) and len(pairs) == len(merged)):
        return None
    missing = [*unmatched(merged, [pair[0] for pair in pairs]), *unmatched(own, [pair[1] for pair in pairs])]
    if missing:
        notes.append(f"“{'、'.join(missing)}”没有对应的，会选不到，请补上")
    names = {text_of(option.value): option.name for option in merged if option.name != text_of(option.value)}
    return {"kind": "codes", "table": pairs, **({"titles": names} if names else {})}


def _unit(base: Voice, voice: Voice) -> dict[str, Any] | None:
    units = base.about.get("x-unit"), voice.about.get("x-unit")
    if not all(isinstance(unit, str) for unit in units) or not _is_number(base.own) or not _is_number(voice.own):
        return None
    times = factor(str(units[0]), str(units[1]))
    return None if times is None or times == 1 else {"kind": "number", "factor": float(times)}


def _written(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any] | None:
    """Another way of writing the same: a date by a pattern, a number as text."""
    pattern = next((written for said, written in DATES if own.get("pattern") == said), None)
    if base.get("format") == "date" and own.get("type") == "string" and pattern:
        return {"kind": "date", "pattern": pattern}
    if _is_number(base) and own.get("type") == "string" and "format" not in own:
        return {"kind": "number", "decimals": _decimals(own.get("pattern"))}
    return None


def _decimals(pattern: Any) -> int:
    """How many places a text of a number has, as its pattern says: `\\.[0-9]{2}$`."""
    tail = str(pattern or "").rpartition("\\.")[2] if "\\." in str(pattern or "") else ""
    return next((count for count in range(1, 10) if tail.rstrip("$)").endswith("{" + str(count) + "}")), 0)


def _is_number(own: Mapping[str, Any]) -> bool:
    return own.get("type") in ("integer", "number")
