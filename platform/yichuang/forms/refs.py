"""References inside a schema: what one names, whether it leads anywhere, and how large the schema is with all followed."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote

from yichuang.errors import Problem

from .keywords import MAX_DEPTH, MAX_NODES, OBJECT, children, walk
from .pointers import Steps, get, join, split

IN_PLACE = ("allOf", "anyOf", "oneOf")


def lookup(root: Any, ref: str) -> Any:
    """What a local reference (`#`, `#/…`, `#anchor`) points to; None when there is nothing."""
    return References(root).target(ref)


class References:
    """The references of one document, each followed once."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._targets: dict[str, Any] = {}

    def target(self, ref: str) -> Any:
        """What a local reference points to; None when there is nothing."""
        if ref not in self._targets:
            fragment = unquote(ref[1:])
            named = bool(fragment) and not fragment.startswith("/")
            self._targets[ref] = self._anchors.get(fragment) if named else get(self.root, split(fragment))
        return self._targets[ref]

    def of(self, here: Mapping[str, Any]) -> Any:
        """What a schema refers to with `$ref`; None when it does not, or when there is nothing."""
        target = here.get("$ref")
        return self.target(target) if isinstance(target, str) and target.startswith("#") else None

    def problems(self, steps: Steps, here: Mapping[str, Any]) -> Iterator[Problem]:
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
        elif self.target(target) is None:
            yield Problem(at, "dangling-ref", f"$ref 所指的“{target}”不存在。", fix="改正引用，或补上 $defs。")
        elif id(here) in self._circular:
            yield Problem(at, "cyclic-ref", f"$ref“{target}”绕回自身，没有内容。", fix="去掉循环引用。")

    @cached_property
    def _anchors(self) -> Mapping[Any, Any]:
        found: dict[Any, Any] = {}
        for _, here in walk(self.root):
            for key in ("$anchor", "$dynamicAnchor") if isinstance(here, Mapping) else ():
                if isinstance(name := here.get(key), str):
                    found.setdefault(name, here)
        return found

    @cached_property
    def _circular(self) -> frozenset[int]:
        """The schemas that demand themselves of the same value, without looking at any part of it first."""
        leads = {id(here): [id(part) for part in self._in_place(here) if isinstance(part, Mapping)]
                 for _, here in walk(self.root) if isinstance(here, Mapping)}
        return frozenset(_circling(_turned(_circling(leads))))

    def _in_place(self, here: Mapping[str, Any]) -> list[Any]:
        """The schemas that speak of the same value as this one."""
        found = [self.of(here)]
        found += [part for key in IN_PLACE if isinstance(here.get(key), list) for part in here[key]]
        found += [here[key] for key in ("not", "if", "then", "else") if key in here]
        dependent = here.get("dependentSchemas")
        return found + (list(dependent.values()) if isinstance(dependent, Mapping) else [])

    @cached_property
    def expand_too_far(self) -> bool:
        """Whether the schema, every reference replaced by what it names, has more than MAX_NODES nodes, or names within
        names deeper than MAX_DEPTH. A reference back to what is being expanded counts as one."""
        count = 0
        todo: list[tuple[Any, frozenset[int]]] = [(self.root, frozenset())]
        while todo:
            here, above = todo.pop()
            count += 1
            if count > MAX_NODES or len(above) > MAX_DEPTH:
                return True
            if isinstance(here, OBJECT):
                todo.extend((part, above) for steps, part in children((), here) if steps[0] not in ("$defs", "definitions"))
                named = self.of(here)
                if isinstance(named, Mapping) and id(named) not in above:
                    todo.append((named, above | {id(named)}))
        return False


def expands_too_far(root: Any) -> bool:
    """Whether a schema with every reference followed is too large to be worked with."""
    return References(root).expand_too_far


def _circling(leads: Mapping[int, list[int]]) -> dict[int, list[int]]:
    """What is left when everything is taken away that leads to nothing that is left."""
    comes_from = _turned(leads)
    open_ = {one: sum(other in leads for other in others) for one, others in leads.items()}
    ends = [one for one, count in open_.items() if not count]
    while ends:
        end = ends.pop()
        del open_[end]
        for one in comes_from.get(end, ()):
            open_[one] -= 1
            if not open_[one]:
                ends.append(one)
    return {one: [other for other in leads[one] if other in open_] for one in open_}


def _turned(leads: Mapping[int, list[int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {one: [] for one in leads}
    for one, others in leads.items():
        for other in others:
            if other in found:
                found[other].append(one)
    return found
