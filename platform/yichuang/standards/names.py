"""Chinese names as people look for them: by a part, by full pinyin, by the initials of its pinyin."""
from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, lazy_pinyin


@lru_cache(maxsize=8192)
def initials(name: str) -> str:
    """首字母: 新生儿出生 → xsecs; anything but hanzi stays as it is, in lower case."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


@lru_cache(maxsize=8192)
def pinyin(name: str) -> str:
    """全拼 without tones or spaces: 新生儿 → xinshenger."""
    return "".join(lazy_pinyin(name)).lower()


def matches(text: str, name: str) -> bool:
    """Whether somebody who types text may mean name: a part of it, its initials or its pinyin from anywhere on."""
    wanted = text.strip().lower().replace(" ", "")
    if not wanted:
        return False
    return wanted in name.lower() or wanted in initials(name) or wanted in pinyin(name)
