"""Near-duplicates: two codes that seem to mean the same, with the reasons and a score; a person decides.

Names and synonyms are compared only where they share a bigram that is not everywhere, so that thousands of entries take
seconds.
"""
from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from rapidfuzz.distance import Indel

from yichuang.search.synonyms import groups

from .renaming import Documents

KINDS = ("element", "material")
ENOUGH = 0.8
"""From this score on a pair is shown."""
ALIKE = 0.75
"""Names less alike than this are not the same thing, whatever else agrees."""
SAME_WORD = 0.85
"""Words of one group of synonyms: often one thing, sometimes an old document and the new one."""
MOST_SHARING = 60
"""A bigram that more names share says nothing of what they mean (证明, 登记)."""
SIGNS = re.compile(r"[\W_]+")
# What tells two things apart however alike their names are: numbers, and whose, when or of what kind.
TELLING = re.compile(r"\d+|第[一二三四五六七八九十]+|[父母夫妻男女新旧原前后正副甲乙结离水电气内外]")
COPIES = re.compile("(?:(?:原件|复印件|扫描件|电子版|电子件)[及和与或]?)+$")


@dataclass(frozen=True, slots=True)
class Near:
    """Two definitions of a kind, how alike (0 to 1), and why."""

    kind: str
    first: str
    second: str
    names: tuple[str, str]
    score: float
    reasons: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The shape that `definitions library --duplicates` prints."""
        return {"kind": self.kind, "codes": [self.first, self.second], "names": list(self.names), "score": self.score,
                "reasons": list(self.reasons)}


@dataclass(frozen=True, slots=True)
class _Thing:
    code: str
    document: Mapping[str, Any]
    names: tuple[str, ...]
    meant: frozenset[str]


def near_duplicates(drafts: Documents, kinds: Sequence[str] = KINDS) -> list[Near]:
    """The pairs of each kind, most alike first."""
    found = [near for kind in kinds if kind in KINDS for near in _pairs(drafts, kind)]
    return sorted(found, key=lambda near: (-near.score, near.first, near.second))


def _pairs(drafts: Documents, kind: str) -> Iterator[Near]:
    things = [_Thing(code, document, names := _names(document), _meant(names)) for code, document in drafts.items()
              if document.get("kind") == kind]
    for i, j in _candidates(things):
        near = _compared(kind, things[i], things[j])
        if near is not None:
            yield near


def _names(document: Mapping[str, Any]) -> tuple[str, ...]:
    given = [document.get("name"), *(document.get("synonyms") or ())]
    return tuple(dict.fromkeys(text for name in given if isinstance(name, str) and (text := _plain(name))))


def _meant(names: Sequence[str]) -> frozenset[str]:
    """The words of the field that mean the same as one of the names."""
    return frozenset(word for group in groups() if set(names) & set(group) for word in group)


def _plain(name: str) -> str:
    """In one width and case, without signs, and without saying whether the original or a copy is meant."""
    text = SIGNS.sub("", unicodedata.normalize("NFKC", name).casefold().replace("(示例)", ""))
    return COPIES.sub("", text) or text


def _candidates(things: Sequence[_Thing]) -> Iterator[tuple[int, int]]:
    """Pairs of which some names share a telling bigram, or are the same."""
    sharing: dict[str, set[int]] = defaultdict(set)
    for number, thing in enumerate(things):
        for word in {*thing.names, *thing.meant}:
            sharing["=" + word].add(number)
        for name in thing.names:
            for at in range(len(name) - 1):
                sharing[name[at : at + 2]].add(number)
    seen: set[tuple[int, int]] = set()
    for numbers in sharing.values():
        if 1 < len(numbers) <= MOST_SHARING:
            for pair in combinations(sorted(numbers), 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _compared(kind: str, one: _Thing, other: _Thing) -> Near | None:
    alike, said = _alike(one.names, other.names)
    if alike < SAME_WORD and (words := one.meant & set(other.names)):
        alike, said = SAME_WORD, f"同义：{one.names[0]}、{min(words)}"
    if alike < ALIKE:
        return None
    agreeing = [*_agreeing_elements(one, other)] if kind == "element" else [*_agreeing_materials(one, other)]
    score = round(min(1.0, alike * 0.9 + sum(weight for weight, _ in agreeing)), 3)
    if score < ENOUGH:
        return None
    names = (str(one.document.get("name")), str(other.document.get("name")))
    return Near(kind, one.code, other.code, names, score, (said, *(reason for _, reason in agreeing)))


def _alike(ones: Sequence[str], others: Sequence[str]) -> tuple[float, str]:
    """How alike the two most alike names are: the same characters in the same order. Unless something tells them apart."""
    best, pair = 0.0, ("", "")
    for one in ones:
        for other in others:
            score = 0.0 if _telling(one) != _telling(other) else float(Indel.normalized_similarity(one, other))
            if score > best:
                best, pair = score, (one, other)
    if best == 1.0:
        whose = "名称相同" if pair == (ones[0], others[0]) else "名称或同义词相同"
        return best, f"{whose}：{pair[0]}"
    return best, f"名称或同义词相近：{pair[0]}、{pair[1]}（{best:.0%}）"


def _telling(name: str) -> Counter[str]:
    return Counter(TELLING.findall(name))


def _agreeing_elements(one: _Thing, other: _Thing) -> Iterator[tuple[float, str]]:
    first, second = one.document, other.document
    same, differ = _same_value(first.get("value"), second.get("value"))
    if same:
        yield 0.1, "取值要求相同"
    elif differ:
        yield -0.1, "取值类型不同，合并前须统一"
    if first.get("code_list") and first.get("code_list") == second.get("code_list"):
        yield 0.05, f"同一代码集：{first['code_list']}"
    if first.get("standard") and first.get("standard") == second.get("standard"):
        yield 0.02, f"同一标准：{first['standard']}"


def _same_value(first: Any, second: Any) -> tuple[bool, bool]:
    """Whether two value schemas are the same, and whether even their types differ."""
    if not isinstance(first, Mapping) or not isinstance(second, Mapping):
        return False, False
    return first == second, first.get("type") != second.get("type") or first.get("format") != second.get("format")


def _agreeing_materials(one: _Thing, other: _Thing) -> Iterator[tuple[float, str]]:
    first, second = one.document, other.document
    for key, said, weight in (("issuer", "同一出具单位", 0.08), ("issuer_department", "同一出具部门", 0.08),
                              ("licence_type", "同一电子证照类型", 0.08)):
        if first.get(key) and first.get(key) == second.get(key):
            yield weight, f"{said}：{first[key]}"
        elif first.get(key) and second.get(key):
            yield -0.1, f"{said[2:]}不同：{first[key]}、{second[key]}"
    if first.get("source") == second.get("source"):
        yield 0.04, "来源渠道相同"
