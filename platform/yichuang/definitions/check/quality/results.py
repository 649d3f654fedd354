"""The result: its kind follows from its name, and the applicant can see what it looks like (WZ-3, WZ-12)."""
from __future__ import annotations

import re
from collections.abc import Iterator

from yichuang.definitions.matter import Matter

from .rule import Example, Hit, Resolver, Rule

TYPES = {"certificate": "出证办结", "document": "出文办结", "approval": "审批办结", "other": "其他"}
ENDINGS = (("批复", "approval"), ("证", "certificate"), ("文", "document"))
ASIDE = re.compile(r"(?:（[^（）]*）|\([^()]*\)|[》”\"』」\s])+$")
NONE = frozenset({"无", "—", "-", "/"})


def ending(name: str) -> str:
    """The name as it is read at its end: 《示例证》（正本） ends with 证."""
    return ASIDE.sub("", name)


def of_another_type(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """By the first ending that fits; names with other endings say nothing."""
    name = matter.result.name
    for last, kind in ENDINGS:
        if ending(name).endswith(last):
            if matter.result.type != kind:
                yield Hit("/result/type", {"name": name, "last": last, "type": TYPES[matter.result.type], "wanted": TYPES[kind]})
            return


def without_sample(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """A result that is called 无 has no sample."""
    if matter.result.name.strip() not in NONE and not (matter.result.sample or "").strip():
        yield Hit("/result/sample", {"name": matter.result.name})


RULES = (
    Rule(
        id="WZ-3", group="WZ", source="WZ", title="结果名称与结果类型一致", severity="error", applies_to=("matter",),
        looks_at="审批结果名称、审批结果类型", find=of_another_type,
        meaning="结果名称以“证”结尾的是出证办结，以“文”结尾的是出文办结，以“批复”结尾的是审批办结；书名号和末尾的括号不看。",
        message="结果名称“{name}”以“{last}”结尾，结果类型却是“{type}”。", fix="结果类型改为“{wanted}”，或改正结果名称。",
        passing=Example("示例登记证，出证办结", {}),
        failing=Example("示例登记证，出文办结", {"/result/type": "document"}, "/result/type"),
    ),
    Rule(
        id="WZ-12", group="WZ", source="WZ", title="有结果名称的，有结果样本", severity="error", applies_to=("matter",),
        looks_at="审批结果名称、结果样本", find=without_sample,
        meaning="写了审批结果的，说明它是什么样子；结果为“无”的除外。",
        message="“{name}”没有结果样本。", fix="在 result.sample 中写明样本：几联、载明哪些内容、在哪里公示。",
        passing=Example("示例登记证，写明样式", {}),
        failing=Example("示例登记证，没有样本", {"/result/sample": None}, "/result/sample"),
    ),
)
