"""Pieces of WordprocessingML as text: paragraphs and tables. Everything that comes from data passes `clean`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_NO_EDGES = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
TWIPS = 56.7
"""Of a millimetre."""


def clean(text: str) -> str:
    """Text as XML can hold it: characters that it forbids are left out, markup is escaped."""
    return escape(_FORBIDDEN.sub("", text))


def paragraph(text: str, style: str) -> str:
    """A paragraph; newlines in the text are line breaks."""
    runs = "<w:r><w:br/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{clean(line)}</w:t></w:r>' for line in text.split("\n")
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{runs}</w:p>'


def style_id(name: str) -> str:
    """The id that python-docx gives a style."""
    return name.replace(" ", "")


def page_break() -> str:
    """What follows begins on a new page."""
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def cell(text: str, width: float, style: str = "Y Cell", span: int = 1, edges: str = "") -> str:
    """A table cell, width in millimetres; every line of the text is a paragraph."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    borders = f"<w:tcBorders>{edges}</w:tcBorders>" if edges else ""
    body = "".join(paragraph(line, style) for line in text.split("\n"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/>{spanned}{borders}'
        f'<w:vAlign w:val="center"/></w:tcPr>{body}</w:tc>'
    )


def row(cells: Iterable[str], head: bool = False) -> str:
    """A table row that is not torn apart; a head is repeated on every page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], widths: Sequence[float], ruled: bool = True, centred: bool = False) -> str:
    """A table of fixed widths in millimetres."""
    place = '<w:jc w:val="center"/>' if centred else ""
    grid = "".join(f'<w:gridCol w:w="{round(width * TWIPS)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{round(sum(widths) * TWIPS)}" w:type="dxa"/>{place}'
        f'<w:tblBorders>{_EDGES if ruled else _NO_EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def fragment(pieces: Iterable[str]) -> str:
    """Pieces under one root, ready to be parsed."""
    return f"<w:body {nsdecls('w')}>{''.join(pieces)}</w:body>"
