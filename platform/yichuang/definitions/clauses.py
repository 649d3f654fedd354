"""The sentences of a paper: those whose condition the facts meet, with the facts put in."""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from yichuang.forms.compiled import compiled

from .publication import Paper

PLACEHOLDER = re.compile(r"\{(\w+)\}")

RECEIPT_FACTS = frozenset({
    "title", "organ", "organ_phone", "complaint_phone", "case_number", "filing_number", "query_code", "subject", "applicant",
    "applicant_phone", "agent", "hall", "window", "clerk", "date", "date_words", "received_on", "promise",
    "promise_explanation", "complete", "has_waiting", "has_deferred", "deferred", "silence_accepts",
})
"""What a 收件凭证 knows of its filing; other documents say what the law prescribes and take no clauses yet."""


def written(paper: Paper, facts: Mapping[str, Any]) -> list[str]:
    """The clauses that apply, in order. A placeholder without a fact stays empty: check refuses unknown ones before."""
    return [PLACEHOLDER.sub(lambda match: _words(facts.get(match[1])), clause.text)
            for clause in paper.clauses if clause.when is None or compiled(clause.when).is_valid(dict(facts))]


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(str(part) for part in value)
    return str(value)
