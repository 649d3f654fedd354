"""Which texts of a document the wording rules read, and which they leave alone and why (domain reference 3.1).

Every key that can hold a text of its own stands in exactly one of the two tables; a test compares them with the models.
Paths name keys; a list is gone through item by item.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from yichuang.definitions.common import Definition
from yichuang.definitions.matter import Matter
from yichuang.forms.dialect import walk
from yichuang.standards.wording import Scope

Steps = tuple[Any, ...]
Text = tuple[Steps, str, Scope]

QUESTION = ("title", "help", "reason", "options.title", "options.help")
READ: Mapping[str, tuple[str, ...]] = {
    "material": ("name", "accept_standard", "source_explanation"),
    "matter": (
        "scope", "applicable_scope", "conditions", "denials", "prohibitions", "quantity_limit", "statutory_explanation",
        "promise_explanation", "steps.name", "steps.result", "steps.standard", "special_procedures.name", "fees.standard",
        "visits.reason", "delivery", *(f"questions.{key}" for key in QUESTION), "stops.reason", "stops.alternative",
        "materials.condition", "materials.accept_standard", "materials.filling_notes", "duties", "mistakes", "faq.answer",
    ),
    "bundle": (
        "summary", *(f"questions.{key}" for key in QUESTION), "stops.reason", "stops.alternative", "members.reason",
        "sections.title", "sections.help", "promise.explanation", "visit_reason", "online_flow", "offline_flow",
        "faq.answer",
    ),
    "guide": ("chapters.text",),
    "paper": ("clauses.text",),
}
FORM_KEYS = ("title", "x-help", "x-mistakes", "x-reason")
"""What an applicant reads beside a field; section titles and help of the layout are read too."""

NAME = "a proper name: of a matter as the catalogue has it, an organ, a register, a place"
LAW = "words of a law, or where it says so"
CITIZEN = "the citizen's own words"
INSIDE = "read by colleagues only, never told to applicants"
FACT = "a fact, a code, a number or an address; it asks nothing"
PLACES = ("hall", "window", "address", "hours", "phone", "traffic", "postcode")
BASIS = ("law", "document_no", "article", "text", "issuer")
LEFT: Mapping[str, Mapping[str, str]] = {
    "*": {"kind": FACT, "name": NAME, "note": INSIDE, "waivers": LAW, "pins": FACT},
    "element": {"explanation": INSIDE, **dict.fromkeys(("value", "synonyms", "code_list", "standard"), FACT)},
    "region": {},
    "department": {"document_word": FACT, **dict.fromkeys(("short_name", "review_organ", "court"), NAME),
                   **dict.fromkeys(("uscc", "number_code", "phone", "complaint_phone", "address"), FACT)},
    "window-class": {"description": INSIDE},
    "material": {"issuer": NAME, **dict.fromkeys(("page_format", "licence_type", "synonyms"), FACT)},
    "matter": {
        **{f"basis.{key}": LAW for key in BASIS}, **{f"materials.basis.{key}": LAW for key in BASIS},
        **{f"special_procedures.basis.{key}": LAW for key in BASIS}, "special_procedures.charge_basis": LAW,
        "fees.basis": LAW, "fees.reduction": LAW, "rights": LAW, "remedy.review": LAW, "remedy.litigation": LAW,
        **dict.fromkeys(("scenario", "steps.role", "fees.name", "result.name", "result.licence_type", "outputs.name",
                         "materials.exemption.source", "origin.library"), NAME),
        "faq.question": CITIZEN,
        **dict.fromkeys(("business_system.name", "business_system.network", "contact.name", "contact.phone", "extra",
                         "materials.supervised"), INSIDE),
        **{f"locations.{key}": FACT for key in PLACES},
        **dict.fromkeys(("code_scheme", "catalog_code", "task_code", "item_code", "local_code", "person_topics",
                         "legal_person_topics", "online_depth", "consult_phone", "complaint_phone", "result.sample",
                         "result.validity", "outputs.role", "outputs.value", "materials.role", "origin.columns",
                         "questions.options.value", "questions.default", "questions.unit"), FACT),
    },
    "bundle": {
        "faq.question": CITIZEN, **{f"locations.{key}": FACT for key in PLACES},
        **dict.fromkeys(("alias", "life_stage", "list_batch.batch", "roles.title", "rows.title"), NAME),
        **dict.fromkeys(("consult_phone", "complaint_phone", "applicant", "sections.fields", "questions.options.value",
                         "questions.default", "questions.unit", "answered.values", "members.roles", "members.answers",
                         "members.receiver.by.table", "members.transforms", "decisions.where",
                         "decisions.transforms", "extra"), FACT),
        "decisions.titles": INSIDE, "decisions.owner": INSIDE, "decisions.basis": LAW,
    },
    "guide": {"chapters.title": NAME, "effective_on": FACT},
    "paper": {"title": NAME, "copy_holders": NAME, "number_word": FACT},
    "data-share": {"interface": NAME, "refusal.by": NAME, "refusal.reason": INSIDE, "licence_type": FACT},
    "wording-rules": {"rules.pattern": FACT, "rules.fix": INSIDE, "rules.source": LAW, "exceptions": NAME},
}  # fmt: skip


def texts_of(definition: Definition) -> Iterator[Text]:
    """Every text that the rules read: where it stands, its words, and whether it names a material."""
    for path in _paths(definition.kind):
        scope: Scope = "material-name" if (definition.kind, path) == ("material", ("name",)) else "general"
        yield from ((steps, text, scope) for steps, text in _at(definition, path, ()))
    if isinstance(definition, Matter):
        yield from ((steps, text, "general") for steps, text in _form(definition))


@cache
def _paths(kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(path.split(".")) for path in READ.get(kind, ()))


def _at(value: Any, path: tuple[str, ...], steps: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _at(each, path, (*steps, index))
    elif path and value is not None:
        yield from _at(getattr(value, path[0]), path[1:], (*steps, path[0]))
    elif isinstance(value, str) and value:
        yield steps, value


def _form(matter: Matter) -> Iterator[tuple[Steps, str]]:
    for steps, here in walk(matter.form.schema_):
        if isinstance(here, Mapping):
            for key in FORM_KEYS:
                yield from _said(here.get(key), ("form", "schema", *steps, key))
    sections = (matter.form.layout or {}).get("sections", ())
    for index, section in enumerate(sections if isinstance(sections, list) else ()):
        for key in ("title", "help") if isinstance(section, Mapping) else ():
            yield from _said(section.get(key), ("form", "layout", "sections", index, key))


def _said(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, str) and value:
        yield steps, value
    elif isinstance(value, list):
        yield from ((((*steps, index)), each) for index, each in enumerate(value) if isinstance(each, str))
