"""Why am I asked this, why do I need this paper: chains from answers to consequences, for whatever a code names."""
from __future__ import annotations

from collections.abc import Iterator, Mapping

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.errors import NotFound

from .telling import Answers, Chain, telling
from .why_asked import why_matter, why_question
from .why_needed import why_field, why_materials


def why(definition: Bundle | Matter, uses: Mapping[str, Definition], about: str,
        answers: Answers | None = None) -> tuple[Chain, ...]:
    """Every chain about a question, matter, material or field; a code may name several. Answers are those that count:
    to questions that are asked. Raises NotFound when the code names nothing here."""
    found = tuple(_chains(definition, uses, about, answers))
    if not found:
        raise NotFound(f"“{definition.name}”里没有编码为“{about}”的问题、事项、材料或字段。请核对编码。")
    return found


def _chains(definition: Bundle | Matter, uses: Mapping[str, Definition], about: str,
            answers: Answers | None) -> Iterator[Chain]:
    tell = telling(definition, uses, answers)
    question = tell.subject.question(about)
    if question is not None:
        yield why_question(tell, question)
    yield from (why_matter(tell, taking) for taking in tell.subject.takings if taking.code == about)
    yield from why_materials(tell, about)
    yield from why_field(tell, about)
