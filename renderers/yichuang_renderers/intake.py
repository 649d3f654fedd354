"""The intake screen of a form: its tree as HTML, without the page and the `<form>` around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yichuang.errors import Problem
from yichuang.forms.form import Form

from .nodes import Mode, Surroundings, Tree
from .pages import draw
from .tree import build


def screen(
    form: Form, data: Mapping[str, Any], problems: Sequence[Problem] = (), around: Surroundings | None = None
) -> str:
    """The screen for filling a form in: values at hand, problems at their fields, hidden fields left out."""
    return intake_html(build(form, data, problems, Mode.EDIT, around))


def intake_html(tree: Tree) -> str:
    """A tree as the intake screen."""
    return draw("intake.jinja2", tree=tree)
