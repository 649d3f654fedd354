"""The chapters of a bundle's guide (综合受理服务指南, domain reference 2.3): one text in place of one a matter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from yichuang.definitions.bundle import Bundle, Member
from yichuang.definitions.common import Question
from yichuang.definitions.matter import Matter

from .blocks import Block, Code, Facts, Flow, Heading, Items, Paragraph, Step, Table
from .guide_asked import asked
from .guide_facts import GuideFacts
from .guide_handling import place_facts
from .guide_materials import MaterialLine, line_of, merged
from .guide_matter import faq_blocks
from .wording import LEVELS, answer_words, chinese, coded, condition_words, limit_words, sentence

Source = Callable[[GuideFacts, Bundle], tuple[Block, ...]]
REDUCTIONS = (
    ("fields", "填写字段", "项"),
    ("materials", "申请材料", "份"),
    ("steps", "办理环节", "个"),
    ("days", "办理时限", "个工作日"),
    ("visits", "跑动次数", "次"),
)


def _matters(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    rows = tuple(
        (
            str(number),
            matter.name,
            receivers(facts, member, matter),
            LEVELS[matter.project_type],
            limit_words(member.promise or matter.promised_limit),
            matter.result.name,
            _applies(member, bundle),
        )
        for number, (member, matter) in enumerate(facts.members(), 1)
    )
    lead = Paragraph(f"本指南由{facts.organ(bundle.lead)}牵头，包括{len(rows)}个事项。")
    table = Table(
        ("序号", "事项", "办理部门", "办件类型", "承诺时限", "结果", "适用情形"),
        rows,
        (7, 19, 18, 10, 12, 14, 20),
        frozenset({0}),
    )
    return (*_chosen(facts, bundle), lead, table, *_reductions(facts))


def _chosen(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    """The reader's own scenario, when the guide is of that alone."""
    answers = facts.answers or {}
    told = tuple(
        (question.title, answer_words(question, answers[question.code]))
        for question in bundle.questions
        if question.code in answers
    )
    return (Heading("您的情形"), Facts(told)) if told else ()


def _reductions(facts: GuideFacts) -> tuple[Block, ...]:
    known = facts.reductions
    rows = tuple(
        (name, f"{known[key]['before']}{unit}", f"{known[key]['after']}{unit}")
        for key, name, unit in REDUCTIONS
        if key in known
    )
    table = Table(("项目", "分开办理", "一件事办理"), rows, (40, 30, 30))
    return (Heading("分开办理与一件事办理的对比"), table) if rows else ()


def receivers(facts: GuideFacts, member: Member, matter: Matter) -> str:
    """Who handles a matter: a department, or all those between whom the data decides."""
    receiver = member.receiver
    if receiver and receiver.by:
        return "、".join(dict.fromkeys(facts.organ(code) for code in receiver.by.table.values()))
    return facts.organ(receiver.department if receiver and receiver.department else matter.department)


def _applies(member: Member, bundle: Bundle) -> str:
    words = condition_words(member.when, bundle.questions)
    return f"{words}的办理" if words else "各种情形"


def _notice(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    return (
        Heading("服务对象"),
        Paragraph(f"{coded('server_type', bundle.audiences)}。"),
        *(_scenarios(bundle) if facts.answers is None else ()),
        *_limits(facts, bundle),
        *_materials(facts, bundle),
        *_fees(facts),
    )


def _scenarios(bundle: Bundle) -> tuple[Block, ...]:
    rows = tuple((question.title, _options(question), question.reason or "无") for question in bundle.questions)
    told: list[Block] = [Heading("办理情形")]
    told += [Table(("情形问题", "可以选择", "为什么问"), rows, (30, 32, 38))] if rows else [Paragraph("不分情形。")]
    stops = tuple(
        f"{condition_words(stop.when, bundle.questions)}的：{sentence(stop.reason)}{sentence(stop.alternative)}"
        for stop in bundle.stops
    )
    return (*told, *((Heading("不能按本指南办理的情形"), Items(stops)) if stops else ()))


def _options(question: Question) -> str:
    if question.type == "bool":
        return "是；否"
    if question.options:
        return "；".join(option.title for option in question.options)
    return {"number": f"填写数字{question.unit or ''}", "date": "填写日期"}.get(question.type, "按实际填写")


def _limits(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    rows = tuple(
        (
            matter.name,
            limit_words(matter.statutory_limit),
            limit_words(member.promise or matter.promised_limit),
            _waits(facts, member),
        )
        for member, matter in facts.members()
    )
    whole = f"全部事项承诺{limit_words(bundle.promise.limit).removesuffix('办结')}办结。"
    outside = [
        f"{matter.name}的{special.name}"
        for _, matter in facts.members()
        for special in matter.special_procedures
        if special.stops_clock
    ]
    not_counted = "、".join(["补正材料", "等待前一事项办出", *outside])
    return (
        Heading("办理时限"),
        Paragraph(whole + sentence(bundle.promise.explanation or "")),
        Table(("事项", "法定办结时限", "承诺办结时限", "何时开始计算"), rows, (30, 22, 18, 30)),
        Paragraph(f"不计入时限的时间：{not_counted}的时间。"),
    )


def _waits(facts: GuideFacts, member: Member) -> str:
    before = [facts.matter(each.matter).name for each in member.depends_on]
    return f"{'、'.join(before)}办出后" if before else "受理后"


def _materials(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    lines = material_lines(facts, bundle)
    bring = [line for line in lines if line.to_bring]
    free = [line for line in lines if not line.to_bring]
    told = f"需要提交的材料{len(bring)}种，免提交的材料{len(free)}种。各事项共用的材料只交1次。"
    return (
        Heading("申报材料一套"),
        Paragraph(told),
        *_material_table(bring, "需要提交的材料"),
        *_material_table(free, "免提交的材料"),
    )


def _material_table(lines: Sequence[MaterialLine], title: str) -> tuple[Block, ...]:
    if not lines:
        return Heading(title), Paragraph("无。")
    rows = tuple(
        (
            str(number),
            f"{line.name}\n{line.condition}".strip(),
            line.exempt or f"提交：{line.copies}",
            "、".join(line.matters),
            line.standard,
        )
        for number, line in enumerate(lines, 1)
    )
    return Heading(title), Table(
        ("序号", "材料和适用情形", "获取方式", "用于事项", "受理标准"), rows, (7, 28, 24, 20, 21), frozenset({0})
    )


def material_lines(facts: GuideFacts, bundle: Bundle) -> list[MaterialLine]:
    """The one set of materials of all matters."""
    return merged(_lines(facts, bundle))


def _lines(facts: GuideFacts, bundle: Bundle) -> list[tuple[str, MaterialLine]]:
    titles = {role.code: role.title for role in bundle.roles if role.person}
    return [
        (
            matter.name,
            line_of(
                required,
                facts.uses,
                matter.questions,
                titles.get(member.roles.get(required.role or "", required.role or ""), ""),
            ),
        )
        for member, matter in facts.members()
        for required in matter.materials
        if facts.holds(required.when, facts.answers_for(member))
    ]


def _fees(facts: GuideFacts) -> tuple[Block, ...]:
    rows = tuple(
        (matter.name, fee.name, fee.standard, fee.basis)
        for _, matter in facts.members()
        if matter.charged
        for fee in matter.fees
    )
    free = "、".join(matter.name for _, matter in facts.members() if not matter.charged)
    told: tuple[Block, ...] = (Paragraph(f"不收费的事项：{free}。" if rows else "全部事项不收费。"),)
    return (Heading("收费"), *((Table(("事项", "收费项目", "标准", "依据"), rows),) if rows else ()), *told)


def _form(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    told = Paragraph("各部门都要的信息只填1次；填写后按各部门的表样分别生成申请表，各部门只收到自己需要的内容。")
    rows = tuple((section, "、".join(titles)) for section, titles in asked(facts, bundle).items())
    return told, Table(("分段", "填写内容"), rows, (20, 80))


def _online(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    if not {"2", "3"} & set(bundle.channels):
        return (Paragraph("暂不支持线上办理。"),)
    scan = (Code(facts.address, "扫码查看本指南，在线办理"),) if facts.address else ()
    return Paragraph(sentence(bundle.online_flow or "在政务服务网办理") + "提交以后的办理环节与线下相同。"), *scan


def flow_of(facts: GuideFacts) -> Flow:
    """From the window through the matters, each after those it waits for, to the results."""
    done: list[str] = []
    members = {member.matter: (member, matter) for member, matter in facts.members()}
    while len(done) < len(members):
        ready = [
            code
            for code, (member, _) in members.items()
            if code not in done and all(d.matter in done or d.matter not in members for d in member.depends_on)
        ]
        done += ready or [code for code in members if code not in done]
    steps = [Step("收件", "当场", "核对一张表和一套材料，领取收件凭证")]
    steps += [
        Step(matter.name, limit_words(member.promise or matter.promised_limit), _who(facts, member, matter))
        for member, matter in (members[code] for code in done)
    ]
    return Flow((*steps, Step("统一出件", "", "按选择的方式领取全部结果")))


def _who(facts: GuideFacts, member: Member, matter: Matter) -> str:
    waits = [facts.matter(each.matter).name for each in member.depends_on]
    return receivers(facts, member, matter) + (f"；{'、'.join(waits)}办出后开始" if waits else "；受理后即办")


def _offline(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    reason = sentence(bundle.visit_reason or "") if bundle.visits else ""
    visits = f"到现场{bundle.visits}次。{reason}" if bundle.visits else "不用到现场。"
    told = Paragraph(sentence(bundle.offline_flow or "到综合窗口办理") + visits)
    places = place_facts(bundle.locations) or (Paragraph("见各事项的办理地点。"),)
    return (told, flow_of(facts), Heading("办理地点和时间"), *places)


def _contact(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    rows = tuple(
        (matter.name, receivers(facts, member, matter), matter.consult_phone, matter.complaint_phone)
        for member, matter in facts.members()
    )
    return (
        Facts((("咨询电话", bundle.consult_phone), ("监督投诉电话", bundle.complaint_phone)), 2),
        Table(("事项", "办理部门", "咨询电话", "监督投诉电话"), rows, (30, 34, 18, 18)),
    )


def _faq(facts: GuideFacts, bundle: Bundle) -> tuple[Block, ...]:
    return faq_blocks(tuple((each.question, each.answer) for each in bundle.faq))


SOURCES: Mapping[str, tuple[str, Source]] = {
    source: (f"{chinese(number)}、{title}", write)
    for number, (source, title, write) in enumerate(
        (
            ("matters", "主题事项", _matters),
            ("notice", "一次性告知", _notice),
            ("form", "一张表单", _form),
            ("online-flow", "线上办理流程", _online),
            ("offline-flow", "线下办理流程", _offline),
            ("contact", "咨询投诉", _contact),
            ("faq", "常见问题", _faq),
        ),
        1,
    )
}
BRIEF = ("matters", "notice", "offline-flow", "contact")
