"""Papers of a case: the files of its materials, and its documents exactly as they were issued."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from pyramid.request import Request
from pyramid.response import FileIter, Response
from pyramid.view import view_config
from sqlalchemy import select

from yichuang.cases.records import Notice
from yichuang.errors import NotFound
from yichuang.filing.records import Attachment
from yichuang.identity.audit import record_afterwards

from .contents import attachment_of
from .door import case_of

NOTICE = "yichuang:departments/templates/notice.jinja2"
# Only what a browser draws without running anything may be shown in place; all else is saved.
SHOWN = frozenset({"image/png", "image/jpeg", "image/webp", "application/pdf"})
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp"})


@view_config(route_name="task-file", request_method="GET", permission="case.read")
def show_file(request: Request) -> Response:
    """A file of a material that this case's matter uses."""
    case = case_of(request)
    file = attachment_of(request.db, case, int(request.matchdict["attachment"]))
    record_afterwards(request, "case.file", f"case:{case.number}", {"attachment": file.id})
    shown = file.media_type in SHOWN
    answer = Response(
        app_iter=FileIter(request.files.open(file.digest)),
        content_type=file.media_type if shown else "application/octet-stream",
        content_length=file.size,
    )
    answer.headers["Content-Disposition"] = _disposition(file, shown)
    if file.media_type in PICTURES:
        answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


@view_config(route_name="task-notice", request_method="GET", renderer=NOTICE, permission="case.read")
def show_notice(request: Request) -> dict[str, Any]:
    """A document of the case as it was stored when it was issued; it is never made again."""
    case = case_of(request)
    wanted = select(Notice).where(Notice.id == int(request.matchdict["notice"]), Notice.case_id == case.id)
    notice = request.db.scalars(wanted).one_or_none()
    if notice is None:
        raise NotFound("本件没有这份文书。请从办件页面的“文书”打开。")
    record_afterwards(request, "notice.open", f"notice:{notice.id}", {"case": case.number})
    # Written by our own writer, which escapes, and kept insert-only since.
    return {"case": case, "notice": notice, "html": Markup(notice.html)}  # noqa: S704


def _disposition(file: Attachment, shown: bool) -> str:
    # A name may hold anything that a person's computer allows; encoded, it cannot leave its place in the header.
    return f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(file.name, safe='')}"
