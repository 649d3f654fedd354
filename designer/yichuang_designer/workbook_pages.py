"""The room of XLSX workbooks: take the lists away, bring them back; what a file would change is shown first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.canonical import digest_of
from yichuang.definitions.kinds import KIND_NAMES
from yichuang.definitions.workbook.basics import SHEETS
from yichuang.definitions.workbook.drafting import documents_of, read_over_drafts, write_reading
from yichuang.definitions.workbook.matters import NOT_CARRIED
from yichuang.definitions.workbook.reading import WorkbookReading
from yichuang.definitions.workbook.template import write_template
from yichuang.definitions.workbook.writing import write_workbook
from yichuang.errors import Invalid, NotFound, StaleRevision, YichuangError
from yichuang.identity.audit import record

from .records import WorkbookUpload

PAGE = "yichuang_designer:templates/workbook.jinja2"
SHOWN = "yichuang_designer:templates/workbook_upload.jinja2"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 200
NO_FILE = "还没有选文件，没有上传。请选一个 .xlsx 表格。"
MEANWHILE = "您看过预览之后，有草稿又被改过，没有写入。请再看一遍预览。"
CHANGES = {"added": ("新增", "blue"), "changed": ("修改", "yellow")}


@dataclass(frozen=True)
class Preview:
    """What an upload would do. `seen` changes when a draft that it touches does; `refusal` says why it cannot be read."""

    upload: WorkbookUpload
    reading: WorkbookReading | None
    refusal: str = ""

    @property
    def changes(self) -> Iterator[tuple[str, str, str, tuple[str, str]]]:
        """Code, name, kind and what happens, of every draft that would be written."""
        drafts = self.reading.drafts if self.reading else None
        for code, kept in drafts.written.items() if drafts else ():
            yield code, kept.document().get("name", code), KIND_NAMES[kept.kind], CHANGES[drafts.change_of(code)]

    @property
    def seen(self) -> str:
        """A digest over all that would be written, and over what stands there now."""
        drafts = self.reading.drafts if self.reading else None
        lines = [f"{code} {digest_of(kept.body)} {digest_of(drafts.before[code].body) if code in drafts.before else ''}"
                 for code, kept in sorted(drafts.written.items())] if drafts else []
        return digest_of("\n".join(lines))


@view_config(route_name="design.workbook", request_method="GET", renderer=PAGE, permission="design.read")
def show(request: Request) -> dict[str, Any]:
    """What a workbook holds, where to get one, where to hand one in."""
    return _page(request, "")


@view_config(route_name="design.workbook.all", request_method="GET", permission="design.read")
def everything(request: Request) -> Response:
    """All drafts as a workbook."""
    made = BytesIO()
    write_workbook(documents_of(request.db), made)
    return _file(made, f"yichuang-{datetime.now(UTC):%Y%m%d}.xlsx")


@view_config(route_name="design.workbook.template", request_method="GET", permission="design.read")
def template(request: Request) -> Response:
    """The empty workbook."""
    made = BytesIO()
    write_template(made)
    return _file(made, "yichuang-template.xlsx")


@view_config(route_name="design.workbook", request_method="POST", renderer=PAGE, permission="design.edit")
def take(request: Request) -> dict[str, Any] | Response:
    """Keep the file and go to its preview; nothing is written yet."""
    given = request.POST.get("file")
    if not hasattr(given, "file"):
        request.response.status_int = 422
        return _page(request, NO_FILE)
    stored = request.files.put(given.file, request.registry["settings"].upload_limit)
    name = "".join(filter(str.isprintable, str(given.filename).replace("\\", "/").rpartition("/")[2]))[:200] or "未命名"
    upload = WorkbookUpload(person_id=request.identity.id, name=name, digest=stored.digest, uploaded_at=datetime.now(UTC))
    request.db.add(upload)
    request.db.flush()
    return HTTPSeeOther(request.route_path("design.workbook.upload", id=upload.id))


@view_config(route_name="design.workbook.upload", request_method="GET", renderer=SHOWN, permission="design.edit")
def preview(request: Request) -> dict[str, Any]:
    """What the file would change, and everything wrong in it, row by row."""
    return _shown(_preview(request))


@view_config(route_name="design.workbook.upload", request_method="POST", renderer=SHOWN, permission="design.edit")
def confirm(request: Request) -> dict[str, Any] | Response:
    """Write the drafts as previewed: all rows, or those that are right."""
    found, skip_bad = _preview(request), bool(request.POST.get("skip"))
    at = datetime.now(UTC)
    try:
        if found.reading is None:
            raise Invalid(found.refusal)
        if request.POST.get("seen") != found.seen:
            raise StaleRevision(MEANWHILE)
        count = write_reading(request.db, found.reading, at, request.identity.login, skip_bad=skip_bad)
    except YichuangError as error:
        request.response.status_int = error.status
        return _shown(found, str(error))
    found.upload.imported_at = at
    record(request.db, request.identity, "design.workbook", f"workbook-upload:{found.upload.id}",
           {"added": len(found.reading.codes("added")), "changed": len(found.reading.codes("changed")),
            "bad_rows": len(found.reading.errors)})
    bad = f"跳过了 {len(found.reading.errors)} 处错误所在的行。" if found.reading.errors else ""
    request.flash(f"已写入 {count} 个草稿。{bad}检查后再发布。", "ok")
    return HTTPSeeOther(request.route_path("design"))


def _preview(request: Request) -> Preview:
    """Of an upload of the person's own. Raises NotFound for another's."""
    upload = request.db.get(WorkbookUpload, int(request.matchdict["id"]))
    if upload is None or upload.person_id != request.identity.id:
        raise NotFound("没有这次上传，或者它不是您上传的。请重新选文件。")
    with TemporaryDirectory() as folder:
        # The reader tells kinds of files apart also by their ending.
        path = Path(folder, f"upload{Path(upload.name).suffix[:8]}")
        path.write_bytes(request.files.read(upload.digest))
        try:
            return Preview(upload, read_over_drafts(request.db, path))
        except Invalid as refused:
            return Preview(upload, None, str(refused))


def _shown(found: Preview, refusal: str = "") -> dict[str, Any]:
    reading = found.reading
    problems = sorted(reading.problems, key=lambda problem: not problem.is_error) if reading else []
    return {"preview": found, "reading": reading, "refusal": refusal or found.refusal, "problems": problems[:MOST],
            "count": len(problems), "errors": len(reading.errors) if reading else 0, "most": MOST,
            "changes": list(found.changes), "rows": {t: n for t, n in reading.rows.items() if n} if reading else {}}


def _page(request: Request, problem: str) -> dict[str, Any]:
    return {"problem": problem, "sheets": SHEETS, "not_carried": list(NOT_CARRIED.values()), "kinds": KIND_NAMES,
            "limit_mb": request.registry["settings"].upload_limit_mb}


def _file(made: BytesIO, name: str) -> Response:
    headers = [("Content-Type", XLSX), ("Content-Disposition", f'attachment; filename="{name}"'),
               ("X-Content-Type-Options", "nosniff")]
    return Response(made.getvalue(), headerlist=headers)
