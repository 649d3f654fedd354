"""How a value is rewritten for a department, in words: 换算 1→男、2→女; 日期写成 YYYYMMDD; 乘以 0.0001."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from yichuang.forms.transforms import Transform

MOST_PAIRS = 4
LETTERS: Mapping[str, str] = {"upper": "大写", "lower": "小写", "half": "半角", "full": "全角"}
Document = Mapping[str, Any]


def transform_in_words(transform: Transform | None) -> str:
    """One phrase; empty for none. A kind without words of its own is called by its name."""
    if transform is None:
        return ""
    document = transform.as_dict()
    write = WRITERS.get(transform.kind)
    return write(document) if write else f"换算（{transform.kind}）"


def _codes(document: Document) -> str:
    pairs = [f"{_text(one)}→{_text(other)}" for one, other in document["table"]]
    more = f" 等 {len(pairs)} 项" if len(pairs) > MOST_PAIRS else ""
    return "换算 " + "、".join(pairs[:MOST_PAIRS]) + more


def _number(document: Document) -> str:
    factor, decimals = str(document.get("factor", "1")), document.get("decimals")
    scaled = "" if factor in ("1", "1.0") else f"乘以 {factor}"
    written = f"写成 {decimals} 位小数的文字" if decimals is not None else ""
    return "，".join(part for part in (scaled, written) if part) or "换算数字"


def _part(document: Document) -> str:
    index = int(document["index"])
    which = f"第 {index + 1} 段" if index >= 0 else "最后一段" if index == -1 else f"倒数第 {-index} 段"
    return f"取以“{document['separator']}”隔开的{which}"


def _unit(document: Document) -> str:
    decimals = document.get("decimals")
    return f"由{document['from']}换成{document['to']}" + (f"，保留 {decimals} 位小数" if decimals is not None else "")


def _prefix(document: Document) -> str:
    pad = document.get("pad")
    return f"取前 {document['length']} 位" + (f"，补零到 {pad} 位" if pad else "")


def _letters(document: Document) -> str:
    return "写成" + "".join(LETTERS.get(str(document.get(key)), "") for key in ("width", "case"))


def _join(document: Document) -> str:
    count, separator = len(document["sources"]), document.get("separator")
    return f"由 {count} 项合成" + (f"，以“{separator}”隔开" if separator else "")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "是" if value is True else "否" if value is False else str(value)


WRITERS: Mapping[str, Callable[[Document], str]] = {
    "codes": _codes, "constant": lambda document: f"固定为“{_text(document['value'])}”",
    "date": lambda document: f"日期写成 {document['pattern']}", "number": _number,
    "amount-words": lambda _: "金额写成大写", "part": _part, "unit": _unit, "prefix": _prefix, "text": _letters, "join": _join,
}
