"""Jinja2 for what is drawn outside of a request: the same templates, escaped and strict, under Pyramid's names."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined, Template
from markupsafe import Markup

import yichuang
from yichuang.forms.rows import ADD, REMOVE

from .attributes import described, mark, opening, state
from .codes import qr_svg
from .flow_svg import flow_svg
from .ids import section_id
from .wording import chinese

OURS = Path(__file__).parent
THEIRS = Path(yichuang.__file__).parent


@cache
def environment() -> Environment:
    """The one environment; templates are read once."""
    folders = {"yichuang": FileSystemLoader(THEIRS), "yichuang_renderers": FileSystemLoader(OURS)}
    made = Environment(
        loader=PrefixLoader(folders, delimiter=":"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        section_id=section_id,
        kind=_kind,
        lines=_lines,
        flow_svg=flow_svg,
        qr_svg=qr_svg,
        chinese=chinese,
        opening=opening,
        state=state,
        described=described,
        mark=mark,
    )
    made.globals.update(ADD=ADD, REMOVE=REMOVE)
    return made


def _kind(block: object) -> str:
    return type(block).__name__


def _lines(text: str) -> Markup:
    """Text with its line breaks kept."""
    return Markup("<br>").join(text.split("\n"))


@cache
def template(name: str) -> Template:
    """One of our templates, by its file name."""
    return environment().get_template(f"yichuang_renderers:templates/{name}")


def draw(name: str, **values: Any) -> str:
    """The text that a template makes of values."""
    return template(name).render(values)
