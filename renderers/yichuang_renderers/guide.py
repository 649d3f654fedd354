"""The guide of a bundle or matter as one structure that HTML and DOCX walk; chapters in the order an editor chose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from yichuang.definitions.bundle import Bundle

from . import guide_brief, guide_bundle, guide_matter
from .blocks import Answer, Block, Chapter, GuideDocument, Heading, Paragraph
from .guide_facts import GuideFacts
from .guide_materials import line_of
from .wording import chinese, coded, day_words, limit_words

Write = Callable[[GuideFacts, Any], tuple[Block, ...]]
DIGEST_SHOWN = 12
LETTERS = "ABCDEFGH"


def guide_document(facts: GuideFacts, brief: bool = False) -> GuideDocument:
    """The whole guide; brief is the sheet for the counter. Raises Invalid when a matter of the bundle is missing."""
    return GuideDocument(
        title=(facts.guide.name if facts.guide else f"{facts.subject.name}办事指南") + ("（简版）" if brief else ""),
        lead=_lead(facts),
        meta=tuple(_meta(facts)),
        answers=tuple(_answers(facts)),
        chapters=tuple(_chapters(facts, brief)),
        address=facts.address,
    )


def _chapters(facts: GuideFacts, brief: bool) -> Iterator[Chapter]:
    """The standard order, or the editor's; the editor's own words stand first in a chapter."""
    writers = _writers(facts, brief)
    for source, title, text in _plan(facts, brief):
        write = writers.get(source, _nothing)
        blocks = write(facts, facts.subject)
        own = (Paragraph(text),) if text else ()
        if blocks or own:
            yield Chapter(source, title, (*own, *_numbered(blocks)))


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    """Headings below a chapter count （一）（二）; a single one needs no number."""
    many = sum(isinstance(block, Heading) for block in blocks) > 1
    numbers = count(1)
    for block in blocks:
        yield Heading(f"（{chinese(next(numbers))}）{block.text}") if many and isinstance(block, Heading) else block


def _nothing(facts: GuideFacts, subject: Any) -> tuple[Block, ...]:
    """A chapter of the editor's words alone."""
    return ()


def _writers(facts: GuideFacts, brief: bool) -> Mapping[str, Write]:
    of_bundle = isinstance(facts.subject, Bundle)
    known = guide_bundle.SOURCES if of_bundle else {**guide_matter.SOURCES, **guide_matter.APPENDICES}
    short = guide_brief.BUNDLE if of_bundle else guide_brief.MATTER
    return {source: write for source, (_, write) in known.items()} | (dict(short) if brief else {})


def _plan(facts: GuideFacts, brief: bool) -> Iterator[tuple[str, str, str]]:
    """(source, title, editor's words) of each chapter."""
    guide = facts.guide
    if guide and guide.chapters:
        wanted = [(each.source, each.title, each.text or "") for each in guide.chapters]
    else:
        wanted = [(source, title, "") for source, title in _titles(facts)]
    short = (guide.brief if guide and guide.brief else None) or _brief(facts)
    yield from (each for each in wanted if not brief or each[0] in short)


def _titles(facts: GuideFacts) -> Iterator[tuple[str, str]]:
    if isinstance(facts.subject, Bundle):
        yield from ((source, title) for source, (title, _) in guide_bundle.SOURCES.items())
        return
    for number, (source, (title, _)) in enumerate(guide_matter.SOURCES.items(), 1):
        yield source, f"{chinese(number)}、{title}"
    for letter, (source, (title, _)) in zip(LETTERS, guide_matter.APPENDICES.items(), strict=False):
        yield source, f"附录{letter} {title}"


def _brief(facts: GuideFacts) -> Sequence[str]:
    return guide_bundle.BRIEF if isinstance(facts.subject, Bundle) else guide_matter.BRIEF


def _lead(facts: GuideFacts) -> str:
    subject = facts.subject
    return subject.summary if isinstance(subject, Bundle) else ""


def _meta(facts: GuideFacts) -> Iterator[tuple[str, str]]:
    """The cover: what it is, whose it is, and which release was printed."""
    subject = facts.subject
    if isinstance(subject, Bundle):
        yield "一件事编码", subject.code
        yield "牵头部门", facts.organ(subject.lead)
        yield "配合部门", "、".join(facts.organ(code) for code in subject.partners) or "无"
    else:
        yield "事项编码", subject.item_code or subject.task_code or subject.local_code or subject.code
        yield "事项类型", coded("task_type", [subject.task_type])
        yield "实施机构", facts.organ(subject.department)
    yield "发布日期", day_words(facts.published_on) or "尚未发布"
    effective = facts.guide.effective_on if facts.guide else None
    yield "实施日期", day_words(effective) or day_words(facts.published_on) or "尚未发布"
    if facts.release:
        yield "版本", f"第{facts.release}版（校验码{facts.digest[:DIGEST_SHOWN]}）"


def _answers(facts: GuideFacts) -> Iterator[Answer]:
    """How long, how much paper, how often, how dear."""
    subject = facts.subject
    if isinstance(subject, Bundle):
        matters = [matter for _, matter in facts.members()]
        lines = guide_bundle.material_lines(facts, subject)
        yield Answer("办理时限", limit_words(subject.promise.limit))
        visits = subject.visits
    else:
        matters = [subject]
        lines = [
            line_of(each, facts.uses, subject.questions)
            for each in subject.materials
            if facts.holds(each.when, facts.answers)
        ]
        yield Answer("办理时限", limit_words(subject.promised_limit), f"法定：{limit_words(subject.statutory_limit)}")
        visits = subject.visits.number
    bring = sum(line.to_bring for line in lines)
    most = "最多" if facts.answers is None and any(line.condition for line in lines) else ""
    yield Answer("提交材料", f"{most}{bring}份" if bring else "不用提交", f"另有{len(lines) - bring}份免提交")
    yield Answer("到现场次数", f"{visits}次" if visits else "不用到现场")
    charged = [matter.name for matter in matters if matter.charged]
    yield Answer("收费", "收费" if charged else "不收费", "、".join(charged))
