"""The one renderer of forms that the platform asks: filling in, reading, on paper, and how far each section is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from yichuang.errors import Problem
from yichuang.extension import SectionState
from yichuang.forms.form import Form

from .intake import screen
from .nodes import FieldNode, Mode, Surroundings
from .tree import build
from .view import paper_html, view_html

GROUPS = ("object", "rows", "list")


class Screens:
    """Implements `yichuang.extension.FormRenderer`; holds nothing, so it is shared between threads."""

    def screen(
        self,
        form: Form,
        data: Mapping[str, Any],
        problems: Sequence[Problem] = (),
        names: Mapping[str, str] | None = None,
    ) -> Markup:
        """The intake screen; `names` says what the users of a field are called."""
        return Markup(screen(form, data, problems, Surroundings(names=names or {})))  # noqa: S704 - escaped by the templates

    def view(self, form: Form, data: Mapping[str, Any]) -> Markup:
        """The filled form as a list of terms and values."""
        return Markup(view_html(build(form, data, (), Mode.VIEW)))  # noqa: S704 - escaped by the templates

    def paper(self, form: Form, data: Mapping[str, Any]) -> Markup:
        """The filled form as it looks on paper."""
        return Markup(paper_html(build(form, data, (), Mode.VIEW)))  # noqa: S704 - escaped by the templates

    def outline(self, form: Form, data: Mapping[str, Any], problems: Sequence[Problem] = ()) -> list[SectionState]:
        """How far each section is: fields asked, fields filled, places with problems."""
        tree = build(form, data, problems)
        found = []
        for section in tree.sections:
            leaves = list(_leaves(section.fields))
            wrong = sum(1 for field in leaves if any(p.severity == "error" for p in field.problems))
            filled = sum(field.given for field in leaves)
            found.append(SectionState(section.code, section.title, filled, len(leaves), wrong))
        return found


def _leaves(fields: Sequence[FieldNode]) -> Iterator[FieldNode]:
    for field in fields:
        if field.kind.value in GROUPS:
            yield from _leaves(field.children)
        else:
            yield field
