"""A notice as a Word document, laid out as an official one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from . import docx_xml as xml
from .blocks import Block, NoticeDocument, Paragraph
from .docx_write import docx_bytes
from .notices import notice_document
from .wording import chinese


def notice_docx(kind: str, facts: Mapping[str, Any]) -> bytes:
    """The document of a notice. Raises Invalid when a fact is missing."""
    notice = notice_document(kind, facts)
    return docx_bytes(notice.title, notice.organ, _blocks(notice), compact=True)


def _blocks(notice: NoticeDocument) -> Iterator[Block | str]:
    yield xml.paragraph(notice.organ, "Y Organ")
    yield xml.paragraph(notice.title, "Y Title")
    if notice.number:
        yield xml.paragraph(notice.number, "Y Number")
    yield from notice.blocks
    foot = [*notice.foot]
    if notice.copies:
        foot.append(f"一式{chinese(len(notice.copies))}份：{'、'.join(notice.copies)}各一份。")
    if notice.code:
        yield replace(notice.code, beside=tuple(foot))
    else:
        yield from (Paragraph(line, "note") for line in foot)
