"""The page of rules: what `check` looks for, each with an example that passes and one that does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config
from sqlalchemy.orm import Session

from yichuang.definitions.check.quality.manual import SOURCES, grouped, readable
from yichuang.definitions.check.quality.rule import Example, Row
from yichuang.definitions.codewords import WORDS
from yichuang.definitions.drafts import drafts
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.labels import LABELS
from yichuang.definitions.wording_rules import WordingRule, WordingRules
from yichuang.forms.pointers import split

from .reading import limit_in_words

PAGE = "yichuang_designer:templates/rules.jinja2"
SEVERITIES = ("error", "warning")
SCOPES = {"any": "全部文字", "general": "材料名称以外的文字", "material-name": "材料名称"}
LITERALS = {True: "是", False: "否", None: "不写"}


@view_config(route_name="design.rules", request_method="GET", renderer=PAGE, permission="design.read")
def rules(request: Request) -> dict[str, Any]:
    """All of them by group, those of regions too; q and severity in the address leave some out. A rule's id is its anchor."""
    text, severity = (request.GET.get(name, "").strip()[:100] for name in ("q", "severity"))
    known = [*grouped(), *_regional(request.db)]
    groups = [(group, name, [row for row in found if _wanted(row, text, severity)]) for group, name, found in known]
    return {
        "q": text, "severity": severity, "filtered": bool(text or severity), "sources": SOURCES,
        "groups": [each for each in groups if each[2]], "readable": readable, "lines": example_lines,
        "place": place_in_words,
    }


def _regional(db: Session) -> Iterator[tuple[str, str, list[Row]]]:
    """The wording rules that regions have declared, a group for each draft. An id that two of them use is the first one's."""
    seen: set[str] = set()
    for draft in drafts(db, "wording-rules"):
        found = read_definition(json.loads(draft.body))
        if isinstance(found, WordingRules):
            own = [rule for rule in found.rules if rule.code not in seen]
            seen.update(rule.code for rule in own)
            yield found.code, f"地方用语：{found.name}", [_row(found, rule) for rule in own]


def _row(of: WordingRules, rule: WordingRule) -> Row:
    instead = f"代替 {rule.replaces}。" if rule.replaces else ""
    return Row(id=rule.code, group=of.code, source=rule.source, title=of.name, severity=rule.severity, fix=rule.fix,
               applies_to=("matter", "material", "bundle", "guide"), looks_at=SCOPES[rule.scope],
               meaning=f"{instead}文字符合“{rule.pattern}”。依据：{rule.source}。")


def _wanted(row: Row, text: str, severity: str) -> bool:
    told = " ".join((row.id, row.title, row.meaning, row.looks_at, row.fix, row.source)).lower()
    return text.lower() in told and (severity not in SEVERITIES or row.severity == severity)


def example_lines(example: Example) -> list[tuple[str, str]]:
    """(place in words, value in words) of each change that an example makes."""
    return [(place_in_words(pointer), value_in_words(_key(pointer), value)) for pointer, value in example.change.items()]


def place_in_words(pointer: str) -> str:
    """`/steps/1/name` → 办理步骤 2 · 名称."""
    words: list[str] = []
    for step in split(pointer):
        if step == "-":
            words[-1] += "，添一项"
        elif step.isdigit():
            words[-1] += f" {int(step) + 1}"
        else:
            words.append(LABELS.get(step, step))
    return " · ".join(words)


def _key(pointer: str) -> str:
    return next((step for step in reversed(split(pointer)) if step != "-" and not step.isdigit()), "")


def value_in_words(key: str, value: Any) -> str:
    """Codes in words, limits as they are read, parts with their names; conditions as JSON."""
    if isinstance(value, bool) or value is None:
        return LITERALS[value]
    if key == "when":
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict) and "days" in value and set(value) <= {"days", "unit"}:
        return limit_in_words(value)
    if isinstance(value, dict):
        return "；".join(f"{LABELS.get(name, name)}：{value_in_words(name, each)}" for name, each in value.items())
    if isinstance(value, list):
        return "、".join(value_in_words(key, each) for each in value).replace("。、", "。") or "没有"
    return WORDS.get(key, {}).get(str(value), str(value))
