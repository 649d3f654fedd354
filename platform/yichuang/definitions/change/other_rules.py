"""How elements, materials, places, guides and papers are compared and judged; what no rule names is unknown."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from .bundle_rules import BUNDLE
from .comparers import Rules, choices, coded, judged, number, plain, ranked, text
from .entries import Entries, always, by_key
from .fields import field_changes
from .matter_rules import FACT, IDENTIFIER, MATTER, SHARED, WORDS_ONLY
from .values import Change, Spot

ENVELOPE: Rules = {key: SHARED[key] for key in ("kind", "code", "name", "note", "waivers")}
DEPARTMENT_CHANGED = coded("department-changed")


def _value(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    yield from field_changes(at, before, after, (before, after))


def _format(at: Spot, before: Any, after: Any) -> Iterator[Change]:
    kind = "material-easier" if after == "either" else "material-stricter"
    yield from plain(kind, "format")(at, before, after)


ELEMENT: Rules = {
    **ENVELOPE, "value": _value, "synonyms": WORDS_ONLY, "code_list": IDENTIFIER, "sensitivity": FACT,
    "autofill": WORDS_ONLY, "standard": FACT, "explanation": text,
}
MATERIAL: Rules = {
    **ENVELOPE, "source": FACT, "issuer": FACT, "source_explanation": text, "format": _format, "page_format": FACT,
    "licence_type": IDENTIFIER, "validity_months": number("material-easier", "material-stricter", float("inf")),
    "accept_standard": judged, "sensitivity": FACT, "synonyms": WORDS_ONLY,
    "issuer_department": coded("fact-changed"),
}
REGION: Rules = {
    **ENVELOPE, "area": FACT, "parent": DEPARTMENT_CHANGED, "valid_from": FACT,
    "valid_to": ranked((), "suspended", "resumed"), "succeeded_by": FACT,
}
DEPARTMENT: Rules = {
    **ENVELOPE, "short_name": FACT, "uscc": IDENTIFIER, "dept_type": FACT, "entrusted_by": DEPARTMENT_CHANGED,
    "number_code": IDENTIFIER, "region": DEPARTMENT_CHANGED, "parent": DEPARTMENT_CHANGED, "phone": FACT,
    "complaint_phone": FACT, "address": FACT, "document_word": FACT, "review_organ": FACT, "court": FACT,
}
WINDOW_CLASS: Rules = {**ENVELOPE, "description": text}
CHAPTERS = Entries(("source",), by_key("title", "source"), always("fact-changed"), always("fact-changed"),
                   {"text": text}, FACT, "fact-changed")
CLAUSES = Entries(("text",), by_key("text"), always("fact-changed"), always("fact-changed"), {}, FACT, "text-changed")
GUIDE: Rules = {
    **ENVELOPE, "subject": IDENTIFIER, "chapters": CHAPTERS, "brief": choices("fact-changed", "fact-changed"),
    "effective_on": FACT,
}
PAPER: Rules = {
    **ENVELOPE, "document": IDENTIFIER, "title": FACT, "clauses": CLAUSES, "copies": FACT, "copy_holders": WORDS_ONLY,
    "number_word": FACT,
}
SERVED = choices("service-added", "service-removed", names=True)
DATA_SHARE: Rules = {
    **ENVELOPE, "provider": DEPARTMENT_CHANGED, "materials": SERVED, "elements": SERVED, "regions": FACT, "mode": FACT,
    "licence_type": IDENTIFIER, "interface": FACT, "requested_on": FACT, "refusal": FACT, "fallback": FACT,
    "state": ranked(("available", "requested", "refused"), "service-removed", "service-added"),
}
WORDING_RULES: Rules = {**ENVELOPE, "region": FACT, "exceptions": WORDS_ONLY,
                        "rules": Entries(("code",), by_key("code"), always("fact-changed"), always("fact-changed"), {}, FACT)}
"""They judge drafts before they are published, never a filing."""

RULES: Mapping[str, Rules] = MappingProxyType({
    "element": ELEMENT, "region": REGION, "department": DEPARTMENT, "window-class": WINDOW_CLASS, "material": MATERIAL,
    "matter": MATTER, "bundle": BUNDLE, "guide": GUIDE, "paper": PAPER,
    "data-share": DATA_SHARE, "wording-rules": WORDING_RULES,
})
"""Kind → key → how it is compared. A kind that is not here has only its envelope."""
