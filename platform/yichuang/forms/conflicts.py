"""What departments do not mean or accept alike: found before merging, told as data, asked separately until staff decide."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from .compiled import compiled
from .meet import Incompatible, meet
from .places import Link, Part, links_of

COMPARED = ("type", "enum", "const", "oneOf", "anyOf", "format", "minimum", "maximum", "minLength", "maxLength")
FIRST = {
    "enum": "声明代码对照，把一方的取值换算成另一方的",
    "code-list": "声明代码对照，或统一代码集",
    "format": "声明格式换算，或统一格式",
    "type": "请一方修改数据类型，或声明换算",
    "range": "请双方核对允许的范围",
}
BESIDE = re.compile(r"[\s：:*＊]|[（(][^（()）]*[）)]")
"""What a label carries besides its name."""


@dataclass(frozen=True)
class Conflict:
    """Departments that do not mean or accept the same; until staff decide, each is asked separately."""

    kind: str
    where: str
    message: str
    proposals: tuple[str, ...]
    parts: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As `forms merge` prints it."""
        return {"kind": self.kind, "where": self.where, "message": self.message, "proposals": list(self.proposals)}


def conflicts_of(parts: Sequence[Part]) -> tuple[Conflict, ...]:
    """Places where the parts' own schemas cannot be met, whose parts are then asked apart; then fields that are called the
    same and mean different elements, which are two fields already."""
    asking: dict[str, list[Link]] = {}
    for part in parts:
        for link in links_of(part):
            if link.place is not None:
                asking.setdefault(str(link.place), []).append(link)
    unmet = [conflict for where, links in asking.items() if len(links) > 1 for conflict in _unmet(where, links)]
    return (*unmet, *_namesakes(link for links in asking.values() for link in links))


def _unmet(where: str, links: Sequence[Link]) -> Iterator[Conflict]:
    names = tuple(dict.fromkeys(link.part for link in links))
    label = str(links[0].field.shape.title or where)
    try:
        reduce(meet, [_comparable(link) for link in links])
    except Incompatible as refused:
        message = f"“{label}”：{refused.message}涉及 {'、'.join(names)}，目前分开填写。"
        yield Conflict(refused.kind, where, message, _proposals(refused.kind), names)
        return
    lists = dict.fromkeys(str(code) for link in links if link.transform is None
                          and (code := link.field.shape.keywords.get("x-code-list")))
    if len(lists) > 1:
        message = f"“{label}”：代码集不一致（{'、'.join(lists)}），同一个代码意思不同。涉及 {'、'.join(names)}，目前分开填写。"
        yield Conflict("code-list", where, message, _proposals("code-list"), names)


def _namesakes(links: Iterable[Link]) -> Iterator[Conflict]:
    """Of one role, called the same by different parts, and yet different elements."""
    called: dict[tuple[str, str], dict[str, Link]] = {}
    for link in links:
        title, element = link.field.shape.title, link.field.element
        if isinstance(title, str) and element and link.place is not None:
            whose = str(link.place).rpartition(element)[0]
            called.setdefault((whose, BESIDE.sub("", title)), {}).setdefault(element, link)
    for found in called.values():
        if len({link.part for link in found.values()}) > 1 and len(found) > 1:
            title = next(iter(found.values())).field.shape.title
            said = "、".join(f"{link.part}的 {element}" for element, link in found.items())
            yield Conflict("label", str(next(iter(found.values())).place), f"都叫“{title}”，却是不同的数据元：{said}。",
                           ("含义相同的，改用同一个数据元", "含义不同的，把名称改得能分辨", "分开填写（各问各的）"))


def _proposals(kind: str) -> tuple[str, ...]:
    first = FIRST.get(kind, "请双方统一口径")
    return first, "分开填写（各问各的）", "如含义不同，改用不同的数据元"


def _comparable(link: Link) -> dict[str, Any]:
    said: Mapping[str, Any] = link.field.shape.keywords
    if link.transform is not None:
        alone = compiled({"allOf": [{key: said[key] for key in COMPARED if key in said}]})
        whole: Any = alone.schema
        made = link.transform.preimage(alone, whole["allOf"][0])
        said = made if isinstance(made, Mapping) else {}
    return {key: said[key] for key in COMPARED if key in said}
