"""Parcels that were given up, and how each department stands; the contents of a parcel are never shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.releases import places
from yichuang.dispatch.records import ParcelState
from yichuang.dispatch.replay import dead_letters, retry, status
from yichuang.errors import Conflict
from yichuang.identity import audit

DELIVERIES = "yichuang:administration/templates/deliveries.jinja2"
STATES = {
    ParcelState.PENDING.value: "待发",
    ParcelState.SENT.value: "已发，待确认",
    ParcelState.RECEIVED.value: "已送达",
    ParcelState.DEAD.value: "停止发送",
}


@view_config(route_name="admin-deliveries", request_method="GET", renderer=DELIVERIES, permission="deliver.manage")
def show_deliveries(request: Request) -> dict[str, Any]:
    """The dead letters, oldest first, and the figures of every department."""
    names = {code: each.name for code, each in places(request.db).items()}
    return {"dead": dead_letters(request.db), "counts": status(request.db), "names": names, "states": STATES}


@view_config(route_name="admin-delivery-retry", request_method="POST", permission="deliver.manage")
def retry_parcel(request: Request) -> Response:
    """Have a dead parcel tried again; a second press finds it already on its way."""
    try:
        parcel = retry(request.db, request.matchdict["id"], datetime.now(UTC))
    except Conflict as refusal:
        request.flash(str(refusal), "warning")
        return HTTPSeeOther(request.route_path("admin-deliveries"))
    audit.record(request.db, request.identity, "deliver.retry", f"parcel:{parcel.id}", {"about": parcel.reference})
    request.flash(f"{parcel.reference} 已重新排队，几秒内再发一次；还不成的，会按间隔自动重试。")
    return HTTPSeeOther(request.route_path("admin-deliveries"))
