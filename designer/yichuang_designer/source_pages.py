"""The room of the provincial library: hand in its data, see what it adds, changes and cancels, accept or reject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy.orm import Session

from yichuang.definitions.reuse.followed import Today, today_in
from yichuang.definitions.source.deciding import ACTIONS, STATES, accept, code_of, proposals, reject, state_of
from yichuang.definitions.source.files import FileSource
from yichuang.definitions.source.mapping import built_in, read_mapping
from yichuang.definitions.source.matching import used_by
from yichuang.definitions.source.proposing import Synchronised, counts, synchronise
from yichuang.definitions.source.records import SourceProposal
from yichuang.errors import Invalid, YichuangError
from yichuang.identity.audit import record

PAGE = "yichuang_designer:templates/source.jinja2"
PER_PAGE = 30
MOST_PROBLEMS = 100
TONES = {"add": "blue", "change": "yellow", "cancel": "red"}
STATE_TONES = {"open": "line", "accepted": "green", "rejected": "red", "superseded": "line"}
NO_FILE = "还没有选文件，没有比对。请选事项库导出的 .json、.jsonl、.csv 或者 .xlsx 文件。"
NEITHER = "还没有说接受还是拒绝，没有办理。请按下面两个按钮中的一个。"
NONE_CHOSEN = "还没有勾选，没有办理。请勾选要办理的提议。"


@dataclass(frozen=True)
class Listed:
    """A proposal with what its card says: the matter's code of today. `bundles` use the matter that would be cancelled."""

    proposal: SourceProposal
    code: str
    state: str
    bundles: tuple[tuple[str, str], ...]

    @property
    def badge(self) -> tuple[str, str]:
        """新增, 变更 or 取消, and its tone."""
        return ACTIONS[self.proposal.action], TONES[self.proposal.action]

    @property
    def standing(self) -> tuple[str, str]:
        """What became of it, and its tone."""
        return STATES[self.state], STATE_TONES[self.state]


@view_config(route_name="design.source", request_method="GET", renderer=PAGE, permission="design.read")
def show(request: Request) -> dict[str, Any]:
    """The proposals of one state, newest first, page by page."""
    return _page(request)


@view_config(route_name="design.source", request_method="POST", request_param="sync", renderer=PAGE, permission="design.edit")
def take(request: Request) -> dict[str, Any]:
    """Compare a file with the drafts and write down what it proposes; drafts stay as they are."""
    given = request.POST.get("file")
    try:
        if not hasattr(given, "file"):
            raise Invalid(NO_FILE)
        found = _synchronised(request, given)
    except YichuangError as error:
        request.response.status_int = error.status
        return _page(request, problem=str(error))
    numbers = dict(counts(found.proposals))
    record(request.db, request.identity, "design.source.sync", f"library:{found.library}"[:200],
           {"matters": found.matters, **numbers, "problems": len(found.problems)})
    return _page(request, found=found)


def _synchronised(request: Request, given: Any) -> Synchronised:
    """The file goes through the store, which limits its size, and through a folder that is gone afterwards."""
    stored = request.files.put(given.file, request.registry["settings"].upload_limit)
    name = Path(str(given.filename).replace("\\", "/").rpartition("/")[2] or "library.json").suffix[:8]
    mapping = str(request.POST.get("mapping", ""))
    with TemporaryDirectory() as folder:
        path = Path(folder, f"事项库{name}")
        path.write_bytes(request.files.read(stored.digest))
        source = FileSource(path, read_mapping(mapping) if mapping in built_in() else None,
                            str(request.POST.get("library", "")).strip()[:200], None if request.POST.get("complete") else False)
        return synchronise(request.db, source, datetime.now(UTC), request.identity.login)


@view_config(route_name="design.source", request_method="POST", request_param="act", renderer=PAGE, permission="design.edit")
def decide(request: Request) -> dict[str, Any] | Response:
    """Accept or reject what is ticked, or all that the filter shows. Accepting writes drafts and never publishes."""
    act, reason = str(request.POST["act"]), str(request.POST.get("reason", "")).strip()
    try:
        chosen = _chosen(request)
        said = _DECISIONS.get(act, _unknown)(request, chosen, reason)
    except YichuangError as error:
        # A view that answers 4xx is rolled back: nothing of a batch stays half done.
        request.response.status_int = error.status
        return _page(request, problem=str(error), reason=reason)
    request.flash(said, "ok")
    return HTTPSeeOther(request.route_path("design.source", _query=_filter(request)))


def _accept(request: Request, chosen: list[int], reason: str) -> str:
    done = accept(request.db, chosen, datetime.now(UTC), request.identity.login, reason)
    codes = [accepted.code for accepted in done]
    record(request.db, request.identity, "design.source.accept", _subject(chosen), {"proposals": chosen, "codes": codes})
    lacking = sum(bool(accepted.lacking) for accepted in done)
    more = f"其中 {lacking} 个还缺内容，补齐才能发布。" if lacking else "检查后再发布。"
    return f"已接受 {len(done)} 份，写成草稿。{more}"


def _reject(request: Request, chosen: list[int], reason: str) -> str:
    codes = reject(request.db, chosen, datetime.now(UTC), request.identity.login, reason)
    record(request.db, request.identity, "design.source.reject", _subject(chosen), {"proposals": chosen, "codes": codes})
    return f"已拒绝 {len(codes)} 份，草稿没有改动。省库再有变化时会重新提出。"


def _unknown(request: Request, chosen: list[int], reason: str) -> str:
    raise Invalid(NEITHER)


_DECISIONS: dict[str, Callable[[Request, list[int], str], str]] = {"accept": _accept, "reject": _reject}


def _subject(chosen: list[int]) -> str:
    return f"source-proposal:{chosen[0]}" if len(chosen) == 1 else f"source-proposals:{chosen[0]}+{len(chosen) - 1}"


def _chosen(request: Request) -> list[int]:
    if request.POST.get("all"):
        return sorted(each.id for each in _matching(request.db, {**_filter(request), "state": "open"}))
    ids = [int(text) for text in request.POST.getall("id") if str(text).isascii() and str(text).isdigit() and len(text) < 10]
    if not ids:
        raise Invalid(NONE_CHOSEN)
    return ids


def _filter(request: Request) -> dict[str, str]:
    given = {name: str(request.params.get(name, "")).strip()[:100] for name in ("state", "action", "q")}
    return {name: value for name, value in given.items() if value}


def _matching(db: Session, chosen: dict[str, str]) -> list[SourceProposal]:
    state, action, text = chosen.get("state", "open"), chosen.get("action", ""), chosen.get("q", "").casefold()
    today = today_in(db)
    return [each for each in proposals(db, "" if state == "all" else state) if action in ("", each.action)
            and (text in each.name.casefold() or text in each.code.casefold() or text in code_of(each, today).casefold())]


def _page(request: Request, **more: Any) -> dict[str, Any]:
    chosen = _filter(request)
    listed = _matching(request.db, chosen)
    pages = max(1, -(-len(listed) // PER_PAGE))
    asked = str(request.params.get("page", "1"))
    page = min(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1, pages) or 1
    today = today_in(request.db)
    shown = [_listed(request.db, each, today) for each in listed[(page - 1) * PER_PAGE: page * PER_PAGE]]
    waiting = dict(counts(list(proposals(request.db, "open"))))
    return {
        "listed": shown, "total": len(listed), "page": page, "pages": pages, "chosen": chosen, "waiting": waiting,
        "state": chosen.get("state", "open"), "action": chosen.get("action", ""), "q": chosen.get("q", ""),
        "states": STATES, "actions": ACTIONS, "mappings": built_in(),
        "limit_mb": request.registry["settings"].upload_limit_mb, "most": MOST_PROBLEMS,
        "problem": "", "found": None, "reason": "", "ticked": set(request.POST.getall("id")), **more,
    }


def _listed(db: Session, proposal: SourceProposal, today: Today) -> Listed:
    code = code_of(proposal, today)
    bundles = tuple(used_by(db, code)) if proposal.action == "cancel" else ()
    return Listed(proposal, code, state_of(proposal), bundles)
