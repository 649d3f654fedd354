"""Carrying out a decision: what a matter's document says afterwards. Pure; nothing is written here."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yichuang.errors import Conflict

from .ledger import Row

SOURCES = {"promise": "申请人书面承诺", "internal": "本部门内部核查"}
MODES = {"promise": "promise", "internal": "internal", "upstream": "upstream", "share": "register"}


def carried_out(document: Mapping[str, Any], row: Row, decision: str) -> dict[str, Any]:
    """The matter's document with the row's materials cancelled, or exempted in the way decided.

    Raises Conflict when the draft no longer has the finding, and for a decision that changes no draft.
    """
    if not row.indexes:
        raise Conflict("草稿里已经没有这一条，不用再改。请刷新台账。")
    if decision == "delete":
        kept = [each for index, each in enumerate(document["materials"]) if index not in row.indexes]
        return {**document, "materials": kept}
    if decision not in MODES:
        raise Conflict("“保留”和“复核”不改动草稿。")
    changed = [_exempted(each, row, decision) if index in row.indexes else each
               for index, each in enumerate(document["materials"])]
    return {**document, "materials": changed}


def _exempted(required: Mapping[str, Any], row: Row, decision: str) -> dict[str, Any]:
    """The demand with its exemption set. What the finding proposed names mode and source; else the decision does."""
    proposed = decision == row.proposed_action
    mode = row.mode if proposed and row.mode else MODES[decision]
    source = row.exemption_source if proposed and row.exemption_source else SOURCES.get(decision)
    fallback = required.get("exemption", {}).get("fallback") or "upload"
    exemption = {"mode": mode, **({"source": source} if source else {}), "fallback": fallback}
    return {**required, "exemption": exemption}
