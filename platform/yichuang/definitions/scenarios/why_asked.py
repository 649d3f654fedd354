"""Why a question is asked and why a matter is handled."""
from __future__ import annotations

from collections.abc import Iterator

from yichuang.definitions.common import Question

from .subject import Taking
from .telling import Chain, Link, Telling, needed, stop_link, stopping, taken


def why_question(tell: Telling, question: Question) -> Chain:
    """When it is asked, and everything that its answer decides."""
    asked = tell.holds(question.when)
    when = f"在{tell.words(question.when)}时才问。" if question.when is not None else "每次都问。"
    links = [Link("question", question.code, when + tell.answered(question), asked)]
    links += [asked_link(tell, other) for other in tell.asked_by(question.when)]
    if question.reason:
        links.append(Link("question", question.code, f"为什么问：{question.reason}"))
    return Chain("question", question.code, question.title, asked, (*links, *_decides(tell, question)))


def asked_link(tell: Telling, question: Question) -> Link:
    """How a question behind a condition comes to be asked, and how it is answered."""
    when = f"在{tell.words(question.when)}时才问" if question.when is not None else "每次都问"
    return Link("question", question.code, f"{tell.question(question)}{when}。{tell.answered(question)}", tell.holds(question.when))


def _decides(tell: Telling, question: Question) -> Iterator[Link]:
    for other in tell.subject.questions:
        if question in tell.asked_by(other.when):
            yield Link("question", other.code, f"决定问不问{tell.question(other)}：在{tell.words(other.when or {})}时问。",
                       tell.holds(other.when))
    for index, stop in enumerate(tell.subject.stops):
        if question in tell.asked_by(stop.when):
            yield stop_link(tell, index, stop)
    for taking in tell.subject.takings:
        if question in tell.asked_by(taking.member.when):
            yield Link("matter", taking.code, f"决定办不办“{taking.matter.name}”：在{tell.words(taking.member.when or {})}时办。",
                       tell.holds(taking.member.when))
        for required in taking.matter.materials:
            if question in tell.asked_by(required.when, taking.questions):
                yield Link("material", required.material, f"决定“{taking.matter.name}”要不要{tell.name(required.material)}："
                           f"在{tell.words(required.when or {}, taking)}时要。", needed(tell, taking, required))
    for each in tell.subject.answered:
        users = [taking for taking in tell.subject.takings if (each.role, each.element) in taking.fields]
        if each.question == question.code and users:
            matters = "、".join(f"“{taking.matter.name}”" for taking in users)
            yield Link("field", f"{each.role}.{each.element}",
                       f"回答直接填入{matters}表单的{tell.name(each.element)}，表上不再问。")


def why_matter(tell: Telling, taking: Taking) -> Chain:
    """Under which answers it is handled, why, and after which others."""
    links = [*matter_links(tell, taking), *stopping(tell)]
    receiver = taking.member.receiver.department if taking.member.receiver else None
    links.append(Link("matter", taking.code, f"由{tell.name(receiver or taking.matter.department)}办理。"
                      if receiver or not taking.member.receiver else "由属地对应的部门办理。"))
    for dependency in taking.member.depends_on:
        links.append(Link("matter", dependency.matter, f"它要等{tell.name(dependency.matter)}的结果。"))
    return Chain("matter", taking.code, taking.matter.name, taken(tell, taking), tuple(links))


def matter_links(tell: Telling, taking: Taking) -> Iterator[Link]:
    """From the questions to the matter."""
    when, name = taking.member.when, f"“{taking.matter.name}”"
    if when is None:
        text = f"要办的就是{name}。" if tell.subject.alone else f"{name}每次都办。"
        yield Link("matter", taking.code, text, taken(tell, taking))
    else:
        yield Link("matter", taking.code, f"{name}在{tell.words(when)}时办。", tell.holds(when))
        yield from (asked_link(tell, question) for question in tell.asked_by(when))
    if taking.member.reason:
        yield Link("matter", taking.code, f"为什么办：{taking.member.reason}")
