"""A transform from its declared document, or what is wrong with it."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from yichuang.errors import Problem
from yichuang.forms.dialect import schema_problems

from .base import Transform
from .codes import Codes
from .joins import Join
from .readers import READERS, WrongTransform
from .sources import Borrowed, Source

MOST_SOURCES = 10
MAX_SEPARATOR = 8
OF_SOURCES = ("field", "title", "value", "transform", "optional")
KINDS = (*READERS, "join")


def read_transform(document: Any) -> Transform | Problem:
    """`{"kind": …}` with what the kind takes (docs/form-language.md). Every kind but constant and join takes `source` too,
    the merged field that it reads; every one takes `back`, the claim that there is a way back."""
    try:
        found = _read(document)
        if document.get("back") is True and not found.reversible:
            raise _irreversible(found)
    except WrongTransform as wrong:
        return wrong.problem
    return found


def read_placed(document: Any) -> Transform | Problem:
    """A transform that says where it stands: `{"form", "pointer", "kind", …}`."""
    if not isinstance(document, Mapping) or not all(isinstance(document.get(key), str) for key in ("form", "pointer")):
        return Problem("", "transform", "换算要写明在哪张表单的哪个字段。", fix="补上 form（表单名）和 pointer（如 /xb）。")
    return read_transform({key: value for key, value in document.items() if key not in ("form", "pointer")})


def _read(document: Any) -> Transform:
    kind = document.get("kind") if isinstance(document, Mapping) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise WrongTransform("/kind", f"没有“{kind}”这种换算。", f"可用：{'、'.join(KINDS)}。")
    takes, read = (("sources", "separator"), _join) if kind == "join" else READERS[kind]
    borrows = kind not in ("constant", "join")
    for key in document:
        if key not in {"kind", "back", *takes, *(("source",) if borrows else ())}:
            raise WrongTransform(f"/{key}", f"“{kind}”换算不认识“{key}”。", f"可用：{'、'.join(takes) or '（没有）'}。")
    if not isinstance(document.get("back", False), bool):
        raise WrongTransform("/back", "back 应为 true 或 false。", "声明可以逆算时写 true，否则删去。")
    found = read(document)
    return Borrowed(found, _source(document["source"], "/source", inner=False)) if "source" in document else found


def _join(document: Mapping[str, Any]) -> Transform:
    sources, separator = document.get("sources"), document.get("separator", "")
    if not isinstance(sources, list) or not 1 < len(sources) <= MOST_SOURCES:
        raise WrongTransform("/sources", f"合成要写明由哪几个字段合成，2 至 {MOST_SOURCES} 个。",
                             "如 [\"applicant.address.province\", \"applicant.address.city\"]。")
    if not isinstance(separator, str) or len(separator) > MAX_SEPARATOR:
        raise WrongTransform("/separator", f"隔开各部分的应为不超过 {MAX_SEPARATOR} 个字的文字。", "不需要隔开的，删去 separator。")
    read = tuple(_source(each, f"/sources/{i}", inner=True) for i, each in enumerate(sources))
    for i, each in enumerate(read):
        if each.field in [other.field for other in read[:i]]:
            raise WrongTransform(f"/sources/{i}", f"“{each.field}”写了两次。", "每个字段只写一次。")
    if all(each.optional for each in read):
        raise WrongTransform("/sources", "至少要有一个字段是必须填写的。", "去掉其中一个的 optional。")
    return Join(read, separator)


def _source(document: Any, at: str, inner: bool) -> Source:
    said: Any = {"field": document} if isinstance(document, str) else document
    if not isinstance(said, Mapping) or not isinstance(said.get("field"), str):
        raise WrongTransform(at, "来源应为合并表单的字段，或含 field 的对象。", "如 \"applicant.address.province\"。")
    for key in said:
        if key not in OF_SOURCES or (not inner and key in ("transform", "optional")):
            raise WrongTransform(f"{at}/{key}", f"来源不认识“{key}”。",
                                 f"可用：{'、'.join(OF_SOURCES if inner else OF_SOURCES[:3])}。")
    _checked_source(said, at)
    transform = _inner(said["transform"], at + "/transform") if "transform" in said else None
    found = Source(said["field"], said.get("title"), said.get("value"), transform, said.get("optional", False))
    if found.identity is None and "~" not in found.field:
        at = at if isinstance(document, str) else at + "/field"
        raise WrongTransform(at, f"“{found.field}”不是合并表单的字段名。", "写成“角色.数据元”；没有数据元的字段写成“表单~字段”。")
    if found.never:
        raise WrongTransform(at, f"“{found.field}”没有一个值能换算成文字。", "核对它的 value 和 transform。")
    return found


def _checked_source(said: Mapping[str, Any], at: str) -> None:
    for key, kind, words in (("title", str, "文字"), ("value", Mapping, "一个 schema"), ("optional", bool, "true 或 false")):
        if key in said and not isinstance(said[key], kind):
            raise WrongTransform(f"{at}/{key}", f"{key} 应为{words}。", "改正或删去。")
    for problem in schema_problems(said.get("value", {})):
        raise WrongTransform(f"{at}/value{problem.pointer}", problem.message, problem.fix)


def _inner(document: Any, at: str) -> Transform:
    try:
        found = _read(document)
    except WrongTransform as wrong:
        raise WrongTransform(at + wrong.problem.pointer, wrong.problem.message, wrong.problem.fix) from None
    if found.kind in ("constant", "join") or isinstance(found, Borrowed):
        raise WrongTransform(at, "来源自己的换算只能是对单个值的换算，不能另有来源。", "改用 codes、date、number 等。")
    return found


def _irreversible(found: Transform) -> WrongTransform:
    at = "/table" if found.kind == "codes" else "/back"
    twice = _twice(found) if found.kind == "codes" else ""
    return WrongTransform(at, f"声明了可以逆算（back），但{twice or '不同的值会换算成同一个值'}，算不回来。",
                          "一一对应，或去掉 back。")


def _twice(found: Transform) -> str:
    codes = found.inner if isinstance(found, Borrowed) else found
    table = codes.table if isinstance(codes, Codes) else ()
    own = [value for _, value in table]
    value = next(value for i, value in enumerate(own) if value in own[:i])
    return f"“{value}”对应合并表单的几个值（{'、'.join(str(one) for one, other in table if other == value)}）"


def placed_at(problem: Problem, pointer: str) -> Problem:
    """A problem of a transform that stands at a pointer of a larger document."""
    return replace(problem, pointer=pointer + problem.pointer)
