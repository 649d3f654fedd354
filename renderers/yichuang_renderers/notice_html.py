"""A notice as HTML: the sheets that are kept when it is issued, looked at and printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .blocks import Block, PageBreak
from .notices import notice_document
from .pages import draw


def write_notice(kind: str, facts: Mapping[str, Any]) -> str:
    """The sheets of a notice as an HTML fragment for `sheet.jinja2`. Raises Invalid when a fact is missing."""
    notice = notice_document(kind, facts)
    return draw("notice.jinja2", notice=notice, pages=list(_pages(notice.blocks)))


def notice_html(kind: str, facts: Mapping[str, Any]) -> bytes:
    """The same as bytes, as the platform asks for it."""
    return write_notice(kind, facts).encode()


def _pages(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    page: list[Block] = []
    for block in blocks:
        if isinstance(block, PageBreak):
            yield page
            page = []
        else:
            page.append(block)
    yield page
