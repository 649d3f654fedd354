"""The plan in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .plan import Plan, Verdict

VERDICT_WORDS: Mapping[Verdict, str] = {"stays": "什么都不用补", "needs": "改用新版要补充", "blocked": "不能改用新版"}
LACKING_WORDS = {"question": "回答", "field": "填写", "material": "提交"}
CHOICE_WORDS = {"keep": "照旧版办", "move": "改用新版"}


def in_words(plan: Plan) -> Iterator[str]:
    """Why the verdict is what it is, a sentence a line."""
    yield from plan.reasons
    if plan.lacking:
        said = "；".join(f"{LACKING_WORDS[each.kind]}“{each.name}”" for each in plan.lacking)
        yield f"还差 {len(plan.lacking)} 项：{said}。"
    if plan.left:
        yield f"新版本不再要的：{'、'.join(f'“{name}”' for name in plan.left)}。"
