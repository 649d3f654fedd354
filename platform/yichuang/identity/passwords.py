"""Passwords: argon2id hashes. About 30 ms each on purpose, so never inside a write transaction."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from yichuang.errors import Invalid

SHORTEST = 10
LONGEST = 200
# Read out and copied by hand: no letters or digits that look alike.
LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash to keep."""
    return _hasher.hash(password)


def verify_password(password: str, stored: str | None) -> bool:
    """Whether the password fits; takes as long when there is no account (stored is None)."""
    try:
        return _hasher.verify(stored or _nobodys_hash(), password[:LONGEST]) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def check_new_password(password: str, login: str) -> None:
    """Invalid unless a new password is long enough and not the login itself."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid(f"新密码要有 {SHORTEST} 到 {LONGEST} 个字符，没有修改。请换一个长一些、自己记得住的。")
    if login and login.lower() in password.lower():
        raise Invalid("新密码里不能含登录名，没有修改。请换一个。")


def generate_password() -> str:
    """A password to hand over: three groups of five legible characters, about 74 bits."""
    return "-".join("".join(secrets.choice(LEGIBLE) for _ in range(5)) for _ in range(3))


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")
