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
from yichuang.cases.handle import actions, carry_out
from yichuang.cases.records import Case, Notice
from yichuang.cases.vocabulary import NoticeKind
from yichuang.errors import BadRequest, NotFound, Unavailable
from yichuang.extension import extensions
from yichuang.identity.actor import Actor, region_prefix

from .desk import hand_of
from .records import Filing

FILING = "yichuang:filing/templates/filing.jinja2"
SHEET = "yichuang:filing/templates/notice.jinja2"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def find_filing(db: Session, number: str, actor: Actor) -> Filing:
    """A filing of the actor's region. Raises NotFound for any other."""
    filing = db.scalar(select(Filing).where(Filing.number == number))
    if filing is None or not filing.region.startswith(region_prefix(actor.region)):
        raise NotFound("没有这个申报号。请核对号码。")
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
    filing = find_filing(request.db, request.matchdict["number"], request.identity)
    hand = hand_of(request)
    cases = [{"case": case, "light": case.light(hand.at), "actions": _window_actions(request.db, case, hand)}
             for case in cases_of(request.db, filing)]
    receipt = receipt_of(request.db, filing)
    return {"filing": filing, "cases": cases, "receipt": receipt, "paper": Markup(receipt.html), "at": hand.at}  # noqa: S704


def _window_actions(db: Session, case: Case, hand: Any) -> list[Action]:
    open_ = actions(db, case, hand.desk, hand.day)
    return [action for action in (Action.RECEIVE_CORRECTIONS, Action.DELIVER) if action in open_]


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


@view_config(route_name="window.case", request_method="POST", permission="filing.write")
def act(request: Request) -> Response:
    """What the window may do for a case: take corrections in, hand the result out."""
    filing = find_filing(request.db, request.matchdict["number"], request.identity)
    case = next((c for c in cases_of(request.db, filing) if str(c.seq) == request.matchdict["seq"]), None)
    if case is None:
        raise NotFound("这份申报没有这个办件。")
    hand = hand_of(request, int(request.POST.get("revision", "0") or 0))
    action = request.POST.get("action", "")
    if action == Action.RECEIVE_CORRECTIONS:
        items = [item for item in request.POST.getall("item") if item]
        carry_out(request.db, case, Action.RECEIVE_CORRECTIONS, hand, {"items": items} if items else {})
        request.flash("补正材料已登记，部门将收到通知。", "ok")
    elif action == Action.DELIVER:
        detail = {"method": request.POST.get("method", ""), "receiver": request.POST.get("receiver", "")}
        carry_out(request.db, case, Action.DELIVER, hand, detail)
        request.flash("已登记送达。", "ok")
    else:
        raise BadRequest("窗口不能办理这一步。请刷新页面。")
    return HTTPSeeOther(request.route_path("window.filing", number=filing.number))
