"""Administrative division codes as structure: level, parent, padding; the tree of a place is data elsewhere.

Source: 行政区划代码管理办法 (民政部, in force 2025-09-01), GB/T 2260; six digits to the county, nine to the
township, twelve to the village. Whether a code exists (today, or ever) is not known here.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Literal

Level = Literal["province", "city", "county", "town", "village"]

PROVINCES = MappingProxyType(
    {
        "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区",
        "21": "辽宁省", "22": "吉林省", "23": "黑龙江省",
        "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省",
        "37": "山东省", "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省",
        "45": "广西壮族自治区", "46": "海南省", "50": "重庆市", "51": "四川省", "52": "贵州省",
        "53": "云南省", "54": "西藏自治区", "61": "陕西省", "62": "甘肃省", "63": "青海省",
        "64": "宁夏回族自治区", "65": "新疆维吾尔自治区", "71": "台湾省", "81": "香港特别行政区",
        "82": "澳门特别行政区",
    }
)  # fmt: skip
LEVEL_NAMES = MappingProxyType(
    {"province": "省级", "city": "市级", "county": "县级", "town": "乡级", "village": "村级"}
)

# 东莞, 中山, 儋州, 嘉峪关: the township hangs directly under the city.
CITIES_WITHOUT_COUNTIES = frozenset({"441900", "442000", "460400", "620200"})
# 直辖市的“市辖区”“县” and 省(自治区)直辖县级行政区划: numbers that group, with no government of their own.
VIRTUAL_CITIES = frozenset(
    {"110100", "110200", "120100", "120200", "310100", "310200", "500100", "500200",
     "419000", "429000", "469000", "659000"}
)  # fmt: skip

_TOWN_KINDS = ((1, 99, "街道"), (100, 199, "镇"), (200, 399, "乡"), (400, 599, "类似乡级单位"))
_SHAPE = re.compile(r"[0-9]{6}(?:[0-9]{3}){0,2}")
_WIDTH: dict[Level, int] = {"province": 6, "city": 6, "county": 6, "town": 9, "village": 12}


def problem(code: str) -> str | None:
    """What is wrong with the structure of a code of 6, 9 or 12 digits, in Chinese; None when nothing is."""
    if not _SHAPE.fullmatch(code):
        return "区划代码应为6位、9位或12位数字。请按民政部门公布的代码填写。"
    if code[:2] not in PROVINCES:
        return "区划代码前2位不是省级代码。请核对前2位，如浙江省为33。"
    padded = code.ljust(12, "0")
    city, county, town, village = padded[2:4], padded[4:6], padded[6:9], padded[9:]
    if city == "00" and county != "00":
        return "区划代码有县级而没有市级。请核对第3至4位。"
    if town != "000" and county == "00" and padded[:6] not in CITIES_WITHOUT_COUNTIES:
        return "区划代码有乡级而没有县级。请核对第5至6位。"
    if village != "000" and town == "000":
        return "区划代码有村级而没有乡级。请核对第7至9位。"
    return None


def _checked(code: str) -> str:
    """The code padded to twelve digits; ValueError when its structure is wrong."""
    if found := problem(code):
        raise ValueError(found)
    return code.ljust(12, "0")


def level(code: str) -> Level:
    """The level, read from the trailing zeros; ValueError when the structure is wrong."""
    padded = _checked(code)
    if padded[9:] != "000":
        return "village"
    if padded[6:9] != "000":
        return "town"
    if padded[4:6] != "00":
        return "county"
    return "city" if padded[2:4] != "00" else "province"


def pad(code: str) -> str:
    """Twelve digits, zeros on the right: 330106 → 330106000000."""
    return _checked(code)


def shorten(code: str) -> str:
    """The usual width of its level: six digits to the county, nine for a township, twelve for a village."""
    return _checked(code)[: _WIDTH[level(code)]]


def is_virtual(code: str) -> bool:
    """True for a number that only groups others, such as 110100 市辖区 or 429000 省直辖县级行政区划."""
    return shorten(code) in VIRTUAL_CITIES


def parent(code: str) -> str | None:
    """The next real division above, in its usual width; None for a province. Virtual cities are skipped."""
    padded, at = _checked(code), level(code)
    if at == "province":
        return None
    if at == "village":
        return padded[:9]
    if at == "town":
        return padded[:6]
    above = padded[:4] + "00" if at == "county" else padded[:2] + "0000"
    return padded[:2] + "0000" if above in VIRTUAL_CITIES else above


def ancestors(code: str) -> tuple[str, ...]:
    """All real divisions above, the nearest first."""
    found: list[str] = []
    above = parent(code)
    while above is not None:
        found.append(above)
        above = parent(above)
    return tuple(found)


def contains(outer: str, inner: str) -> bool:
    """True when `inner` is `outer` or lies within it; a virtual city contains what it groups."""
    kept = {"province": 2, "city": 4, "county": 6, "town": 9, "village": 12}[level(outer)]
    return _checked(inner).startswith(_checked(outer)[:kept])


def town_kind(code: str) -> str:
    """The kind of a township by its three digits; empty above the township or when not assigned."""
    number = int(_checked(code)[6:9])
    for first, last, kind in _TOWN_KINDS:
        if first <= number <= last:
            return kind
    return ""
