"""The way a matter goes: the steps of a licence, and whether conditions and steps say the same (WZ-11, L03, L06)."""
from __future__ import annotations

from collections.abc import Iterator

from yichuang.definitions.matter import Matter
from yichuang.forms.pointers import join

from .rule import Example, Hit, Resolver, Rule
from .sample import LICENCE
from .sentences import said

STAGES = (("受理",), ("审核", "审查"), ("审批", "决定"), ("办结",), ("送达",))
FEWEST_STEPS = 5
IN_PERSON = (r"(?:本人|当事人)(?:必须|须|需要?|应当?|亲自)*(?:到场|到现场|到窗口|前往|到|办理|申办|申领|领取|面签)(?!的[，,])"
             r"|亲自(?:到场|到窗口|前往|办理|领取)")
BY_AGENT = r"代办|代为(?:办理|申请|领取)|委托(?:他人|代理人|第三人|亲属|中介)?(?:代为)?(?:办理|申请|代办)|由代理人(?:办理|申请)"
ADULT = r"(?<!未)(?<!不)(?:年?满|已满)(?:18|十八)周?岁(?!的[，,])|(?<!无)(?<!限制)完全民事行为能力(?!的[，,])"
BY_GUARDIAN = r"(?:监护人|法定代理人)(?:可以|可|应当|应|须)?(?:代办|代为(?:办理|申请)|代其(?:办理|申请)|办理|申请|提出申请)"


def licence_told_short(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """What the guide of an administrative licence has at least."""
    if matter.task_type != "01":
        return
    if not matter.faq:
        yield Hit("/faq", {"said": "没有常见问题。"})
    missing = ["或".join(names) for names in STAGES if not any(name in step.name for step in matter.steps for name in names)]
    if missing:
        yield Hit("/steps", {"said": f"办理步骤缺少：{'、'.join(missing)}。"})
    elif len(matter.steps) < FEWEST_STEPS:
        yield Hit("/steps", {"said": f"办理步骤只有 {len(matter.steps)} 个，至少 {FEWEST_STEPS} 个。"})


def way_words(matter: Matter) -> Iterator[str]:
    """Whatever is told of the way: steps, choices offered, when a material is asked for."""
    for step in matter.steps:
        yield from (text for text in (step.name, step.standard) if text)
    yield from (option.title for question in matter.questions for option in question.options)
    yield from (required.condition for required in matter.materials if required.condition)


def _conflict(matter: Matter, demanded: str, offered: str) -> Iterator[Hit]:
    """Conditions that demand what the way denies. `said` keeps each sentence it has read."""
    for index, condition in enumerate(matter.conditions):
        if demand := said(demanded, condition):
            if offer := said(offered, *way_words(matter)):
                yield Hit(join(("conditions", index)), {"demand": demand, "offer": offer})
            return


def in_person_yet_by_agent(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """本人到场 in the conditions, 委托办理 on the way."""
    return _conflict(matter, IN_PERSON, BY_AGENT)


def adult_yet_by_guardian(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """年满18周岁 in the conditions, 监护人代办 on the way."""
    return _conflict(matter, ADULT, BY_GUARDIAN)


RULES = (
    Rule(
        id="WZ-11", group="WZ", source="WZ", title="行政许可有常见问题和完整的步骤", severity="error", applies_to=("matter",),
        looks_at="事项类型、常见问题、办理步骤", find=licence_told_short,
        meaning="行政许可至少1个常见问题；至少5个步骤，名称含受理、审核（审查）、审批（决定）、办结、送达。",
        message="行政许可{said}", fix="补上常见问题；步骤写全受理、审查、决定、办结、送达。",
        passing=Example("行政许可，五个步骤，一个常见问题", LICENCE),
        failing=Example("行政许可，没有送达步骤", LICENCE | {"/steps/4/name": "归档"}, "/steps"),
    ),
    Rule(
        id="L03", group="L", source="INSP", title="条件要求本人到场的，流程不能写代办", severity="warning",
        applies_to=("matter",), looks_at="受理条件、办理步骤、情形选项、材料适用情形", find=in_person_yet_by_agent,
        meaning="条件写“本人到场”“本人办理”，步骤、情形或材料又写“代办”“委托办理”，申请人不知道听哪一个。",
        message="条件要求“{demand}”，流程却写着“{offer}”。",
        fix="统一：可以委托的，删去条件中的要求；不可委托的，删去代办的步骤、情形和材料。",
        passing=Example("条件没有要求本人到场，可以委托办理", {"/conditions": ["居住在本区。"]}),
        failing=Example("条件要求本人到场，情形可以委托办理", {"/conditions": ["须由本人到场。"]}, "/conditions/0"),
    ),
    Rule(
        id="L06", group="L", source="INSP", title="条件要求成年的，流程不能写监护人代办", severity="warning",
        applies_to=("matter",), looks_at="受理条件、办理步骤、情形选项、材料适用情形", find=adult_yet_by_guardian,
        meaning="条件写“年满18周岁”，流程又写“监护人代办”：成年人一般没有监护人。",
        message="条件要求“{demand}”，流程却写着“{offer}”。", fix="统一：未成年人可以申请的，改正条件；不可以的，删去监护人代办。",
        passing=Example("条件要求年满18周岁", {"/conditions": ["年满18周岁。"]}),
        failing=Example("条件要求年满18周岁，步骤写监护人代办", {
            "/conditions": ["年满18周岁。"], "/steps/0/standard": "由监护人代办的，核对监护关系。"}, "/conditions/0"),
    ),
)
