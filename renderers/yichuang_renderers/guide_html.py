"""A guide as HTML: the chapters for the public page, or a whole document for a file."""

from __future__ import annotations

from yichuang.extension import GuideSource

from .guide import guide_document
from .guide_facts import GuideFacts
from .pages import draw
from .standalone import document


def write_page(guide: GuideSource, *, brief: bool = False) -> bytes:
    """The contents and chapters as one `.guide-cols`, without the title, which the page has."""
    made = guide_document(GuideFacts.of(guide), brief)
    return draw("guide_page.jinja2", guide=made, svg=False).encode()


def write_html(guide: GuideSource, *, brief: bool = False) -> bytes:
    """A document that stands alone."""
    made = guide_document(GuideFacts.of(guide), brief)
    return document(made.title, draw("guide_document.jinja2", guide=made)).encode()
