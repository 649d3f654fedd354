"""Step 1, 情形: scenario questions, each with what follows from the answer."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.common import Question
from yichuang.forms.decode import read_body
from yichuang.forms.form import Form

from .answers import answer_problems, answer_schema, asked, counting
from .composition import Composition
from .drafts import lock, require_open, save
from .visit import Visit, contact_changes, open_visit, page, saving_of

QUESTIONS = "yichuang:filing/templates/questions.jinja2"
EFFECTS = "yichuang:filing/templates/questions_effects.jinja2"


@view_config(route_name="visit.questions", request_method="GET", renderer=QUESTIONS, permission="filing.write")
def show(request: Request) -> dict[str, Any]:
    """The questions that the answers so far lead to."""
    visit = open_visit(request)
    return page(request, visit, "questions", **_shown(visit.subject.bundle.questions, visit.composition, visit.draft.answers,
                                                      visit.draft.done))


@view_config(route_name="visit.questions", request_method="POST", renderer=QUESTIONS, permission="filing.write")
def answer(request: Request) -> dict[str, Any] | Response:
    """Save the answers; on to the materials when all are given and nothing stops."""
    visit = open_visit(request)
    answers, done = _read(request, visit)
    changes = contact_changes(visit.composition, visit.draft.data)
    save(request.db, visit.draft, saving_of(request), {**changes, "answers": answers, "done": done, "answered": True})
    visit = open_visit(request)
    problems = list(answer_problems(visit.subject.bundle.questions, answers))
    if not problems and visit.composition.stop is None and request.POST.get("go") != "stay":
        return HTTPSeeOther(request.route_path("visit.materials", id=visit.draft.id))
    shown = _shown(visit.subject.bundle.questions, visit.composition, answers, done)
    return page(request, visit, "questions", **{**shown, "problems": problems if request.POST.get("go") != "stay" else []})


@view_config(route_name="visit.questions.preview", request_method="POST", renderer=EFFECTS, permission="filing.write")
def preview(request: Request) -> dict[str, Any]:
    """What the answers on the page would lead to; nothing is saved but the lock is kept alive."""
    visit = open_visit(request)
    require_open(visit.draft)
    lock(request.db, visit.draft, request.identity, saving_of(request).at)
    answers, done = _read(request, visit)
    composition = visit.subject.compose(answers, done)
    return page(request, visit, "questions", **_shown(visit.subject.bundle.questions, composition, answers, done))


def _read(request: Request, visit: Visit) -> tuple[dict[str, Any], list[str]]:
    questions = visit.subject.bundle.questions
    form = Form({"type": "object", "properties": {q.code: answer_schema(q) for q in questions}})
    pairs = [(name, value) for name, value in request.POST.items() if isinstance(value, str)]
    answers = counting(questions, read_body(form, pairs).data)
    members = {member.matter for member in visit.subject.bundle.members}
    return answers, [code for code in request.POST.getall("done") if code in members]


def _shown(questions: Iterable[Question], composition: Composition, answers: Mapping[str, Any],
           done: Iterable[str]) -> dict[str, Any]:
    members = {each.code: each for each in composition.taken}
    left_out = [member for member in composition.bundle.members
                if member.matter not in members and member.matter not in composition.done]
    return {"questions": asked(tuple(questions), answers), "answers": answers, "done": set(done), "problems": [],
            "result": composition, "left_out": left_out}
