"""Which page of a list an address asks for."""

from __future__ import annotations

from pyramid.request import Request


def page_number(request: Request) -> int:
    """The page asked for in the address, at least the first."""
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) else 1
