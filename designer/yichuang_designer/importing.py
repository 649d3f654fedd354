"""Import in two steps: what a file would change is shown first, with what both sides changed; confirming writes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.exchange import Choices, apply_plan
from yichuang.definitions.exchange.merge import Side
from yichuang.errors import Invalid, Refused, StaleRevision, YichuangError
from yichuang.identity.audit import record

from .import_preview import Preview, preview_of
from .records import DesignUpload

FORM = "yichuang_designer:templates/import.jinja2"
SHOWN = "yichuang_designer:templates/upload.jinja2"
NO_FILE = "还没有选文件，没有上传。请选一个 .json 文件，或由导出得到的 .zip 压缩包。"
MEANWHILE = "您看过预览之后，有草稿又被改过，没有导入。请再看一遍预览。"
NOT_YOURS = "文件里有发布版本，恢复它们等于发布，您的岗位不能发布，没有导入。请让能发布的人来导入。"
SIDES: Mapping[str, Side] = {"ours": "ours", "theirs": "theirs"}
CHOICE, RELEASES = "choice/", "releases"


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
    return {"preview": preview_of(request, Choices(merge=True)), "refusal": "", "chosen": {}}


@view_config(route_name="design.upload", request_method="POST", renderer=SHOWN, permission="design.edit")
def confirm(request: Request) -> dict[str, Any] | Response:
    """Write as previewed and chosen. What nobody has chosen for stays as it is here."""
    found = preview_of(request, _choices(request))
    try:
        _require_same(request, found)
    except YichuangError as error:
        request.response.status_int = error.status
        return {"preview": found, "refusal": str(error), "chosen": dict(request.POST)}
    apply_plan(request.db, found.plan, datetime.now(UTC), request.identity.login, found.upload.name)
    found.upload.imported_at = datetime.now(UTC)
    written = [step.code for step in found.steps("added", "changed")]
    released = [f"{sealed.code}@{number}" for sealed, number in found.plan.releases.added]
    record(request.db, request.identity, "design.import", f"design-upload:{found.upload.id}",
           {"codes": written, "releases": released})
    request.flash(_told(found, len(written), len(released)))
    return HTTPSeeOther(request.route_path("design"))


def _told(found: Preview, written: int, released: int) -> str:
    said = f"已导入 {written} 个定义为草稿，{len(found.steps('unchanged'))} 个没有变化"
    said += f"，恢复 {released} 个发布版本" if released else ""
    left = len(found.plan.conflicts) + len(found.plan.releases.apart)
    return said + (f"；{left} 处冲突没有动。" if left else "。检查后再发布。")


def _choices(request: Request) -> Choices:
    """`choice/CODE/POINTER` and `releases`, each ours or theirs; anything else leaves the conflict."""
    places: dict[str, dict[str, Side]] = {}
    for name, value in request.POST.items():
        if name.startswith(CHOICE) and value in SIDES:
            code, slash, pointer = name.removeprefix(CHOICE).partition("/")
            places.setdefault(code, {})[slash + pointer] = SIDES[value]
    return Choices(merge=True, places=places, releases=SIDES.get(request.POST.get(RELEASES, "")))


def _require_same(request: Request, found: Preview) -> None:
    if found.unreadable:
        raise Invalid("文件里有读不懂的内容，没有导入。改好之后请重新上传。")
    if found.plan.releases.added and not request.identity.can("design.publish"):
        raise Refused(NOT_YOURS)
    if request.POST.get("seen") != found.seen:
        raise StaleRevision(MEANWHILE)


def _plain(name: str) -> str:
    """The file's own name, without folders or characters that cannot be shown."""
    plain = "".join(filter(str.isprintable, name.replace("\\", "/").rpartition("/")[2]))
    return plain[:200] or "未命名"
