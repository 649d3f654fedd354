"""/schemas/KIND.json: the JSON Schema of each kind of declared document and of the form language, for those who write them
elsewhere."""

from __future__ import annotations

import json
from functools import cache

from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from yichuang.definitions.kinds import KIND_NAMES
from yichuang.definitions.metaschemas import metaschema
from yichuang.errors import NotFound


@view_config(route_name="schema", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def schema(request: Request) -> Response:
    """The meta-schema of one kind. Raises NotFound, saying which kinds there are."""
    return Response(_text(request.matchdict["kind"]), content_type="application/schema+json", charset="utf-8",
                    cache_control="public, max-age=3600")


@cache
def _text(kind: str) -> str:
    found = metaschema(kind)
    if found is None:
        known = "、".join(f"{code}（{name}）" for code, name in KIND_NAMES.items())
        raise NotFound(f"没有“{kind}”这一类定义。可用：{known}、form（表单语言）、form-vocabulary（表单标注）。")
    return json.dumps(found, ensure_ascii=False)
