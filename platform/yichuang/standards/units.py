"""Units in which forms ask for amounts, areas, lengths, weights and times, and the exact factors between them.

Source: 国务院关于在我国统一实行法定计量单位的命令 (1984) and its table; 亩 is 1/15 公顷 (国家技术监督局、国家土地管理局、
农业部 1990年12月28日 关于改革全国土地面积计量单位的通知). Months and years are counted as the calendar does, twelve to the
year; days are no part of them.
"""
from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

MEASURES: Mapping[str, Mapping[str, Fraction]] = MappingProxyType({
    "money": {"分": Fraction(1, 100), "角": Fraction(1, 10), "元": Fraction(1), "百元": Fraction(100), "千元": Fraction(1000),
              "万元": Fraction(10**4), "百万元": Fraction(10**6), "千万元": Fraction(10**7), "亿元": Fraction(10**8)},
    "area": {"平方厘米": Fraction(1, 10**4), "平方米": Fraction(1), "亩": Fraction(2000, 3), "公顷": Fraction(10**4),
             "平方千米": Fraction(10**6)},
    "length": {"毫米": Fraction(1, 1000), "厘米": Fraction(1, 100), "分米": Fraction(1, 10), "米": Fraction(1),
               "千米": Fraction(1000)},
    "volume": {"毫升": Fraction(1, 10**6), "升": Fraction(1, 1000), "立方米": Fraction(1)},
    "weight": {"毫克": Fraction(1, 10**6), "克": Fraction(1, 1000), "斤": Fraction(1, 2), "千克": Fraction(1),
               "吨": Fraction(1000)},
    "power": {"瓦": Fraction(1), "千瓦": Fraction(1000), "兆瓦": Fraction(10**6)},
    "months": {"月": Fraction(1), "季度": Fraction(3), "年": Fraction(12)},
    "time": {"秒": Fraction(1), "分钟": Fraction(60), "小时": Fraction(3600), "日": Fraction(86400), "周": Fraction(604800)},
    "share": {"千分之一": Fraction(1, 1000), "百分之一": Fraction(1, 100), "小数": Fraction(1)},
    "count": {"人": Fraction(1), "万人": Fraction(10**4)},
})
SAME: Mapping[str, str] = MappingProxyType({
    "人民币": "元", "人民币元": "元", "圆": "元", "￥": "元", "¥": "元", "人民币万元": "万元",
    "㎡": "平方米", "m2": "平方米", "m²": "平方米", "平米": "平方米", "km²": "平方千米", "平方公里": "平方千米", "hm²": "公顷",
    "市亩": "亩", "m": "米", "公里": "千米", "km": "千米", "cm": "厘米", "mm": "毫米",
    "m3": "立方米", "m³": "立方米", "方": "立方米", "L": "升", "mL": "毫升",
    "g": "克", "kg": "千克", "公斤": "千克", "市斤": "斤", "t": "吨", "kw": "千瓦", "kW": "千瓦", "KW": "千瓦",
    "个月": "月", "天": "日", "星期": "周", "%": "百分之一", "％": "百分之一", "百分比": "百分之一", "‰": "千分之一",
    "名": "人", "位": "人",
})  # fmt: skip
"""Other ways to write a unit."""


def measure_of(unit: str) -> str | None:
    """What a unit measures; None for one that is not known here."""
    plain = SAME.get(unit, unit)
    return next((name for name, units in MEASURES.items() if plain in units), None)


def factor_between(source: str, target: str) -> Fraction:
    """By what a number in `source` is multiplied to be in `target`. Raises KeyError for a unit that is not known here,
    ValueError for two that do not measure the same."""
    one, other = measure_of(source), measure_of(target)
    if one is None or other is None:
        raise KeyError(source if one is None else target)
    if one != other:
        raise ValueError(source, target)
    units = MEASURES[one]
    return units[SAME.get(source, source)] / units[SAME.get(target, target)]
