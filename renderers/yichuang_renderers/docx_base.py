"""The empty document that DOCX files start from: A4 with the margins, fonts and page number of official documents.

Layout after the habits of GB/T 9704 (domain reference 2.4, rule 8): margins 37/35/28/26 mm; 小标宋 for the title,
黑体, 楷体 and 仿宋 below it; lines of 28 points; page number “- 1 -”. Fonts are only named: the reader has them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

LATIN = "Times New Roman"
TEXT_WIDTH = 210 - 28 - 26
"""Millimetres between the margins."""


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: font, size and line in points, indent in characters, place on the line."""

    name: str
    font: str
    size: float
    line: float = 28
    indent: int = 0
    align: str = "left"
    before: float = 0
    after: float = 0
    keep: bool = False
    outline: int | None = None


LOOKS = (
    Look("Y Title", "方正小标宋简体", 22, 34, align="center", before=6, after=14, keep=True),
    Look("Y Organ", "方正小标宋简体", 22, 34, align="center"),
    Look("Y Number", "仿宋", 14, 24, align="center", after=10),
    Look("Y Chapter", "黑体", 16, 30, indent=2, before=8, keep=True, outline=0),
    Look("Y Heading", "楷体", 16, 28, indent=2, before=2, keep=True, outline=1),
    Look("Y Text", "仿宋", 16, 28, indent=2, align="both"),
    Look("Y Flush", "仿宋", 16, 28),
    Look("Y Ask", "黑体", 15, 28, indent=2, keep=True),
    Look("Y Note", "仿宋", 12, 20, indent=2),
    Look("Y Right", "仿宋", 16, 28, align="right"),
    Look("Y Cell", "仿宋", 10.5, 15),
    Look("Y Cell Middle", "仿宋", 10.5, 15, align="center"),
    Look("Y Cell Head", "黑体", 10.5, 15, align="center", keep=True),
    Look("Y Arrow", "仿宋", 10.5, 12, align="center", keep=True),
    Look("Y Small", "仿宋", 9, 12, align="center"),
    Look("Y Gap", "仿宋", 6, 8),
)
COMPACT = tuple(look for look in LOOKS if look.size >= 15)
"""Styles that have a smaller one beside them, for sheets handed over the counter: 三号 becomes 小四."""
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@cache
def base_document(compact: bool = False) -> bytes:
    """The bytes to open for every document; a Document itself is never shared, it is not safe between threads.

    compact: sheets handed over the counter, with less room above and below.
    """
    document = Document()
    _page(document, compact)
    _defaults(document)
    for look in (*LOOKS, *(smaller(look) for look in COMPACT)):
        _style(document, look)
    _page_number(document)
    for paragraph in list(document.element.body.iterchildren(qn("w:p"))):
        document.element.body.remove(paragraph)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def smaller(look: Look) -> Look:
    """The style at three quarters of its size."""
    return replace(
        look,
        name=f"{look.name} S",
        size=look.size * 0.75,
        line=look.line * 0.72,
        before=look.before / 2,
        after=look.after / 2,
    )


def _page(document: Any, compact: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = (Mm(22), Mm(20)) if compact else (Mm(37), Mm(35))
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(12 if compact else 25)


def _defaults(document: Any) -> None:
    """The fonts of the default style instead of those of Word's theme."""
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    _named_fonts(fonts, "仿宋")
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for theme in defaults.iter(qn("w:rFonts")):
        _named_fonts(theme, "仿宋")
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _named_fonts(fonts: Any, name: str) -> None:
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", name)):
        fonts.set(qn(f"w:{key}"), font)


def _style(document: Any, look: Look) -> None:
    style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(look.size)
    _named_fonts(style.element.get_or_add_rPr().get_or_add_rFonts(), look.font)
    shape = style.paragraph_format
    shape.alignment = ALIGN[look.align]
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next = look.keep
    shape.widow_control = True
    properties = style.element.get_or_add_pPr()
    if look.indent:
        properties.append(
            parse_xml(
                f'<w:ind {nsdecls("w")} w:firstLineChars="{look.indent * 100}" '
                f'w:firstLine="{round(look.indent * look.size * 20)}"/>'
            )
        )
    if look.outline is not None:
        properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{look.outline}"/>'))


def _page_number(document: Any) -> None:
    """“- 1 -” in the middle of the foot, as a field."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE ">{_run("1")}</w:fldSimple>'
    for piece in (_run("- "), field, _run(" -")):
        paragraph._p.append(parse_xml(piece))


def _run(text: str) -> str:
    size = '<w:sz w:val="28"/><w:szCs w:val="28"/>'
    return f'<w:r {nsdecls("w")}><w:rPr>{size}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
