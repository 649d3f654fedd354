"""Step 2, 材料: one row a document, given as a scan, on paper, later, or not at all where it need not be."""
from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import FileIter, Response
from pyramid.view import view_config

from yichuang.errors import BadRequest, NotFound
from yichuang.extension import extensions

from .checklist import HOWS, Item, checklist_problems
from .drafts import find_draft, lock, require_open, save
from .records import Attachment
from .uploads import Uploads, attachment_of, require_room
from .visit import Visit, contact_changes, open_visit, page, saving_of

MATERIALS = "yichuang:filing/templates/materials.jinja2"
ROW = "yichuang:filing/templates/material_row.jinja2"


@view_config(route_name="visit.materials", request_method="GET", renderer=MATERIALS, permission="filing.write")
def show(request: Request) -> dict[str, Any]:
    """The checklist."""
    return page(request, open_visit(request), "materials", problems=[])


@view_config(route_name="visit.materials", request_method="POST", renderer=MATERIALS, permission="filing.write")
def submit_list(request: Request) -> dict[str, Any] | Response:
    """Save how each document is given, keep files sent along, and go on."""
    visit = open_visit(request)
    given = {item.wanted.key: {"how": how} for item in visit.items
             if (how := request.POST.get(f"/{item.wanted.key}/how", "")) in HOWS}
    changes = contact_changes(visit.composition, visit.draft.data) | {"materials": given}
    save(request.db, visit.draft, saving_of(request), changes)
    for item in visit.items:
        _keep(request, visit, item, request.POST.getall(f"/{item.wanted.key}/file"))
    if request.POST.get("go") == "questions":
        return HTTPSeeOther(request.route_path("visit.questions", id=visit.draft.id))
    if request.POST.get("go") == "form":
        return HTTPSeeOther(request.route_path("visit.form", id=visit.draft.id))
    visit = open_visit(request)
    return page(request, visit, "materials", problems=list(checklist_problems(visit.items)))


@view_config(route_name="visit.upload", request_method="POST", permission="filing.write")
def upload(request: Request) -> Response:
    """Keep one file for one document; answers the document's row drawn anew."""
    visit = open_visit(request)
    require_open(visit.draft)
    lock(request.db, visit.draft, request.identity, datetime.now(UTC))
    item = _item(visit, request.matchdict["key"])
    if not _keep(request, visit, item, [request.POST.get("file")]):
        raise BadRequest("没有收到文件。请重新选择后再上传。")
    visit = open_visit(request)
    values = page(request, visit, "materials", item=_item(visit, item.wanted.key))
    return Response(render(ROW, values, request), content_type="text/html", charset="utf-8")


@view_config(route_name="visit.remove-file", request_method="POST", permission="filing.write")
def remove_file(request: Request) -> Response:
    """Take a file away from its document; the bytes stay, the row says so."""
    draft = find_draft(request.db, int(request.matchdict["id"]), request.identity)
    require_open(draft)
    attachment_of(request.db, int(request.matchdict["file"]), draft.id).removed = True
    return HTTPSeeOther(request.route_path("visit.materials", id=draft.id))


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


def _item(visit: Visit, key: str) -> Item:
    found = next((item for item in visit.items if item.wanted.key == key), None)
    if found is None:
        raise NotFound("这件事按目前的情形不需要这份材料。请刷新页面。")
    return found


def _keep(request: Request, visit: Visit, item: Item, uploads: list[Any]) -> int:
    settings = request.registry["settings"]
    taking = Uploads(request.files, extensions(request.registry), settings.upload_limit)
    kept = 0
    for sent in uploads:
        if getattr(sent, "filename", ""):
            require_room(sum(len(each.files) for each in visit.items) + kept)
            taking.take(request.db, visit.draft, item.wanted.key, (sent.filename, sent.file), request.identity,
                        datetime.now(UTC))
            kept += 1
    return kept
