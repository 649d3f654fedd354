"""数据元: the fields of a matter's form that name no element, with candidates; what a person chooses is written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.canonical import digest_of
from yichuang.definitions.check.form import ROLE
from yichuang.definitions.drafts import save_document
from yichuang.definitions.source.guarding import refused_edits
from yichuang.definitions.suggest import Open, Suggestion, dictionary_of, open_fields, suggest
from yichuang.definitions.suggest.adopting import Choice, adopt, form_in
from yichuang.errors import Invalid, NotFound, Problem
from yichuang.forms.dialect import schema_problems
from yichuang.identity.audit import record

from .draft_pages import Opened, open_draft

PAGE = "yichuang_designer:templates/suggest.jinja2"
SURE, SHOWN = 0.9, 0.02
"""From which score on a candidate is chosen beforehand, and shown at all."""
MOST = 4
CHOICE, ROLE_OF = "choice:", "role:"
NONE = "-"
BASE = "/form/schema"


@dataclass(frozen=True)
class Question:
    """One field with its candidates; `chosen` and `role` are what stands in the form of the page."""

    field: Open
    candidates: tuple[Suggestion, ...]
    chosen: str
    role: str
    error: str = ""

    @property
    def pointer(self) -> str:
        """Where its schema stands in the matter."""
        return self.field.place.pointer(BASE)


@view_config(route_name="design.suggest", request_method="GET", renderer=PAGE, permission="design.edit")
def show(request: Request) -> dict[str, Any]:
    """Every field without element, section by section."""
    return _page(_opened(request), {})


@view_config(route_name="design.suggest", request_method="POST", renderer=PAGE, permission="design.edit")
def take(request: Request) -> dict[str, Any] | Response:
    """Write the chosen elements into the draft; nothing when it was changed meanwhile or a choice cannot stand."""
    opened = _opened(request)
    said = {key: value for key, value in request.POST.items() if isinstance(value, str)}
    if said.get("digest") != digest_of(opened.item.draft.body):
        request.response.status_int = 409
        return _page(opened, said, stale=True)
    choices = tuple(_choices(said))
    problems = [*_without_role(choices), *_unknown(choices, opened)]
    try:
        changed = adopt(opened.document, choices) if not problems else opened.document
    except Invalid as refused:
        problems = list(refused.problems)
    problems = problems or refused_edits(opened.document, changed)
    if problems:
        request.response.status_int = 422
        return _page(opened, said, problems)
    if choices:
        save_document(request.db, changed, datetime.now(UTC), request.identity.login)
        record(request.db, request.identity, "design.suggest", f"definition:{opened.item.draft.code}",
               {"fields": {choice.pointer: f"{choice.role}.{choice.element}" for choice in choices}})
    request.flash(f"{len(choices)} 个字段写上了数据元，草稿还没有发布。" if choices else "没有选任何数据元，草稿没有改动。", "ok")
    return HTTPSeeOther(request.route_path("design.suggest", code=opened.item.draft.code))


def _opened(request: Request) -> Opened:
    opened = open_draft(request.db, request.matchdict["code"])
    if opened.item.draft.kind != "matter":
        raise NotFound(f"“{opened.item.draft.name}”不是事项，没有自己的表单。请从事项进入。")
    return opened


def _choices(said: Mapping[str, str]) -> list[Choice]:
    found = []
    for key, value in said.items():
        if key.startswith(CHOICE) and value not in ("", NONE):
            pointer = key.removeprefix(CHOICE)
            element, _, role = value.partition(" ")
            found.append(Choice(pointer, element, said.get(ROLE_OF + pointer, "").strip() or role))
    return found


def _without_role(choices: Sequence[Choice]) -> list[Problem]:
    """Whose it is must be said: without it nothing merges."""
    return [Problem(choice.pointer, "role", "请写明是谁的：小写字母开头的字母、数字或下划线，如 applicant、mother。")
            for choice in choices if not ROLE.fullmatch(choice.role)]  # fmt: skip


def _unknown(choices: Sequence[Choice], opened: Opened) -> list[Problem]:
    known = {definition.code for definition in opened.library if definition.kind == "element"}
    return [Problem(choice.pointer, "dangling-reference", f"没有编码为“{choice.element}”的数据元，请重新选。")
            for choice in choices if choice.element not in known]  # fmt: skip


def _page(opened: Opened, said: Mapping[str, str], problems: Sequence[Problem] = (), stale: bool = False) -> dict[str, Any]:
    form = form_in(opened.document)
    broken = form is None or any(problem.severity == "error" for problem in schema_problems(form.schema))
    fields = open_fields(form) if form and not broken else []
    questions = list(_questions(opened, fields, said, {problem.pointer: problem.message for problem in problems}))
    shown = {question.pointer for question in questions}
    sections = [(title, list(group)) for title, group in groupby(questions, key=lambda each: each.field.place.section)]
    roles = sorted({role for field in fields for role in field.context.roles})
    return {
        "opened": opened, "item": opened.item, "draft": opened.item.draft, "tab": "suggest", "stale": stale, "broken": broken,
        "sections": sections, "count": len(questions), "roles": roles, "digest": digest_of(opened.item.draft.body),
        "general": [problem for problem in problems if problem.pointer not in shown], "wrong": len(problems),
        "guessed": sum(question.chosen != NONE for question in questions),
        "choice": CHOICE, "role_of": ROLE_OF, "nothing": NONE,
    }  # fmt: skip


def _questions(opened: Opened, fields: Sequence[Open], said: Mapping[str, str], errors: Mapping[str, str]) -> list[Question]:
    dictionary = dictionary_of(opened.library) if fields else None
    found = []
    for field in fields if dictionary else ():
        pointer = field.place.pointer(BASE)
        candidates = tuple(each for each in suggest(field.place.asked, field.context, dictionary, MOST) if each.score >= SHOWN)
        best = f"{candidates[0].element} {candidates[0].role or ''}" if candidates and candidates[0].score >= SURE else NONE
        found.append(Question(field, candidates, said.get(CHOICE + pointer, best), said.get(ROLE_OF + pointer, ""),
                              errors.get(pointer, "")))  # fmt: skip
    return found
