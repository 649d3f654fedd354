"""Values as they stand in the sentences of a difference."""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from yichuang.definitions.codewords import UNITS, WORDS
from yichuang.definitions.labels import LABELS

LONGEST = 40


def label_of(key: str) -> str:
    """What a key is called."""
    return LABELS.get(key, key)


def shown(value: Any, key: str = "") -> str:
    """A value in quotation marks, as people know it."""
    if value is None or value == "" or value == [] or value == {}:
        return "无"
    if isinstance(value, bool):
        return "“是”" if value else "“否”"
    if isinstance(value, Mapping) and set(value) == {"days", "unit"}:
        return apart(limit_words(value))
    if isinstance(value, str):
        return f"“{short(WORDS.get(key, {}).get(value, value))}”"
    if isinstance(value, int | float):
        return f"{value}"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return f"“{short('、'.join(WORDS.get(key, {}).get(each, each) for each in value))}”"
    return f"“{short(json.dumps(value, ensure_ascii=False))}”"


def short(text: str) -> str:
    """One line of bearable length."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def limit_words(limit: Mapping[str, Any]) -> str:
    """即办, or a number with its unit."""
    return "即办" if limit["unit"] == "immediate" else f"{limit['days']} {UNITS[limit['unit']]}"


def apart(text: str) -> str:
    """With a blank before it where it begins with a digit, as digits stand among Chinese characters."""
    return f" {text}" if text[:1].isdigit() else text


def from_to(before: Any, after: Any, key: str = "") -> str:
    """由…改为…; what was not there is 写上, what is gone is 去掉."""
    if before in (None, "", [], {}):
        return f"写为{shown(after, key)}"
    if after in (None, "", [], {}):
        return f"去掉了（原为{shown(before, key)}）"
    return f"由{shown(before, key)}改为{shown(after, key)}"
