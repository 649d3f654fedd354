"""Reads the text that somebody has edited: a draft entry, or all that keeps it from being one."""

from __future__ import annotations

import json
from typing import Any

from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KIND_NAMES, read_definition
from yichuang.definitions.library import MAX_FILE, Entry
from yichuang.errors import Problem


def read_document(text: str, code: str, kind: str) -> tuple[Entry | None, list[Problem]]:
    """The entry, or nothing and the problems. Code and kind must stay: under others it would be another definition."""
    document = _parsed(text)
    if isinstance(document, Problem):
        return None, [document]
    definition = read_definition(document)
    if not isinstance(definition, Definition):
        return None, definition
    if definition.code != code:
        said = f"编码由“{code}”改成了“{definition.code}”。"
        fix = "编码是别处引用它的依据，不能改。要用新编码，请导入一份新的定义。"
        return None, [Problem("/code", "code", said, fix=fix)]
    if definition.kind != kind:
        said = f"类别由“{KIND_NAMES[kind]}”改成了“{KIND_NAMES[definition.kind]}”。"
        return None, [Problem("/kind", "kind", said, fix="类别不能改。要用另一类，请导入一份新的定义。")]
    return Entry(definition, document), []


def _parsed(text: str) -> Any | Problem:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_FILE:
        return Problem("", "size", "内容超过 20 MB，没有保存。", fix="拆成几个定义。")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as broken:
        where = f"第 {broken.lineno} 行第 {broken.colno} 列"
        return Problem("", "json", f"不是完整的 JSON：{where}附近有误。", fix="检查那里的引号、逗号和括号。")
    except _Twice as twice:
        return Problem("", "duplicate-key", f"“{twice}”在同一层写了两次，只会留下后一个。", fix="删去其中一个。")
    except (ValueError, RecursionError):
        said = "含有 JSON 不允许的内容（NaN、Infinity，或嵌套过深）。"
        return Problem("", "json", said, fix="改成普通数值，减少嵌套。")


class _Twice(ValueError):
    """A key that stands twice in one object; JSON keeps the last and says nothing."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)
