"""Generators, no pages of their own: intake screens, guides, notices; HTML and DOCX from one structure each."""
from __future__ import annotations

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Registers what this plug-in brings."""
    config.add_command("forms render", "yichuang_renderers.commands_forms:render")
    config.add_command("forms read", "yichuang_renderers.commands_forms:read")
