"""变化: what differs between two releases or from the draft, in words, and whom a change would touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config
from sqlalchemy.orm import Session

from yichuang.definitions.change.between import Compared, Side, compare
from yichuang.definitions.change.impact import STATE_WORDS, Held, Tied, User, users_of
from yichuang.definitions.kinds import KIND_NAMES
from yichuang.extension import extensions

from .draft_pages import Opened, open_draft

PAGE = "yichuang_designer:templates/change.jinja2"
LONGEST_NUMBER = 6


@dataclass(frozen=True)
class Counted:
    """How many are tied to one release of one bundle or matter."""

    subject: str
    release: int
    filings: int
    drafts: int


@view_config(route_name="design.change", request_method="GET", renderer=PAGE, permission="design.read")
def show(request: Request) -> dict[str, Any]:
    """The difference that the address asks for; without a question, from the newest release to the draft."""
    opened = open_draft(request.db, request.matchdict["code"])
    earlier, later = _sides(request, opened)
    compared = compare(request.db, opened.item.draft.code, earlier, later) if opened.releases else None
    return {
        "opened": opened, "item": opened.item, "draft": opened.item.draft, "tab": "change", "compared": compared,
        "sides": _choices(opened), "users": _by_kind(users_of(request.db, opened.item.draft.code)),
        "tied": _counted(tied(request, request.db, opened.item.draft.code)), "state_words": STATE_WORDS,
        "titles": _titles(compared),
    }


def tied(request: Request, db: Session, code: str) -> Tied:
    """What is under way, from all who know of it."""
    found = [source(db, code) for source in extensions(request.registry).impact_sources.values()]
    return Tied(tuple(each for one in found for each in one.filings), tuple(each for one in found for each in one.drafts))


def _sides(request: Request, opened: Opened) -> tuple[int | None, Side | None]:
    """The releases in the address that there are; else from the newest to the draft."""
    numbers = {str(release.number): release.number for release in opened.releases}
    newest = opened.releases[0].number if opened.releases else None
    later = numbers.get(request.GET.get("to", ""), "draft")
    return numbers.get(request.GET.get("from", ""), newest), later


def _choices(opened: Opened) -> list[tuple[str, str]]:
    return [("draft", "草稿"), *((str(release.number), f"第 {release.number} 版") for release in opened.releases)]


def _by_kind(users: Sequence[User]) -> list[tuple[str, list[User]]]:
    found: dict[str, list[User]] = {}
    for user in users:
        found.setdefault(KIND_NAMES.get(user.kind, user.kind), []).append(user)
    return list(found.items())


def _counted(found: Tied) -> list[Counted]:
    """Counts by subject and release; single filings are for those who handle them."""
    keys = sorted({(each.subject, each.release) for each in (*found.filings, *found.drafts)})
    return [Counted(*key, _count(found.filings, key), _count(found.drafts, key)) for key in keys]


def _count(held: Sequence[Held], key: tuple[str, int]) -> int:
    return sum((each.subject, each.release) == key for each in held)


def _titles(compared: Compared | None) -> tuple[str, str]:
    if compared is None:
        return "", ""
    earlier, later = (("草稿" if side == "draft" else f"第 {side} 版") for side in (compared.earlier, compared.later))
    return earlier, later
