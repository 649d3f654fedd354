"""Our annotations: what a form may say of a field besides JSON Schema. One table, from which the dialect's check, its
meta-schema and docs/form-language.md are made.

An annotation asserts nothing: whatever it says, the same values are accepted.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

Where = Literal["field", "group", "list", "merged"]
PREFIX = "x-"
ELEMENT = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"}
WORDS = {"type": "string", "minLength": 1, "maxLength": 4000}
NAME = {"type": "string", "minLength": 1, "maxLength": 200}
SOURCES = ("upstream", "e-cert", "register", "profile", "scan", "applicant")
"""Where a value may come from, the surest first; the same words as an element's `autofill`."""


@dataclass(frozen=True)
class Annotation:
    """One annotation: its name, the schema of its value, what it is called, what it means, where it stands, an example."""

    name: str
    shape: Mapping[str, Any]
    title: str
    meaning: str
    where: Where
    example: Any
    expected: str
    """What its value should be, in words for a message."""


def _lists(item: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": 1, "uniqueItems": True}


TABLE: tuple[Annotation, ...] = (
    Annotation("x-element", ELEMENT, "数据元", "Code in the element dictionary. With the role it is the identity of the field.",
               "field", "person.id_no", "数据元的编码"),
    Annotation("x-role", {"type": "string", "maxLength": 64}, "角色",
               "Whose it is. Said on a group or a list it holds for the fields inside; a list with a role is a repeated group.",
               "group", "mother", "一个角色的名称"),
    Annotation("x-section", NAME, "分区", "Heading under which the field stands when no layout says otherwise.",
               "field", "新生儿信息", "一段文字"),
    Annotation("x-widget", {"type": "string", "pattern": "^[a-z][a-z-]{0,31}$"}, "控件",
               "How it is drawn: `textarea`, `radio`, `select` …; what the renderer does not know is left to it.",
               "field", "textarea", "控件的名称，小写字母"),
    Annotation("x-help", WORDS, "填写说明", "One or two sentences for who fills it in.", "field", "与身份证一致。", "一段文字"),
    Annotation("x-example", {"not": {"type": "null"}}, "填写示例", "A value that would be right; with a list its first is shown.",
               "field", "330106199003070014", "一个值"),
    Annotation("x-mistakes", {"anyOf": [WORDS, {"type": "array", "items": WORDS, "maxItems": 50}]}, "常见错误",
               "What people get wrong here.", "field", ["姓名使用繁体字"], "一段文字，或若干段文字"),
    Annotation("x-autofill", _lists({"enum": list(SOURCES)}), "自动填充顺序",
               "Where a value may come from, tried in this order: " + ", ".join(f"`{each}`" for each in SOURCES) + ".",
               "field", ["register", "profile"], f"下列来源的列表：{'、'.join(SOURCES)}"),
    Annotation("x-derived-from", ELEMENT, "推导自", "Element from which the value can be worked out, as the birthday from the "
               "ID number.", "field", "person.id_no", "数据元的编码"),
    Annotation("x-sensitivity", {"enum": ["public", "personal", "sensitive"]}, "敏感程度",
               "How carefully the value is handled: `public`, `personal`, `sensitive`.", "field", "sensitive",
               "public、personal、sensitive 之一"),
    Annotation("x-unit", NAME, "计量单位", "Unit in which the number is given.", "field", "平方米", "一段文字"),
    Annotation("x-code-list", NAME, "代码集", "The code list that the values come from. Two fields of one element with different "
               "lists do not mean the same by the same code.", "field", "GB/T 2261.1", "代码集的名称"),
    Annotation("x-reason", WORDS, "收集理由", "Why the department needs it.", "field", "用于寄送证照。", "一段文字"),
    Annotation("x-key", _lists(ELEMENT), "行标识", "Elements that together tell one row from another; without them the index does.",
               "list", ["person.id_no"], "若干数据元编码的列表"),
    Annotation("x-used-by", {"type": "array", "items": NAME}, "使用者", "Whose forms the field feeds. Written by merging.",
               "merged", ["birth-certificate"], "表单或事项编码的列表"),
)
ANNOTATIONS: Mapping[str, Annotation] = MappingProxyType({each.name: each for each in TABLE})
