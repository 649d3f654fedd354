"""Notices: complete or refused, true of each matter, the same words on the page and in the document."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from notice_facts_samples import HERE, LATER, SAMPLES, facts

from yichuang.cases.vocabulary import NoticeKind
from yichuang.errors import Invalid
from yichuang_renderers.notice_docx import notice_docx
from yichuang_renderers.notice_html import write_notice

HOSTILE = '"><script>alert(1)</script>&\x0b'


def in_docx(kind: str, **changed: object) -> str:
    body = Document(BytesIO(notice_docx(kind, facts(kind, **changed)))).element.body
    return "".join(node.text or "" for node in body.iter(qn("w:t")))


def on_page(kind: str, **changed: object) -> str:
    return re.sub(r"<svg.*?</svg>|<[^>]+>", "", write_notice(kind, facts(kind, **changed)), flags=re.S)


def test_every_kind_that_cases_issue_can_be_written() -> None:
    assert set(SAMPLES) == {kind.value for kind in NoticeKind}


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_page_and_document_say_the_same(kind: str) -> None:
    page, document = on_page(kind), in_docx(kind)
    for name, value in facts(kind).items():
        if isinstance(value, str) and value and name not in ("track_url", "kind", "date", "seal", "hall", "clerk"):
            assert (value in page) == (value in document), name
    assert facts(kind)["title"] in page
    assert "示受字〔2026〕第000001号" in page


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_without_an_organ_there_is_no_document(kind: str) -> None:
    with pytest.raises(Invalid) as refused:
        write_notice(kind, facts(kind, organ=""))
    assert [problem.pointer for problem in refused.value.problems] == ["/organ"]


@pytest.mark.parametrize(("kind", "fact"), [("denial", "reason"), ("refusal", "reason"), ("extension", "days"),
                                            ("special", "name"), ("grant", "applicant")])  # fmt: skip
def test_a_decision_without_what_the_law_demands_is_refused(kind: str, fact: str) -> None:
    with pytest.raises(Invalid) as refused:
        notice_docx(kind, facts(kind, **{fact: ""}))
    assert [problem.pointer for problem in refused.value.problems] == [f"/{fact}"]


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Invalid, match="没有“letter”"):
        write_notice("letter", {})


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_facts_never_become_markup(kind: str) -> None:
    hostile = {name: HOSTILE for name, value in facts(kind).items() if isinstance(value, str) and name != "kind"}
    assert "<script" not in write_notice(kind, facts(kind, **hostile))
    assert "<script>alert(1)</script>&" in in_docx(kind, **hostile)


def test_a_refusal_tells_where_to_object_and_until_when() -> None:
    page = on_page("refusal")
    assert "60日内向西湖区人民政府（示例）申请行政复议" in page
    assert "6个月内向示例市人民法院（示例）提起行政诉讼" in page
    assert "可以提起行政诉讼。" in on_page("denial")


def test_a_waiting_matter_is_not_said_to_be_received() -> None:
    page = on_page("receipt")
    assert "社会保障卡申领（林小满）：待前序事项办结，尚未收到申请。" in page
    assert re.search(r"予以收件：食品经营许可（新办）。", page)
    assert "视为正式受理" in page


def test_silence_accepts_only_where_a_notice_is_due() -> None:
    page = on_page("receipt", matters=[{**HERE, "notice_due": ""}, LATER])
    assert "视为正式受理" not in page
    assert "法定形式，予以收件：" in page


def test_deferred_materials_are_named_and_completeness_is_not_claimed() -> None:
    page = on_page("receipt", deferred=["健康证明"])
    assert "以下材料容缺后补：健康证明。" in page
    assert "予以收件" not in page


def test_the_clauses_of_the_published_paper_take_the_place_of_ours() -> None:
    page = on_page("receipt", clauses=["甲方条款。"], copies=["申请人", "档案"])
    assert "甲方条款。" in page
    assert "视为正式受理" not in page
    assert "一式二份：申请人、档案各一份" in page


def test_materials_stand_on_their_own_sheet_in_columns() -> None:
    sheets = write_notice("receipt", facts("receipt")).split('<article class="sheet">')
    assert len(sheets) == 3
    assert "原件（份）" in sheets[2]
    assert "居民户口簿（户主）" in sheets[2]


def test_a_path_makes_no_code() -> None:
    assert "<svg" in write_notice("grant", facts("grant"))
    assert "<svg" not in write_notice("grant", facts("grant", track_url="/track?number=1"))


def test_nothing_on_the_page_needs_an_inline_style() -> None:
    assert all(not re.search(r"\sstyle=|<style|<script", write_notice(kind, facts(kind))) for kind in SAMPLES)
