"""What a posted form says, read without trust: text on one line, of a reasonable length."""

from __future__ import annotations

from pyramid.request import Request

from yichuang.errors import BadRequest

LONGEST = 200


def posted(request: Request, name: str, longest: int = LONGEST) -> str:
    """A text field without the spaces around it; BadRequest for a file, control characters or an absurd length."""
    value = request.POST.get(name, "")
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise BadRequest
    return value.strip()


def page_number(request: Request) -> int:
    """The page asked for in the address, at least the first."""
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else 1
