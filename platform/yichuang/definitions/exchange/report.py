"""What an import came to or would come to, as the JSON that programs read and as lines for people."""
from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from yichuang.errors import Problem, YichuangError

from .differences import ABSENT, Difference
from .merge import UNKNOWN, Conflict
from .plan import WHY, Plan

LONGEST = 160


def as_report(plan: Plan) -> dict[str, Any]:
    """`{"added","changed":[{"code","changes"}],"unchanged","kept","releases":{"added","unchanged","skipped"},"conflicts",
    "ignored"}`."""
    added = [{"code": sealed.code, "release": number, "digest": sealed.digest}
             | ({"was": sealed.number} if sealed.number != number else {}) for sealed, number in plan.releases.added]
    return {
        "added": [step.code for step in plan.of("added")],
        "changed": [{"code": step.code, "changes": [each.as_dict() for each in step.changes]}
                    for step in plan.of("changed")],
        "unchanged": [step.code for step in plan.of("unchanged")],
        "kept": [step.code for step in plan.steps if step.kept],
        "releases": {
            "added": added,
            "unchanged": [_release(each) for each in plan.releases.unchanged],
            "skipped": [_release(each) for each in plan.releases.skipped],
        },
        "conflicts": list(conflicts_of(plan)),
        "ignored": list(plan.reading.ignored),
    }


def refused_report(refused: YichuangError) -> dict[str, Any]:
    """The same shape for an import that was refused: nothing came in; `problems` has everything that says why."""
    problems = refused.problems or (Problem("", "refused", str(refused), fix=refused.fix),)
    nothing: dict[str, Any] = {key: [] for key in ("added", "changed", "unchanged", "kept")}
    return {**nothing, "releases": {"added": [], "unchanged": [], "skipped": []}, "conflicts": [], "ignored": [],
            "problems": [problem.as_dict() for problem in problems]}


def _release(sealed: Any) -> dict[str, Any]:
    return {"code": sealed.code, "release": sealed.number, "digest": sealed.digest}


def conflicts_of(plan: Plan) -> Iterator[dict[str, Any]]:
    """Every conflict: of a draft with its place and sides, of a release with its number and digest; each in a sentence."""
    for step in plan.conflicts:
        if not step.conflicts:
            yield {"code": step.code, "kind": "draft", "pointer": "", "message": WHY[step.why]}
        for conflict in step.conflicts:
            yield {"code": step.code, "kind": "draft", **conflict.as_dict(), "message": sentence(conflict, WHY[step.why])}
    for sealed, said in plan.releases.apart:
        yield {"code": sealed.code, "kind": "release", "release": sealed.number, "digest": sealed.digest, "message": said}


def sentence(conflict: Conflict, why: str) -> str:
    """What stands against what."""
    renamed = f"有一边似乎把它改名为“{conflict.renamed}”了。" if conflict.renamed else ""
    if conflict.pointer == "":
        return why + renamed
    if conflict.order:
        return f"两边都改了次序。这里：{in_words(conflict.ours)}；来的：{in_words(conflict.theirs)}。"
    return f"{why}{renamed}这里：{in_words(conflict.ours)}；来的：{in_words(conflict.theirs)}。"


def in_one_line(change: Difference) -> str:
    """Where, before → after."""
    return f"{change.pointer or '/'}：{in_words(change.before)} → {in_words(change.after)}"


def in_words(value: Any) -> str:
    """A value as people read it, cut when it is long."""
    if value is ABSENT:
        return "（没有）"
    if value is UNKNOWN:
        return "（不知道）"
    text = f"“{value}”" if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[:LONGEST - 1] + "…"
