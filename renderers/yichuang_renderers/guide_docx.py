"""A guide as a Word document, laid out as an official one."""

from __future__ import annotations

from collections.abc import Iterator

from yichuang.extension import GuideSource

from . import docx_xml as xml
from .blocks import Block, Facts, GuideDocument, Paragraph
from .docx_write import docx_bytes
from .guide import guide_document
from .guide_facts import GuideFacts


def write_docx(guide: GuideSource, *, brief: bool = False) -> bytes:
    """The document; its last page says which release it is."""
    made = guide_document(GuideFacts.of(guide), brief)
    meta = dict(made.meta)
    organ = meta.get("牵头部门") or meta.get("实施机构", "")
    return docx_bytes(made.title, organ, _blocks(made), compact=brief)


def _blocks(guide: GuideDocument) -> Iterator[Block | str]:
    yield xml.paragraph(guide.title, "Y Title")
    yield Facts(guide.meta)
    if guide.lead:
        yield Paragraph(guide.lead)
    yield Facts(
        tuple(
            (answer.question, f"{answer.words}{f'（{answer.remark}）' if answer.remark else ''}")
            for answer in guide.answers
        ),
        2,
    )
    for chapter in guide.chapters:
        yield xml.paragraph(chapter.title, "Y Chapter")
        yield from chapter.blocks
    if guide.address:
        yield Paragraph(f"本指南的最新内容：{guide.address}", "note")
