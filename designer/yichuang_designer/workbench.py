"""The workbench of a bundle: its merged form with what each matter demands, conflicts to be decided, and the proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from yichuang.definitions.bundle import Bundle, MergeDecision
from yichuang.definitions.canonical import digest_of
from yichuang.definitions.common import Definition, Question
from yichuang.definitions.proofs.gate import Candidate
from yichuang.definitions.proofs.keeping import kept
from yichuang.definitions.proofs.values import Proof, Refutation
from yichuang.definitions.proofs.words import field_title, received_lines, scenario_lines
from yichuang.definitions.references import closure
from yichuang.definitions.sealing import drafted
from yichuang.errors import Invalid, NotFound, Unavailable
from yichuang.extension import Bench, extensions
from yichuang.forms.conflicts import Conflict

from .draft_pages import Opened, open_draft
from .preview import in_the_way

PAGE = "yichuang_designer:templates/workbench.jinja2"
STATUSES = (("pending", "待定"), ("oral", "口头"), ("signed", "签字"))
STATE_TONES = {"undecided": "red", "pending": "yellow", "stale": "orange", "refused": "red", "oral": "blue", "signed": "green"}
PREFIX = "q."


@dataclass(frozen=True)
class Card:
    """A conflict with what can be decided about it, and the decision in the draft."""

    line: Any
    conflict: Conflict | None
    decision: MergeDecision | None


@dataclass(frozen=True)
class Example:
    """A counterexample as a small filing: the scenario, what the matter would receive, what it says to it."""

    matter: str
    field: str
    message: str
    scenario: Sequence[tuple[str, str]]
    received: Sequence[tuple[str, str]]


def bench_of(request: Request) -> Bench:
    """Who lays bundles out. Raises Unavailable where nobody does."""
    found = extensions(request.registry).bench
    if found is None:
        raise Unavailable("这里没有安装编排一件事的模块，工作台打不开。")
    return found


def open_bundle(request: Request) -> tuple[Opened, Bundle]:
    """The draft of a bundle. Raises NotFound for other kinds, Invalid while it cannot be read."""
    opened = open_draft(request.db, request.matchdict["code"])
    if opened.item.draft.kind != "bundle":
        raise NotFound("只有一件事有工作台。请从它的内容页查看。")
    if not isinstance(opened.definition, Bundle):
        raise Invalid("草稿不完整，工作台打不开。请先改正源文。")
    return opened, opened.definition


def candidate_of(request: Request, opened: Opened, bundle: Bundle) -> Candidate:
    """The draft as it would be released together with all it uses."""
    planned = drafted(request.db, opened.library, bundle.code)
    return Candidate(planned.made[bundle.code].digest, bundle, planned.uses(bundle.code))


@view_config(route_name="design.workbench", request_method="GET", renderer=PAGE, permission="design.read")
def show(request: Request) -> dict[str, Any]:
    """The draft as it is now, in all scenarios or in the one of the address; while there are errors, those instead."""
    return page(request)


def page(request: Request, refusal: str = "", said: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the page shows. `said` is a form that was refused."""
    opened, bundle = open_bundle(request)
    problems = in_the_way(opened)
    shown: dict[str, Any] = {
        "opened": opened, "item": opened.item, "draft": opened.item.draft, "tab": "workbench", "problems": problems,
        "digest": digest_of(opened.item.draft.body), "refusal": refusal, "said": said or {}, "bench": None,
    }
    return shown if problems else shown | _laid_out(request, opened, bundle)


def _laid_out(request: Request, opened: Opened, bundle: Bundle) -> dict[str, Any]:
    uses = closure(bundle, opened.library.get)
    proof = kept(request.db, candidate_of(request, opened, bundle).digest)
    answers = answers_in(request, bundle.questions)
    bench = bench_of(request).workbench(bundle, uses, answers, proof)
    return {
        "bench": bench, "bundle": bundle, "proof": proof, "cards": list(_cards(bundle, bench)), "answers": answers,
        "questions": _choices(bundle.questions, bench.answers if answers is not None else None),
        "examples": [_example(bundle, uses, each) for each in proof.refutations] if proof else [],
        "sampled": _sampled(uses, proof) if proof else [], "statuses": STATUSES, "tones": STATE_TONES,
        "unnamed": _unnamed(bench),
        "unsettled": {line.number for line in bench.conflicts if line.open},
        "names": {column.matter: column.name for column in bench.columns},
    }


def _cards(bundle: Bundle, bench: Any) -> Iterator[Card]:
    for line in bench.conflicts:
        found = decided(bundle, line.where, line.kind)
        yield Card(line, bench.conflict(line.where, line.kind), bundle.decisions[found[-1]] if found else None)


def decided(bundle: Bundle, where: str, kind: str) -> list[int]:
    """The decisions about a place, or about two elements of one name there; more than one keep each other from acting."""
    return [index for index, decision in enumerate(bundle.decisions)
            if decision.where == where and (decision.kind == "label") == (kind == "label")]  # fmt: skip


def _example(bundle: Bundle, uses: Mapping[str, Definition], found: Refutation) -> Example:
    name = uses[found.matter].name if found.matter in uses else found.matter
    return Example(name, field_title(uses, found.matter, found.pointer), found.message, scenario_lines(bundle, uses, found),
                   received_lines(uses, found))


def _sampled(uses: Mapping[str, Definition], proof: Proof) -> list[tuple[str, str, str]]:
    """Matter, field and why, of what was only tried."""
    return [(uses[claim.part].name if claim.part in uses else claim.part, field_title(uses, claim.part, claim.pointer),
             claim.why) for claim in proof.sampled]


def _unnamed(bench: Any) -> dict[str, list[str]]:
    """Matter → what its own form calls the fields that name no element, and so are shared with nobody."""
    found: dict[str, list[str]] = {}
    for line in bench.lines:
        if line.element is None:
            for cell in line.cells:
                found.setdefault(cell.matter, []).append(cell.label)
    return found


def answers_in(request: Request, questions: Sequence[Question]) -> dict[str, Any] | None:
    """The scenario that the address asks for; None for all of them."""
    found = {question.code: answer for question in questions
             if (answer := _answer(question, request.GET.getall(PREFIX + question.code))) is not None}
    return found or None


def _answer(question: Question, said: Sequence[str]) -> Any:
    """The answer that was chosen; None for nothing, or for what is no answer."""
    texts = [text for text in said if text]
    if not texts:
        return None
    if question.type == "bool":
        return {"true": True, "false": False}.get(texts[0])
    if question.type == "number":
        return _number(texts[0])
    if question.options:
        chosen = [option.value for option in question.options if str(option.value) in texts]
        return (chosen if question.type == "multi" else chosen[0]) if chosen else None
    return texts[0]


def _number(text: str) -> float | int | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if number != number or abs(number) > 1e15:
        return None
    return int(number) if number.is_integer() else number


def _choices(questions: Sequence[Question], answers: Mapping[str, Any] | None) -> list[tuple[Question, list[str]]]:
    """Each question with what is chosen now, as the form sends it."""
    return [(question, _texts((answers or {}).get(question.code))) for question in questions]


def _texts(answer: Any) -> list[str]:
    if isinstance(answer, bool):
        return ["true" if answer else "false"]
    return [str(each) for each in answer] if isinstance(answer, list) else [] if answer is None else [str(answer)]
