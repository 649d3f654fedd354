"""Jinja2 for what is drawn outside of a request: the same templates, escaped and strict, under Pyramid's names."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, PrefixLoader, StrictUndefined, Template

import yichuang
from yichuang.forms.rows import ADD, REMOVE

from .ids import section_id

OURS = Path(__file__).parent
THEIRS = Path(yichuang.__file__).parent


@cache
def environment() -> Environment:
    """The one environment; templates are read once."""
    folders = {"yichuang": FileSystemLoader(THEIRS), "yichuang_renderers": FileSystemLoader(OURS)}
    made = Environment(loader=PrefixLoader(folders, delimiter=":"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    made.filters["section_id"] = section_id
    made.globals.update(ADD=ADD, REMOVE=REMOVE)
    return made


@cache
def template(name: str) -> Template:
    """One of our templates, by its file name."""
    return environment().get_template(f"yichuang_renderers:templates/{name}")


def draw(name: str, **values: Any) -> str:
    """The text that a template makes of values."""
    return template(name).render(values)
