"""Small sets of definitions for the clean-up: one ordinary matter, and what is laid around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yichuang.definitions.cleanup.scope import scope_of
from yichuang.definitions.cleanup.summary import Ledger, ledger
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KINDS

ON = date(2026, 9, 1)
LAW = {"law": "《示例法》", "article": "第三条"}
PHONES = {"consult_phone": "0571-88001001", "complaint_phone": "12345"}


def matter(code: str, *materials: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    step = {
        "stage": "审查与决定",
        "name": "审查",
        "limit": {"days": 5},
        "role": "岗",
        "result": "意见",
        "standard": "核对图纸与现场一致。",
    }
    return {
        "kind": "matter",
        "code": code,
        "name": f"事项{code}（示例）",
        "task_type": "01",
        "use_levels": ["4"],
        "department": "bureau",
        "audiences": ["1"],
        "scope": "示例。",
        "project_type": "promised",
        "review_type": "reviewed",
        "basis": [LAW],
        "conditions": ["有图纸。"],
        "promised_limit": {"days": 5},
        "steps": [step],
        "visits": {"number": 1},
        "locations": [],
        **PHONES,
        "result": {"name": "决定书", "type": "document"},
        "materials": [demand(each) if isinstance(each, str) else dict(each) for each in materials],
        "form": {"schema": {"type": "object", "properties": {}}},
        **more,
    }


def demand(code: str, **more: Any) -> dict[str, Any]:
    return {"material": code, "basis": [LAW], "originals": 1, **more}


def material(code: str, name: str, **more: Any) -> dict[str, Any]:
    return {"kind": "material", "code": code, "name": name, "source": "10", **more}


def department(code: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": "department",
        "code": code,
        "name": name,
        "region": "330106",
        "phone": "0571-88001001",
        "complaint_phone": "12345",
        "address": "示例路1号（示例）",
        **more,
    }


def share(code: str, **more: Any) -> dict[str, Any]:
    return {"kind": "data-share", "code": code, "name": f"{code}接口（示例）", "provider": "other", **more}


def bundle(*members: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "kind": "bundle",
        "code": "bundle",
        "name": "示例一件事",
        "lead": "bureau",
        "region": "330106",
        "audiences": ["1"],
        "summary": "示例。",
        "roles": [{"code": "owner", "title": "业主"}],
        "members": list(members),
        "promise": {"limit": {"days": 6}},
        **PHONES,
        **more,
    }


PLACES = (
    {"kind": "region", "code": "330000", "name": "浙江省"},
    {"kind": "region", "code": "330100", "name": "杭州市", "parent": "330000"},
    {"kind": "region", "code": "330106", "name": "西湖区", "parent": "330100"},
    {"kind": "region", "code": "440000", "name": "广东省"},
    department("bureau", "示例局", short_name="示例局"),
    department("station", "示例所", parent="bureau"),
    department("other", "另一局"),
)


def known(*documents: Mapping[str, Any]) -> dict[str, Definition]:
    """The documents with the places around them, by code."""
    return {each["code"]: KINDS[each["kind"]].model_validate(each) for each in (*PLACES, *documents)}


def ledger_of(code: str, *documents: Mapping[str, Any]) -> Ledger:
    """The ledger of one code over these documents."""
    there = known(*documents)
    return ledger(scope_of([code], tuple(there.values()), there.get), ON)


def found(made: Ledger) -> list[tuple[str, str]]:
    """(material, rule) of each row."""
    return [(row.key.material, row.key.rule) for row in made.rows]
