"""What each act asks to be filled in, prefilled with what is known: the law's words stand in `cases.faults`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from yichuang.cases.actions import Action
from yichuang.cases.contents import limit_in_words
from yichuang.cases.facts import MatterFacts, Special
from yichuang.cases.situation import Situation
from yichuang.cases.vocabulary import DELIVERY_METHODS, Ground, State
from yichuang.definitions.common import Definition
from yichuang.errors import Problem

from .blanks import Blank, Filled, Part, Posted, read
from .contents import Given
from .corrections import correction_parts, with_items
from .deferrals import arrived_parts, deferral_parts
from .results import OutputForm, output_parts

WITHDRAWN = "申请人书面申请撤回。"


@dataclass(frozen=True)
class About:
    """What the form of an act is made from; `asked` are the items of the last correction notice."""

    now: Situation
    facts: MatterFacts
    today: date
    applicant: str
    materials: tuple[Given, ...]
    uses: Mapping[str, Definition]
    asked: tuple[Mapping[str, Any], ...]
    papers: tuple[str, ...]

    @property
    def outputs(self) -> OutputForm:
        """The outputs that the matter has declared and not yet given."""
        return OutputForm.of(self.facts, self.now, self.uses)


Parts = tuple[Part, ...]


def parts_of(action: Action, about: About) -> Parts:
    """The parts of an act's form; none where there is nothing to say."""
    ask = _PARTS.get(action)
    return tuple(ask(about)) if ask else ()


def fill(parts: Sequence[Part], about: About, posted: Posted) -> Filled:
    """The detail of an act from its posted form, outputs as the values that their elements demand."""
    filled = read(parts, posted)
    detail = with_items(filled.detail)
    outputs, problems = about.outputs.read(detail.get("outputs") or {})
    if "outputs" in detail:
        detail["outputs"] = outputs
    missing = {problem.pointer for problem in filled.problems}
    wrong = tuple(problem for problem in problems if problem.pointer not in missing)
    return Filled(detail, (*filled.problems, *wrong), filled.rows)


def general(problems: Sequence[Problem], parts: Sequence[Part]) -> list[Problem]:
    """The problems that no field of the page can show."""
    known = {blank.pointer for part in parts for blank in part.blanks}
    return [problem for problem in problems if problem.pointer not in known]


def _blank_reason(label: str, value: str = "", *, required: bool = True) -> Blank:
    return Blank("/reason", label, "textarea", required, value)


def _refuse(about: About) -> Parts:
    late = about.now.state is State.CORRECTION
    grounds = [ground for ground in Ground if (ground is Ground.CORRECTION_OVERDUE) == late]
    if not about.now.corrections_asked and about.facts.clock.profile != "real-estate-17":
        # What is missing must be told once before it can be a reason to refuse.
        grounds = [ground for ground in grounds if ground is not Ground.STILL_INCOMPLETE]
    options = tuple((ground.value, ground.label) for ground in grounds)
    organ = Blank("/organ", "应当向哪个机关申请", help="不属于本机关职权范围的，写明机关全称。")
    chosen = options[0][0] if len(options) == 1 else ""
    return (
        Part(
            "",
            (
                Blank("/ground", "情形", "radio", True, chosen, options=options),
                _blank_reason("不予受理的理由"),
                *(() if late else (organ,)),
                Blank("/basis", "依据", help="法律、法规、规章的名称和条款。"),
            ),
        ),
    )


def _not_needed(about: About) -> Parts:
    return (Part("", (_blank_reason("不受理的理由"),)),)


def _start_special(about: About) -> Parts:
    options = tuple((each.name, _special_words(each)) for each in about.facts.specials)
    chosen = options[0][0] if len(options) == 1 else ""
    until = Blank("/until", "预计结束日期", "date", help="不填的，按公布的所需时间计算。", size="half")
    return (
        Part(
            "",
            (
                Blank("/name", "特别程序", "radio", True, chosen, options=options),
                _blank_reason("启动的理由"),
                Blank("/approved_by", "批准人", required=True, size="half"),
                until,
            ),
        ),
    )


def _special_words(special: Special) -> str:
    counted = "不计入办理期限" if special.stops_clock else "计入办理期限"
    return f"{special.name}（{limit_in_words(special.limit)}，{counted}）"


def _end_special(about: About) -> Parts:
    return (Part("", (Blank("/result", "结果", "textarea"),)),)


def _extend(about: About) -> Parts:
    most = about.facts.extension_days
    days = Blank("/days", "延长天数（工作日）", "number", True, help=f"1 到 {most}，只能延长一次。", size="half")
    return (Part("", (days, Blank("/approved_by", "批准人", required=True, size="half"), _blank_reason("延长的理由"))),)


def _grant(about: About) -> Parts:
    return (*output_parts(about.outputs, required=False), _decision(about, folded=False))


def _finish(about: About) -> Parts:
    return (*output_parts(about.outputs, required=True), _decision(about, folded=True))


def _decision(about: About, *, folded: bool) -> Part:
    return Part(
        "决定书的其他内容" if folded else "决定书",
        (
            Blank("/basis", "依据", value=about.facts.basis, kind="textarea"),
            Blank("/conditions", "附带条件", "textarea"),
            Blank("/valid_until", "有效期至", "date", size="half"),
        ),
        folded=folded,
    )


def _deny(about: About) -> Parts:
    return (Part("", (_blank_reason("不予办理的理由"), Blank("/basis", "依据", "textarea", value=about.facts.basis))),)


def _give_result(about: About) -> Parts:
    result = Blank("/result", "结果名称", value=about.facts.result_name, size="half")
    number = Blank("/result_number", "证照或者文书编号", size="half")
    return (*output_parts(about.outputs, required=True), Part("办理结果", (result, number)))


def _deliver(about: About) -> Parts:
    papers = tuple((paper, paper) for paper in about.papers)
    return (
        Part(
            "",
            (
                Blank("/method", "送达方式", "radio", True, "直接送达", options=DELIVERY_METHODS),
                Blank("/receiver", "收件人", required=True, value=about.applicant, size="half"),
                Blank("/relation", "代收人与申请人的关系", help="本人签收的不填。", size="half"),
                Blank("/tracking_number", "快递单号", help="邮寄的填写。", size="half"),
                Blank("/place", "送达地点", size="half"),
                Blank("/documents", "送达的文书和证照", "checks", value=list(about.papers), options=papers),
            ),
        ),
    )


def _withdraw(about: About) -> Parts:
    return (Part("", (_blank_reason("撤回的情况", WITHDRAWN),)),)


def _ask_corrections(about: About) -> Parts:
    return correction_parts(about.materials, about.asked)


def _receive_corrections(about: About) -> Parts:
    return arrived_parts("/items", "已经收到的补正材料", _open_items(about))


def _open_items(about: About) -> list[tuple[str, str]]:
    names = {str(each["item"]): f"{each['name']}：{each['problem']}" for each in about.asked}
    return [(item, names.get(item, item)) for item in about.now.open_items]


def _accept_deferred(about: About) -> Parts:
    return deferral_parts(about.facts, about.materials, about.uses, about.today)


def _receive_deferred(about: About) -> Parts:
    names = [(each.material, _material_name(about, each.material)) for each in about.now.deferred]
    return arrived_parts("/materials", "已经收到的容缺材料", names)


def _material_name(about: About, code: str) -> str:
    found = about.uses.get(code)
    return found.name if found else code


_PARTS: Mapping[Action, Callable[[About], Parts]] = MappingProxyType(
    {
        Action.ACCEPT_DEFERRED: _accept_deferred,
        Action.FINISH_ON_THE_SPOT: _finish,
        Action.ASK_CORRECTIONS: _ask_corrections,
        Action.RECEIVE_CORRECTIONS: _receive_corrections,
        Action.REFUSE: _refuse,
        Action.NOT_NEEDED: _not_needed,
        Action.RECEIVE_DEFERRED: _receive_deferred,
        Action.START_SPECIAL: _start_special,
        Action.END_SPECIAL: _end_special,
        Action.EXTEND: _extend,
        Action.GRANT: _grant,
        Action.DENY: _deny,
        Action.GIVE_RESULT: _give_result,
        Action.DELIVER: _deliver,
        Action.WITHDRAW: _withdraw,
    }
)
