"""Filing numbers by scheme. `ZJ21`: region 6, department 2, yyMMdd 6, channel 1, serial 6 (domain reference 6.6)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from yichuang.errors import SettingsError
from yichuang.store.counters import next_value

WINDOW_CHANNEL = "8"
"""申报来源 8: taken in at a comprehensive window."""


def zj21(db: Session, region: str, department: str, on: date) -> str:
    """The next 21-digit number of this region, department and day. `department` gives two characters."""
    prefix = f"{region[:6]}{department[:2].rjust(2, '0')}{on:%y%m%d}{WINDOW_CHANNEL}"
    return f"{prefix}{next_value(db, f'filing {prefix}'):06d}"


SCHEMES: Mapping[str, Callable[[Session, str, str, date], str]] = {"ZJ21": zj21}


def filing_number(db: Session, scheme: str, region: str, department: str, on: date) -> str:
    """The next filing number. Raises SettingsError for a scheme that nobody has declared."""
    if scheme not in SCHEMES:
        known = "、".join(SCHEMES)
        raise SettingsError(f"设置有误：yichuang.filing_numbers 没有“{scheme}”这种编号规则。可用：{known}。")
    return SCHEMES[scheme](db, region, department, on)


def query_code() -> str:
    """查询密码: six random digits, printed on the receipt."""
    return f"{secrets.randbelow(1_000_000):06d}"
