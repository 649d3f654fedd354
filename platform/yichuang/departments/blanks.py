"""The small forms of acts: what is asked (`Blank`), and how a posted body becomes the detail of an event.

Names are JSON Pointers into the detail, so a fault of the lifecycle finds its own field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from yichuang.errors import BadRequest, Problem
from yichuang.forms.pointers import put, split

Kind = Literal["text", "textarea", "date", "number", "select", "radio", "checks", "flag", "shown"]
LONGEST = 4000
MAX_NUMBER = 6


@dataclass(frozen=True)
class Blank:
    """One thing to fill in. `value` is what it starts with; a `shown` one is only read and travels nowhere."""

    pointer: str
    label: str
    kind: Kind = "text"
    required: bool = False
    value: Any = ""
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    size: str = ""


@dataclass(frozen=True)
class Part:
    """Blanks that belong together under one heading. In a `row` of a list they are all or none filled in:
    `keys` are the texts that the row carries besides, `asks` the blanks that make it a filled one."""

    title: str
    blanks: tuple[Blank, ...]
    note: str = ""
    row: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    asks: frozenset[str] = frozenset()
    folded: bool = False
    lead: str = ""


@dataclass(frozen=True)
class Filled:
    """A posted form read: the detail, what is wrong with it, and which row of the page each row of a list was."""

    detail: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    rows: Mapping[str, str] = field(default_factory=dict)

    def at_page(self, problem: Problem) -> Problem:
        """A problem of the detail, at the field of the page."""
        for ours, theirs in self.rows.items():
            if problem.pointer == ours or problem.pointer.startswith(ours + "/"):
                pointer = theirs + problem.pointer[len(ours) :]
                return Problem(pointer, problem.rule, problem.message, problem.severity, problem.fix)
        return problem


class Posted(Protocol):
    """A posted body as WebOb gives it: several values may stand under one name."""

    def get(self, name: str, default: str = "", /) -> Any:
        """The last value of a name."""
        ...

    def getall(self, name: str, /) -> list[Any]:
        """All values of a name, in order."""
        ...

    def __contains__(self, name: object, /) -> bool:
        """Whether the name was posted at all."""
        ...


def read(parts: Sequence[Part], posted: Posted) -> Filled:
    """The detail that a posted form means. Empty texts are left out; rows that nobody began are, too."""
    detail: dict[str, Any] = {}
    problems: list[Problem] = []
    rows: dict[str, str] = {}
    for part in parts:
        if part.row:
            _row(part, posted, detail, rows)
            continue
        for blank in part.blanks:
            value = _value(blank, posted)
            if value is None:
                problems.extend(_missing(blank))
            else:
                put(detail, split(blank.pointer), value)
    return Filled(detail, tuple(problems), rows)


def values(parts: Sequence[Part], posted: Posted | None) -> dict[str, Any]:
    """What each field of the page holds: what was typed, on a page not yet posted what it starts with."""
    blanks = [blank for part in parts for blank in part.blanks]
    if posted is None:
        return {blank.pointer: blank.value for blank in blanks}
    return {blank.pointer: _typed(blank, posted) for blank in blanks}


def folded(parts: Sequence[Part]) -> frozenset[str]:
    """The fields that the page shows only when asked to."""
    return frozenset(blank.pointer for part in parts if part.folded for blank in part.blanks)


def _typed(blank: Blank, posted: Posted) -> Any:
    match blank.kind:
        case "shown":
            return blank.value
        case "checks":
            return [text for text in posted.getall(blank.pointer) if text in dict(blank.options)]
        case "flag":
            return blank.pointer in posted
        case _:
            return _text(posted.get(blank.pointer, ""))


def _value(blank: Blank, posted: Posted) -> Any:
    """The JSON value of a blank; None when it was left empty."""
    typed = _typed(blank, posted)
    if blank.kind == "shown" or typed in ("", [], False):
        return None
    if blank.kind == "number" and typed.isdecimal() and len(typed) <= MAX_NUMBER:
        return int(typed)
    if blank.kind in ("select", "radio") and typed not in dict(blank.options):
        return None
    return typed


def _row(part: Part, posted: Posted, detail: dict[str, Any], rows: dict[str, str]) -> None:
    given = {split(blank.pointer)[-1]: _value(blank, posted) for blank in part.blanks}
    if not any(given.get(name) is not None for name in part.asks):
        return
    name = split(part.row)[0]
    listed = detail.setdefault(name, [])
    rows[f"/{name}/{len(listed)}"] = part.row
    listed.append({**part.keys, **{key: value for key, value in given.items() if value is not None}})


def _missing(blank: Blank) -> Iterator[Problem]:
    if blank.required:
        yield Problem(blank.pointer, "required", f"没有填写“{blank.label}”。", fix="请填写后再办理。")


def _text(given: object) -> str:
    if not isinstance(given, str) or "\x00" in given or len(given) > LONGEST:
        raise BadRequest("提交的内容过长，或含有无法识别的字符，没有登记。请返回核对后再提交。")
    return given.replace("\r\n", "\n").replace("\r", "\n").strip()
