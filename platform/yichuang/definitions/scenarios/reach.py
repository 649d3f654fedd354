"""What is never reached, always so, or leads nowhere: questions, stops, matters and materials, one rule each."""
from __future__ import annotations

from collections.abc import Iterator

from yichuang.definitions.common import Schema
from yichuang.errors import Problem
from yichuang.forms.pointers import join

from .answering import answer_schema
from .diagrams import FALSE
from .effects import Finding, Ground, has_consequence, outcomes
from .formulas import Formula, Meets, compiled_test, leaves
from .subject import Asked, Taking, View


def broken_conditions(ground: Ground) -> Iterator[Finding]:
    """Conditions that are no schema, and matters that are not there."""
    for pointer in ground.conditions.broken:
        yield Finding(Problem(pointer, "condition", "这个条件写得不对，分析时当作成立。", fix="先按检查结果改正它。"))
    for pointer, code in ground.subject.missing:
        yield Finding(Problem(pointer, "dangling", f"没有编码为“{code}”的事项，分析时没有算它。", fix="改正编码，或补上这个事项。"))


def circles(ground: Ground) -> Iterator[Finding]:
    """Questions that wait for one another are never asked."""
    for circle in ground.space.circles:
        chain = " → ".join(ground.title(code) for code in (*circle, circle[0]))
        at = _question(ground, circle[0]) + "/when"
        yield Finding(Problem(at, "cycle", f"问题互相等待：{chain}，哪一个也问不到。", fix="去掉其中一个条件。"))


def unanswerable(ground: Ground) -> Iterator[Finding]:
    """Questions without any possible answer, and defaults that are none."""
    for code, domain in ground.space.domains.items():
        question = domain.question
        if not domain.cells:
            yield Finding(Problem(_question(ground, code), "unanswerable",
                                  f"{ground.title(code)}没有可选的回答，问到它就办不下去。",
                                  "error" if question.required else "warning", "补上选项，或改正最小值、最大值。"))
        elif question.default is not None and not compiled_test(answer_schema(question)).met(question.default):
            yield Finding(Problem(_question(ground, code) + "/default", "default",
                                  f"{ground.title(code)}的默认回答“{question.default}”不在可选范围内。", "warning",
                                  "改成一个选项的值。"))


def questions(ground: Ground) -> Iterator[Finding]:
    """Questions never asked, always asked in spite of a condition, asked where nothing goes on, or for nothing."""
    space, diagrams = ground.space, ground.space.diagrams
    waiting = {code for circle in space.circles for code in circle}
    come_out = outcomes(ground)
    for code, domain in space.domains.items():
        at, asked = _question(ground, code), ground.both(space.valid, space.is_asked(code))
        if asked == FALSE:
            if code not in waiting:
                yield Finding(Problem(at, "unreachable", f"{ground.title(code)}在任何情形下都不会问到，它的选项也就选不到。"
                                      + _impossible(ground, ground.conditions.asked[code], ground.subject.view),
                                      "warning", "改正它的条件，或删去这个问题。"))
            continue
        if _said(ground, domain.question.when, at + "/when") and diagrams.without(space.valid, asked) == FALSE:
            yield ground.found(Problem(at + "/when", "always-true", f"{ground.title(code)}的条件总是成立，写不写都一样。",
                                       "warning", "删去条件，或改正它。"), asked)
        if ground.both(asked, ground.going) == FALSE and ground.going != FALSE:
            yield ground.found(Problem(at, "only-stopped", f"问到{ground.title(code)}的情形都不能继续办理。", "warning",
                                       "改正它的条件，或删去这个问题。"), asked)
        if not has_consequence(ground, code, come_out):
            yield ground.found(Problem(at, "no-consequence",
                                       f"{ground.title(code)}怎么回答都一样：事项、材料、表单、能否办理都不变。", "warning",
                                       "删去这个问题，或写上由它决定的事。"), asked)


def stops(ground: Ground) -> Iterator[Finding]:
    """Stops that never come, come after another that says it already, or come always."""
    space, diagrams = ground.space, ground.space.diagrams
    for index, (stop, where) in enumerate(zip(ground.subject.stops, ground.stops, strict=True)):
        at = join(("stops", index, "when"))
        if where == FALSE:
            why = _impossible(ground, ground.conditions.stops[index], ground.subject.view)
            yield Finding(Problem(at, "never-true", f"“{stop.reason}”这一条不会出现：条件不可能成立。{why}", "warning",
                                  "改正条件，或删去这一条。"))
        elif diagrams.without(where, *ground.stops[:index]) == FALSE:
            yield ground.found(Problem(at, "shadowed", f"“{stop.reason}”不会显示：前面的停办条件已经包括了它。", "warning",
                                       "调换先后，或删去这一条。"), where)
    if ground.going == FALSE and space.valid != FALSE:
        yield ground.found(Problem("/stops", "always-stopped", "怎么回答都不能继续办理。", fix="改正停办的条件。"), space.valid)


def matters(ground: Ground) -> Iterator[Finding]:
    """Matters that are never taken, or always in spite of a condition; answers under which there is no matter at all."""
    if ground.going == FALSE or ground.subject.alone:
        return
    diagrams = ground.space.diagrams
    for taking, of, chosen, taken in zip(ground.subject.takings, ground.conditions.matters, ground.chosen, ground.taken,
                                         strict=True):
        at = taking.pointer + "/when"
        if chosen == FALSE:
            why = _impossible(ground, of.selected, ground.subject.view)
            yield Finding(Problem(at, "never-selected", f"“{taking.matter.name}”在任何回答下都不会办理：条件不可能成立。{why}",
                                  "warning", "改正条件，或从这件事里去掉它。"))
        elif taken == FALSE:
            yield ground.found(Problem(at, "applies-and-stopped", f"“{taking.matter.name}”适用的情形都不能继续办理，永远办不到。",
                                       fix="改正它的条件，或改正停办的条件。"), chosen)
        elif _said(ground, taking.member.when, at) and diagrams.without(ground.space.valid, chosen) == FALSE:
            yield ground.found(Problem(at, "always-true", f"“{taking.matter.name}”的条件总是成立，写不写都一样。", "warning",
                                       "删去条件，或改正它。"), taken)
    nothing = diagrams.without(ground.going, *ground.taken)
    if nothing != FALSE:
        yield ground.found(Problem("/members", "dead-end", "有的回答既不停办，也没有一个事项可办，申请人走到这里就没有下文。",
                                   fix="补上停办的说明，或让一个事项适用。"), nothing)


def materials(ground: Ground) -> Iterator[Finding]:
    """Materials that are never asked for; of a matter alone, also those always asked for in spite of a condition."""
    for index, taking in enumerate(ground.subject.takings):
        if ground.taken[index] == FALSE:
            continue
        for number, (required, where) in enumerate(zip(taking.matter.materials, ground.needed[index], strict=True)):
            at = taking.pointer or join(("materials", number))
            name = _of(taking, required.material)
            if where == FALSE:
                formula = ground.conditions.matters[index].materials[number]
                why = _impossible(ground, formula, taking.questions)
                yield Finding(Problem(at, "never-needed", f"{name}在任何回答下都不需要"
                                      f"（{required.condition or '条件不可能成立'}）。{why}", "warning",
                                      "改正条件或对应的问题；确实用不到的，可以不改。"))
            elif ground.subject.alone and _said(ground, required.when, at + "/when") and where == ground.going:
                yield ground.found(Problem(at + "/when", "always-true", f"{name}的条件总是成立，写不写都一样。", "warning",
                                           "删去条件，或改正它。"), where)


def _said(ground: Ground, when: Schema | None, pointer: str) -> bool:
    """Whether there is a condition that could be read."""
    return when is not None and pointer not in ground.conditions.broken


def _of(taking: Taking, material: str) -> str:
    return f"“{taking.matter.name}”的材料“{material}”"


def _question(ground: Ground, code: str) -> str:
    return join(("questions", list(ground.space.domains).index(code)))


def _impossible(ground: Ground, formula: Formula, view: View) -> str:
    """Names the questions of which no answer is what the condition asks for."""
    found: dict[str, None] = {}
    for leaf in leaves(formula):
        feed = view.feeds.get(leaf.name) if isinstance(leaf, Meets) else None
        if isinstance(leaf, Meets) and isinstance(feed, Asked):
            where = ground.space.function(leaf, View(view.feeds))
            if ground.both(where, ground.space.is_answered(feed.question)) == FALSE:
                found[f"{ground.title(feed.question)}没有一个回答符合这个条件。"] = None
    return "".join(found)
