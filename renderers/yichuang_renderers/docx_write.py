"""Blocks as a DOCX file. The document is built from values, not from a template with commands in it.

A guide has chapters without number, so that a Word template for it would be mostly loops around single paragraphs; and
a template engine inside a document is one more thing that text from outside could speak to. So the pieces are written
as WordprocessingML here, each text escaped on its way, and put into an empty document that holds styles and page.
Templates with placeholders (docxtpl) remain for the forms of departments, which are theirs to lay out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.shared import Mm

from . import docx_xml as xml
from .blocks import Block, Code, Facts, Flow, Heading, Items, PageBreak, Paragraph, Signature, Table
from .codes import qr_png
from .docx_base import COMPACT, TEXT_WIDTH, base_document

STYLES = {"": "Y Text", "lead": "Y Text", "note": "Y Note", "flush": "Y Flush", "ask": "Y Ask", "sign": "Y Right"}
CODE_MM = 26
_LARGE = re.compile('(?<=<w:pStyle w:val=")(?:' + "|".join(xml.style_id(look.name) for look in COMPACT) + ')(?=")')


def docx_bytes(title: str, author: str, blocks: Iterable[Block | str], compact: bool = False) -> bytes:
    """A document of blocks; a piece that is text is WordprocessingML already. compact sets it in smaller type."""
    document = Document(BytesIO(base_document(compact)))
    document.core_properties.title, document.core_properties.author = _plain(title), _plain(author)
    document.core_properties.comments = ""
    for block in blocks:
        if isinstance(block, Code):
            _code(document, block)
        else:
            pieces = [block] if isinstance(block, str) else WRITERS[type(block)](block)
            _append(document, map(_compacted, pieces) if compact else pieces)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _compacted(piece: str) -> str:
    return _LARGE.sub(r"\g<0>S", piece)


def _append(document: Any, pieces: Iterable[str]) -> None:
    body = document.element.body
    for element in list(parse_xml(xml.fragment(pieces))):
        body.insert(len(body) - 1, element)


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isprintable())[:200]


def _paragraph(block: Paragraph) -> Iterator[str]:
    yield xml.paragraph(block.text, STYLES[block.style])


def _heading(block: Heading) -> Iterator[str]:
    yield xml.paragraph(block.text, "Y Heading")


def _items(block: Items) -> Iterator[str]:
    many = block.numbered and len(block.items) > 1
    yield from (
        xml.paragraph(f"{number}．{item}" if many else item, "Y Text") for number, item in enumerate(block.items, 1)
    )


def _facts(block: Facts) -> Iterator[str]:
    share = (0.15, 0.35) if block.columns == 2 else (0.2, 0.8)
    widths = [TEXT_WIDTH * part for part in share * block.columns]
    rows = []
    for start in range(0, len(block.pairs), block.columns):
        pairs = block.pairs[start : start + block.columns]
        cells = [
            piece
            for term, value in pairs
            for piece in (
                xml.cell(term, widths[0], "Y Cell Head"),
                xml.cell(value, widths[1], span=1 if len(pairs) == block.columns else 3),
            )
        ]
        rows.append(xml.row(cells))
    yield xml.paragraph("", "Y Gap")
    yield xml.table(rows, widths)
    yield xml.paragraph("", "Y Gap")


def _table(block: Table) -> Iterator[str]:
    widths = shared(block.widths or (1,) * len(block.columns))
    head = xml.row(
        [xml.cell(name, width, "Y Cell Head") for name, width in zip(block.columns, widths, strict=True)], head=True
    )
    rows = [
        xml.row(
            xml.cell(text, width, "Y Cell Middle" if index in block.centred else "Y Cell")
            for index, (text, width) in enumerate(zip(cells, widths, strict=True))
        )
        for cells in block.rows
    ]
    yield xml.paragraph("", "Y Gap")
    yield xml.table([head, *rows], widths)
    yield xml.paragraph("", "Y Gap")


def shared(shares: Sequence[int]) -> list[float]:
    """Widths in millimetres from shares of the line."""
    return [TEXT_WIDTH * share / sum(shares) for share in shares]


def _flow(block: Flow) -> Iterator[str]:
    """Boxes with arrows between them."""
    width = TEXT_WIDTH * 0.78
    rows = []
    for number, step in enumerate(block.steps, 1):
        limit = f"（{step.limit}）" if step.limit else ""
        text = f"{number}．{step.title}{limit}" + (f"\n{step.text}" if step.text else "")
        rows.append(xml.row([xml.cell(text, width, "Y Cell Middle")]))
        if number < len(block.steps):
            rows.append(xml.row([xml.cell("↓", width, "Y Arrow", edges=OPEN)]))
    yield xml.paragraph("", "Y Gap")
    yield xml.table(rows, [width], centred=True)
    yield xml.paragraph("", "Y Gap")


OPEN = '<w:left w:val="nil"/><w:right w:val="nil"/>'


def _signature(block: Signature) -> Iterator[str]:
    half = TEXT_WIDTH / 2
    yield xml.paragraph("", "Y Gap")
    yield xml.table(
        [
            xml.row(
                [
                    xml.cell("\n".join(block.left) or " ", half, "Y Flush"),
                    xml.cell("\n".join(block.right) or " ", half, "Y Right"),
                ]
            )
        ],
        [half, half],
        ruled=False,
    )


def _break(block: PageBreak) -> Iterator[str]:
    yield xml.page_break()


def _code(document: Any, block: Code) -> None:
    """A QR code in the middle of the line, or at the right of what is said beside it."""
    picture = document.add_paragraph(style="Y Arrow")
    picture.paragraph_format.line_spacing = 1.0
    picture.add_run().add_picture(BytesIO(qr_png(block.address)), width=Mm(CODE_MM))
    if not block.beside:
        _append(document, [xml.paragraph(block.caption, "Y Small")])
        return
    widths = [TEXT_WIDTH - CODE_MM * 1.8, CODE_MM * 1.8]
    cells = [xml.cell("\n".join(block.beside), widths[0]), xml.cell(block.caption, widths[1], "Y Small")]
    _append(document, [xml.table([xml.row(cells)], widths, ruled=False)])
    document.tables[-1].rows[0].cells[1]._tc.insert(1, picture._p)


WRITERS: Mapping[type, Callable[[Any], Iterator[str]]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Items: _items,
    Facts: _facts,
    Table: _table,
    Flow: _flow,
    Signature: _signature,
    PageBreak: _break,
}
