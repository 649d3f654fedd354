"""The composition of a bundle's draft, before it is published: matters, merged form, the four reductions, conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.canonical import parse
from yichuang.definitions.check import check
from yichuang.definitions.matter import Matter
from yichuang.definitions.references import closure
from yichuang.definitions.scenarios.words import answer_in_words, condition_in_words
from yichuang.errors import Problem
from yichuang.extension import extensions
from yichuang.filing.compose import compose
from yichuang.filing.composition import Composition
from yichuang.filing.single import bundle_of
from yichuang.standards.legal_days import legal_day

from .draft_pages import Opened, open_draft
from .reading import limit_in_words

PAGE = "yichuang_designer:templates/preview.jinja2"


@dataclass(frozen=True)
class MatterLine:
    """A member: who handles it, in how long, after which others, under what condition."""

    code: str
    name: str
    department: str
    limit: str
    waits_for: tuple[str, ...]
    condition: str
    rows: str


@dataclass(frozen=True)
class FieldLine:
    """A field of the merged form and the matters that it feeds."""

    title: str
    place: str
    matters: tuple[str, ...]


@view_config(route_name="design.preview", request_method="GET", renderer=PAGE, permission="design.read")
def preview(request: Request) -> dict[str, Any]:
    """Everything that could apply, as drafts are now; while there are errors, those instead."""
    opened = open_draft(request.db, request.matchdict["code"])
    problems = in_the_way(opened)
    answers = _answers(request)
    composition = None if problems else _composed(opened, answers)
    renderer = extensions(request.registry).form_renderer
    return {
        "opened": opened, "item": opened.item, "draft": opened.item.draft, "problems": problems, "tab": "preview",
        "composition": composition, "matters": list(_matters(opened, composition)) if composition else [],
        "fields": _fields(opened, composition) if composition else [],
        "form": renderer.screen(composition.form, {}, (), _names(opened)) if renderer and composition else "",
        "said": _said(composition) if composition and answers is not None else [],
    }


def _answers(request: Request) -> dict[str, Any] | None:
    """The scenario answers of the address, as JSON, to try one scenario; what is no object counts as none."""
    try:
        answers = parse(request.GET.get("answers", "").encode())
    except (ValueError, RecursionError):
        return None
    return answers if isinstance(answers, dict) else None


def _said(composition: Composition) -> list[tuple[str, str]]:
    """The answers that count, in words."""
    answers = composition.answers or {}
    return [(question.title, answer_in_words(question.model_dump(mode="json"), answers[question.code], quoted=False))
            for question in composition.questions if question.code in answers]


def _names(opened: Opened) -> dict[str, str]:
    return {definition.code: definition.name for definition in opened.library}


def in_the_way(opened: Opened) -> list[Problem]:
    """Errors of the draft and of all it uses: composing needs them right."""
    if opened.definition is None:
        return [Problem("", "shape", "草稿不完整，还不能预览。", fix="先改正源文。")]
    codes = [opened.definition.code, *closure(opened.definition, opened.library.get)]
    found = check(opened.library, only=codes, on=legal_day(datetime.now(UTC)))
    return [problem for problem in found if problem.severity == "error"]


def _composed(opened: Opened, answers: dict[str, Any] | None) -> Composition | None:
    """Of a matter, as a bundle of one; nothing for other kinds. Without answers, everything that could apply."""
    definition = opened.definition
    if not isinstance(definition, Bundle | Matter):
        return None
    uses = closure(definition, opened.library.get)
    if isinstance(definition, Matter):
        return compose(bundle_of(definition), {**uses, definition.code: definition}, answers)
    return compose(definition, uses, answers)


def _matters(opened: Opened, composition: Composition) -> Iterator[MatterLine]:
    names = {taken.code: taken.matter.name for taken in composition.taken}
    questions = [question.model_dump(mode="json") for question in composition.bundle.questions]
    rows = {plan.role: plan.title for plan in composition.bundle.rows}
    for taken in composition.taken:
        member = taken.member
        by = member.receiver.by if member.receiver else None
        code = (member.receiver.department if member.receiver else None) or taken.matter.department
        yield MatterLine(
            taken.code, taken.matter.name, "按属地" if by else opened.name_of(code) or code,
            limit_in_words((member.promise or taken.matter.promised_limit).model_dump()),
            tuple(names[other] for other in taken.waits_for),
            condition_in_words(member.when, questions) if member.when else "", rows.get(member.for_each or "", ""))


def _fields(opened: Opened, composition: Composition) -> list[FieldLine]:
    """Each place of the merged form with the matters it feeds, those that serve most first."""
    found: dict[str, tuple[str, dict[str, None]]] = {}
    for taken in composition.taken:
        for link in (feed for each in taken.links for feed in each.feeds):
            if link.place is not None:
                title = link.field.shape.title or link.place.key
                found.setdefault(str(link.place), (title, {}))[1][taken.matter.name] = None
    lines = [FieldLine(title, place, tuple(matters)) for place, (title, matters) in found.items()]
    return sorted(lines, key=lambda line: -len(line.matters))
