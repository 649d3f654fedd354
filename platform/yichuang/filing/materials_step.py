"""Step 2, 材料: one row a document, given as a scan, on paper, later, or not at all where it need not be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import FileIter, Response
from pyramid.view import view_config

from yichuang.errors import (
    BadRequest,
    Invalid,
    Locked,
    NotFound,
    Problem,
    StaleRevision,
    TooLarge,
    TooMany,
    UnsupportedMedia,
)
from yichuang.extension import extensions
from yichuang.forms.pointers import join

from .checklist import HOWS, Item, checklist_problems
from .drafts import find_draft, lock, require_open, save
from .records import Attachment
from .uploads import Uploads, attachment_of, plain_name, require_room
from .visit import Visit, clash, contact_changes, open_visit, page, park_and_leave, saved_visit, saving_of

MATERIALS = "yichuang:filing/templates/materials.jinja2"
ROW = "yichuang:filing/templates/material_row.jinja2"
GOALS = {"questions": "visit.questions", "form": "visit.form"}
Given = Mapping[str, Mapping[str, str]]


@view_config(route_name="visit.materials", request_method="GET", renderer=MATERIALS, permission="filing.write")
def show(request: Request) -> dict[str, Any]:
    """The checklist."""
    visit = open_visit(request)
    return _page(request, visit, visit.draft.materials)


@view_config(route_name="visit.materials", request_method="POST", renderer=MATERIALS, permission="filing.write")
def submit_list(request: Request) -> dict[str, Any] | Response:
    """Save how each document is given, keep files sent along, and go on.

    A file that cannot be kept is named on the page; everything else on it is saved all the same.
    """
    visit = open_visit(request)
    given = {
        item.wanted.key: {"how": how}
        for item in visit.items
        if (how := request.POST.get(f"/{item.wanted.key}/how", "")) in HOWS
    }
    changes = contact_changes(visit.composition, visit.draft.data) | {"materials": given}
    try:
        save(request.db, visit.draft, saving_of(request), changes)
    except (StaleRevision, Locked) as refused:
        return _page(request, visit, given, **clash(request, visit, refused, _differing(visit, given)))
    problems = list(_keep_all(request, visit))
    removed = _remove(request, visit)
    visit = saved_visit(request)
    goal = request.POST.get("go", "")
    if goal == "park" and not problems:
        return park_and_leave(request, visit.draft)
    if removed is not None:
        return HTTPSeeOther(request.route_path("visit.materials", id=visit.draft.id, _anchor=f"m-{removed.material}"))
    if goal in GOALS and not problems:
        return HTTPSeeOther(request.route_path(GOALS[goal], id=visit.draft.id))
    return _page(request, visit, given, problems=[*problems, *checklist_problems(visit.items)])


@view_config(route_name="visit.upload", request_method="POST", permission="filing.write")
def upload(request: Request) -> Response:
    """Keep one file for one document; answers the document's row drawn anew."""
    visit = open_visit(request)
    require_open(visit.draft)
    lock(request.db, visit.draft, request.identity, datetime.now(UTC))
    item = _item(visit, request.matchdict["key"])
    sent = request.POST.get("file")
    if not getattr(sent, "filename", ""):
        raise BadRequest("没有收到文件。请重新选择后再上传。")
    _keep(request, visit, item, sent)
    visit = saved_visit(request)
    values = _page(request, visit, visit.draft.materials, item=_item(visit, item.wanted.key))
    return Response(render(ROW, values, request), content_type="text/html", charset="utf-8")


@view_config(route_name="visit.file", request_method="GET", permission="filing.read")
def show_file(request: Request) -> Response:
    """An uploaded file, as it came in."""
    draft = find_draft(request.db, int(request.matchdict["id"]), request.identity)
    return file_response(request, attachment_of(request.db, int(request.matchdict["file"]), draft.id))


def file_response(request: Request, attachment: Attachment) -> Response:
    """The bytes of an attachment, shown but never run: uploaded things are hostile."""
    response = Response(content_type=attachment.media_type)
    response.app_iter = FileIter(request.files.open(attachment.digest))
    response.content_length = attachment.size
    response.content_disposition = "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _page(request: Request, visit: Visit, given: Given, **more: Any) -> dict[str, Any]:
    """`given` is what each row's choice shows: what is saved, or what was chosen and could not be."""
    hows = {key: each.get("how", "") for key, each in given.items()}
    bring = [item for item in visit.items if item.wanted.to_bring]
    free = [item for item in visit.items if not item.wanted.to_bring]
    return page(request, visit, "materials", **{"problems": [], "hows": hows, "bring": bring, "free": free, **more})


def _differing(visit: Visit, given: Given) -> list[str]:
    stored: Given = visit.draft.materials
    return [item.wanted.name for item in visit.items if stored.get(item.wanted.key) != given.get(item.wanted.key)]


def _item(visit: Visit, key: str) -> Item:
    found = next((item for item in visit.items if item.wanted.key == key), None)
    if found is None:
        raise NotFound("这件事按目前的情形不需要这份材料。请刷新页面。")
    return found


def _keep_all(request: Request, visit: Visit) -> Iterator[Problem]:
    """Keep the files that a plain post of the page carries; what is wrong with those that cannot be kept."""
    kept = 0
    for item in visit.items:
        for sent in request.POST.getall(f"/{item.wanted.key}/file"):
            if not getattr(sent, "filename", ""):
                continue
            try:
                _keep(request, visit, item, sent, kept)
                kept += 1
            except (Invalid, TooLarge, TooMany, UnsupportedMedia) as refused:
                message = f"“{plain_name(sent.filename)}”没有收下：{refused}"
                yield Problem(join(("materials", item.wanted.key)), "file", message)


def _keep(request: Request, visit: Visit, item: Item, sent: Any, before: int = 0) -> None:
    """Keep one file. Raises what `Uploads.take` raises, and TooMany; `before` files of this post are kept already."""
    require_room(sum(len(each.files) for each in visit.items) + before)
    taking = Uploads(request.files, extensions(request.registry), request.registry["settings"].upload_limit)
    taking.take(
        request.db, visit.draft, item.wanted.key, (sent.filename, sent.file), request.identity, datetime.now(UTC)
    )


def _remove(request: Request, visit: Visit) -> Attachment | None:
    """Take the file away that a button named: the bytes stay, the row says that it is gone."""
    number = request.POST.get("remove", "")
    if not isinstance(number, str) or not number.isdecimal() or len(number) > 9:
        return None
    attachment = attachment_of(request.db, int(number), visit.draft.id)
    attachment.removed = True
    return attachment
