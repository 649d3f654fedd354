"""Step 3, 一张表: the merged form, saved as it is typed; the server alone judges what is asked and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.errors import Locked, Problem, StaleRevision, Unavailable
from yichuang.extension import FormRenderer, extensions
from yichuang.forms.decode import Reading, read_body
from yichuang.forms.rows import ADD, REMOVE, with_rows_changed

from .drafts import save
from .posted import posted_pairs
from .request import data_problems
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

FORM = "yichuang:filing/templates/form.jinja2"
ANSWER = "yichuang:filing/templates/form_answer.jinja2"
SHOWN = ("image/jpeg", "image/png")
GOALS = {"materials": "visit.materials", "check": "visit.check"}


@view_config(route_name="visit.form", request_method="GET", renderer=FORM, permission="filing.write")
def show(request: Request) -> dict[str, Any]:
    """The form with what has been filled in. Problems are named only where something was typed."""
    visit = open_visit(request)
    return _page(request, visit, visit.draft.data, _typed(data_problems(visit.composition, visit.draft.data)))


@view_config(route_name="visit.form", request_method="POST", renderer=FORM, permission="filing.write")
def submit_form(request: Request) -> dict[str, Any] | Response:
    """Save, then go where the button says; to the check step only without errors."""
    visit = open_visit(request)
    reading = _read(request, visit)
    data, focus = _with_rows(request, visit, reading.data)
    try:
        save(request.db, visit.draft, saving_of(request), contact_changes(visit.composition, data))
    except (StaleRevision, Locked) as refused:
        return _clash(request, visit, reading, refused)
    visit = saved_visit(request)
    goal = request.POST.get("go", "")
    if focus is not None or goal == "stay":
        return HTTPSeeOther(request.route_path("visit.form", id=visit.draft.id, _anchor=focus or "main"))
    if goal == "park":
        return park_and_leave(request, visit.draft)
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    if goal in GOALS and (goal != "check" or not errors):
        return HTTPSeeOther(request.route_path(GOALS[goal], id=visit.draft.id))
    return _page(request, visit, data, reading.problems, summary=True)


@view_config(route_name="visit.form.autosave", request_method="POST", permission="filing.write")
def autosave(request: Request) -> Response:
    """Save what is typed and answer the form's body drawn anew, so that conditions apply at once.

    Problems never refuse a save: the answer is 200 and names them. Another's save or lock is a 409.
    """
    visit = open_visit(request)
    reading = _read(request, visit)
    save(request.db, visit.draft, saving_of(request), contact_changes(visit.composition, reading.data))
    visit = saved_visit(request)
    return autosaved(request, ANSWER, _page(request, visit, reading.data, _typed(reading.problems)))


def _read(request: Request, visit: Visit) -> Reading:
    return read_body(visit.composition.form, posted_pairs(request))


def _typed(problems: Sequence[Problem]) -> list[Problem]:
    """Problems worth naming before the clerk says that the form is finished: not what is merely still empty."""
    return [problem for problem in problems if problem.rule not in ("required", "minItems", "minProperties")]


def _with_rows(request: Request, visit: Visit, data: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    """The data with a row added or taken away, when a button without script asked for it; and where to look then."""
    pairs = posted_pairs(request)
    pressed = next((pointer for name, pointer in pairs if name in (ADD, REMOVE)), None)
    # The first row stands on the page before it is in the data; the one asked for comes after it.
    shown = with_first_rows(visit, data) if pressed else data
    changed = with_rows_changed(visit.composition.form, shown, pairs)
    if changed is None or pressed is None:
        return data, None
    return changed, "f" + pressed.rstrip("0123456789").rstrip("/")


def _clash(request: Request, visit: Visit, reading: Reading, refused: StaleRevision | Locked) -> dict[str, Any]:
    """Somebody else saved or holds the draft: what was typed stays on the page, what differs is named."""
    stored = visit.draft.data
    differing = [key for key in dict.fromkeys([*stored, *reading.data]) if stored.get(key) != reading.data.get(key)]
    titles = visit.composition.form.schema.get("properties", {})
    names = [str(titles.get(key, {}).get("title", key)) for key in differing]
    return _page(request, visit, reading.data, reading.problems, **clash(request, visit, refused, names))


def _page(
    request: Request, visit: Visit, data: Mapping[str, Any], problems: Sequence[Problem], **more: Any
) -> dict[str, Any]:
    form, shown = visit.composition.form, with_first_rows(visit, data)
    names = {taken.code: taken.matter.name for taken in visit.composition.taken}
    renderer = form_renderer(request)
    values: dict[str, Any] = {"summary": False, **more}
    return page(
        request,
        visit,
        "form",
        body=renderer.screen(form, shown, problems, names),
        outline=renderer.outline(form, shown, problems),
        problems=problems,
        scans=list(_scans(request, visit)),
        **values,
    )


def _scans(request: Request, visit: Visit) -> Iterator[dict[str, Any]]:
    """The pictures taken in so far, to be looked at beside the form."""
    for item in visit.items:
        for file in item.files:
            if file.media_type in SHOWN:
                href = request.route_path("visit.file", id=visit.draft.id, file=file.id)
                yield {"id": file.id, "title": item.wanted.name, "href": href}


def with_first_rows(visit: Visit, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with the rows that there must be at least, so that nobody has to add the first child."""
    rows = {
        plan.role: [{}] * plan.minimum
        for plan in visit.subject.bundle.rows
        if plan.minimum and plan.role in visit.composition.form.schema.get("properties", {})
    }
    return {**rows, **data}


def form_renderer(request: Request) -> FormRenderer:
    """The renderer that a plug-in brought. Raises Unavailable without one."""
    renderer = extensions(request.registry).form_renderer
    if renderer is None:
        raise Unavailable("没有安装表单显示模块。请管理员检查设置中的 yichuang.includes。")
    return renderer
