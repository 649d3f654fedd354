"""Documents that stand alone in a file: a form to try out, a guide to send; a small style inside, no links out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from yichuang.errors import Problem
from yichuang.forms.form import Form

from .intake import intake_html
from .nodes import Tree
from .pages import OURS, draw
from .tree import build


def form_document(form: Form, data: Mapping[str, Any], problems: Sequence[Problem] = (), title: str = "") -> str:
    """A whole HTML document with the intake screen of a form in a `<form>` that posts to where it came from."""
    return form_page(build(form, data, problems), title)


def form_page(tree: Tree, title: str = "") -> str:
    """The same for a tree that has been built."""
    name = title or tree.title or "表单"
    # Templates write what they are given: the parts put together here have been escaped already.
    body = (
        f'<h1>{escape(name)}</h1>\n<form method="post" data-form="intake">\n{intake_html(tree)}\n'
        '<p><button class="btn">提交</button></p>\n</form>'
    )
    return document(name, body)


def document(title: str, body: str, style: str = "standalone.css") -> str:
    """A whole document around an HTML body that is already escaped."""
    return draw("standalone.jinja2", title=title, content=Markup(body), style=Markup(_style(style)))  # noqa: S704


@cache
def _style(name: str) -> str:
    return (OURS / "templates" / name).read_text(encoding="utf-8")
