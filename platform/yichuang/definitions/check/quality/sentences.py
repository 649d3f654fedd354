"""Reading a sentence of an office: laws left out, and nothing counted that the sentence itself denies."""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

TITLE = re.compile(r"《([^《》]*)》")
LAW = re.compile(r"(?:法|法典|条例|规定|办法|细则|规则|规章|通则|规程|规范|标准|准则|通知|决定|意见|公约|协定|解释)"
                 r"(?:（[^（）]*）)?$")
NOT_ASKED = (r"(?:无需|无须|毋须|不需|不必|不用|不得|不予|不接受|不要求|不受理|不收取|不再|免于|免予|免交|免提交|禁止|取消)"
             r"[^，。；：,;:]{0,12}")
NOT_HELD = r"(?:不能|不可|不应|不持|不具|没有|尚无|未(?!成年|婚|满|来)|(?:^|[，。；：、\s])[无免])[^，。；：,;:的]{0,12}"
DENIED = re.compile(f"(?:{NOT_ASKED}|{NOT_HELD})$")
"""What stands before a word in the same clause and takes it back; 不能到场的，提交… asks for it nevertheless."""
EXCEPTED = re.compile(r"^[^，。；,;]{0,12}(?:除外|的不受理|的不予)")


@lru_cache(maxsize=8192)
def without_laws(text: str) -> str:
    """The text without 《titles of laws》; other things in 《》, such as 《出生医学证明》, lose only the marks."""
    return TITLE.sub(lambda found: "" if LAW.search(found[1]) else found[1], text)


def asserted(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Where the text says it, without those places that deny it (无需…, 不得…, …除外). Expects laws left out."""
    for found in re.finditer(pattern, text):
        if not denied(text, found.start(), found.end()):
            yield found


def denied(text: str, start: int, end: int) -> bool:
    """Whether the clause takes back what stands at [start, end)."""
    return bool(DENIED.search(text[max(0, start - 24):start]) or EXCEPTED.match(text[end:end + 24]))


@lru_cache(maxsize=8192)
def _said(pattern: str, text: str) -> str:
    found = next(asserted(pattern, without_laws(text)), None)
    return found[0] if found else ""


def said(pattern: str, *texts: str | None) -> str:
    """The first words that match in any of the texts, or nothing."""
    return next((words for text in texts if text and (words := _said(pattern, text))), "")
