"""Step 4, 核对: the whole form as it will be filed, what is still open, and what each department will receive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.releases import places
from yichuang.errors import Invalid, Locked, Problem, StaleRevision
from yichuang.forms.form import Form
from yichuang.forms.pointers import join, split

from .desk import hand_of
from .intake import form_renderer
from .labels import row_label
from .posted import LONGEST_REVISION, posted
from .receipt import HOW_WORDS
from .repin.left import left_behind
from .repin.words import LACKING_WORDS
from .submit import Reviewed, review, submit
from .visit import Visit, clash, open_visit, page, saving_of

CHECK = "yichuang:filing/templates/check.jinja2"


@dataclass(frozen=True)
class OpenPoint:
    """One thing still to do, and where to do it."""

    problem: Problem
    href: str


@dataclass(frozen=True)
class Receiver:
    """One department's part as it will arrive: `body` is its own form, filled."""

    matter: str
    row_label: str
    department: str
    fields: int
    materials: int
    waits_for: tuple[str, ...]
    body: str


@view_config(route_name="visit.check", request_method="GET", renderer=CHECK, permission="filing.write")
def show(request: Request) -> dict[str, Any]:
    """Everything once more before it is filed."""
    return _page(request, open_visit(request))


@view_config(route_name="visit.check", request_method="POST", renderer=CHECK, permission="filing.write")
def file_it(request: Request) -> dict[str, Any] | Response:
    """受理: file it, and show the receipt. What is wrong is named, and nothing is lost."""
    visit, saving = open_visit(request), replace(saving_of(request), acknowledged=acknowledged_in(request))
    try:
        # What a refused attempt has written is taken back before the page is drawn from the database.
        with request.db.begin_nested():
            submitted = submit(request.db, visit.draft, saving, hand_of(request), request.registry["settings"])
    except Invalid as refused:
        request.response.status_int = refused.status
        problems = refused.problems or (Problem("", "refused", str(refused)),)
        return _page(request, open_visit(request), problems)
    except (StaleRevision, Locked) as refused:
        return _page(request, visit, **clash(request, visit, refused, ()))
    request.flash(f"已收件，收件编号 {submitted.filing.number}。请打印收件凭证交给申请人。", "ok")
    return HTTPSeeOther(request.route_path("window.filing", number=submitted.filing.number))


def acknowledged_in(request: Request) -> int | None:
    """The newer release that the clerk says not to use, by its number."""
    text = posted(request, "acknowledged")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_REVISION else None


def _page(request: Request, visit: Visit, found: Sequence[Problem] = (), **more: Any) -> dict[str, Any]:
    """`found` are problems that only filing it has brought to light; they are named after those of the review."""
    reviewed = review(request.db, visit.draft)
    renderer = form_renderer(request)
    points = [OpenPoint(problem, _href(request, visit, problem)) for problem in dict.fromkeys((*reviewed.problems, *found))]
    body = renderer.paper(visit.composition.form, visit.draft.data)
    return page(
        request,
        visit,
        "check",
        points=points,
        body=body,
        receivers=list(_receivers(request, visit, reviewed)),
        materials=reviewed.materials,
        how_words=HOW_WORDS,
        errors=sum(p.problem.severity == "error" for p in points),
        newer=None if visit.draft.filing_id else reviewed.newer,
        left=left_behind(request.db, visit.draft),
        lacking_words=LACKING_WORDS,
        **more,
    )


def _href(request: Request, visit: Visit, problem: Problem) -> str:
    """The step, and the place on it, where a problem is mended."""
    kind, *rest = split(problem.pointer) or ("",)
    step, anchor = "form", "main"
    if kind == "":
        step, anchor = "check", "newer"
    elif kind in ("answers", "done"):
        step, anchor = "questions", "f" + join(rest) if kind == "answers" and rest else "main"
    elif kind == "materials":
        step, anchor = "materials", "-".join(("m", *rest))
    elif kind == "data":
        anchor = "f" + join(rest)
    return str(request.route_path(f"visit.{step}", id=visit.draft.id, _anchor=anchor))


def _receivers(request: Request, visit: Visit, reviewed: Reviewed) -> Iterator[Receiver]:
    departments = places(request.db)
    by_code = {taken.code: taken for taken in visit.composition.taken}
    for case in reviewed.projection.cases:
        taken = by_code[case.matter]
        department = departments.get(case.receiver or "")
        own = Form(taken.matter.form.schema_, taken.matter.form.layout)
        needs = dict.fromkeys(by_code[need.matter].matter.name for need in case.needs)
        yield Receiver(
            taken.matter.name,
            row_label(taken, visit.draft.data, case.row),
            department.name if department else "受理部门待定",
            len(case.instance),
            sum(taken.code in material["matters"] for material in reviewed.materials),
            tuple(needs),
            form_renderer(request).view(own, case.instance),
        )
