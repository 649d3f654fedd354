"""Statutory holidays of a year whose State Council notice is not known: what the law fixes, without 调休.

Source: 全国年节及纪念日放假办法 (2024 revision, in force 2025-01-01: 13 days). The lunar festivals of
2027–2040 were computed once from the lunar calendar; other years know the fixed days only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

# year: 正月初一, 清明, 端午, 中秋 as month*100 + day
_LUNAR: Mapping[int, tuple[int, int, int, int]] = MappingProxyType(
    {
        2027: (206, 405, 609, 915), 2028: (126, 404, 528, 1003), 2029: (213, 404, 616, 922),
        2030: (203, 405, 605, 912), 2031: (123, 405, 624, 1001), 2032: (211, 404, 612, 919),
        2033: (131, 404, 601, 908), 2034: (219, 405, 620, 927), 2035: (208, 405, 610, 916),
        2036: (128, 404, 530, 1004), 2037: (215, 404, 618, 924), 2038: (204, 405, 607, 913),
        2039: (124, 405, 527, 1002), 2040: (212, 404, 614, 920),
    }
)  # fmt: skip


def _fixed(year: int) -> dict[date, str]:
    """The days that have the same date every year."""
    return {
        date(year, 1, 1): "元旦",
        date(year, 5, 1): "劳动节",
        date(year, 5, 2): "劳动节",
        **{date(year, 10, day): "国庆节" for day in (1, 2, 3)},
    }


def _lunar(year: int) -> dict[date, str]:
    """除夕 to 初三, 清明, 端午 and 中秋, where the table reaches."""
    if year not in _LUNAR:
        return {}
    spring, tomb, dragon, moon = (date(year, number // 100, number % 100) for number in _LUNAR[year])
    festival = {spring + timedelta(days=offset): "春节" for offset in range(-1, 3)}
    return {**festival, tomb: "清明节", dragon: "端午节", moon: "中秋节"}


@lru_cache(maxsize=256)
def statutory(year: int) -> Mapping[date, str]:
    """The statutory holidays of a year by date, as far as they can be known without its notice."""
    return MappingProxyType({**_lunar(year), **_fixed(year)})
