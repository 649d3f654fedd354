"""A notice writer where no plug-in brings one: every fact on a plain page."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from pyramid.config import Configurator

from yichuang.extension import extensions


def write(kind: str, facts: Mapping[str, Any]) -> bytes:
    """One paper: title, number, then all facts, escaped."""
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(str(value))}</td></tr>" for name, value in facts.items())
    title, number = escape(str(facts["title"])), escape(str(facts["number"]))
    head = f'<h1>{title}</h1><p class="sheet-no">{number}</p>'
    return f'<article class="sheet">{head}<table>{rows}</table></article>'.encode()


def includeme(config: Configurator) -> None:
    """Only where no other writer has been registered."""
    config.action(
        "plain notices", lambda: extensions(config.registry).notice_writers.setdefault("html", write), order=99
    )
