"""What a browser sends for a page of ours with nothing touched, after the HTML standard's form submission algorithm."""

from __future__ import annotations

from html.parser import HTMLParser

from yichuang.errors import Problem
from yichuang.forms.decode import Reading, read_body
from yichuang.forms.form import Form
from yichuang_renderers.intake import screen

Pairs = list[tuple[str, str]]
SILENT = {"submit", "button", "image", "reset", "file"}


class FormEncoder(HTMLParser):
    """Collects the entries of all controls; `<template>` and disabled controls take no part."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: Pairs = []
        self.templates = 0
        self.area: list[str] | None = None
        self.select: tuple[str, list[tuple[str, bool]]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        self.templates += tag == "template"
        if self.templates or "disabled" in given:
            return
        if tag == "input" and name:
            self._input(name, given)
        elif tag == "textarea" and name:
            self.area = [name, ""]
        elif tag == "select" and name:
            self.select = (name, [])
        elif tag == "option" and self.select:
            self.select[1].append((given.get("value") or "", "selected" in given))

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type") or "text"
        if kind in SILENT or (kind in ("checkbox", "radio") and "checked" not in given):
            return
        value = given.get("value") or ""
        if kind in ("text", "date"):
            value = value.replace("\n", "").replace("\r", "")
        self.pairs.append((name, value))

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area[1] += data

    def handle_endtag(self, tag: str) -> None:
        self.templates -= tag == "template"
        if tag == "textarea" and self.area is not None:
            name, text = self.area
            self.pairs.append((name, text.removeprefix("\n")))
            self.area = None
        elif tag == "select" and self.select is not None:
            name, options = self.select
            chosen = [value for value, selected in options if selected] or [value for value, _ in options[:1]]
            self.pairs.extend((name, value) for value in chosen[-1:])
            self.select = None


def sent(page: str) -> Pairs:
    """The entries of a page, newlines as a browser sends them."""
    encoder = FormEncoder()
    encoder.feed(page)
    return [(name, value.replace("\r\n", "\n").replace("\n", "\r\n")) for name, value in encoder.pairs]


def there_and_back(form: Form, data: dict[str, object], problems: tuple[Problem, ...] = ()) -> Reading:
    """Draw the screen, send it untouched, read what was sent."""
    return read_body(form, sent(screen(form, data, problems)))
