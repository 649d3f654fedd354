"""References inside a schema: what one names, whether it leads anywhere, and how large the schema is with all followed."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

from yichuang.errors import Problem

from .keywords import MAX_NODES, OBJECT, children, walk
from .pointers import Steps, get, join, split


def lookup(root: Any, ref: str) -> Any:
    """What a local reference (`#`, `#/…`, `#anchor`) points to; None when there is nothing."""
    fragment = unquote(ref[1:])
    if fragment and not fragment.startswith("/"):
        return next((here for _, here in walk(root) if isinstance(here, Mapping)
                     and fragment in (here.get("$anchor"), here.get("$dynamicAnchor"))), None)
    return get(root, split(fragment))


def reference_problems(steps: Steps, here: Mapping[str, Any], root: Any) -> Iterator[Problem]:
    """What is wrong with the `$ref` of one schema object."""
    target = here.get("$ref")
    if target is None:
        return
    at = join((*steps, "$ref"))
    if not isinstance(target, str):
        yield Problem(at, "ref", "$ref 应为文字。", fix="写成 #/$defs/名称。")
    elif not target.startswith("#"):
        yield Problem(at, "remote-ref", "$ref 指向文档之外，表单不能引用外部地址。", fix="把所引用的内容放进 $defs。")
    elif not target.isascii():
        yield Problem(at, "ref", "$ref 里的汉字要写成百分号编码。",
                      fix=f"写成 {quote(target, safe='#/$~%')}，或给 $defs 起英文名称。")
    elif lookup(root, target) is None:
        yield Problem(at, "dangling-ref", f"$ref 所指的“{target}”不存在。", fix="改正引用，或补上 $defs。")
    elif _leads_back(root, here):
        yield Problem(at, "cyclic-ref", f"$ref“{target}”绕回自身，没有内容。", fix="去掉循环引用。")


IN_PLACE = ("allOf", "anyOf", "oneOf")


def _leads_back(root: Any, here: Mapping[str, Any]) -> bool:
    """Whether a schema demands itself of the same value, without looking at any part of it first."""
    seen: set[int] = set()
    todo = _in_place(root, here)
    while todo:
        part = todo.pop()
        if part is here:
            return True
        if isinstance(part, Mapping) and id(part) not in seen:
            seen.add(id(part))
            todo.extend(_in_place(root, part))
    return False


def _in_place(root: Any, here: Mapping[str, Any]) -> list[Any]:
    """The schemas that speak of the same value as this one."""
    target = here.get("$ref")
    found = [lookup(root, target)] if isinstance(target, str) and target.startswith("#") else []
    found += [part for key in IN_PLACE if isinstance(here.get(key), list) for part in here[key]]
    found += [here[key] for key in ("not", "if", "then", "else") if key in here]
    dependent = here.get("dependentSchemas")
    return found + (list(dependent.values()) if isinstance(dependent, Mapping) else [])


def expands_too_far(root: Any) -> bool:
    """Whether the schema, every reference replaced by what it names, has more than MAX_NODES nodes. A reference back
    to what is being expanded counts as one."""
    count = 0
    todo: list[tuple[Any, frozenset[int]]] = [(root, frozenset())]
    while todo:
        here, above = todo.pop()
        count += 1
        if count > MAX_NODES:
            return True
        if isinstance(here, OBJECT):
            todo.extend((part, above) for _, part in children((), here) if not _kept_aside(here, part))
            target = here.get("$ref")
            named = lookup(root, target) if isinstance(target, str) and target.startswith("#") else None
            if isinstance(named, Mapping) and id(named) not in above:
                todo.append((named, above | {id(named)}))
    return False


def _kept_aside(here: Mapping[str, Any], part: Any) -> bool:
    return any(part is each for key in ("$defs", "definitions") for each in here.get(key, {}).values())
