"""What changed about one field of a form, keyword by keyword, in words. Whether it narrows is decided by proof."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yichuang.forms.keywords import ASSERTIONS, SUBSCHEMA, SUBSCHEMA_LISTS, SUBSCHEMA_MAPS
from yichuang.forms.meet import same, values_of

from .acceptance import accepts_all
from .values import Change, Spot
from .wording import from_to, shown

Schema = Mapping[str, Any]
SIZES: Mapping[str, str] = {
    "maxLength": "最多字数", "minLength": "最少字数", "maximum": "最大值", "minimum": "最小值",
    "exclusiveMaximum": "上限（不含）", "exclusiveMinimum": "下限（不含）", "maxItems": "最多项数", "minItems": "最少项数",
    "maxProperties": "最多栏数", "minProperties": "最少栏数", "multipleOf": "步长",
}
PATTERNS: Mapping[str, str] = {"pattern": "格式要求（正则表达式）", "format": "格式"}
TYPES: Mapping[str, str] = {
    "string": "文字", "integer": "整数", "number": "数字", "boolean": "是否", "array": "列表", "object": "分组", "null": "空",
}
IDENTITY = ("x-element", "x-role")
LISTED = ("enum", "const", "oneOf", "anyOf")
DECIDING = ASSERTIONS | SUBSCHEMA | SUBSCHEMA_LISTS | SUBSCHEMA_MAPS | {"$ref", "$dynamicRef"}


def field_changes(at: Spot, before: Any, after: Any, roots: tuple[Any, Any]) -> Iterator[Change]:
    """Changes of the schema of one field. `roots` are the whole schemas, in which references are looked up."""
    old, new = _mapping(before), _mapping(after)
    keys = [key for key in dict.fromkeys([*new, *old]) if not same(old.get(key), new.get(key)) or (key in old) != (key in new)]
    found = [change for key in _once_for_lists(keys, old, new) for change in _keyword(at, key, (old, new), roots)]
    yield from found
    narrows = not accepts_all(_rooted(after, roots[1]), _rooted(before, roots[0]))
    if narrows and not any(not change.compatible for change in found):
        yield at.change("acceptance-undecided", "能否接受原来的填写无法判定，按不兼容处理。", before, after)


def _once_for_lists(keys: list[str], old: Schema, new: Schema) -> list[str]:
    """Where both list their values, one keyword speaks for all by which they do."""
    listing = [key for key in keys if key in LISTED]
    if not listing or values_of(old) is None or values_of(new) is None:
        return keys
    return [key for key in keys if key not in LISTED or key == listing[0]]


def _keyword(at: Spot, key: str, schemas: tuple[Schema, Schema], roots: tuple[Any, Any]) -> Iterator[Change]:
    old, new = schemas
    here, values = at.below(key), (old.get(key), new.get(key))
    if key in IDENTITY:
        what = "角色" if key == "x-role" else "数据元"
        one, other = (None if value is None else at.names(str(value)) for value in values)
        yield here.change("field-identity-changed", f"的{what}{from_to(one, other)}；原来填的不会带过来。", *values)
    elif key not in DECIDING:
        word = "标题" if key == "title" else "提示" if key in ("x-help", "description") else f"标注 {key} "
        yield here.change("annotation-changed", f"的{word}{from_to(*values)}。", *values)
    elif key == "type":
        yield here.change(*_type_words(old.get(key), new.get(key)), *values)
    elif key in LISTED and values_of(old) is not None and values_of(new) is not None:
        yield from _options(here, old, new)
    else:
        kind, said = _decided(key, schemas, roots)
        yield here.change(kind, said, *values)


def _type_words(old: Any, new: Any) -> tuple[str, str]:
    said = from_to(_types(old) or "不限", _types(new) or "不限")
    wider = new is None or (old is not None and accepts_all({"type": new}, {"type": old}))
    return ("type-widened" if wider else "type-narrowed"), f"的类型{said}。"


def _types(said: Any) -> str:
    return "、".join(TYPES.get(each, str(each)) for each in ([said] if isinstance(said, str) else said or ()))


def _options(here: Spot, old: Schema, new: Schema) -> Iterator[Change]:
    before, after = values_of(old) or [], values_of(new) or []
    gone = [option for option in before if not any(same(option[0], other) for other, _ in after)]
    came = [option for option in after if not any(same(option[0], other) for other, _ in before)]
    if gone:
        yield here.change("values-removed", f"少了可选值{_listing(gone)}。", [value for value, _ in gone], None)
    if came:
        yield here.change("values-added", f"多了可选值{_listing(came)}。", None, [value for value, _ in came])
    kept = [(one[1], two[1]) for one in before for two in after if same(one[0], two[0]) and not same(one[1], two[1])]
    for one, two in kept:
        yield here.change("annotation-changed", f"的可选值{shown(two.get('title', two.get('const')))}改了名称或说明。", one, two)
    if not gone and not came and not kept:
        yield here.change("order-changed", "的可选值次序或写法有调整。")


def _listing(options: list[tuple[Any, Schema]]) -> str:
    return "、".join(shown(option.get("title", value)) for value, option in options[:6]) + ("等" if len(options) > 6 else "")


def _decided(key: str, schemas: tuple[Schema, Schema], roots: tuple[Any, Any]) -> tuple[str, str]:
    """A keyword that decides: whether the earlier schema as a whole already says as much."""
    old, new = schemas
    part = {name: new[name] for name in _group(key) if name in new}
    wider = accepts_all(_rooted(part, roots[1]), _rooted(old, roots[0]))
    values = old.get(key), new.get(key)
    if key in SIZES:
        return ("length-extended" if wider else "length-shortened"), f"的{SIZES[key]}{from_to(*values)}。"
    if key in PATTERNS:
        said = f"的{PATTERNS[key]}{from_to(*values)}"
        return ("pattern-removed", f"{said}。") if wider else (
            "pattern-changed", f"{said}；原来的填写是否符合无法判定，按不兼容处理。")
    return ("schema-widened", f"的要求 {key} 有改动，原来的填写仍然有效。") if wider else (
        "schema-narrowed", f"的要求 {key} 有改动，能否接受原来的填写无法判定，按不兼容处理。")


def _group(key: str) -> tuple[str, ...]:
    """The keywords that mean something only together with this one."""
    groups = (("if", "then", "else"), ("contains", "minContains", "maxContains"), ("items", "prefixItems"),
              ("properties", "patternProperties", "additionalProperties"))
    return next((group for group in groups if key in group), (key,))


def _mapping(schema: Any) -> Schema:
    return schema if isinstance(schema, Mapping) else {"not": True} if schema is False else {}


def _rooted(schema: Any, root: Any) -> Any:
    """A part of a schema that can be judged alone: with the definitions of the whole beside it."""
    if not isinstance(schema, Mapping) or not isinstance(root, Mapping):
        return schema
    shelves = {key: root[key] for key in ("$defs", "definitions") if key in root}
    return {**shelves, **schema}
