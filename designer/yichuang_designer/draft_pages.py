"""The page of one draft: what it says, what is wrong, what it uses and what uses it; and the page that edits it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.canonical import digest_of
from yichuang.definitions.common import Definition
from yichuang.definitions.drafts import draft_library, save_draft
from yichuang.definitions.library import Library
from yichuang.definitions.records import Draft, Release
from yichuang.definitions.source.guarding import refused_edits
from yichuang.errors import BadRequest, NotFound, Problem
from yichuang.identity.audit import record
from yichuang.standards.legal_days import legal_day

from .documents import read_document
from .reading import nearest, parts_of, places_in
from .states import Item, problems_of, state_of
from .uses import used_by, uses

PAGE = "yichuang_designer:templates/draft.jinja2"
EDIT = "yichuang_designer:templates/edit.jinja2"


@dataclass(frozen=True)
class Opened:
    """A draft with the library of all drafts around it. `definition` is None when it cannot be read as its kind."""

    item: Item
    definition: Definition | None
    document: dict[str, Any]
    library: Library
    releases: tuple[Release, ...]

    @property
    def name_of(self) -> Callable[[str], str]:
        """The name of a code among the drafts."""
        return lambda code: found.name if (found := self.library.get(code)) else ""


def open_draft(db: Session, code: str) -> Opened:
    """The draft of a code with its problems. Raises NotFound."""
    draft = db.get(Draft, code)
    if draft is None:
        raise NotFound(f"没有编码为“{code}”的定义。请从事项管理的列表进入，或先导入它。")
    releases = tuple(db.scalars(select(Release).where(Release.code == code).order_by(Release.number.desc())))
    library = draft_library(db)
    newest = releases[0] if releases else None
    today = legal_day(datetime.now(UTC))
    item = Item(draft, newest, state_of(draft, newest), problems_of(db, library, code, today))
    return Opened(item, library.get(code), json.loads(draft.body), library, releases)


def draft_page(opened: Opened) -> dict[str, Any]:
    """What the page of a draft shows; problems lead to their places."""
    definition = opened.definition
    parts = parts_of(definition, opened.document, opened.name_of) if definition else ()
    return {
        "opened": opened, "item": opened.item, "draft": opened.item.draft, "parts": parts,
        "problems": opened.item.problems, "places": _places(opened.item.problems, places_in(parts)),
        "uses": uses(definition, opened.library) if definition else (),
        "used_by": used_by(opened.item.draft.code, opened.library),
        "source": json.dumps(opened.document, ensure_ascii=False, indent=2), "tab": "read",
    }


def _places(problems: Sequence[Problem], known: frozenset[str]) -> dict[str, str]:
    """Where on the page each pointer of a problem leads."""
    return {problem.pointer: nearest(problem.pointer, known) for problem in problems}


@view_config(route_name="design.edit", request_method="GET", renderer=EDIT, permission="design.edit")
def edit(request: Request) -> dict[str, Any]:
    """The draft's text to be edited."""
    opened = open_draft(request.db, request.matchdict["code"])
    text = json.dumps(opened.document, ensure_ascii=False, indent=2)
    return _edit_page(opened, text, opened.item.problems)


@view_config(route_name="design.edit", request_method="POST", renderer=EDIT, permission="design.edit")
def save(request: Request) -> dict[str, Any] | Response:
    """Save the text as the draft. What cannot be read is refused, and so is a save over somebody else's; the text stays
    on the page. What can be read but is not right yet is saved with its problems."""
    opened = open_draft(request.db, request.matchdict["code"])
    draft = opened.item.draft
    text = request.POST.get("text", "")
    if not isinstance(text, str):
        raise BadRequest
    if request.POST.get("digest") != digest_of(draft.body):
        request.response.status_int = 409
        return _edit_page(opened, text, (), stale=True)
    entry, problems = read_document(text, draft.code, draft.kind)
    if entry is None:
        request.response.status_int = 422
        return _edit_page(opened, text, problems)
    if refused := refused_edits(opened.document, entry.document):
        request.response.status_int = 422
        return _edit_page(opened, text, refused)
    change = save_draft(request.db, entry, datetime.now(UTC), request.identity.login)
    if change != "unchanged":
        record(request.db, request.identity, "design.save", f"definition:{draft.code}")
    request.flash("没有改动。" if change == "unchanged" else "草稿已保存，还没有发布。", "ok")
    return HTTPSeeOther(request.route_path("design.draft", code=draft.code))


def _edit_page(opened: Opened, text: str, problems: Sequence[Problem], stale: bool = False) -> dict[str, Any]:
    return {
        "opened": opened, "item": opened.item, "draft": opened.item.draft, "text": text, "problems": problems,
        "digest": digest_of(opened.item.draft.body), "stale": stale, "tab": "edit",
    }
