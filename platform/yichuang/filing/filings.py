"""A filing at the window: its receipt, how each case stands, corrections brought in, results handed out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.cases.actions import Action
from yichuang.cases.handle import carry_out
from yichuang.cases.records import Case, Notice
from yichuang.cases.vocabulary import DELIVERY_METHODS, NoticeKind
from yichuang.errors import BadRequest, Conflict, Invalid, NotFound, Unavailable, YichuangError
from yichuang.extension import extensions
from yichuang.identity.actor import Actor, region_prefix

from .case_rows import row_of
from .desk import hand_of
from .posted import posted, posted_revision
from .records import Filing
from .repin.standing import last_move
from .repin.supplement import awaited

FILING = "yichuang:filing/templates/filing.jinja2"
SHEET = "yichuang:filing/templates/notice.jinja2"
DONE = {Action.RECEIVE_CORRECTIONS: "补正材料已登记，部门可以接着办理。", Action.DELIVER: "已登记送达。"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def find_filing(db: Session, number: str, actor: Actor) -> Filing:
    """A filing of the actor's region. Raises NotFound for any other."""
    filing = db.scalar(select(Filing).where(Filing.number == number))
    if filing is None or not filing.region.startswith(region_prefix(actor.region)):
        raise NotFound("没有这个收件编号。请核对号码。")
    return filing


def cases_of(db: Session, filing: Filing) -> Sequence[Case]:
    """The cases of a filing, in order."""
    return db.scalars(select(Case).where(Case.filing_id == filing.id).order_by(Case.seq)).all()


def receipt_of(db: Session, filing: Filing) -> Notice:
    """The receipt as it was issued."""
    query = select(Notice).where(Notice.filing_id == filing.id, Notice.kind == NoticeKind.RECEIPT)
    return db.scalars(query.order_by(Notice.id)).first() or _missing()


def _missing() -> Notice:
    raise NotFound("这份申报没有收件凭证。")


@view_config(route_name="window.filing", request_method="GET", renderer=FILING, permission="filing.read")
def show(request: Request) -> dict[str, Any]:
    """Receipt, cases and what the window can do for each."""
    return _page(request, find_filing(request.db, request.matchdict["number"], request.identity))


def _page(request: Request, filing: Filing, refused: YichuangError | None = None, seq: int = 0) -> dict[str, Any]:
    """`refused` is why the act on case `seq` was not done; what was typed for it stands on the page."""
    hand = hand_of(request)
    cases = [row_of(request.db, case, hand) for case in cases_of(request.db, filing)]
    return {
        "filing": filing,
        "cases": cases,
        "receipt": receipt_of(request.db, filing),
        "at": hand.at,
        "methods": DELIVERY_METHODS,
        "refused": refused,
        "seq": seq,
        "typed": request.POST if refused else {},
        "moved": last_move(request.db, filing),
        "awaited": awaited(request.db, filing),
    }


@view_config(route_name="window.receipt", request_method="GET", renderer=SHEET, permission="filing.read")
def show_receipt(request: Request) -> dict[str, Any]:
    """The receipt alone, for printing."""
    filing = find_filing(request.db, request.matchdict["number"], request.identity)
    receipt = receipt_of(request.db, filing)
    # The platform wrote this text from escaped facts when it was issued; it is never rendered again.
    back = request.route_path("window.filing", number=filing.number)
    return {"notice": receipt, "paper": Markup(receipt.html), "back": back}  # noqa: S704


@view_config(route_name="window.receipt.docx", request_method="GET", permission="filing.read")
def receipt_docx(request: Request) -> Response:
    """The receipt as a Word document, from the facts stored with it."""
    filing = find_filing(request.db, request.matchdict["number"], request.identity)
    return docx_response(request, receipt_of(request.db, filing))


def docx_response(request: Request, notice: Notice) -> Response:
    """A stored notice as DOCX."""
    writer = extensions(request.registry).notice_writers.get("docx")
    if writer is None:
        raise Unavailable("没有安装文书模块，不能生成 Word 文件。可以打印网页。")
    response = Response(writer(notice.kind, notice.facts), content_type=DOCX)
    response.content_disposition = f'attachment; filename="{notice.kind}-{notice.id}.docx"'
    return response


@view_config(route_name="window.case", request_method="POST", renderer=FILING, permission="filing.write")
def act(request: Request) -> dict[str, Any] | Response:
    """What the window may do for a case: take corrections in, hand the result out."""
    filing = find_filing(request.db, request.matchdict["number"], request.identity)
    case = next((c for c in cases_of(request.db, filing) if str(c.seq) == request.matchdict["seq"]), None)
    if case is None:
        raise NotFound("这份申报没有这个办件。")
    hand = hand_of(request, posted_revision(request))
    try:
        action, detail = _posted_act(request)
        with request.db.begin_nested():
            carry_out(request.db, case, action, hand, detail)
    except (Invalid, Conflict) as refused:
        request.response.status_int = refused.status
        return _page(request, filing, refused, case.seq)
    request.flash(DONE[action], "ok")
    return HTTPSeeOther(request.route_path("window.filing", number=filing.number))


def _posted_act(request: Request) -> tuple[Action, dict[str, Any]]:
    """The act and its detail. Raises BadRequest for any that is not the window's, Invalid when nothing was ticked."""
    wanted = posted(request, "action")
    if wanted == Action.RECEIVE_CORRECTIONS:
        items = [item for item in request.POST.getall("item") if isinstance(item, str) and item]
        if not items:
            raise Invalid("没有勾选已补交的内容，没有登记。请勾选申请人这次交来的。")
        return Action.RECEIVE_CORRECTIONS, {"items": items}
    if wanted == Action.DELIVER:
        return Action.DELIVER, {name: posted(request, name) for name in ("method", "receiver")}
    raise BadRequest("窗口不能办理这一步。请刷新页面。")
