"""The short guide for the counter (domain reference 2.2): the same chapters, each in a few lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Location
from yichuang.definitions.matter import Matter

from .blocks import Block, Code, Facts, Flow, Paragraph, Table
from .guide_bundle import flow_of as bundle_flow
from .guide_bundle import material_lines, receivers
from .guide_facts import GuideFacts
from .guide_handling import flow_of
from .guide_materials import MaterialLine, line_of
from .wording import coded, limit_words, or_none, sentence

Write = Callable[[GuideFacts, Any], tuple[Block, ...]]


def _matters(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    rows = tuple(
        (matter.name, receivers(facts, member, matter), limit_words(member.promise or matter.promised_limit))
        for member, matter in facts.members()
    )
    return (Table(("事项", "办理部门", "承诺时限"), rows, (38, 44, 18)),)


def _notice(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    charged = [matter.name for _, matter in facts.members() if matter.charged]
    return (
        Facts(
            (
                ("服务对象", coded("server_type", bundle.audiences)),
                ("办理时限", limit_words(bundle.promise.limit)),
                *_materials(material_lines(facts, bundle)),
                ("收费", f"收费的事项：{'、'.join(charged)}" if charged else "不收费"),
            )
        ),
    )


def _materials(lines: Sequence[MaterialLine]) -> tuple[tuple[str, str], ...]:
    bring = [
        f"{line.name}：{line.copies}" + ("，按情形提交" if line.condition else "") for line in lines if line.to_bring
    ]
    free = list(dict.fromkeys(line.name for line in lines if not line.to_bring))
    return ("提交材料", "；".join(or_none(bring))), ("免提交材料", "、".join(or_none(free)))


def _bundle_flow(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    return (in_a_line(bundle_flow(facts)), *_places(bundle.locations))


def in_a_line(flow: Flow) -> Paragraph:
    """A flow in one sentence: 受理（当场办结）→审查（2个工作日）."""
    return Paragraph("→".join(step.title + (f"（{step.limit}）" if step.limit else "") for step in flow.steps), "flush")


def _places(places: Sequence[Location]) -> tuple[Block, ...]:
    rows = tuple((f"{place.hall}{place.window or ''}", place.address, place.hours, place.phone) for place in places)
    return (Table(("办理地点", "地址", "时间", "电话"), rows, (32, 28, 24, 16)),) if rows else ()


def _bundle_contact(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    pairs = (("咨询电话", bundle.consult_phone), ("监督投诉电话", bundle.complaint_phone))
    return (Facts(pairs, 2), *_code(facts))


def _code(facts: GuideFacts) -> tuple[Block, ...]:
    return (Code(facts.address, "扫码查看完整指南"),) if facts.address else ()


def _conditions(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    return (Facts((("办理条件", "".join(sentence(each) for each in or_none(matter.conditions))),)),)


def _matter_materials(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    lines = [
        line_of(each, facts.uses, matter.questions)
        for each in matter.materials
        if facts.holds(each.when, facts.answers)
    ]
    return (Facts(_materials(lines)),)


def _matter_flow(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    return (in_a_line(flow_of(matter)),)


def _matter_limits(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    pairs = (("承诺时限", limit_words(matter.promised_limit)), ("法定时限", limit_words(matter.statutory_limit)))
    return (Facts(pairs, 2),)


def _matter_offices(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    return _places(matter.locations)


def _matter_complaint(facts: GuideFacts, matter: Matter) -> tuple[Block, ...]:
    pairs = (("咨询电话", matter.consult_phone), ("监督投诉电话", matter.complaint_phone))
    return (Facts(pairs, 2), *_code(facts))


BUNDLE: Mapping[str, Write] = {
    "matters": _matters,
    "notice": _notice,
    "offline-flow": _bundle_flow,
    "online-flow": _bundle_flow,
    "contact": _bundle_contact,
}
MATTER: Mapping[str, Write] = {
    "conditions": _conditions,
    "materials": _matter_materials,
    "flow": _matter_flow,
    "limits": _matter_limits,
    "offices": _matter_offices,
    "complaint": _matter_complaint,
}
