"""Sets of scenarios in words: which answers lead there, and one filing's answers as people read them."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.scenarios.cells import Domain
from yichuang.definitions.scenarios.diagrams import FALSE
from yichuang.definitions.scenarios.effects import Ground
from yichuang.definitions.scenarios.words import answer_in_words

ANY = "各种回答"


def told(ground: Ground, function: int) -> str:
    """For each question whose answer is not free there, the answers that lead there. Questions are told one by one, so that
    the answers of several need not all go together."""
    parts = [part for code, domain in ground.space.domains.items() if (part := _question(ground, function, code, domain))]
    return "；".join(parts) or ANY


def _question(ground: Ground, function: int, code: str, domain: Domain) -> str:
    """Empty where every answer is possible; a question that is not asked there follows from the others."""
    here = set(_possible(ground, function, code, domain))
    if not here or here == set(_possible(ground, ground.going, code, domain)):
        return ""
    question = domain.question.model_dump(mode="json")
    answers = [answer for cell in sorted(here) for answer in domain.cells[cell].answers]
    words = "或".join(answer_in_words(question, answer) for answer in answers)
    return f"“{domain.question.title}”{'是' if domain.listed else '如'}{_apart(words)}"


def _possible(ground: Ground, function: int, code: str, domain: Domain) -> Iterator[int]:
    """The cells of a question from which the function can be reached."""
    yield from (cell for cell in range(len(domain.cells)) if ground.both(function, ground.space.within(code, [cell])) != FALSE)


def _apart(words: str) -> str:
    return f" {words}" if words[:1].isdigit() else words


def answers_in_words(bundle: Bundle, answers: Mapping[str, Any]) -> str:
    """“孩子随谁落户”是“随母亲落户”；…"""
    return "；".join(f"“{question.title}”是{_apart(answer_in_words(question.model_dump(mode='json'), answers[question.code]))}"
                    for question in bundle.questions if question.code in answers)
