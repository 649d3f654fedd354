"""One visit step by step: what every step of a draft's pages needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import Response

from yichuang.errors import Conflict

from .answers import answer_problems
from .checklist import Item, checklist, files_of
from .composition import Composition
from .drafts import Saving, contact, find_draft, holder, park
from .labels import saved_words
from .posted import posted_revision
from .records import Filing, FilingDraft
from .request import data_problems
from .subjects import Subject, subject_by_id

STEPS = (("questions", "情形"), ("materials", "材料"), ("form", "一张表"), ("check", "核对"))


@dataclass(frozen=True)
class Visit:
    """A draft opened by somebody, with all that its pages show."""

    draft: FilingDraft
    subject: Subject
    composition: Composition
    items: tuple[Item, ...]
    held_by: str | None

    @property
    def questions_left(self) -> int:
        """Scenario questions without a good answer."""
        return sum(1 for _ in answer_problems(self.subject.bundle.questions, self.draft.answers))

    @property
    def materials_left(self) -> int:
        """Materials still to be given."""
        return sum(not item.settled for item in self.items)

    @property
    def fields_left(self) -> int:
        """Fields that are asked and still empty."""
        return sum(p.rule == "required" for p in data_problems(self.composition, self.draft.data))

    @property
    def frozen(self) -> bool:
        """Whether it can only be looked at: a colleague works on it, or it has been filed."""
        return self.held_by is not None or self.draft.filing_id is not None

    @property
    def progress(self) -> str:
        """How far it is, for the list of drafts."""
        if self.questions_left:
            return f"情形差 {self.questions_left} 题"
        materials = f"材料差 {self.materials_left} 份" if self.materials_left else "材料已齐"
        if not self.draft.data:
            return f"{materials} · 表还没有填"
        return f"{materials} · " + (f"表差 {self.fields_left} 项" if self.fields_left else "表已填好")


def open_visit(request: Request) -> Visit:
    """The draft named in the address, if it is the team's. Raises NotFound otherwise."""
    draft = find_draft(request.db, int(request.matchdict["id"]), request.identity)
    subject = subject_by_id(request.db, draft.release_id)
    composition = subject.compose(draft.answers, draft.done)
    items = checklist(composition, draft.materials, files_of(request.db, draft))
    return Visit(draft, subject, composition, items, holder(draft, request.identity, datetime.now(UTC)))


def saved_visit(request: Request) -> Visit:
    """The draft as it is after a save, which its place in the list of drafts now tells."""
    visit = open_visit(request)
    visit.draft.progress = visit.progress
    return visit


def saving_of(request: Request) -> Saving:
    """Who posts, now, and which revision their page showed."""
    return Saving(request.identity, datetime.now(UTC), posted_revision(request))


def page(request: Request, visit: Visit, step: str, **more: Any) -> dict[str, Any]:
    """The values every step's template shows."""
    filing = request.db.get(Filing, visit.draft.filing_id) if visit.draft.filing_id else None
    return {
        "visit": visit,
        "draft": visit.draft,
        "subject": visit.subject,
        "composition": visit.composition,
        "steps": list(_steps(request, visit, step)) if step in dict(STEPS) else [],
        "step": step,
        "filing": filing,
        "clash": "",
        "differing": [],
        "saved": saved_words(visit.draft.saved_at, datetime.now(UTC)),
        **more,
    }


def autosaved(request: Request, template: str, values: dict[str, Any]) -> Response:
    """The answer to a save by script: the parts of the page it may have changed, and the revision it came to."""
    html = render(template, values, request)
    response = Response(html, content_type="text/html", charset="utf-8")
    response.headers["X-Revision"] = str(values["draft"].revision)
    return response


def clash(request: Request, visit: Visit, refused: Conflict, differing: Iterable[str]) -> dict[str, Any]:
    """For a page that keeps what was typed although it was not saved: why not, and the names of what differs."""
    request.response.status_int = refused.status
    # Whoever was faster may have committed only just now; the page must carry their revision.
    request.db.refresh(visit.draft)
    return {"clash": str(refused), "differing": [] if visit.frozen else list(differing)}


def park_and_leave(request: Request, draft: FilingDraft) -> Response:
    """暂存，叫下一位: the draft goes back to the team, the page to the next family."""
    park(draft, request.identity, datetime.now(UTC))
    request.flash(f"“{draft.subject_name}”已暂存，在草稿中随时可以继续。请叫下一位。", "ok")
    return HTTPSeeOther(request.route_path("window"))


def _steps(request: Request, visit: Visit, now: str) -> Iterable[dict[str, Any]]:
    counts, here = _counts(visit), [code for code, _ in STEPS].index(now)
    for position, (code, name) in enumerate(STEPS):
        count, complete = counts.get(code, ("", True))
        passed = "done" if complete else "open"
        state = "now" if code == now else (passed if position < here else "later")
        yield {
            "name": name,
            "href": request.route_path(f"visit.{code}", id=visit.draft.id),
            "count": count,
            "state": state,
        }
    yield {"name": "受理", "href": "", "count": "", "state": "done" if visit.draft.filing_id else "later"}


def _counts(visit: Visit) -> Mapping[str, tuple[str, bool]]:
    """Step → what its tab says, and whether nothing is missing there."""
    questions, fields = visit.questions_left, visit.fields_left
    bring = [item for item in visit.items if item.wanted.to_bring]
    return {
        "questions": (f"差 {questions} 题" if questions else "", not questions),
        "materials": (f"{len(bring) - visit.materials_left} / {len(bring)}" if bring else "", not visit.materials_left),
        "form": (f"差 {fields} 项" if fields and visit.draft.data else "", not fields),
    }


def contact_changes(composition: Composition, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data, and the name and telephone by which the draft is found."""
    name, phone = contact(composition, data)
    return {"data": data, "applicant": name[:200], "phone": phone[:32]}
