"""The kinds of declared documents, and reading one: JSON → frozen model, or every problem with its pointer."""
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from yichuang.errors import Problem

from .bundle import Bundle
from .common import Definition
from .element import Element
from .material import Material
from .matter import Matter
from .place import Department, Region, WindowClass
from .publication import Guide, Paper
from .reading import problems_of
from .share import DataShare
from .wording_rules import WordingRules

KINDS: Mapping[str, type[Definition]] = MappingProxyType({
    "element": Element,
    "region": Region,
    "department": Department,
    "window-class": WindowClass,
    "material": Material,
    "matter": Matter,
    "bundle": Bundle,
    "guide": Guide,
    "paper": Paper,
    "data-share": DataShare,
    "wording-rules": WordingRules,
})

KIND_NAMES: Mapping[str, str] = MappingProxyType({
    "element": "数据元", "region": "区划", "department": "部门", "window-class": "窗口分类", "material": "材料",
    "matter": "事项", "bundle": "一件事", "guide": "办事指南", "paper": "文书", "data-share": "共享数据",
    "wording-rules": "用语规则",
})

SNAPSHOT_KINDS = frozenset({"region", "department", "window-class"})
"""Resolved by code when a filing is made and copied into it; never pinned by a release."""


def read_definition(document: Any) -> Definition | list[Problem]:
    """The model of a parsed JSON document, or all that keeps it from being one."""
    if not isinstance(document, Mapping):
        return [Problem("", "shape", "定义应为一个 JSON 对象。", fix="用花括号写出 kind、code、name 等键。")]
    kind = document.get("kind")
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        known = "、".join(f"{code}({KIND_NAMES[code]})" for code in KINDS)
        said = f"没有“{kind}”这一类定义。" if isinstance(kind, str) else "没有写明 kind（定义的类别）。"
        return [Problem("/kind", "kind", said, fix=f"kind 应为以下之一：{known}。")]
    try:
        return model.model_validate(document)
    except ValidationError as refused:
        return list(problems_of(refused, model))
