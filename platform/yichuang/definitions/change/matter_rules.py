"""How each key of a matter, and what matters share with bundles, is compared and judged."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .comparers import Rules, choices, coded, condition, flag, judged, limit, number, plain, ranked, record, text
from .entries import Entries, always, by_code, by_key
from .forms import form_changes
from .values import Change, Spot

NEVER = plain("unknown-changed")
ELIGIBILITY = choices("demand-added", "demand-removed")
SCOPE = choices("choice-added", "choice-removed")
FACT = plain("fact-changed")
FACTS = record({}, FACT)
WORDS_ONLY = choices("fact-changed", "fact-changed")


def entries_of_words(*keys: str) -> Entries:
    """A list that only tells: laws, frequent questions."""
    return Entries(keys, by_key(*keys), always("fact-changed"), always("fact-changed"), {}, FACT, "fact-changed")


def _question_added(entry: Mapping[str, Any]) -> str:
    return "question-added" if entry.get("required", True) else "question-added-optional"


def _state(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    yield from plain("resumed" if after == "in-use" else "suspended", "state")(at, before, after)


OPTIONS = Entries(("value",), by_key("title", "value"), always("option-added"), always("option-removed"),
                  {"title": FACT, "help": text}, NEVER)
QUESTION_RULES: Rules = {
    "title": FACT, "help": text, "reason": text, "default": FACT, "type": plain("question-changed"),
    "unit": plain("question-changed"), "when": condition("question-changed", "question-changed"),
    "required": flag("question-changed", "option-added"), "options": OPTIONS,
    "minimum": number("option-removed", "option-added", float("-inf")),
    "maximum": number("option-added", "option-removed", float("inf")),
}
STOP_RULES: Rules = {
    "when": condition("stop-changed", "stop-narrowed"), "reason": text, "alternative": text, "bundle": FACT,
}
EXEMPTION_RULES: Rules = {
    "mode": ranked(("upstream", "generated", "internal", "register", "e-cert", "promise", "none"),
                   "material-stricter", "material-easier"),
    "source": FACT, "fallback": FACT,
}
MATERIAL_RULES: Rules = {
    "when": condition("material-condition-wider", "material-condition-narrower"), "condition": text,
    "necessity": ranked(("conditional", "deferrable", "required"), "material-stricter", "material-easier"),
    "copy_type": ranked(("either", "copy", "original"), "material-stricter", "material-easier"),
    "originals": number("material-stricter", "material-easier", 0),
    "copies": number("material-stricter", "material-easier", 0),
    "verify_original": flag("material-stricter", "material-easier"), "accept_standard": judged, "filling_notes": text,
    "basis": entries_of_words("law", "document_no", "article"), "exemption": record(EXEMPTION_RULES, NEVER),
    "deadline_days": number("material-easier", "material-stricter", float("inf")),
    "validity_months": number("material-easier", "material-stricter", float("inf")), "supervised": text,
}
STEP_RULES: Rules = {
    "limit": plain("step-changed"), "counted_in_promise": plain("step-changed"), "standard": text,
}
PROCEDURE_RULES: Rules = {
    "limit": limit, "basis": entries_of_words("law", "document_no", "article"),
    "charged": flag("charge-added", "charge-removed"), "charge_basis": text,
    "stops_clock": flag("procedure-added", "procedure-removed"),
}
QUESTIONS = Entries(("code",), by_key("title", "code"), _question_added, always("question-removed"), QUESTION_RULES,
                    NEVER, "question-changed")
STOPS = Entries(("reason",), by_key("reason"), always("stop-added"), always("stop-removed"), STOP_RULES, NEVER, "text-changed")
LOCATIONS = Entries(("hall", "window"), by_key("hall"), always("choice-added"), always("choice-removed"), {},
                    FACT, "fact-changed")
FAQ = entries_of_words("question")
MATERIALS = Entries(("material", "role"), by_code("material"), always("material-added"), always("material-removed"),
                    MATERIAL_RULES, NEVER)
STEPS = Entries(("name",), by_key("name"), always("step-changed"), always("step-changed"), STEP_RULES,
                plain("step-changed"), "step-changed")
PROCEDURES = Entries(("name",), by_key("name"), always("procedure-added"), always("procedure-removed"), PROCEDURE_RULES,
                     NEVER, "fact-changed")
FEES = Entries(("name",), by_key("name"), always("charge-added"), always("charge-removed"),
               {"basis": FACT, "reducible": flag("charge-removed", "charge-added"), "reduction": judged},
               plain("charge-added"), "fact-changed")
OUTPUTS = Entries(("role", "element"), by_key("name", "element"), always("output-added"), always("output-removed"),
                  {"name": FACT}, plain("output-changed"))

SHARED: Rules = {
    "kind": plain("kind-changed"), "code": plain("kind-changed"), "name": plain("name-changed"), "note": text, "extra": FACT,
    "waivers": entries_of_words("rule", "pointer"),
    "audiences": SCOPE, "questions": QUESTIONS, "stops": STOPS, "window_class": coded("fact-changed"), "channels": SCOPE,
    "locations": LOCATIONS, "consult_phone": FACT, "complaint_phone": FACT, "faq": FAQ,
}
VISITS: Rules = {"number": number("visits-more", "visits-fewer", 0), "reason": text}
RESULT = plain("result-changed")
SERVICE = flag("service-added", "service-removed")
IDENTIFIER = plain("identifier-changed")


def _districts(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    """Empty means the whole area of the department."""
    if bool(before) == bool(after):
        yield from choices("choice-added", "choice-removed", names=True)(at, before, after)
    else:
        yield at.change("choice-removed" if after else "choice-added",
                        "由不限改为只限几处。" if after else "由只限几处改为不限。", before, after)


MATTER: Rules = {
    **SHARED,
    **dict.fromkeys(("code_scheme", "catalog_code", "task_code", "item_code", "local_code", "task_type"), IDENTIFIER),
    "scenario": plain("name-changed"), "state": _state, "use_levels": SCOPE, "department": coded("department-changed"),
    "joint_departments": choices("department-changed", "department-changed", names=True),
    "person_topics": WORDS_ONLY, "legal_person_topics": WORDS_ONLY, "scope": judged,
    "project_type": ranked(("immediate", "promised"), "demand-stricter", "demand-easier"),
    "review_type": ranked(("immediate", "reviewed"), "demand-stricter", "demand-easier"),
    "clock": plain("demand-stricter"), "basis": entries_of_words("law", "document_no", "article"),
    "conditions": ELIGIBILITY, "denials": ELIGIBILITY, "prohibitions": ELIGIBILITY, "quantity_limit": judged,
    "statutory_limit": limit, "statutory_explanation": text, "promised_limit": limit, "promise_explanation": text,
    "steps": STEPS, "special_procedures": PROCEDURES, "charged": flag("charge-added", "charge-removed"), "fees": FEES,
    "pay_online": SERVICE, "mail_materials": SERVICE, "mail_result": SERVICE, "visits": record(VISITS, NEVER),
    "online_depth": WORDS_ONLY,
    "result": record({"sample": text}, RESULT), "delivery": text, "materials": MATERIALS, "form": form_changes, "outputs": OUTPUTS,
    "rights": WORDS_ONLY, "duties": WORDS_ONLY, "remedy": record({"review": text, "litigation": text}, text),
    "mistakes": WORDS_ONLY, "annual_volume": FACT, "business_system": FACTS, "contact": FACTS, "origin": FACTS,
    "applicable_scope": judged, "districts": _districts,
    "handle_area": ranked(("national", "province", "city", "county", "town", "village"), "choice-removed", "choice-added"),
    "min_identity_level": number("demand-stricter", "demand-easier", 0), "retention": FACT,
}

