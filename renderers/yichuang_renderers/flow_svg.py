"""A flow drawn as inline SVG: attributes only, so that it needs no style sheet and passes a strict policy."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from markupsafe import Markup, escape

from .blocks import Flow, Step

WIDTH, LEFT, GAP, LINE = 640, 56, 22, 22
LETTERS = 40
BLUE, PALE, INK, GREY = "#174a8c", "#b5cbe6", "#18202c", "#444e5e"


def flow_svg(flow: Flow) -> Markup:
    """Numbered circles on a line, beside each its step, how long it takes, and what happens."""
    parts: list[str] = []
    top = 8
    for number, step in enumerate(flow.steps, 1):
        lines = list(wrapped(step.text))
        height = LINE * (1 + len(lines))
        if number < len(flow.steps):
            parts.append(f'<path d="M28 {top + 30}V{top + height + GAP - 4}" stroke="{PALE}" stroke-width="2"/>')
        parts.extend(_drawn(number, step, lines, top))
        top += height + GAP
    told = "；".join(f"{number}.{step.title}{step.limit}" for number, step in enumerate(flow.steps, 1))
    label = escape(f"{flow.label}：{told}")
    opening = f'<svg class="flow-figure" viewBox="0 0 {WIDTH} {top}" width="{WIDTH}" role="img" aria-label="{label}"'
    return Markup(f'{opening} font-family="sans-serif">{"".join(parts)}</svg>')  # noqa: S704 - escaped piece by piece


def _drawn(number: int, step: Step, lines: list[str], top: int) -> Iterator[str]:
    yield f'<circle cx="28" cy="{top + 14}" r="14" fill="{BLUE}"/>'
    yield f'<text x="28" y="{top + 19}" font-size="14" text-anchor="middle" fill="#fff">{number}</text>'
    yield f'<text x="{LEFT}" y="{top + 19}" font-size="16" font-weight="600" fill="{INK}">{escape(step.title)}</text>'
    if step.limit:
        yield (
            f'<text x="{WIDTH - 8}" y="{top + 19}" font-size="15" text-anchor="end" fill="{BLUE}">'
            f"{escape(step.limit)}</text>"
        )
    for index, line in enumerate(lines, 1):
        yield f'<text x="{LEFT}" y="{top + 19 + index * LINE}" font-size="14" fill="{GREY}">{escape(line)}</text>'


def wrapped(text: str, letters: int = LETTERS) -> Iterator[str]:
    """Lines of at most so many Chinese characters; a Latin letter counts as half of one."""
    line, width = "", 0.0
    for character in text:
        wide = 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5
        if width + wide > letters and character not in "，。；：、）》”":
            yield line
            line, width = "", 0.0
        line, width = line + character, width + wide
    if line:
        yield line
