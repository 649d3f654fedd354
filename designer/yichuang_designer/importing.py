"""Import in two steps: what a file would change is shown first; only confirming it writes drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.definitions.canonical import canonical, digest_of
from yichuang.definitions.check import check
from yichuang.definitions.drafts import draft_library
from yichuang.definitions.exchange import import_library
from yichuang.definitions.kinds import KIND_NAMES
from yichuang.definitions.library import Library
from yichuang.definitions.records import Draft
from yichuang.errors import Invalid, NotFound, Problem, StaleRevision
from yichuang.identity.audit import record

from .records import DesignUpload
from .uploads import read_upload

FORM = "yichuang_designer:templates/import.jinja2"
SHOWN = "yichuang_designer:templates/upload.jinja2"
CHANGES = {"added": "新增", "changed": "修改", "unchanged": "没有变化"}
NO_FILE = "还没有选文件，没有上传。请选一个 .json 文件，或由导出得到的 .zip 压缩包。"
MEANWHILE = "您看过预览之后，有草稿又被改过，没有导入。请再看一遍预览。"


@dataclass(frozen=True)
class Change:
    """What importing one definition would do."""

    code: str
    name: str
    kind_name: str
    change: str


@dataclass(frozen=True)
class Preview:
    """What an upload holds and would change. `seen` changes when a draft does, so that a stale confirmation is told."""

    upload: DesignUpload
    library: Library
    unreadable: tuple[Problem, ...]
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    seen: str

    def count(self, change: str) -> int:
        """How many definitions meet with this change."""
        return sum(each.change == change for each in self.changes)


@view_config(route_name="design.import", request_method="GET", renderer=FORM, permission="design.edit")
def show_form(request: Request) -> dict[str, Any]:
    """Where a file is chosen."""
    return {"problem": "", "limit_mb": request.registry["settings"].upload_limit_mb}


@view_config(route_name="design.import", request_method="POST", renderer=FORM, permission="design.edit")
def take(request: Request) -> dict[str, Any] | Response:
    """Keep the file and go to its preview; nothing is imported yet."""
    given = request.POST.get("file")
    if not hasattr(given, "file"):
        request.response.status_int = 422
        return {"problem": NO_FILE, "limit_mb": request.registry["settings"].upload_limit_mb}
    stored = request.files.put(given.file, request.registry["settings"].upload_limit)
    upload = DesignUpload(person_id=request.identity.id, name=_plain(given.filename), digest=stored.digest,
                          uploaded_at=datetime.now(UTC))
    request.db.add(upload)
    request.db.flush()
    return HTTPSeeOther(request.route_path("design.upload", id=upload.id))


@view_config(route_name="design.upload", request_method="GET", renderer=SHOWN, permission="design.edit")
def show(request: Request) -> dict[str, Any]:
    """What the file would change, or everything that cannot be read in it."""
    return {"preview": _preview(request), "names": CHANGES, "refusal": ""}


@view_config(route_name="design.upload", request_method="POST", renderer=SHOWN, permission="design.edit")
def confirm(request: Request) -> dict[str, Any] | Response:
    """Write the drafts as previewed."""
    found = _preview(request)
    try:
        _require_same(request, found)
    except (Invalid, StaleRevision) as error:
        request.response.status_int = error.status
        return {"preview": found, "names": CHANGES, "refusal": str(error)}
    at = datetime.now(UTC)
    imported = import_library(request.db, found.library, at, request.identity.login)
    found.upload.imported_at = at
    written = imported.codes("added", "changed")
    record(request.db, request.identity, "design.import", f"design-upload:{found.upload.id}", {"codes": written})
    same = len(imported.changes) - len(written)
    request.flash(f"已导入 {len(written)} 个定义为草稿，{same} 个没有变化。检查后再发布。")
    return HTTPSeeOther(request.route_path("design"))


def _require_same(request: Request, found: Preview) -> None:
    if found.unreadable or not found.changes:
        raise Invalid("文件里有读不懂的内容，没有导入。改好之后请重新上传。")
    if request.POST.get("seen") != found.seen:
        raise StaleRevision(MEANWHILE)


def _preview(request: Request) -> Preview:
    """Of an upload of the person's own. Raises NotFound for another's."""
    upload = request.db.get(DesignUpload, int(request.matchdict["id"]))
    if upload is None or upload.person_id != request.identity.id:
        raise NotFound("没有这次上传，或者它不是您上传的。请重新选文件。")
    reading = read_upload(request.files.read(upload.digest), upload.name)
    changes = tuple(_changes(request.db, reading.library))
    problems = () if reading.problems else tuple(check(reading.library, draft_library(request.db).get))
    return Preview(upload, reading.library, reading.problems, changes, problems, _seen(request.db, reading.library))


def _drafts(db: Session, library: Library) -> dict[str, Draft]:
    """The drafts that the library would touch. All are read: a file may hold more codes than a query takes."""
    return {draft.code: draft for draft in db.scalars(select(Draft)) if draft.code in library.entries}


def _changes(db: Session, library: Library) -> list[Change]:
    drafts = _drafts(db, library)
    return [Change(code, entry.definition.name, KIND_NAMES[entry.definition.kind],
                   _change(drafts.get(code), entry.document)) for code, entry in library.entries.items()]


def _change(draft: Draft | None, document: Any) -> str:
    if draft is None:
        return "added"
    body = canonical({key: value for key, value in document.items() if key != "pins"})
    return "unchanged" if draft.body == body else "changed"


def _seen(db: Session, library: Library) -> str:
    drafts = _drafts(db, library)
    return digest_of("\n".join(f"{code} {digest_of(drafts[code].body)}" for code in sorted(drafts)))


def _plain(name: str) -> str:
    """The file's own name, without folders or characters that cannot be shown."""
    plain = "".join(filter(str.isprintable, name.replace("\\", "/").rpartition("/")[2]))
    return plain[:200] or "未命名"
