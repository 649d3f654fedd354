"""The tables of docs/form-language.md, written from what the code holds: `python -m yichuang.forms.manual`."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yichuang.standards.units import MEASURES, SAME

from .annotations import TABLE

WHERE = {"field": "field", "group": "field, group, list", "list": "list", "merged": "merged form"}


@dataclass(frozen=True)
class Shown:
    """A kind of transform by an example: what it is declared by, what it makes of what, what there is to know."""

    document: Mapping[str, Any]
    given: Any
    made: Any
    meaning: str


TRANSFORMS: tuple[Shown, ...] = (
    Shown({"kind": "codes", "table": {"1": "男", "2": "女"}}, "1", "男",
          "Another code list. `titles` names merged values. There is a way back where no two lead to the same."),
    Shown({"kind": "constant", "value": "线上"}, None, "线上", "Not asked: the department always gets this."),
    Shown({"kind": "date", "pattern": "YYYY年MM月DD日"}, "2026-11-21", "2026年11月21日",
          "Another way to write a date. Back only with all three."),
    Shown({"kind": "number", "factor": 1, "decimals": 2}, 12.5, "12.50",
          "× `factor`; with `decimals` written as text. Never rounded."),
    Shown({"kind": "unit", "from": "平方米", "to": "亩"}, 1000, 1.5, "Another unit. `decimals` bounds the places, and must be "
          "given where a division may have no end. What would have to be rounded is refused."),
    Shown({"kind": "amount-words"}, 100.5, "壹佰元零伍角整", "An amount in words."),
    Shown({"kind": "text", "case": "upper", "width": "half"}, "ａb1", "AB1", "Letters in one case, characters in one width."),
    Shown({"kind": "part", "separator": "/", "index": -1, "source": "p.address"}, "浙江省/杭州市", "杭州市",
          "One part of a text. No way back."),
    Shown({"kind": "prefix", "length": 2, "pad": 6, "source": "p.region"}, "330106", "330000",
          "The beginning of a code. No way back."),
    Shown({"kind": "join", "sources": ["p.province", {"field": "p.street", "title": "街道门牌"}], "separator": " "},
          ["浙江省", "示例路1号"], "浙江省 示例路1号",
          "Several fields as one text. Back where it can be taken apart in one way only."),
)


def table() -> str:
    """Every annotation with its meaning and an example, as Markdown."""
    lines = [f"| `{each.name}` | {each.title} | {WHERE[each.where]} | {each.meaning} | `{_json(each.example)}` |" for each in TABLE]
    return "\n".join(["| annotation | 中文 | stands at | meaning | example |", "|---|---|---|---|---|", *lines])


def transforms() -> str:
    """Every kind of transform, as Markdown."""
    lines = [f"| `{each.document['kind']}` | `{_json(each.document)}` | `{_json(each.given)}` → `{_json(each.made)}` | "
             f"{each.meaning} |" for each in TRANSFORMS]
    return "\n".join(["| kind | example | makes | |", "|---|---|---|---|", *lines])


def units() -> str:
    """The units that are known, those that measure the same beside each other, as a list."""
    lines = []
    for known in MEASURES.values():
        spellings = [spelling for spelling, unit in SAME.items() if unit in known]
        lines.append("- " + " ".join(f"`{unit}`" for unit in (*known, *spellings)))
    return "\n".join(lines)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    print(table(), transforms(), units(), sep="\n\n")
