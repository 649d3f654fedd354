"""How each key of a bundle is compared and judged."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yichuang.forms.meet import same

from .comparers import Rules, choices, coded, limit, number, of_role, plain, record, text
from .entries import Entries, always, by_code, by_key
from .matter_rules import FACT, NEVER, SHARED, WORDS_ONLY
from .values import Change, Spot

MEMBER = plain("member-changed")
RECEIVER = plain("receiver-changed")


def _when(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    """Narrower takes a matter away, wider brings one: both change what is filed."""
    said = "加上了条件" if before is None else "去掉了条件，总是办理" if after is None else "的条件有改动"
    yield at.change("member-changed", f"{said}：同样的回答可能办理不同的事项。", before, after)


def _table(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    """属地: a prefix → a department."""
    old, new = before or {}, after or {}
    for prefix in dict.fromkeys([*new, *old]):
        was, now = old.get(prefix), new.get(prefix)
        if was is None:
            yield at.below(prefix).change("receiver-added", f"增加 {prefix} → “{at.names(str(now))}”。", None, now)
        elif now is None:
            yield at.below(prefix).change("receiver-changed", f"减少 {prefix} → “{at.names(was)}”。", was, None)
        elif was != now:
            said = f"中 {prefix} 由“{at.names(was)}”改为“{at.names(now)}”。"
            yield at.below(prefix).change("receiver-changed", said, was, now)


def _applicant(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    if not same(before, after):
        yield at.change("fact-changed", "有改动：按它显示申请人的姓名和电话。", before, after)


BY_RULES: Rules = {"table": _table, "role": of_role("receiver-changed"), "element": coded("receiver-changed")}
RECEIVER_RULES: Rules = {"department": coded("receiver-changed"), "by": record(BY_RULES, RECEIVER)}
MEMBER_RULES: Rules = {
    "roles": of_role("member-changed"), "for_each": of_role("member-changed"), "when": _when, "reason": text,
    "receiver": record(RECEIVER_RULES, RECEIVER), "promise": limit,
    "depends_on": Entries(("matter",), by_code("matter"), always("member-changed"), always("member-changed"), {}, MEMBER),
}
ROLES = Entries(("code",), by_key("title", "code"), always("role-added"), always("role-removed"),
                {"title": FACT}, plain("role-changed"), "role-changed")
ROWS = Entries(("role",), by_key("title", "role"), always("rows-changed"), always("rows-changed"),
               {"title": FACT, "minimum": number("rows-narrowed", "rows-widened", 0),
                "maximum": number("rows-widened", "rows-narrowed", 0), "key": plain("rows-changed")}, NEVER)
ANSWERED = Entries(("role", "element"), by_code("element"), always("answered-changed"), always("answered-changed"),
                   {}, plain("answered-changed"))
DECIDED = plain("decision-changed")


def _status(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    """What is signed acts as what was said by word of mouth."""
    yield from plain("decision-changed" if "pending" in (before, after) else "fact-changed")(at, before, after)


DECISIONS = Entries(("where", "kind"), by_key("where"), always("decision-changed"), always("decision-changed"),
                    {"owner": FACT, "due": FACT, "basis": text, "grounds": FACT, "status": _status}, DECIDED)
SECTIONS = Entries(("code",), by_key("title", "code"), always("section-changed"), always("section-changed"),
                   {"help": text}, plain("section-changed"), "section-changed")
MEMBERS = Entries(("matter",), by_code("matter", role=""), always("member-added"), always("member-removed"), MEMBER_RULES, MEMBER)

BUNDLE: Rules = {
    **SHARED, "alias": WORDS_ONLY, "lead": coded("department-changed"),
    "partners": choices("department-changed", "department-changed", names=True), "region": coded("department-changed"),
    "list_batch": FACT, "life_stage": FACT, "summary": text, "roles": ROLES, "rows": ROWS, "members": MEMBERS,
    "answered": ANSWERED, "decisions": DECISIONS, "sections": SECTIONS, "applicant": _applicant,
    "promise": record({"limit": limit, "explanation": text}, NEVER), "visits": number("visits-more", "visits-fewer", 0),
    "visit_reason": text, "online_flow": text, "offline_flow": text,
}
