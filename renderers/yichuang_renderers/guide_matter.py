"""The chapters of a matter's guide (domain reference 2.1, after GB/T 36114—2018), each from the matter's own fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yichuang.definitions.matter import Matter

from .blocks import Block, Code, Heading, Items, Paragraph, Table
from .guide_facts import GuideFacts
from .guide_form import appendix_blank, appendix_mistakes, appendix_samples
from .guide_handling import HANDLING, flow_of
from .guide_materials import MaterialLine, line_of
from .wording import LEVELS, REVIEWS, basis_words, coded, or_none, sentence

Source = Callable[[GuideFacts, Matter], tuple[Block, ...]]


def _scope(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    audience = coded("server_type", matter.audiences)
    return Paragraph(sentence(matter.scope)), Paragraph(f"适用对象：{audience}。")


def _review(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    task = coded("task_type", [matter.task_type])
    return (Paragraph(f"{REVIEWS[matter.review_type]}（{LEVELS[matter.project_type]}）。事项类型：{task}。"),)


def _basis(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    told = (basis_words(each) + (f"：{sentence(each.text)}" if each.text else "。") for each in matter.basis)
    return (Items(or_none(told)),)


def _accepting(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    halls = or_none(f"{place.hall}{place.window or ''}" for place in matter.locations)
    return (Items(halls, numbered=len(halls) > 1),)


def _deciding(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    joint = "、".join(facts.organ(code) for code in matter.joint_departments)
    return (Paragraph(f"{facts.organ(matter.department)}。" + (f"联办机构：{joint}。" if joint else "")),)


def _quantity(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    return (Paragraph(sentence(matter.quantity_limit)),)


def _conditions(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    return (
        Heading("予以办理的条件"),
        Items(or_none(matter.conditions)),
        Heading("不予办理的情形"),
        Items(or_none(matter.denials)),
    )


def _prohibitions(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    return (Items(or_none(matter.prohibitions), numbered=len(matter.prohibitions) > 1),)


def _materials(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    lines = [
        line_of(each, facts.uses, matter.questions)
        for each in matter.materials
        if facts.holds(each.when, facts.answers)
    ]
    return material_blocks(lines) if lines else (Paragraph("无需提交申请材料。"),)


def material_blocks(lines: list[MaterialLine]) -> tuple[Block, ...]:
    """The table of materials, and under it why each may be asked."""
    rows = tuple(
        (
            str(number),
            f"{line.name}\n{line.condition}".strip(),
            line.copies,
            line.source,
            line.exempt or line.necessity,
            line.standard,
        )
        for number, line in enumerate(lines, 1)
    )
    table = Table(
        ("序号", "材料名称和适用情形", "份数和形式", "来源渠道", "必要性和免提交", "受理标准"),
        rows,
        (7, 26, 16, 15, 19, 17),
        frozenset({0}),
    )
    return (table, Heading("要求提供材料的依据"), Items(or_none(_grounds(lines)), numbered=False))


def _grounds(lines: list[MaterialLine]) -> list[str]:
    """Each basis once, with the numbers of the materials that rest on it."""
    found: dict[str, list[str]] = {}
    for number, line in enumerate(lines, 1):
        for ground in line.basis:
            found.setdefault(ground, []).append(str(number))
    return [f"{ground}：第{'、'.join(dict.fromkeys(numbers))}项。" for ground, numbers in found.items()]


def _appendix_flow(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    return (flow_of(matter),)


def _appendix_faq(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    return faq_blocks(tuple((each.question, each.answer) for each in matter.faq))


def faq_blocks(pairs: tuple[tuple[str, str], ...]) -> tuple[Block, ...]:
    """Questions and answers, one after the other."""
    told = tuple(
        block
        for question, answer in pairs
        for block in (Paragraph(f"问：{question}", "ask"), Paragraph(f"答：{answer}"))
    )
    return told or (Paragraph("无。"),)


def _appendix_code(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    if not facts.address:
        return (Paragraph("在政务服务网搜索事项名称，在线填写申请表。"),)
    return (Code(facts.address, "扫码查看本指南，在线填写申请表"),)


SOURCES: Mapping[str, tuple[str, Source]] = {
    "scope": ("适用范围", _scope),
    "review": ("事项审查类型", _review),
    "basis": ("办理依据", _basis),
    "accepting-organ": ("受理机构", _accepting),
    "deciding-organ": ("决定机构", _deciding),
    "quantity": ("数量限制", _quantity),
    "conditions": ("申请条件", _conditions),
    "prohibitions": ("禁止性要求", _prohibitions),
    "materials": ("申请材料目录", _materials),
    **HANDLING,
}
APPENDICES: Mapping[str, tuple[str, Source]] = {
    "appendix-flow": ("办理流程图", _appendix_flow),
    "appendix-blank": ("申请表填写项目", appendix_blank),
    "appendix-samples": ("填写示范", appendix_samples),
    "appendix-mistakes": ("常见错误示例", appendix_mistakes),
    "faq": ("常见问题解答", _appendix_faq),
    "appendix-code": ("表单填写二维码", _appendix_code),
}
BRIEF = ("scope", "conditions", "materials", "flow", "limits", "fees", "result", "offices", "complaint", "progress")
