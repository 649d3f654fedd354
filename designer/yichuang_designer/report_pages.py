"""The merge report of a bundle's draft as a file to take to the meeting."""

from __future__ import annotations

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.errors import NotFound
from yichuang.extension import extensions

TYPES = {"html": "text/html", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@view_config(route_name="design.report", request_method="GET", permission="design.read")
def download(request: Request) -> Response:
    """The report in the format of the address. Raises NotFound, and Invalid while the draft cannot be composed."""
    writer = extensions(request.registry).merge_report
    if writer is None:
        raise NotFound("这里没有安装合并报告的模块。")
    form = request.matchdict["format"]
    body, name = writer(request, request.matchdict["code"], form)
    response = Response(body, content_type=TYPES[form], charset="UTF-8" if form == "html" else None)
    response.content_disposition = f'attachment; filename="{name}"'
    return response
