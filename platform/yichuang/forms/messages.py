"""Puts a validator's refusal into words that a clerk can act on."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from yichuang.errors import Problem

from .pointers import join

TYPES = {"string": "文字", "integer": "整数", "number": "数字", "boolean": "是或否", "object": "一组内容", "array": "列表",
         "null": "空"}
FORMATS = {
    "cn-id-number": "身份证号码不正确：应为18位，且校验位相符。请逐位核对。",
    "cn-credit-code": "统一社会信用代码不正确：应为18位，且校验位相符。请逐位核对。",
    "cn-mobile": "手机号码应为11位数字，以1开头。请核对。",
    "cn-phone": "电话号码不正确：固定电话要带区号，如 0571-88001234。",
    "cn-bank-card": "银行卡号不正确：校验位不符。请逐位核对。",
    "cn-region": "区划代码不正确：应为6、9或12位数字。",
    "cn-real-estate-certificate": "不动产权证号的写法应如：浙（2026）杭州市不动产权第0012345号。",
    "cn-real-estate-unit": "不动产单元号应为28位。请逐位核对。",
    "date": "日期应写成 2026-11-21 这样，且当月有这一天。",
    "time": "时间应写成 09:30:00 这样。",
    "date-time": "日期和时间的写法不正确。",
    "email": "电子邮箱的写法不正确。",
    "uri": "网址的写法不正确。",
}

Facts = Mapping[str, Any]
SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "required": lambda f: "此项必填。",
    "type": lambda f: f"应填{'或'.join(TYPES.get(t, t) for t in _types(f))}。",
    "enum": lambda f: "所选内容不在可选范围内，请重新选择。",
    "const": lambda f: f"此处只能是“{f['expected_value']}”。",
    "maxLength": lambda f: f"最多 {f['limit']} 个字。",
    "minLength": lambda f: "此项不能为空。" if f["limit"] == 1 else f"至少 {f['limit']} 个字。",
    "minimum": lambda f: f"不能小于 {f['limit']}。",
    "maximum": lambda f: f"不能大于 {f['limit']}。",
    "exclusiveMinimum": lambda f: f"应大于 {f['limit']}。",
    "exclusiveMaximum": lambda f: f"应小于 {f['limit']}。",
    "multipleOf": lambda f: f"应为 {f['multiple_of']} 的倍数。",
    "pattern": lambda f: "写法不符合要求，请对照填写说明核对。",
    "format": lambda f: FORMATS.get(str(f.get("format")), "写法不符合要求，请核对。"),
    "minItems": lambda f: f"至少要有 {f['limit']} 项。",
    "maxItems": lambda f: f"最多 {f['limit']} 项。",
    "uniqueItems": lambda f: "有重复的内容，请删去重复项。",
    "minProperties": lambda f: f"至少要填 {f['limit']} 项。",
    "maxProperties": lambda f: f"最多填 {f['limit']} 项。",
    "contains": lambda f: "没有一项符合要求。",
    "falseSchema": lambda f: "此项在当前情形下不应填写。",
    "additionalProperties": lambda f: "含有表单没有的内容。",
    "unevaluatedProperties": lambda f: "含有表单没有的内容。",
    "propertyNames": lambda f: "名称的写法不符合要求。",
    "anyOf": lambda f: "不符合其中任何一种填法，请核对。",
    "oneOf": lambda f: "所选内容不在可选范围内，请重新选择。",
    "not": lambda f: "此内容不被接受，请修改。",
}


def sentences(error: Any) -> Iterator[Problem]:
    """A jsonschema-rs error as problems. What is missing or surplus is reported at itself, not at its parent."""
    facts = error.kind.as_dict()
    rule = str(error.kind.name)
    write = SENTENCES.get(rule)
    message = write(facts) if write else "内容不符合要求，请核对。"
    steps = [str(step) for step in error.instance_path]
    named = [facts["property"]] if rule == "required" else facts.get("unexpected", ())
    for name in named:
        yield Problem(join([*steps, name]), rule, message)
    if not named:
        yield Problem(join(steps), rule, message)


def _types(facts: Facts) -> list[str]:
    types = facts.get("types", [])
    return [types] if isinstance(types, str) else [str(t) for t in types]
