"""Vague wording and catch-all clauses in what applicants are asked: rules V01 to V11, as data.

Source: 浙跑专办字〔2017〕2号 三(二) and 乐政办发〔2017〕25号 二(一)3, which abolish “XXX等材料” and
“法律法规规定的其他材料”. Titles inside 《…》 are left out before matching. The words of a law may rightly
be hit: then a person waives the finding and cites the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]
Scope = Literal["general", "material-name"]

_NB = r"(?<![高平同均相优劣上中下初特头一二三四五六七八九十甲乙丙丁对不何此])"
_NOUN = r"(?:材料|资料|文件|文书|证件|证照|证书|证明|手续|凭证|要件|附件)"
_ADJ = r"(?:申请|申报|证明|佐证|支撑|辅助|补充|审批|批准|身份|权属)"
_DAYS = r"(?:工作日|自然日|天)"

_TITLE = re.compile(r"《[^《》]*》")
_CLAUSE_END = re.compile(r"[。；;：:（(\n]")
_LONGEST_LIST = 60


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of vague wording; `fix` may name {text} (what was found) and {head} (the clause before it)."""

    code: str
    severity: Severity
    pattern: re.Pattern[str]
    fix: str
    bare_fix: str = ""
    material_names_only: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Vague wording at [start, end) of the text as given, and what to write instead."""

    rule: str
    severity: Severity
    text: str
    start: int
    end: int
    fix: str

    def as_dict(self) -> dict[str, str | int]:
        """The shape promised by `standards lint`."""
        return asdict(self)


RULES = (
    Rule(
        "V01", "error",
        re.compile(_NB + r"等(?:(?:相关|有关|其他|其它|必要|所需|配套)的?)?" + _ADJ + "?" + _NOUN),
        "逐项列出全部材料；如前文已列全，改写为“{head}”。", "逐项列出全部材料的全称，不用“{text}”。",
    ),
    Rule(
        "V02", "warning",
        re.compile(_NB + r"等(?=[。；;，,、）)\s]|$)"),
        "逐项列出；如前文已列全，改写为“{head}”。", "逐项列出，不以“等”收尾。",
    ),
    Rule(
        "V03", "error",
        re.compile(
            r"(?:规定|要求|认为|认定|指定|确定)(?:的)?(?:需要|需|应当|应|必须|须)?(?:提交|提供|出具|补充|递交|报送)?"
            r"的?(?:其他|其它)[一-龥]{0,4}?(?:材料|资料|文件|证件|证明|条件|情形|手续|事项)"
        ),
        "删除“{text}”；确有需要的，写明具体名称及依据的法律条款。",
    ),
    Rule(
        "V04", "error",
        re.compile(
            r"(?:其他|其它)(?:(?:需要|需|应当|应|须|必须)(?:提交|提供|出具|补充|说明)|有关|相关|必要|所需)?的?"
            + _ADJ + r"?(?:材料|资料|文件|证明|证件|手续|情况)"
        ),
        "删除“{text}”；确有需要的，写明具体材料名称及依据的法律条款。",
    ),
    Rule(
        "V05", "error",
        re.compile(r"(?<!不)(?:相关|有关|必要的|必要|所需的|所需|必需的|一切)的?" + _ADJ + "?" + _NOUN),
        "把“{text}”改为材料全称和出具单位全称，如“户口簿（公安派出所核发）”。",
    ),
    Rule(
        "V06", "error",
        re.compile(
            r"(?:有关|相关|主管|上级)(?:部门|单位|机构|机关)(?:依法)?(?:出具|开具|核发|批准|认可|同意|盖章|要求)"
        ),
        "写明是哪一个单位，把“{text}”中的单位改为全称。",
    ),
    Rule(
        "V07", "warning",
        re.compile(
            r"必要时|视(?:具体)?情况|视情(?!形)|根据(?:实际|具体)?(?:情况|需要)(?!说明)|酌情|原则上"
            r"|一般(?:情况下|应当|需要)|如有需要|需要时|另行(?:通知|规定|告知)|按(?:照)?(?:有关|相关|国家有关)规定"
            r"|以(?:窗口|现场|工作人员)[一-龥]{0,4}?(?:要求|告知|为准)"
        ),
        "把“{text}”改为明确的情形和结果，如“经营面积超过300平方米的，现场核查”。",
    ),
    Rule(
        "V08", "error",
        re.compile(
            rf"(?:若干|数|几)个?{_DAYS}|(?<!\d)\d+\s*(?:-|—|－|~|～|至|到)\s*\d+\s*个?{_DAYS}"
            r"|(?<!\d)\d+\s*个?(?:工作日|天)左右|(?:大约|约|大概)\s*\d+\s*个?(?:工作日|天)|尽快|适时"
        ),
        "把“{text}”改为一个确定的期限，如“{limit}”。",
    ),
    Rule(
        "V09", "error",
        re.compile(r"(?:若干|数|几|多)(?:份(?!额)|张|套)|一式(?:若干|多|数)份|适量"),
        "把“{text}”改为确定的份数，如“2份”。",
    ),
    Rule(
        "V10", "warning",
        re.compile(r"近期(?:免冠|正面|一寸|二寸|照片|体检)"),
        "写明多久以内，把“近期”改为“近6个月内”。",
    ),
    Rule(
        "V11", "warning",
        re.compile(r"(?:的[，,])(?:还|另|应当?|须|需)?(?:应|须|需|要)?(?:提供|提交)"),
        "拆分：把“{head}”写成适用情形，其后的每份文件各列为一份材料。", "拆分为适用情形和材料两部分。",
        material_names_only=True,
    ),
)  # fmt: skip


def _without_titles(text: str) -> tuple[str, list[int]]:
    """The text without 《…》, and where each of its characters stood."""
    places: list[int] = []
    begin = 0
    for title in _TITLE.finditer(text):
        places.extend(range(begin, title.start()))
        begin = title.end()
    places.extend(range(begin, len(text)))
    return "".join(text[place] for place in places), places


def _head(text: str, start: int) -> str:
    """The clause before a place; empty when there is none, or when it is too long to be repeated."""
    clause = _CLAUSE_END.split(text[max(0, start - _LONGEST_LIST - 1) : start])[-1].strip(" 　、，,")
    return clause if len(clause) <= _LONGEST_LIST else ""


def _limit(found: str) -> str:
    """A definite limit in place of a vague one: its last number, or an example."""
    numbers = re.findall(r"\d+", found)
    unit = next((unit for unit in ("工作日", "自然日") if unit in found), "")
    if not numbers:
        return "5个工作日"
    return f"{numbers[-1]}个{unit}" if unit else f"{numbers[-1]}天"


def _fix(rule: Rule, text: str, start: int, end: int) -> str:
    """What to write instead, in the words of this place."""
    found, head = text[start:end], _head(text, start)
    chosen = rule.fix if head or not rule.bare_fix else rule.bare_fix
    return chosen.format(text=found, head=head, limit=_limit(found))


def _hits(text: str, scope: Scope) -> Iterator[Finding]:
    """Every hit of every rule, overlapping ones too."""
    plain, places = _without_titles(text)
    for rule in RULES:
        if rule.material_names_only and scope != "material-name":
            continue
        for hit in rule.pattern.finditer(plain):
            start, end = places[hit.start()], places[hit.end() - 1] + 1
            yield Finding(rule.code, rule.severity, text[start:end], start, end, _fix(rule, text, start, end))


def _weight(hit: Finding) -> tuple[bool, int, str]:
    """Errors before warnings, long before short, then the order of the rules."""
    return hit.severity != "error", hit.start - hit.end, hit.rule


def lint(text: str, scope: Scope = "general") -> list[Finding]:
    """The findings in reading order; where several overlap, the most severe, then the longest stays."""
    kept: list[Finding] = []
    covered = bytearray(len(text))
    for hit in sorted(_hits(text, scope), key=_weight):
        if not any(covered[hit.start : hit.end]):
            covered[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
