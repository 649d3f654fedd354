"""The dialect: which keywords a form's schema may use, and everything wrong with a schema as data.

All assertions of JSON Schema 2020-12 (Core and Validation) plus the annotations of annotations.py. References stay inside the
document; patterns must be decidable in linear time, so look-around and back-references are refused by name.
"""
from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, Literal

import jsonschema_rs

from yichuang.errors import Problem
from yichuang.standards.formats import FORMATS

from .annotations import ANNOTATIONS, PREFIX, TABLE
from .keywords import KEYWORDS, MAX_DEPTH, MAX_NODES, MAX_PATTERN, OBJECT, walk
from .messages import sentences
from .metaschema import FORM
from .pointers import Steps, join
from .refs import References

__all__ = ["schema_problems", "walk"]

Severity = Literal["error", "warning"]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
KNOWN_FORMATS = frozenset(FORMATS) | frozenset({
    "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri",
    "uri-reference", "iri", "iri-reference", "uuid", "uri-template", "json-pointer", "relative-json-pointer", "regex",
})
ESCAPED = re.compile(r"\\[^1-9]", re.DOTALL)
LOOK_AROUND = re.compile(r"\(\?(?:[=!]|<[=!])|\\[1-9]")
MAX_PROBLEMS = 500


def schema_problems(schema: Any, foreign: bool = False) -> list[Problem]:
    """Everything wrong with a schema. Unknown keywords are errors, or warnings when the schema is a foreign one."""
    if not isinstance(schema, Mapping | bool):
        return [Problem("", "schema", "表单的 schema 应为一个 JSON 对象。", fix="写成 {\"type\": \"object\", \"properties\": …}。")]
    return list(_known_problems(json.dumps(schema, ensure_ascii=False), foreign))


@lru_cache(maxsize=4096)
def _known_problems(text: str, foreign: bool) -> tuple[Problem, ...]:
    """By text, because the same conditions and forms come by again and again."""
    schema = json.loads(text)
    found = list(islice(_structure(schema, "warning" if foreign else "error"), MAX_PROBLEMS))
    if not any(problem.severity == "error" for problem in found):
        found.extend(_compilation(schema))
    return tuple(found)


def _structure(schema: Any, unknown: Severity) -> Iterator[Problem]:
    references = References(schema)
    for count, (steps, here) in enumerate(walk(schema)):
        if count >= MAX_NODES:
            yield Problem("", "size", f"表单过大：超过 {MAX_NODES} 个节点。", fix="拆成几张表单。")
            return
        if len(steps) > MAX_DEPTH:
            yield Problem(join(steps), "depth", f"嵌套过深：超过 {MAX_DEPTH} 层。", fix="减少嵌套，或用 $ref 引用。")
            return
        if isinstance(here, bool):
            continue
        if not isinstance(here, OBJECT):
            yield Problem(join(steps), "schema", "这里应为一个 schema（对象，或 true、false）。", fix="改成对象。")
            continue
        yield from _keywords(steps, here, unknown)
        yield from _annotations(steps, here, unknown)
        yield from _draft(steps, here, unknown)
        yield from _format(steps, here, unknown)
        yield from references.problems(steps, here)
        yield from _pattern(steps, here)
    if references.expand_too_far:
        yield Problem("", "size", f"表单过大：引用全部展开后超过 {MAX_NODES} 个节点。", fix="减少层层引用，或拆成几张表单。")


def _keywords(steps: Steps, here: Mapping[str, Any], severity: Severity) -> Iterator[Problem]:
    for key in here:
        if key not in KEYWORDS:
            fix = _nearest(key, KEYWORDS) or f"删去它；自定义标注以 {PREFIX} 开头且须在约定之内。"
            yield Problem(join((*steps, key)), "unknown-keyword", f"表单不认识关键字“{key}”。", severity, fix)


def _annotations(steps: Steps, here: Mapping[str, Any], severity: Severity) -> Iterator[Problem]:
    for key in ANNOTATIONS.keys() & here.keys():
        annotation = ANNOTATIONS[key]
        if not _met(SHAPES[key], here[key]):
            example = json.dumps(annotation.example, ensure_ascii=False)
            yield Problem(join((*steps, key)), "annotation", f"“{key}”（{annotation.title}）应为{annotation.expected}。", severity,
                          f"如 \"{key}\": {example}。")


def _met(shape: Any, value: Any) -> bool:
    try:
        return bool(shape.is_valid(value))
    except ValueError:
        # A lone surrogate or a nesting that the validator cannot hold.
        return False


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f"是否想写“{near[0]}”？" if near else ""


def _draft(steps: Steps, here: Mapping[str, Any], severity: Severity) -> Iterator[Problem]:
    said = here.get("$schema", DRAFT)
    if isinstance(said, str) and said.rstrip("#") not in (DRAFT, FORM):
        # Of other drafts, those of the same house read well enough as this one; nothing else is ever fetched.
        known = "warning" if said.startswith(("https://json-schema.org/draft", "http://json-schema.org/draft")) else "error"
        yield Problem(join((*steps, "$schema")), "draft", "表单应按 JSON Schema 2020-12 书写。",
                      severity if known == "warning" else "error", fix=f"把 $schema 改为 {DRAFT}，并核对写法。")


def _format(steps: Steps, here: Mapping[str, Any], severity: Severity) -> Iterator[Problem]:
    said = here.get("format")
    if isinstance(said, str) and said not in KNOWN_FORMATS:
        fix = _nearest(said, KNOWN_FORMATS) or "删去它，或改用约定的格式名称。"
        yield Problem(join((*steps, "format")), "unknown-format", f"没有名为“{said}”的格式，写了也不会核对。", severity, fix)


def _pattern(steps: Steps, here: Mapping[str, Any]) -> Iterator[Problem]:
    patterns = [((*steps, "pattern"), here["pattern"])] if "pattern" in here else []
    named = here.get("patternProperties")
    if isinstance(named, Mapping):
        patterns += [((*steps, "patternProperties", str(p)), p) for p in named]
    for at, pattern in patterns:
        if not isinstance(pattern, str):
            yield Problem(join(at), "pattern", "pattern 应为文字（正则表达式）。", fix="改成文字。")
        elif LOOK_AROUND.search(ESCAPED.sub("", pattern)):
            yield Problem(join(at), "look-around", "正则表达式用了环视或反向引用，不能保证很快算完。",
                          fix="改用不含 (?=…)、(?!…)、(?<=…)、\\1 的写法。")
        elif len(pattern) > MAX_PATTERN:
            yield Problem(join(at), "pattern", f"正则表达式过长（超过 {MAX_PATTERN} 个字符）。", fix="写短，或改用枚举。")


def _compilation(schema: Any) -> Iterator[Problem]:
    """What the specification's own meta-schema, and then the compiler, refuse. One refusal at a time."""
    try:
        META.validate(schema)
        jsonschema_rs.Draft202012Validator(schema, pattern_options=jsonschema_rs.RegexOptions(), offline=True)
    except jsonschema_rs.ValidationError as refused:
        steps = [str(step) for step in refused.instance_path]
        key = steps[-1] if steps else "schema"
        if key == "pattern":
            yield Problem(join(steps), "pattern", "正则表达式写法有误。", fix="检查括号与转义。")
        else:
            said = next(iter(sentences(refused)))
            yield Problem(join(steps), "schema", f"“{key}”的写法不符合 JSON Schema。", fix=said.message)
    except (jsonschema_rs.ReferencingError, ValueError):
        # A lone surrogate, a number or a nesting that the compiler cannot hold.
        yield Problem("", "schema", "表单的 schema 不能使用。", fix="检查 $id、$anchor、$dynamicRef、嵌套层数和文字中的特殊字符。")


SHAPES: Mapping[str, Any] = {each.name: jsonschema_rs.Draft202012Validator(dict(each.shape), offline=True) for each in TABLE}
# Asked of this draft whatever the schema says of itself: the detecting way would fetch an unknown `$schema`.
META = jsonschema_rs.Draft202012Validator({"$ref": DRAFT}, offline=True)
