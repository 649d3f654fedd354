"""The page of one release: what was published, exactly as it was."""

from __future__ import annotations

import json
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config
from sqlalchemy import select

from yichuang.definitions.records import Release
from yichuang.definitions.releases import definition_of, pinned, release_of

from .reading import parts_of

PAGE = "yichuang_designer:templates/release.jinja2"


@view_config(route_name="design.release", request_method="GET", renderer=PAGE, permission="design.read")
def show(request: Request) -> dict[str, Any]:
    """A release, readable, with the releases it uses. Raises NotFound, saying what there is."""
    code, number = request.matchdict["code"], int(request.matchdict["number"])
    release = release_of(request.db, code, number)
    used = pinned(request.db, release)
    document = json.loads(release.body)
    return {
        "release": release, "document": document, "used": [used[each] for each in sorted(used)],
        "parts": parts_of(definition_of(release), document, lambda each: used[each].name if each in used else ""),
        "releases": list(request.db.scalars(
            select(Release).where(Release.code == code).order_by(Release.number.desc()))),
        "source": json.dumps(document, ensure_ascii=False, indent=2),
    }
