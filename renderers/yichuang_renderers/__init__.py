"""Generators, no pages of their own: intake screens, guides, notices; HTML and DOCX from one structure each."""

from __future__ import annotations

from pyramid.config import Configurator

from .guide_docx import write_docx
from .guide_html import write_html, write_page
from .notice_docx import notice_docx
from .notice_html import notice_html
from .screens import Screens


def includeme(config: Configurator) -> None:
    """Registers what this plug-in brings."""
    config.set_form_renderer(Screens())
    for suffix, guide_writer in (("page", write_page), ("html", write_html), ("docx", write_docx)):
        config.add_guide_writer(suffix, guide_writer)
    for suffix, notice_writer in (("html", notice_html), ("docx", notice_docx)):
        config.add_notice_writer(suffix, notice_writer)
    config.add_command("forms render", "yichuang_renderers.commands_forms:render")
    config.add_command("forms read", "yichuang_renderers.commands_forms:read")
    config.add_command("guides write", "yichuang_renderers.commands_guides:write")
    config.add_command("sheets write", "yichuang_renderers.commands_sheets:write")
