"""Reading a label as departments write it: numbering, colons, stars, units, hints and brackets off, the words left over."""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .words import equal, kinds, light, terms

NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
NUMBERING = re.compile(rf"^\s*(?:[(]?{NUMBER}[).、.]|[(]{NUMBER}[)])\s*")
BRACKETS = re.compile(r"[(\[【<〔{]([^()\[\]【】<>〔〕{}]*)[)\]】>〕}]")
WRITTEN = r"[%‰㎡℃]|m[23²³]?|k[gm]|cm|mm|g|h"
UNIT = re.compile(
    rf"(?:单位[::])?(?:人民币)?(?:{WRITTEN}|[吨克米元天周月年个名位人份张枚套栋层台具只株度]|公?斤|千克|厘米|毫米|公里|平方米|立方米|平米"
    r"|[万亿]元(?:人民币)?|万立方米|万|工作日|小时|分钟)$")
TRAILING = re.compile(rf"(?:(?<=[^a-z])(?:{WRITTEN}))$")
HINT = re.compile(
    r"必填|选填|可选|填写|盖章|签字|签名|签章|公章|可不填|如有|如无|\d+位|年[/、]月|[时、]+分|同上|请|下同|勾选|打勾|√|阿拉伯|大写|小写"
    r"|含区号|省.*[市县]")
FILLING = re.compile(r"^(?:请?(?:填写|输入|选择|勾选))|(?:[::。;,,*\s]|请填写|必填|选填)+$")
EMPTY = re.compile("详细|具体|有效|准确")
"""Words that ask for care and mean nothing else."""
SIGNS = re.compile(r"[\W_]+")
MOST = 60
"""A longer label is a sentence; its beginning says enough."""


@dataclass(frozen=True, slots=True)
class Label:
    """`core` is the label without anything beside the words; `parts` are what is said besides, in brackets or after a
    slash; `choices` are what such a part offers to choose from (男/女)."""

    core: str
    parts: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def read_label(text: str) -> Label:
    """A label in its words. 统一社会信用代码（组织机构代码）： has the part 组织机构代码; 面积（㎡） has none."""
    rest = unicodedata.normalize("NFKC", text).casefold().strip()[:MOST].replace("《", "").replace("》", "")
    rest = NUMBERING.sub("", FILLING.sub("", rest))
    asides = [aside for aside in BRACKETS.findall(rest) if aside and not UNIT.match(aside.strip())]
    outside = BRACKETS.sub("", rest)
    first, *others = [piece for piece in re.split(r"[/|;、]", outside) if SIGNS.sub("", piece)] or [""]
    choices = tuple(_plain(each) for aside in asides for each in re.split(r"[/|、,]", aside) if re.search(r"[/|、,]", aside))
    said = [*(other for other in others if not UNIT.match(other.strip())), *(a for a in asides if not HINT.search(a))]
    core = TRAILING.sub("", _plain(first)) or _plain(" ".join(asides))
    return Label(core, tuple(dict.fromkeys(each for part in said if (each := _plain(part)) and each != core)), choices)


def _plain(text: str) -> str:
    words = SIGNS.sub("", FILLING.sub("", text))
    return EMPTY.sub("", words) or words


@lru_cache(maxsize=65536)
def tokens_of(text: str) -> tuple[str, ...]:
    """The words of a plain text, each by the one that stands for its group, unknown ones character by character."""
    stands = equal()
    return tuple(stands.get(word, word) for word in terms().findall(text))


@lru_cache(maxsize=65536)
def kind_of(text: str) -> str | None:
    """What kind of thing a plain text asks for, by how it ends: date, number, name …; None when it does not say."""
    if text.startswith(("是否", "有无")) or text.endswith("是否"):
        return "whether"
    said = "".join(word for word in tokens_of(text) if word not in light())
    ends = [word for word in kinds() if said.endswith(word)]
    return kinds()[max(ends, key=len)] if ends else None
