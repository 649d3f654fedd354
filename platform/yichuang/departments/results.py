"""Outputs of a matter: asked as their elements demand, and tried on those that wait for them before they count.

Law 2: what is produced upstream must project to instances that every department below would accept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from yichuang.cases.facts import MatterFacts
from yichuang.cases.records import Case
from yichuang.cases.situation import Situation
from yichuang.definitions.common import Definition
from yichuang.errors import Problem
from yichuang.filing.composition import Taken
from yichuang.filing.outputs import output_schema
from yichuang.filing.passing_on import outputs_of
from yichuang.filing.projection import project_filing
from yichuang.filing.records import Filing
from yichuang.filing.repin.standing import standing_of
from yichuang.filing.request import FilingRequest
from yichuang.filing.subjects import subject_by_id
from yichuang.forms.compiled import compiled
from yichuang.forms.decode import read_body
from yichuang.forms.form import Form
from yichuang.forms.pointers import join
from yichuang.forms.shape import Shape, shape_of

from .blanks import Blank, Kind, Part

Outputs = Mapping[str, Any]
CAREFULLY = "后续事项等着用这些内容，登记以后不能再改，请逐字核对。"


@dataclass(frozen=True)
class OutputForm:
    """The outputs still to be given: element → its name in this matter and the schema of its value."""

    names: Mapping[str, str]
    schemas: Mapping[str, Mapping[str, Any]]
    given: Mapping[str, Any]

    @classmethod
    def of(cls, facts: MatterFacts, now: Situation, uses: Mapping[str, Definition]) -> OutputForm:
        """What the matter declares, less what the case has produced already."""
        names = {code: name for code, name in facts.outputs.items() if code not in now.outputs}
        schemas = {code: output_schema(uses.get(facts.code), code, uses) for code in names if code in uses}
        return cls(names, schemas, dict(now.outputs))

    def read(self, texts: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """The values that the texts mean, and what their elements have against them."""
        reading = read_body(Form(self._schema()), [(join((code,)), str(text)) for code, text in texts.items()])
        wrong = [Problem("/outputs" + each.pointer, each.rule, each.message) for each in reading.problems]
        return reading.data, wrong

    def shape(self, code: str) -> Shape:
        """What kind of answer an output takes."""
        schema = self.schemas.get(code, {"type": "string"})
        return shape_of(compiled(schema), [schema])

    def _schema(self) -> dict[str, Any]:
        fallback = {"type": "string"}
        return {"type": "object", "properties": {code: self.schemas.get(code, fallback) for code in self.names}}


def output_parts(form: OutputForm, *, required: bool) -> tuple[Part, ...]:
    """The outputs as blanks; nothing when there are none to give."""
    blanks = tuple(_blank(form, code, required) for code in form.names)
    return (Part("产出", blanks, lead=CAREFULLY),) if blanks else ()


def passing_problems(db: Session, case: Case, outputs: Outputs) -> list[Problem]:
    """What those that wait for these outputs would have against them, each at the output that is meant."""
    filing = db.get_one(Filing, case.filing_id)
    standing = standing_of(db, filing)
    subject = subject_by_id(db, standing.release_id)
    composition = subject.compose(standing.answers, standing.done)
    siblings = db.scalars(select(Case).where(Case.filing_id == filing.id).order_by(Case.seq)).all()
    produced = _with(outputs_of(siblings), case, outputs)
    request = FilingRequest(standing.answers, standing.data, produced, standing.done)
    problems = project_filing(composition, subject.uses, request).problems
    return [found for taken in composition.taken for found in _placed(taken, case, problems)]


def _blank(form: OutputForm, code: str, required: bool) -> Blank:
    shape = form.shape(code)
    pointer = join(("outputs", code))
    if shape.choices:
        options = tuple((choice.token, choice.title) for choice in shape.choices)
        return Blank(pointer, form.names[code], "select", required, options=options, size="half")
    kind: Kind = "date" if shape.keywords.get("format") == "date" else "text"
    size = "" if int(shape.keywords.get("maxLength", 0)) > 30 else "half"
    return Blank(pointer, form.names[code], kind, required, size=size)


def _with(known: dict[str, Any], case: Case, outputs: Outputs) -> dict[str, Any]:
    """What has been produced, with these outputs added as if the case had given them."""
    mine = {**case.outputs, **outputs}
    if case.row is None:
        return {**known, case.matter_code: mine}
    rows = list(known.get(case.matter_code) or [])
    rows.extend([None] * (case.row + 1 - len(rows)))
    rows[case.row] = mine
    return {**known, case.matter_code: rows}


def _placed(taken: Taken, case: Case, problems: Sequence[Problem]) -> Iterator[Problem]:
    """What a matter that uses outputs of this case has against its instance, at the output that is meant."""
    ours = {
        join(link.steps): link.given[1]
        for link in (feed for each in taken.links for feed in each.feeds)
        if link.given and link.inner is None and taken.sources.get(link.given) == case.matter_code
    }
    row = [] if taken.part.row is None else [case.row or 0]
    where = join(("cases", taken.code, *row))
    for problem in problems if ours else ():
        if problem.pointer.startswith(where + "/"):
            code = ours.get(problem.pointer[len(where) :])
            pointer = join(("outputs", code)) if code else "/outputs"
            yield Problem(pointer, problem.rule, f"接下来要用它的{problem.message}")
