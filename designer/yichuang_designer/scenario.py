"""The scenario page of a bundle or matter: its questions as a tree with what follows, and what the analysis finds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request
from pyramid.view import view_config

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.definitions.references import closure
from yichuang.definitions.scenarios.analysis import Analysis, QuestionLine, analyse
from yichuang.definitions.scenarios.diagrams import TooComplex
from yichuang.definitions.scenarios.telling import Chain, Link, Telling, telling
from yichuang.definitions.scenarios.why_asked import why_matter, why_question
from yichuang.definitions.scenarios.why_needed import why_materials
from yichuang.errors import NotFound

from .draft_pages import Opened, open_draft

PAGE = "yichuang_designer:templates/scenario.jinja2"


@dataclass(frozen=True)
class Branch:
    """A question in the tree: when it is asked, what its answer decides, and the questions that hang on it."""

    line: QuestionLine
    when: str
    reason: str
    decides: tuple[Link, ...]
    children: tuple[Branch, ...]


@dataclass(frozen=True)
class Need:
    """A material that is asked of one role: how often over all answers, and why."""

    chain: Chain
    selected: str
    matters: int
    witness: Mapping[str, Any] | None


@view_config(route_name="design.scenario", request_method="GET", renderer=PAGE, permission="design.read")
def show(request: Request) -> dict[str, Any]:
    """The analysis of the draft as it is now. Raises NotFound for kinds that have no questions."""
    opened = open_draft(request.db, request.matchdict["code"])
    shown: dict[str, Any] = {"opened": opened, "item": opened.item, "draft": opened.item.draft, "tab": "scenario",
                             "analysis": None, "hindrance": "草稿不完整，还不能分析。请先改正源文。"}
    if opened.item.draft.kind not in ("bundle", "matter"):
        raise NotFound("只有一件事和事项有情形问题。请从它的内容页查看。")
    if isinstance(opened.definition, Bundle | Matter):
        try:
            shown |= _analysed(request, opened, opened.definition)
        except TooComplex as refused:
            shown["hindrance"] = str(refused)
    return shown


def _analysed(request: Request, opened: Opened, definition: Bundle | Matter) -> dict[str, Any]:
    uses: dict[str, Definition] = dict(closure(definition, opened.library.get))
    analysis = analyse(definition, uses)
    tell = telling(definition, uses)
    lines = {line.code: line for line in analysis.questions}
    path = request.route_path("design.preview", code=definition.code)
    return {
        "analysis": analysis, "hindrance": "", "tree": _tree(tell, lines),
        "matters": [(line, why_matter(tell, taking)) for line, taking in
                    zip(analysis.matters, tell.subject.takings, strict=True)],
        "needs": _needs(tell, analysis),
        "said": lambda answers: _said(tell, answers),
        "try_path": lambda answers: f"{path}?{_query(answers)}",
    }


def _query(answers: Mapping[str, Any]) -> str:
    return urlencode({"answers": json.dumps(answers, ensure_ascii=False, separators=(",", ":"))})


def _said(tell: Telling, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A witness in words: question and answer."""
    return [(question.title, tell.answer(question, answers[question.code]))
            for question in tell.subject.questions if question.code in answers]


def _tree(tell: Telling, lines: Mapping[str, QuestionLine]) -> tuple[Branch, ...]:
    """Each question below the last of those that its condition looks at and that come before it."""
    order = [question.code for question in tell.subject.questions]
    above: dict[str, str | None] = {}
    for place, question in enumerate(tell.subject.questions):
        before = [each.code for each in tell.asked_by(question.when) if each.code in order[:place]]
        above[question.code] = before[-1] if before else None
    return _branches(tell, lines, above, None)


def _branches(tell: Telling, lines: Mapping[str, QuestionLine], above: Mapping[str, str | None],
              parent: str | None) -> tuple[Branch, ...]:
    return tuple(
        Branch(lines[question.code], tell.words(question.when) if question.when is not None else "", question.reason or "",
               tuple(link for link in why_question(tell, question).links if _follows(link, question.code)),
               _branches(tell, lines, above, question.code))
        for question in tell.subject.questions if above[question.code] == parent)


def _follows(link: Link, code: str) -> bool:
    """Whether a link of the chain says what the answer decides, not why the question is asked."""
    return link.kind != "question" or (link.code != code and link.text.startswith("决定"))


def _needs(tell: Telling, analysis: Analysis) -> Sequence[Need]:
    """Every material of every role, in the order first demanded, with how often it is asked for."""
    found: list[Need] = []
    for code in dict.fromkeys(line.material for line in analysis.materials):
        for chain in why_materials(tell, code):
            lines = [line for line in analysis.materials if line.material == code and chain.role == line.role]
            often = _often([line.selected for line in lines])
            witness = next((line.witness for line in lines if line.witness), None)
            found.append(Need(chain, often, len(lines), witness))
    return found


def _often(times: Sequence[str]) -> str:
    return "always" if "always" in times else "sometimes" if "sometimes" in times else "never"
