"""Guides: everything said, nothing left open, the same words as HTML and DOCX."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from guide_sources import matters, seeds, source

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.matter import Matter
from yichuang.definitions.publication import Chapter, Guide
from yichuang.errors import Invalid
from yichuang.standards.wording import lint
from yichuang_renderers.blocks import Facts, Heading, Items, Paragraph, Table
from yichuang_renderers.guide import guide_document
from yichuang_renderers.guide_docx import write_docx
from yichuang_renderers.guide_facts import GuideFacts
from yichuang_renderers.guide_html import write_html, write_page

SUBJECTS = sorted(code for code, definition in seeds().items() if isinstance(definition, Bundle | Matter))
BUNDLES = sorted(code for code, definition in seeds().items() if isinstance(definition, Bundle))
ANSWERS = {
    "over_one": False,
    "papers": "both_id",
    "father_listed": "yes",
    "marriage": "domestic",
    "settle_with": "F",
    "hukou_kind": "1",
    "mother_insurance": "none",
    "card_photo": "no",
    "parenting": False,
    "agent": "no",
}


def docx_text(content: bytes) -> str:
    document = Document(BytesIO(content))
    return "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def own_words(code: str) -> str:
    """What the writer says by itself or takes from linted fields, without the words of laws and citizens."""
    told = []
    for chapter in guide_document(GuideFacts.of(source(code))).chapters:
        if chapter.source in ("basis", "faq", "materials"):
            continue
        for block in chapter.blocks:
            if isinstance(block, Paragraph | Heading):
                told.append(block.text)
            elif isinstance(block, Items):
                told.extend(block.items)
            elif isinstance(block, Facts):
                told.extend(value for _, value in block.pairs)
    return "\n".join(told)


@pytest.mark.parametrize("code", BUNDLES)
@pytest.mark.parametrize("brief", [False, True])
def test_every_matter_of_the_bundle_is_named(code: str, brief: bool) -> None:
    page = write_html(source(code), brief=brief).decode()
    document = docx_text(write_docx(source(code), brief=brief))
    for name in matters(code):
        assert name in page
        assert name in document


@pytest.mark.parametrize("code", SUBJECTS)
def test_release_digest_and_date_are_printed(code: str) -> None:
    for text in (write_html(source(code)).decode(), docx_text(write_docx(source(code)))):
        assert "第3版（校验码a3f9c0a3f9c0）" in text
        assert "2026年11月20日" in text


@pytest.mark.parametrize("code", SUBJECTS)
def test_no_cell_and_no_chapter_is_left_blank(code: str) -> None:
    document = guide_document(GuideFacts.of(source(code)))
    for chapter in document.chapters:
        assert chapter.blocks
        for block in chapter.blocks:
            if isinstance(block, Table):
                assert all(cell for row in block.rows for cell in row), chapter.title
                assert all(len(row) == len(block.columns) for row in block.rows)
            if isinstance(block, Facts):
                assert all(term and value for term, value in block.pairs), chapter.title


@pytest.mark.parametrize("code", SUBJECTS)
def test_our_own_words_are_not_vague(code: str) -> None:
    assert [finding.text for finding in lint(own_words(code)) if finding.severity == "error"] == []


def test_a_matter_has_the_chapters_of_the_standard_in_order() -> None:
    titles = [chapter.title for chapter in guide_document(GuideFacts.of(source("household-registration"))).chapters]
    assert titles[:3] == ["一、适用范围", "二、事项审查类型", "三、办理依据"]
    assert titles[20] == "二十一、办理进程和结果公开查询"
    assert titles[-1].startswith("附录F")


def test_what_there_is_not_is_said() -> None:
    matter = seeds()["household-registration"]
    assert isinstance(matter, Matter)
    text = write_html(source("household-registration")).decode()
    assert not matter.charged
    for words in ("不收费。", "无数量限制。", "特别程序：无。", "无法定办结时限"):
        assert words in text


def test_an_editor_orders_the_chapters_and_adds_own_words() -> None:
    chapters = (Chapter(source="faq", title="先看问答"), Chapter(source="own", title="提醒", text="请带原件。"))
    guide = Guide(kind="guide", code="g", name="新指南", subject="newborn", chapters=chapters)
    document = guide_document(GuideFacts.of(source("newborn", guide=guide)))
    assert document.title == "新指南"
    assert [chapter.title for chapter in document.chapters] == ["先看问答", "提醒"]
    assert document.chapters[1].blocks == (Paragraph("请带原件。"),)


def test_under_given_answers_only_what_applies_is_told() -> None:
    page = write_page(source("newborn", answers=ANSWERS)).decode()
    assert "生育医疗费用报销和生育津贴申领" not in page
    assert "父亲持外国护照" not in page
    assert "您的情形" in page
    assert "未参加医疗保险" in page
    assert "生育医疗费用报销和生育津贴申领" in write_page(source("newborn")).decode()


def test_the_page_has_contents_that_lead_to_its_chapters() -> None:
    page = write_page(source("restaurant")).decode()
    links = re.findall(r'href="#([^"]+)"', page)
    assert links
    assert all(f'id="{link}"' in page for link in links)
    assert not re.search(r"\sstyle=|<script|<style|<h1", page)


def test_the_address_becomes_a_code_and_nothing_is_said_without_one() -> None:
    known = source("newborn", address="https://example.invalid/guides/newborn")
    assert 'class="qr"' in write_html(known).decode()
    assert 'class="qr"' not in write_html(source("newborn")).decode()
    assert any(name.startswith("word/media/") for name in ZipFile(BytesIO(write_docx(known))).namelist())


def test_words_of_editors_are_escaped_and_control_characters_left_out() -> None:
    subject = seeds()["parenting-guidance"]
    assert isinstance(subject, Matter)
    hostile = subject.model_copy(update={"name": "甲<b>&\x0b\x00乙", "scope": "</w:t><script>"})
    told = replace(source("parenting-guidance"), subject=hostile)
    assert "<script>" not in write_html(told).decode()
    assert "甲<b>&乙" in docx_text(write_docx(told))


def test_a_bundle_whose_matter_is_missing_is_refused_by_name() -> None:
    told = source("newborn")
    with pytest.raises(Invalid, match="birth-certificate"):
        write_docx(replace(told, uses={code: each for code, each in told.uses.items() if code != "birth-certificate"}))


@pytest.mark.parametrize("code", BUNDLES)
def test_the_document_is_laid_out_as_an_official_one(code: str) -> None:
    content = write_docx(source(code))
    names = ZipFile(BytesIO(content)).namelist()
    assert len(names) == len(set(names))
    document = Document(BytesIO(content))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins if margin] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert "PAGE" in section.footer.paragraphs[0]._p.xml
    heads = [row for table in document.tables for row in table._tbl.tr_lst if row.trPr is not None
             and row.trPr.find(qn("w:tblHeader")) is not None]  # fmt: skip
    assert heads


def test_documents_written_at_once_hold_their_own_words() -> None:
    codes = [code for code in SUBJECTS for _ in range(3)]
    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda code: docx_text(write_docx(source(code), brief=True)), codes))
    for code, text in zip(codes, texts, strict=True):
        assert seeds()[code].name in text
        assert text == docx_text(write_docx(source(code), brief=True))
