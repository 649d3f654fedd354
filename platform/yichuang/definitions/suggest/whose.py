"""Whose a field is: what its label says, its neighbours and its section; and which role of the form that is."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .asked import Asked, Context
from .label import read_label
from .words import initials, not_people, whose

LONGEST = max(map(len, whose()))
PERSON = re.compile(r"^.{1,7}?(?:人员|[人方者员主])"
                    r"(?=姓名|名称|证件|身份|公民|手机|联系|电话|性别|出生|民族|国籍|户籍|现住|住址|与|$)")
HEARD_BEFORE = 12
"""How far back a label is still heard: 法定代表人姓名, and then 证件类型, 证件号码, 手机."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a field is: the word that says so, its usual role (None for a word nobody listed), and where it was said."""

    word: str
    role: str | None
    said: str = "label"

    @property
    def person(self) -> bool:
        """Whether this is somebody, and not a company."""
        return self.role not in not_people()


def owner_of(text: str) -> tuple[Owner | None, str]:
    """The owner that a plain label begins with, and the rest of it. 产妇姓名: 产妇, 姓名. A bare 经办人 asks for a name."""
    for length in range(min(LONGEST, len(text)), 0, -1):
        word = text[:length]
        if word in whose():
            rest = text[length:].removeprefix("的").removeprefix("本人")
            if rest.startswith(("与", "和")):
                return None, text
            return _innermost(Owner(word, whose()[word]), rest)
    if (found := PERSON.match(text)) and len(text) > len(found[0]):
        return Owner(found[0], None), text[len(found[0]):]
    return None, text


def _innermost(owner: Owner, rest: str) -> tuple[Owner, str]:
    """Of 单位法人代表姓名 and 新生儿父亲姓名 the one whose name it is."""
    inner, beyond = owner_of(rest) if rest else (None, rest)
    if inner is not None and inner.role is not None and inner.person:
        return inner, beyond
    return owner, rest or "姓名"


@lru_cache(maxsize=4096)
def owner_in_title(title: str) -> Owner | None:
    """Whose a section is by its title: 法定代表人（负责人）信息, 学生监护人情况; nobody's when it speaks of several."""
    text = read_label(title).core
    found = {word: role for word, role in whose().items() if word in text}
    longest = {word: role for word, role in found.items() if not any(word != other and word in other for other in found)}
    if len(set(longest.values())) != 1:
        return None
    word = max(longest, key=len)
    return Owner(word, longest[word], "section")


def owner_around(context: Context) -> Owner | None:
    """Whose the fields before it are, or else its section."""
    in_title = owner_in_title(context.section) if context.section else None
    for neighbour in context.before[:HEARD_BEFORE]:
        owner, _ = owner_of(read_label(neighbour.label).core)
        if owner is not None:
            return Owner(owner.word, owner.role, neighbour.label)
    return in_title


def declared_role(owner: Owner, roles: Mapping[str, tuple[str, ...]]) -> str | None:
    """The role of the form that an owner is: by its code, by the labels of its fields, or by a code that abbreviates the
    word (fr 法人, jbr 经办人)."""
    if owner.role in roles:
        return owner.role
    heard = [(role, found) for role, labels in roles.items() if (found := mostly(labels)) is not None]
    alike = [role for role, found in heard if found.word == owner.word]
    alike += [role for role, found in heard if found.role is not None and found.role == owner.role]
    if alike:
        return alike[0]
    known = {owner.word} - {""} | {word for word, role in whose().items() if role == owner.role and owner.role is not None}
    abbreviated = {initials(word) for word in known}
    return next((role for role in roles if role.lower() in abbreviated), None)


@lru_cache(maxsize=1024)
def mostly(labels: tuple[str, ...]) -> Owner | None:
    """The owner that most of these labels speak of, if any do."""
    heard = Counter(found for label in labels if (found := owner_of(read_label(label).core)[0]) is not None)
    return heard.most_common(1)[0][0] if heard else None


def role_of(asked: Asked, owner: Owner | None, context: Context) -> str | None:
    """The role of the form, or the usual one when the form declares none for this owner."""
    if asked.role:
        return asked.role
    if owner is None:
        return None
    return declared_role(owner, context.roles) or owner.role
