"""Effects that contradict each other: a matter taken and stopped, answers it does not know, values nobody supplies."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yichuang.errors import Problem
from yichuang.forms.pointers import join

from .diagrams import FALSE
from .effects import Finding, Ground
from .formulas import compiled_test
from .subject import Asked, Fixed, Taking

MAX_CYCLES = 200


def own_stops(ground: Ground) -> Iterator[Finding]:
    """The bundle goes on with a matter that itself says stop."""
    for index, taking in enumerate(ground.subject.takings):
        for stop, formula in zip(taking.matter.stops, ground.conditions.matters[index].stops, strict=False):
            where = ground.both(ground.taken[index], ground.space.function(formula, taking.questions))
            if where != FALSE:
                yield ground.found(Problem(
                    taking.pointer, "applies-and-stopped",
                    f"这件事照办“{taking.matter.name}”，而该事项自己写明不能办理：{stop.reason}",
                    fix="在这件事里加上同样的停办条件，或让它不适用。"), where)


def own_answers(ground: Ground) -> Iterator[Finding]:
    """What a matter is told is not among its options, or it is told nothing."""
    for index, taking in enumerate(ground.subject.takings):
        of = ground.conditions.matters[index]
        for question in taking.matter.questions:
            if question.code not in of.allowed:
                continue
            where = ground.both(ground.taken[index], ground.space.function(of.asked[question.code], taking.questions))
            feed, at = taking.questions.feeds.get(question.code), f"{taking.pointer}/answers"
            if feed is None:
                wrong, missing = FALSE, where if question.required else FALSE
            elif isinstance(feed, Fixed):
                wrong, missing = FALSE if of.allowed[question.code].met(feed.value) else where, FALSE
            else:
                passing = ground.space.domains[feed.question].passing[of.allowed[question.code].key]
                answered = ground.space.is_answered(feed.question)
                wrong = ground.space.diagrams.without(ground.both(where, answered), ground.space.within(feed.question, passing))
                missing = ground.space.diagrams.without(where, answered) if question.required else FALSE
            name = f"“{taking.matter.name}”的问题“{question.title}”"
            if wrong != FALSE:
                yield ground.found(Problem(at, "answer-out-of-options", f"{name}得到的回答不在它的选项里。",
                                           fix="统一两边的选项，或让该事项在这种情形下不适用。"), wrong)
            if missing != FALSE:
                yield ground.found(Problem(at, "answer-missing", f"办理时{name}没有回答，由它决定的材料就不会列出。", "warning",
                                           "让对应的问题在这种情形下也问到，或写上固定回答。"), missing)


def opposite_answers(ground: Ground) -> Iterator[Finding]:
    """Two matters taken together of which one is told this and the other that for the same question."""
    takings = list(enumerate(ground.subject.takings))
    for index, taking in takings:
        for code, feed in taking.questions.feeds.items():
            if not isinstance(feed, Fixed):
                continue
            for number, other in takings:
                where = ground.both(ground.taken[index], ground.taken[number], _differs(ground, feed, other, code))
                if where != FALSE and (number > index or isinstance(other.questions.feeds[code], Asked)):
                    yield ground.found(Problem(
                        f"{taking.pointer}/answers/{code}", "opposite-answers",
                        f"同一个问题“{code}”，“{taking.matter.name}”按固定回答“{feed.value}”办，“{other.matter.name}”却按另一个回答办。",
                        "warning", "统一回答，或给其中一个问题换编码。"), where)


def _differs(ground: Ground, fixed: Fixed, other: Taking, code: str) -> int:
    """Where another matter is told something else for a question of this name."""
    feed = other.questions.feeds.get(code)
    test = compiled_test({"const": fixed.value})
    if isinstance(feed, Fixed):
        return FALSE if test.met(feed.value) else ground.space.valid
    if feed is None or feed.question != code:
        return FALSE
    same = ground.space.domains[code].passing[test.key]
    return ground.space.diagrams.without(ground.space.is_answered(code), ground.space.within(code, same))


def dependencies(ground: Ground) -> Iterator[Finding]:
    """A matter that waits for one that is not taken with it; matters that wait for one another."""
    places = {taking.code: index for index, taking in enumerate(ground.subject.takings)}
    waits: dict[str, list[str]] = {}
    for index, taking in enumerate(ground.subject.takings):
        known = [(i, each.matter) for i, each in enumerate(taking.member.depends_on) if each.matter in places]
        waits[taking.code] = [code for _, code in known]
        for number, code in known:
            where = ground.space.diagrams.without(ground.taken[index], ground.taken[places[code]])
            if where != FALSE and code != taking.code:
                name = ground.subject.takings[places[code]].matter.name
                yield ground.found(Problem(
                    join(("depends_on", number), taking.pointer), "dependency-absent",
                    f"有的情形办理“{taking.matter.name}”而不办理它要等的“{name}”：没有可等的，它要用的结果得由申请人自己提供。",
                    "warning", "让两个事项的条件一致，或确认申请人手里已经有这一结果。"), where)
    for cycle in simple_cycles(waits):
        together = ground.both(*(ground.taken[places[code]] for code in cycle))
        chain = " → ".join(f"“{ground.subject.takings[places[code]].matter.name}”" for code in (*cycle, cycle[0]))
        if together != FALSE:
            yield ground.found(Problem("/members", "cycle", f"事项互相等待：{chain}，这样回答时哪一个也开始不了。",
                                       fix="去掉其中一个依赖。"), together)
        else:
            yield Finding(Problem("/members", "cycle", f"事项写成互相等待：{chain}；好在没有一种回答会同时办理它们。", "warning",
                                  "去掉其中一个依赖。"))


def simple_cycles(waits: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Chains that lead back to their beginning, each once; at most MAX_CYCLES of them."""
    order = {code: place for place, code in enumerate(waits)}
    found: list[tuple[str, ...]] = []
    todo: list[tuple[str, ...]] = [(code,) for code in reversed(order)]
    while todo and len(found) < MAX_CYCLES:
        chain = todo.pop()
        for code in waits[chain[-1]]:
            if code == chain[0]:
                found.append(chain)
            elif order[code] > order[chain[0]] and code not in chain:
                todo.append((*chain, code))
    return found
