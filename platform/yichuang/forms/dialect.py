"""The dialect: which keywords a form's schema may use, and everything wrong with a schema as data.

All assertions of JSON Schema 2020-12 (Core and Validation) plus our `x-` annotations. References stay inside the
document; patterns must be decidable in linear time, so look-around and back-references are refused by name.
"""
from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs

from yichuang.errors import Problem

from .pointers import Steps, join, split

SUBSCHEMA = frozenset({"additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then",
                       "unevaluatedItems", "unevaluatedProperties", "contentSchema"})
SUBSCHEMA_LISTS = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
SUBSCHEMA_MAPS = frozenset({"$defs", "definitions", "dependentSchemas", "patternProperties", "properties"})
ASSERTIONS = frozenset({
    "type", "enum", "const", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength",
    "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains", "minContains", "maxProperties",
    "minProperties", "required", "dependentRequired", "format",
})
CORE = frozenset({"$schema", "$id", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$comment", "$vocabulary"})
ANNOTATIONS = frozenset({"title", "description", "default", "deprecated", "readOnly", "writeOnly", "examples",
                         "contentEncoding", "contentMediaType"})
OURS = frozenset({
    "x-element", "x-role", "x-section", "x-widget", "x-help", "x-example", "x-mistakes", "x-autofill", "x-derived-from",
    "x-unit", "x-sensitivity", "x-key", "x-code-list", "x-used-by", "x-reason",
})
KEYWORDS = SUBSCHEMA | SUBSCHEMA_LISTS | SUBSCHEMA_MAPS | ASSERTIONS | CORE | ANNOTATIONS | OURS

MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_PATTERN = 1_000
LOOK_AROUND = re.compile(r"\(\?(?:[=!]|<[=!])|\\[1-9]")


def walk(schema: Any) -> Iterator[tuple[Steps, Any]]:
    """Every subschema with the way to it, parents first; deeper than MAX_DEPTH is not followed."""
    todo: list[tuple[Steps, Any]] = [((), schema)]
    while todo:
        steps, here = todo.pop()
        yield steps, here
        if isinstance(here, Mapping) and len(steps) < 2 * MAX_DEPTH:
            todo.extend(reversed(list(children(steps, here))))


def children(steps: Steps, schema: Mapping[str, Any]) -> Iterator[tuple[Steps, Any]]:
    """The direct subschemas of a schema object."""
    for key, value in schema.items():
        if key in SUBSCHEMA:
            yield (*steps, key), value
        elif key in SUBSCHEMA_LISTS and isinstance(value, list):
            yield from (((*steps, key, str(i)), part) for i, part in enumerate(value))
        elif key in SUBSCHEMA_MAPS and isinstance(value, Mapping):
            yield from (((*steps, key, str(name)), part) for name, part in value.items())


def schema_problems(schema: Any, foreign: bool = False) -> list[Problem]:
    """Everything wrong with a schema. Unknown keywords are errors, or warnings when the schema is a foreign one."""
    if not isinstance(schema, Mapping | bool):
        return [Problem("", "schema", "表单的 schema 应为一个 JSON 对象。", fix="写成 {\"type\": \"object\", \"properties\": …}。")]
    found = list(_structure(schema, "warning" if foreign else "error"))
    if not any(problem.severity == "error" for problem in found):
        found.extend(_compilation(schema))
    return found


def _structure(schema: Any, unknown: str) -> Iterator[Problem]:
    for count, (steps, here) in enumerate(walk(schema)):
        if count >= MAX_NODES:
            yield Problem("", "size", f"表单过大：超过 {MAX_NODES} 个节点。", fix="拆成几张表单。")
            return
        if len(steps) > MAX_DEPTH:
            yield Problem(join(steps), "depth", f"嵌套过深：超过 {MAX_DEPTH} 层。", fix="减少嵌套，或用 $ref 引用。")
            return
        if isinstance(here, bool):
            continue
        if not isinstance(here, Mapping):
            yield Problem(join(steps), "schema", "这里应为一个 schema（对象，或 true、false）。", fix="改成对象。")
            continue
        yield from _keywords(steps, here, unknown)
        yield from _references(steps, here, schema)
        yield from _pattern(steps, here)


def _keywords(steps: Steps, here: Mapping[str, Any], severity: str) -> Iterator[Problem]:
    for key in here:
        if key not in KEYWORDS and (severity == "error" or not key.startswith("x-")):
            near = difflib.get_close_matches(key, KEYWORDS, n=1)
            fix = f"是否想写“{near[0]}”？" if near else "删去它；自定义标注以 x- 开头且须在约定之内。"
            yield Problem(join((*steps, key)), "unknown-keyword", f"表单不认识关键字“{key}”。", severity, fix)  # type: ignore[arg-type]


def _references(steps: Steps, here: Mapping[str, Any], root: Any) -> Iterator[Problem]:
    target = here.get("$ref")
    if target is None:
        return
    at = join((*steps, "$ref"))
    if not isinstance(target, str):
        yield Problem(at, "ref", "$ref 应为文字。", fix="写成 #/$defs/名称。")
    elif not target.startswith("#"):
        yield Problem(at, "remote-ref", "$ref 指向文档之外，表单不能引用外部地址。", fix="把所引用的内容放进 $defs。")
    elif target.startswith("#/") or target == "#":
        if lookup(root, target) is None:
            yield Problem(at, "dangling-ref", f"$ref 所指的“{target}”不存在。", fix="改正引用，或补上 $defs。")
        elif _only_refs_back(root, here):
            yield Problem(at, "cyclic-ref", f"$ref“{target}”绕回自身，没有内容。", fix="去掉循环引用。")


def lookup(root: Any, ref: str) -> Any:
    """What a local reference (`#`, `#/…`) points to; None when there is nothing."""
    here = root
    for step in split(ref[1:]):
        if isinstance(here, Mapping) and step in here:
            here = here[step]
        elif isinstance(here, list) and step.isdigit() and int(step) < len(here):
            here = here[int(step)]
        else:
            return None
    return here


def _only_refs_back(root: Any, here: Mapping[str, Any]) -> bool:
    seen: set[int] = set()
    while isinstance(here, Mapping) and isinstance(here.get("$ref"), str) and here["$ref"].startswith("#/"):
        if id(here) in seen:
            return True
        seen.add(id(here))
        here = lookup(root, here["$ref"])
    return False


def _pattern(steps: Steps, here: Mapping[str, Any]) -> Iterator[Problem]:
    patterns = [((*steps, "pattern"), here["pattern"])] if "pattern" in here else []
    named = here.get("patternProperties")
    if isinstance(named, Mapping):
        patterns += [((*steps, "patternProperties", str(p)), p) for p in named]
    for at, pattern in patterns:
        if not isinstance(pattern, str):
            yield Problem(join(at), "pattern", "pattern 应为文字（正则表达式）。", fix="改成文字。")
        elif LOOK_AROUND.search(pattern):
            yield Problem(join(at), "look-around", "正则表达式用了环视或反向引用，不能保证很快算完。",
                          fix="改用不含 (?=…)、(?!…)、(?<=…)、\\1 的写法。")
        elif len(pattern) > MAX_PATTERN:
            yield Problem(join(at), "pattern", f"正则表达式过长（超过 {MAX_PATTERN} 个字符）。", fix="写短，或改用枚举。")


def _compilation(schema: Any) -> Iterator[Problem]:
    """What the specification's own meta-schema, and then the compiler, refuse. One refusal at a time."""
    try:
        jsonschema_rs.meta.validate(schema)
        jsonschema_rs.Draft202012Validator(schema, pattern_options=jsonschema_rs.RegexOptions(), offline=True)
    except jsonschema_rs.ValidationError as refused:
        steps = [str(step) for step in refused.instance_path]
        key = steps[-1] if steps else "schema"
        if key == "pattern":
            yield Problem(join(steps), "pattern", "正则表达式写法有误。", fix="检查括号与转义。")
        else:
            yield Problem(join(steps), "schema", f"“{key}”的写法不符合 JSON Schema。", fix=refused.message[:200])
    except (jsonschema_rs.ReferencingError, ValueError) as refused:
        yield Problem("", "schema", "表单的 schema 不能使用。", fix=str(refused)[:200])
