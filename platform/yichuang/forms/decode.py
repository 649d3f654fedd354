"""From the pairs of an HTML form back to JSON: names are JSON Pointers, values texts, the schema says what they mean.

Marks travel beside the fields, because a browser cannot say it: `_null` (this was null), `_present` (this was there
although it looks empty: an empty text, list or object), `_json` (the text is JSON, whatever the place expects).
Text that cannot be decoded stays as typed.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from yichuang.errors import BadRequest, Problem

from .compiled import Compiled, compiled
from .form import Form
from .pointers import join, split
from .shape import Kind, Shape, item_fragments, shape_of, shapes_below
from .visibility import Fragments, prune
from .wire import ABSENT, json_value, value_of

NULL, PRESENT, JSON = MARKS = "_null", "_present", "_json"
MAX_PAIRS = 20_000
MAX_ROWS = 2_000
ROW_NUMBER = re.compile("0|[1-9][0-9]{0,8}")
Pairs = Iterable[tuple[str, str]]


@dataclass
class Node:
    """What a body says of one place: the texts given for it, and the places below."""

    texts: list[str] = field(default_factory=list)
    below: dict[str, Node] = field(default_factory=dict)
    null: bool = False
    present: bool = False
    json: bool = False


@dataclass(frozen=True)
class Reading:
    """What a body meant: the data without what is hidden, and every problem with it."""

    data: dict[str, Any]
    problems: tuple[Problem, ...]


def read_body(form: Form, pairs: Pairs) -> Reading:
    """The data that a submitted form carries, judged. Raises BadRequest for a body that no page of ours sends."""
    schema = compiled(form.schema)
    undecoded: list[Problem] = []
    data = prune(schema, _object(schema, shape_of(schema, [form.schema]), _tree(pairs), (), undecoded))
    spoilt = {problem.pointer for problem in undecoded}
    judged = [problem for problem in schema.problems(data) if problem.pointer not in spoilt]
    kept = (problem for problem in undecoded if problem.severity == "warning" or _there(data, problem.pointer))
    return Reading(data, (*kept, *judged))


def _tree(pairs: Pairs) -> Node:
    root = Node()
    for count, (name, text) in enumerate(pairs):
        if count >= MAX_PAIRS:
            raise BadRequest("提交的内容过多，无法处理。请返回表单重新提交。")
        name = name.replace("\r\n", "\n")
        if name in MARKS:
            setattr(_node(root, text.replace("\r\n", "\n")), name.removeprefix("_"), True)
        elif name.startswith("/"):
            _node(root, name).texts.append(text)
    return root


def _node(root: Node, pointer: str) -> Node:
    try:
        steps = split(pointer)
    except ValueError:
        raise BadRequest("提交的内容不是由本页面产生的。请返回表单重新提交。") from None
    if len(steps) > 64:
        raise BadRequest("提交的内容不是由本页面产生的。请返回表单重新提交。")
    for step in steps:
        root = root.below.setdefault(step, Node())
    return root


def _value(form: Compiled, fragments: Fragments, node: Node, at: tuple[str, ...], problems: list[Problem]) -> Any:
    """The JSON value of a place, or ABSENT."""
    shape = shape_of(form, fragments)
    if node.json and node.texts:
        return _single(shape, node, at, problems)
    if shape.kind is Kind.OBJECT:
        return _object(form, shape, node, at, problems)
    if shape.kind in (Kind.ROWS, Kind.LIST):
        return _rows(form, shape, node, at, problems)
    if shape.kind is Kind.CHOICES:
        return _many(form, shape, node, at)
    if node.null and not any(node.texts):
        return None
    if not node.texts:
        return ABSENT
    return _single(shape, node, at, problems)


def _object(form: Compiled, shape: Shape, node: Node, at: tuple[str, ...], problems: list[Problem]) -> Any:
    declared = shapes_below(form, shape.fragments)
    found: dict[str, Any] = {}
    for name, fragments in declared.items():
        if name in node.below:
            value = _value(form, fragments, node.below[name], (*at, name), problems)
            if value is not ABSENT:
                found[name] = value
    for name in node.below.keys() - declared.keys():
        problems.append(Problem(join((*at, name)), "unknown-field", "表单没有这一项，已忽略。", "warning"))
    if not found and node.null:
        return None
    return found if found or node.present or at == () else ABSENT


def _rows(form: Compiled, shape: Shape, node: Node, at: tuple[str, ...], problems: list[Problem]) -> Any:
    indexes = sorted(int(step) for step in node.below if ROW_NUMBER.fullmatch(step))
    if len(indexes) > MAX_ROWS:
        raise BadRequest(f"行数过多：最多 {MAX_ROWS} 行。")
    rows: list[Any] = []
    for index in indexes:
        # Rows are numbered anew: the numbers on the page have gaps where a row was taken away.
        where = (*at, str(len(rows)))
        value = _value(form, item_fragments(shape, index), node.below[str(index)], where, problems)
        if value is not ABSENT:
            rows.append(value)
    if not rows and node.null:
        return None
    return rows if rows or node.present else ABSENT


def _many(form: Compiled, shape: Shape, node: Node, at: tuple[str, ...]) -> Any:
    inner = shape_of(form, item_fragments(shape))
    known = {choice.token: choice.value for choice in inner.choices}
    texts = [text.replace("\r\n", "\n") for text in node.texts]
    for text in texts:
        _refuse_unspeakable(text)
    # The order of the boxes on the page, which is that of the options or of the data that the page was drawn from.
    chosen = [known.get(text, text) for text in texts if text or text in known]
    if not chosen and node.null:
        return None
    return chosen if chosen or node.present else ABSENT


def _single(shape: Shape, node: Node, at: tuple[str, ...], problems: list[Problem]) -> Any:
    text = node.texts[-1]
    _refuse_unspeakable(text)
    try:
        return json_value(text) if node.json else value_of(shape, text, node.present)
    except ValueError:
        problems.append(Problem(join(at), "undecodable", UNDECODABLE.get(shape.kind, "内容无法识别，请核对。")))
        return text


UNDECODABLE: Mapping[Kind, str] = {
    Kind.INTEGER: "应填整数，如 3200。", Kind.NUMBER: "应填数字，如 13.18。", Kind.BOOLEAN: "请选择是或否。",
    Kind.JSON: "应为 JSON 写法。",
}


def _refuse_unspeakable(text: str) -> None:
    """NUL and lone surrogates cannot pass a browser; a body that holds them was not sent by our page."""
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise BadRequest("提交的内容含有无法识别的字符。请返回表单重新填写。")


def _there(data: Any, pointer: str) -> bool:
    here = data
    for step in split(pointer):
        if isinstance(here, dict) and step in here:
            here = here[step]
        elif isinstance(here, list) and step.isdigit() and int(step) < len(here):
            here = here[int(step)]
        else:
            return False
    return True
