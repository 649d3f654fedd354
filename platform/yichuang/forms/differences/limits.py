"""What a department demands of a value, in words that stand beside another department's: 可选 1 男、2 女; 至多 8 字."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from yichuang.forms.meet import values_of
from yichuang.forms.messages import TYPES

MOST_SHOWN = 8
FORMATS: Mapping[str, str] = {
    "date": "日期", "date-time": "日期和时间", "time": "时刻", "email": "电子邮箱", "uri": "网址", "cn-id-number": "身份证号码",
    "cn-credit-code": "统一社会信用代码", "cn-mobile": "手机号码", "cn-phone": "电话号码", "cn-bank-card": "银行卡号",
    "cn-region": "区划代码", "cn-real-estate-certificate": "不动产权证号", "cn-real-estate-unit": "不动产单元号",
}
Keywords = Mapping[str, Any]


def in_words(kind: str, own: Keywords, about: Keywords) -> str:
    """What a side of a conflict of this kind demands."""
    said = [words for tell in TELLING.get(kind, DEFAULT) if (words := tell(own, about))]
    return "，".join(said) or "没有限定"


def _options(own: Keywords, about: Keywords) -> str:
    listed = values_of({key: own[key] for key in ("const", "enum", "oneOf", "anyOf") if key in own})
    if listed is None:
        return ""
    shown = "、".join(_option(value, option.get("title")) for value, option in listed[:MOST_SHOWN])
    return f"可选 {shown}{'等' if len(listed) > MOST_SHOWN else ''}"


def _option(value: Any, title: Any) -> str:
    plain = "是" if value is True else "否" if value is False else str(value)
    return f"{plain} {title}" if title and title != plain else plain


def _type(own: Keywords, about: Keywords) -> str:
    said = own.get("type")
    named = [said] if isinstance(said, str) else list(said or ())
    return f"填{'或'.join(TYPES.get(each, each) for each in named)}" if named else ""


def _range(own: Keywords, about: Keywords) -> str:
    return "，".join(_bounds(own))


def _bounds(own: Keywords) -> Iterator[str]:
    for key, words in (("minimum", "不小于 {}"), ("exclusiveMinimum", "大于 {}"), ("maximum", "不大于 {}"),
                       ("exclusiveMaximum", "小于 {}"), ("minLength", "至少 {} 字"), ("maxLength", "至多 {} 字"),
                       ("minItems", "至少 {} 项"), ("maxItems", "至多 {} 项")):
        if key in own:
            yield words.format(own[key])


def _multiple(own: Keywords, about: Keywords) -> str:
    return f"{own['multipleOf']} 的倍数" if "multipleOf" in own else ""


def _format(own: Keywords, about: Keywords) -> str:
    said = own.get("format")
    return f"写法为{FORMATS.get(said, said)}" if said else ""


def _pattern(own: Keywords, about: Keywords) -> str:
    return f"格式 {own['pattern']}" if "pattern" in own else ""


def _code_list(own: Keywords, about: Keywords) -> str:
    return f"代码集 {about['x-code-list']}" if about.get("x-code-list") else ""


def _unit(own: Keywords, about: Keywords) -> str:
    return f"单位 {about['x-unit']}" if about.get("x-unit") else ""


def _title(own: Keywords, about: Keywords) -> str:
    help_ = about.get("description") or about.get("x-help")
    said = f"称“{about['title']}”" if about.get("title") else ""
    return f"{said}（{str(help_)[:40]}）" if said and help_ else said


Telling = Callable[[Keywords, Keywords], str]
DEFAULT: tuple[Telling, ...] = (_type, _options, _range, _format, _pattern)
TELLING: Mapping[str, tuple[Telling, ...]] = {
    "type": (_type, _options, _format), "enum": (_options, _type, _range, _pattern, _multiple, _format), "range": (_type, _range),
    "format": (_format,), "pattern": (_pattern, _format, _range), "multiple": (_multiple, _range), "code-list": (_code_list,),
    "unit": (_unit,), "options": (_options,), "meaning": (_title,),
}
