"""Brakes on guessing passwords: five failures of one login, or thirty from one address, within 15 minutes.

A try is counted before the password is looked at and forgotten when it was right, so that many tries at
the same moment cannot slip through together.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from yichuang.errors import TooMany
from yichuang.identity.records import FailedSignIn

WINDOW = timedelta(minutes=15)
PER_LOGIN = 5
PER_ADDRESS = 30
PLACE = ZoneInfo("Asia/Shanghai")


def count_try(db: Session, login: str, address: str, now: datetime) -> None:
    """Count a try; TooMany, saying until when, while login or address is locked (also for unknown logins)."""
    until = locked_until(db, login, address, now)
    if until is not None:
        clock = (until + timedelta(minutes=1)).astimezone(PLACE).strftime("%H:%M")
        raise TooMany(
            f"登录失败次数过多，为保护账号已暂停登录，{clock} 后可以再试。忘记密码请联系本单位的系统管理员重设。"
        )
    db.add(FailedSignIn(login_digest=_digest(login), address_digest=_digest(address), at=now))


def locked_until(db: Session, login: str, address: str, now: datetime) -> datetime | None:
    """When the next try is allowed; None when it is allowed now."""
    ends = (
        _end(db, FailedSignIn.login_digest, login, PER_LOGIN, now),
        _end(db, FailedSignIn.address_digest, address, PER_ADDRESS, now),
    )
    return max((end for end in ends if end is not None), default=None)


def locked_logins(db: Session, logins: Iterable[str], now: datetime) -> frozenset[str]:
    """Which of some logins are locked at the moment; for lists."""
    recent = select(FailedSignIn.login_digest).where(FailedSignIn.at > now - WINDOW)
    full = recent.group_by(FailedSignIn.login_digest).having(func.count() >= PER_LOGIN)
    digests = set(db.scalars(full))
    return frozenset(login for login in logins if _digest(login) in digests)


def forget_tries(db: Session, login: str) -> None:
    """After a right password: the failures of this login no longer count."""
    db.execute(delete(FailedSignIn).where(FailedSignIn.login_digest == _digest(login)))


def purge(db: Session, now: datetime) -> None:
    """Remove the tries that no longer count."""
    db.execute(delete(FailedSignIn).where(FailedSignIn.at <= now - WINDOW))


def _end(db: Session, column: InstrumentedAttribute[str], value: str, allowed: int, now: datetime) -> datetime | None:
    recent = (
        select(FailedSignIn.at)
        .where(column == _digest(value), FailedSignIn.at > now - WINDOW)
        .order_by(FailedSignIn.at.desc())
        .limit(allowed)
    )
    times = db.scalars(recent).all()
    return times[-1] + WINDOW if len(times) == allowed else None


def _digest(value: str) -> str:
    return sha256(value.strip().lower().encode("utf-8", "surrogatepass")).hexdigest()
