"""A filled form to be read and printed: lists for the screen of a department, a ruled table for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .nodes import FieldNode, Tree
from .pages import draw

SHORT = 26


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the printed table: a heading, or one answer, or two short ones."""

    heading: str = ""
    fields: tuple[FieldNode, ...] = ()


def view_html(tree: Tree) -> str:
    """A tree as definition lists, what is wrong beside each answer."""
    return draw("view.jinja2", tree=tree)


def paper_html(tree: Tree) -> str:
    """A tree as the table that is printed."""
    return draw("paper.jinja2", lines=tuple(lines_of(tree)))


def lines_of(tree: Tree) -> Iterator[Line]:
    """The lines of the printed table, section by section."""
    for section in tree.sections:
        if section.title:
            yield Line(section.title)
        yield from _lines(section.fields, "")


def _lines(fields: Iterable[FieldNode], within: str) -> Iterator[Line]:
    waiting: tuple[FieldNode, ...] = ()
    for field in fields:
        if field.widget in ("group", "rows", "unopened"):
            yield from _flushed(waiting)
            waiting = ()
            yield from _parts(field, f"{within}{field.title}")
        elif len(field.title) + len(field.shown) > SHORT or "\n" in field.shown:
            yield from _flushed(waiting)
            waiting = ()
            yield Line(fields=(field,))
        else:
            waiting = (*waiting, field)
            if len(waiting) == 2:
                yield Line(fields=waiting)
                waiting = ()
    yield from _flushed(waiting)


def _flushed(waiting: tuple[FieldNode, ...]) -> Iterator[Line]:
    if waiting:
        yield Line(fields=waiting)


def _parts(field: FieldNode, title: str) -> Iterator[Line]:
    """The parts of an object or the rows of a list, each under its own heading."""
    if field.widget == "rows" and field.children:
        for number, row in enumerate(field.children, 1):
            yield Line(f"{title} {number}")
            yield from _lines(row.children if row.widget == "group" else (row,), f"{title} {number} · ")
    elif field.widget == "group" and field.given:
        yield Line(title)
        yield from _lines(field.children, f"{title} · ")
    else:
        yield Line(f"{title}：未填")
