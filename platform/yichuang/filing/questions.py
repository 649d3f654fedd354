"""Step 1, 情形: scenario questions, each with what follows from the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.errors import Locked, StaleRevision
from yichuang.forms.decode import read_body
from yichuang.forms.form import Form

from .answers import answer_problems, answer_schema, asked, counting
from .composition import Composition
from .drafts import save
from .posted import posted_pairs
from .visit import (
    Visit,
    autosaved,
    clash,
    contact_changes,
    open_visit,
    page,
    park_and_leave,
    saved_visit,
    saving_of,
)

QUESTIONS = "yichuang:filing/templates/questions.jinja2"
ANSWER = "yichuang:filing/templates/questions_answer.jinja2"


@view_config(route_name="visit.questions", request_method="GET", renderer=QUESTIONS, permission="filing.write")
def show(request: Request) -> dict[str, Any]:
    """The questions that the answers so far lead to."""
    visit = open_visit(request)
    return _page(request, visit, visit.composition, visit.draft.answers, visit.draft.done)


@view_config(route_name="visit.questions", request_method="POST", renderer=QUESTIONS, permission="filing.write")
def answer(request: Request) -> dict[str, Any] | Response:
    """Save the answers; on to the materials when all are given and nothing stops."""
    visit = open_visit(request)
    answers, done = _read(request, visit)
    try:
        _save(request, visit, answers, done)
    except (StaleRevision, Locked) as refused:
        return _page(
            request,
            visit,
            visit.subject.compose(answers, done),
            answers,
            done,
            **clash(request, visit, refused, _differing(visit, answers, done)),
        )
    visit = saved_visit(request)
    goal = request.POST.get("go", "")
    if goal == "park":
        return park_and_leave(request, visit.draft)
    problems = [] if goal == "stay" else list(answer_problems(visit.subject.bundle.questions, answers))
    if goal != "stay" and not problems and visit.composition.stop is None:
        return HTTPSeeOther(request.route_path("visit.materials", id=visit.draft.id))
    return _page(request, visit, visit.composition, answers, done, problems=problems)


@view_config(route_name="visit.questions.autosave", request_method="POST", permission="filing.write")
def autosave(request: Request) -> Response:
    """Save the answers so far and answer what follows from them. Another's save or lock is a 409."""
    visit = open_visit(request)
    answers, done = _read(request, visit)
    _save(request, visit, answers, done)
    visit = saved_visit(request)
    return autosaved(request, ANSWER, _page(request, visit, visit.composition, answers, done))


def _save(request: Request, visit: Visit, answers: dict[str, Any], done: list[str]) -> None:
    changes = contact_changes(visit.composition, visit.draft.data)
    save(request.db, visit.draft, saving_of(request), {**changes, "answers": answers, "done": done, "answered": True})


def _read(request: Request, visit: Visit) -> tuple[dict[str, Any], list[str]]:
    questions = visit.subject.bundle.questions
    form = Form({"type": "object", "properties": {q.code: answer_schema(q) for q in questions}})
    answers = counting(questions, read_body(form, posted_pairs(request)).data)
    members = {member.matter for member in visit.subject.bundle.members}
    return answers, [code for code in request.POST.getall("done") if code in members]


def _differing(visit: Visit, answers: Mapping[str, Any], done: Iterable[str]) -> list[str]:
    """Titles of the questions that are stored with another answer."""
    stored = visit.draft.answers
    titles = [q.title for q in visit.subject.bundle.questions if stored.get(q.code) != answers.get(q.code)]
    return titles + (["已在别处办好的事项"] if set(done) != set(visit.draft.done) else [])


def _page(
    request: Request,
    visit: Visit,
    composition: Composition,
    answers: Mapping[str, Any],
    done: Iterable[str],
    **more: Any,
) -> dict[str, Any]:
    taken = {each.code for each in composition.taken}
    left_out = [
        member
        for member in composition.bundle.members
        if member.matter not in taken and member.matter not in composition.done
    ]
    shown: dict[str, Any] = {
        "questions": asked(visit.subject.bundle.questions, answers),
        "answers": answers,
        "done": set(done),
        "problems": [],
        "result": composition,
        "left_out": left_out,
        **more,
    }
    return page(request, visit, "questions", **shown)
