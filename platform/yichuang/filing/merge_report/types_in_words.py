"""What a field takes, in plain Chinese for people at a table: 文字 1–40 字, 日期, 单选：男、女, 整数 0–100."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from yichuang.forms.shape import Choice, Kind, Shape

MOST_CHOICES = 6
MOST_CODE = 4
FORMATS: Mapping[str, str] = {
    "date": "日期", "date-time": "日期和时间", "time": "时间", "email": "电子邮箱", "uri": "网址", "cn-id-number": "公民身份号码",
    "cn-credit-code": "统一社会信用代码", "cn-mobile": "手机号码", "cn-phone": "电话号码", "cn-bank-card": "银行卡号",
    "cn-region": "行政区划代码", "cn-real-estate-certificate": "不动产权证号", "cn-real-estate-unit": "不动产单元号",
}
DECIMALS = "零一两三四五六七八九"
Keywords = Mapping[str, Any]


def type_in_words(shape: Shape) -> str:
    """The kind of answer with its bounds. A code list that is named stands beside the choices."""
    write = WRITERS.get(shape.kind)
    return write(shape) if write else "一组内容"


def beside_in_words(said: Keywords) -> str:
    """What a condition demands of a value besides its type; empty when it says nothing that has words."""
    if "const" in said:
        return f"固定为{_plain(said['const'])}"
    if isinstance(said.get("enum"), list):
        return "限选" + _several([_plain(value) for value in said["enum"]])
    if said.get("format") in FORMATS:
        return FORMATS[said["format"]]
    lengths = _range(said, "minLength", "maxLength", " 字")
    bounds = _bounds(said)
    return "，".join(part for part in (lengths, bounds, "有规定写法" if "pattern" in said else "") if part)


def _text(shape: Shape) -> str:
    said = shape.keywords
    if said.get("format") in FORMATS:
        return FORMATS[said["format"]]
    parts = [f"文字 {_range(said, 'minLength', 'maxLength', ' 字')}".strip()]
    if "pattern" in said:
        parts.append("有规定写法")
    return "，".join(parts)


def _integer(shape: Shape) -> str:
    return f"整数 {_bounds(shape.keywords)}".strip() + _unit(shape.keywords)


def _number(shape: Shape) -> str:
    step = shape.keywords.get("multipleOf")
    places = -Decimal(str(step)).as_tuple().exponent if isinstance(step, int | float) and not isinstance(step, bool) else 0  # type: ignore[operator]
    decimals = f"，至多{DECIMALS[places]}位小数" if 0 < places < len(DECIMALS) else ""
    return f"数字 {_bounds(shape.keywords)}".strip() + decimals + _unit(shape.keywords)


def _unit(said: Keywords) -> str:
    unit = said.get("x-unit")
    return f"（{unit}）" if isinstance(unit, str) and unit else ""


def _choice(shape: Shape) -> str:
    return f"单选{_listed(shape.keywords)}：{_titles(shape.choices)}"


def _choices(shape: Shape) -> str:
    items = shape.keywords.get("items")
    options = _options(items) if isinstance(items, Mapping) else []
    return f"多选{_listed(shape.keywords)}：{_several(options)}" if options else "多选"


def _list(shape: Shape) -> str:
    most = _range(shape.keywords, "minItems", "maxItems", " 项")
    return f"列表 {most}".strip()


def _constant(shape: Shape) -> str:
    return f"固定为{_plain(shape.keywords.get('const'))}"


WRITERS: Mapping[Kind, Callable[[Shape], str]] = {
    Kind.TEXT: _text, Kind.INTEGER: _integer, Kind.NUMBER: _number, Kind.BOOLEAN: lambda _: "是或否", Kind.CHOICE: _choice,
    Kind.CHOICES: _choices, Kind.LIST: _list, Kind.ROWS: _list, Kind.CONSTANT: _constant, Kind.NULL: lambda _: "不填",
}


def _listed(said: Keywords) -> str:
    code_list = said.get("x-code-list")
    return f"（{code_list}）" if isinstance(code_list, str) and code_list else ""


def _titles(choices: Sequence[Choice]) -> str:
    return _several([_coded(choice.value, choice.title) for choice in choices])


def _coded(value: Any, title: str) -> str:
    """1 男: codes are what departments differ in, so they stand beside their names; words for programs do not."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or str(value) in title or len(str(value)) > MOST_CODE:
        return title
    return f"{value} {title}"


def _options(items: Keywords) -> list[str]:
    if isinstance(items.get("enum"), list):
        return [str(value) for value in items["enum"]]
    branches = items.get("oneOf") or items.get("anyOf") or ()
    return [_coded(branch.get("const"), str(branch.get("title", branch.get("const"))))
            for branch in branches if isinstance(branch, Mapping)]


def _several(titles: Sequence[str]) -> str:
    """All of a short list, the first of a long one with how many there are."""
    if len(titles) <= MOST_CHOICES:
        return "、".join(titles)
    return "、".join(titles[: MOST_CHOICES - 2]) + f" 等 {len(titles)} 项"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "“是”" if value else "“否”"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _bounds(said: Keywords) -> str:
    """0–100, 大于 0, 大于 0 且至多 100."""
    above, below = said.get("exclusiveMinimum"), said.get("exclusiveMaximum")
    closed = _range(said, "minimum", "maximum", "")
    open_ = [f"大于 {above}" if above is not None else "", f"小于 {below}" if below is not None else ""]
    return " 且".join(part for part in (*open_, closed) if part)


def _range(said: Keywords, low: str, high: str, unit: str) -> str:
    least, most = said.get(low), said.get(high)
    if least in (None, 0) and unit:
        least = None
    if least is not None and most is not None:
        return f"{least}{unit}" if least == most else f"{least}–{most}{unit}"
    if most is not None:
        return f"至多 {most}{unit}"
    return f"至少 {least}{unit}" if least is not None else ""
