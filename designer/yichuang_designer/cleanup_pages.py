"""The ledger of material clean-up as a page, a workbook and JSON; its filters stand in the address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.cleanup.acting import Opened, open_ledger
from yichuang.definitions.cleanup.decisions import Hand
from yichuang.definitions.cleanup.ledger import STATE_NAMES, Key, Row
from yichuang.definitions.cleanup.rule import ACTION_NAMES
from yichuang.definitions.cleanup.rules import BY_ID
from yichuang.definitions.cleanup.sheets import ledger_book
from yichuang.definitions.codewords import WORDS
from yichuang.definitions.drafts import draft_library
from yichuang.definitions.library import Library
from yichuang.definitions.matter import Matter
from yichuang.definitions.place import Department
from yichuang.errors import BadRequest
from yichuang.standards.legal_days import legal_day

PAGE = "yichuang_designer:templates/cleanup.jinja2"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILTERS = ("of", "department", "rule", "state")
PER_PAGE = 50
STATE_TONES = {"open": "yellow", "decided": "blue", "done": "green"}


@dataclass(frozen=True)
class Choice:
    """A group of subjects that a ledger can be opened on, each (code, name)."""

    title: str
    members: tuple[tuple[str, str], ...]


def filters_of(request: Request) -> dict[str, str]:
    """The filters in the address, none of them empty."""
    given = {name: request.GET.get(name, "").strip()[:64] for name in FILTERS}
    return {name: text for name, text in given.items() if text}


def back_to(request: Request, **more: str) -> str:
    """The address of the ledger with its filters, and what is given besides."""
    path: str = request.route_path("design.cleanup", _query={**filters_of(request), **more})
    return path


def opened(request: Request) -> Opened:
    """The ledger that the address asks for. Raises BadRequest without `of`."""
    code = filters_of(request).get("of")
    if code is None:
        raise BadRequest("没有写明清理哪一件事、哪个部门或者哪个事项。请从材料清理的首页选择。")
    return open_ledger(request.db, [code], today())


def today() -> date:
    """The legal day of this moment."""
    return legal_day(datetime.now(UTC))


def hand(request: Request) -> Hand:
    """The person at the page, now."""
    return Hand(request.identity.login, request.identity.name, datetime.now(UTC))


def key_of(text: str) -> Key:
    """The row that an address names. Raises BadRequest for anything else."""
    parts = text.split("|")
    if len(parts) != len(Key._fields) or parts[3] not in BY_ID:
        raise BadRequest("地址里的台账条目不完整。请从台账点开。")
    return Key(*parts)


def text_of(key: Key) -> str:
    """The row in an address."""
    return "|".join(key)


@view_config(route_name="design.cleanup", request_method="GET", renderer=PAGE, permission="design.read")
def show(request: Request) -> dict[str, Any] | Response:
    """The ledger of what is chosen, or what there is to choose from; `format=xlsx` and `format=json` give files."""
    given = filters_of(request)
    if "of" not in given:
        return {"choices": _choices(draft_library(request.db)), "given": given, "opened": None}
    found = opened(request)
    narrowed = found.ledger.narrowed(*(given.get(name, "") for name in FILTERS[1:]))
    wanted = request.GET.get("format")
    if wanted == "xlsx":
        return download(ledger_book(narrowed, request.identity.name), XLSX, f"{narrowed.title}.xlsx")
    if wanted == "json":
        return as_json(narrowed.as_dict())
    return {**_page(request, found, narrowed.rows), "removals": narrowed.removals, "given": given,
            "choices": _choices(found.library)}


def _page(request: Request, found: Opened, rows: tuple[Row, ...]) -> dict[str, Any]:
    page = max(1, min(_number(request.GET.get("page", "1")), -(-len(rows) // PER_PAGE)))
    departments = {row.department: _name(found.library, row.department) for row in found.ledger.rows}
    return {
        "opened": found, "ledger": found.ledger, "rows": rows[(page - 1) * PER_PAGE : page * PER_PAGE],
        "total": len(rows), "page": page, "pages": -(-len(rows) // PER_PAGE), "states": found.ledger.states(),
        "departments": departments, "rules": BY_ID, "state_names": STATE_NAMES, "tones": STATE_TONES,
        "actions": ACTION_NAMES, "modes": WORDS["mode"], "key": text_of, "names": dict(found.ledger.of),
        "address": lambda **more: back_to(request, **more), "demanded": list(_demanded(found)),
        "role_of": lambda row: role_title(found, row.key.matter, row.key.role),
    }


def role_title(found: Opened, matter: str, role: str) -> str:
    """What a role is called in the bundle that the ledger is about; else its own code."""
    for part in found.scope.parts:
        for member in part.bundle.members if part.bundle else ():
            if part.bundle and member.matter == matter:
                titles = {each.code: each.title for each in part.bundle.roles}
                return titles.get(member.roles.get(role, role), role)
    return role


def name_in(found: Opened, code: str) -> str:
    """The name of a code among the drafts, else the code."""
    return _name(found.library, code)


def _demanded(found: Opened) -> Iterator[tuple[str, str]]:
    """Materials that applicants bring and no reviewer has marked: (place, words)."""
    for matter in found.scope.matters:
        for index, required in enumerate(matter.materials):
            if required.exemption.mode == "none" and required.supervised is None:
                name = _name(found.library, required.material)
                role = role_title(found, matter.code, required.role or "")
                yield f"{matter.code}|{index}", f"{matter.name}：{name}{f'（{role}）' if role else ''}"


def _choices(library: Library) -> list[Choice]:
    matters = [each for each in library if isinstance(each, Matter) and each.state != "cancelled"]
    bundles = tuple((each.code, each.name) for each in library if isinstance(each, Bundle))
    owners = dict.fromkeys(matter.department for matter in matters)
    departments = tuple((code, _name(library, code)) for code in owners if isinstance(library.get(code), Department))
    groups = (("一件事", bundles), ("部门", departments), ("事项", tuple((each.code, each.name) for each in matters)))
    return [Choice(title, members) for title, members in groups if members]


def _name(library: Library, code: str) -> str:
    found = library.get(code)
    return found.name if found else code


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def download(content: bytes, media_type: str, name: str) -> Response:
    """A download under its Chinese name."""
    return Response(content, content_type=media_type, content_disposition=f"attachment; filename*=UTF-8''{quote(name)}")


def as_json(answer: Any) -> Response:
    """One JSON document, as the command prints it."""
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    return Response(text.encode(), content_type="application/json", charset="utf-8")
