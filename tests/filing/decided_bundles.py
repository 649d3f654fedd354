"""A small bundle whose departments differ: sex by code or by word, an area in two units; all invented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import read_definition

PHONES = {"consult_phone": "0571-88001001", "complaint_phone": "12345"}
LINKS = {"no": {"properties": {"insured": {"const": "no"}}, "required": ["insured"]},
         "yes": {"properties": {"insured": {"const": "yes"}}, "required": ["insured"]}}  # fmt: skip
CODES = {"kind": "codes", "table": {"1": "男", "2": "女"}}
DECISION = {"where": "person.person.sex", "kind": "enum", "take": "map", "transforms": {"insurance": {"/xb": CODES}},
            "status": "signed", "owner": "示例医保局", "basis": "示例会议纪要"}  # fmt: skip


def field(element: str, title: str, **said: Any) -> dict[str, Any]:
    return {"x-element": element, "x-role": "person", "title": title, **said}


def matter(code: str, department: str, fields: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "kind": "matter", "code": code, "name": f"示例事项{code}", "task_type": "07", "use_levels": ["4"],
        "department": department, "audiences": ["1"], "scope": "示例。", "project_type": "promised", "review_type": "reviewed",
        "basis": [{"law": "《示例条例》", "article": "第一条"}], "conditions": ["示例。"], "statutory_limit": {"days": 20},
        "promised_limit": {"days": 5}, "steps": [], "visits": {"number": 0}, "locations": [], **PHONES, "materials": [],
        "result": {"name": "示例决定书", "type": "document"},
        "form": {"schema": {"type": "object", "properties": dict(fields), "required": list(fields)}}, **more,
    }  # fmt: skip


def documents() -> dict[str, dict[str, Any]]:
    """Everything by code, fresh: the household comes first, insurance and school by the answers."""
    sex = field("person.sex", "性别")
    found = [
        {"kind": "department", "code": "police", "name": "示例公安局", "region": "330106", "phone": "0571-88001001",
         "complaint_phone": "12345", "address": "示例路1号"},
        matter("household", "police", {"xb": {**sex, "oneOf": [{"const": "1", "title": "男"}, {"const": "2", "title": "女"}]}},
               outputs=[{"element": "person.book", "role": "person", "name": "户号", "value": {"pattern": "^[0-9]{9}$"}}]),
        matter("insurance", "police", {"xb": {**sex, "enum": ["男", "女"]}}),
        matter("school", "police", {"book": field("person.book", "户号", type="string", maxLength=30)}),
        {"kind": "bundle", "code": "moving", "name": "示例迁移一件事", "lead": "police", "region": "330106", "audiences": ["1"],
         "summary": "示例。", "roles": [{"code": "person", "title": "本人"}], **PHONES, "promise": {"limit": {"days": 15}},
         "questions": [{"code": "insured", "title": "是否参保", "options": [{"value": "yes", "title": "是"},
                                                                        {"value": "no", "title": "否"}]}],
         "members": [{"matter": "household"}, {"matter": "insurance", "when": LINKS["yes"]},
                     {"matter": "school", "depends_on": [{"matter": "household"}]}]},
    ]  # fmt: skip
    for code, value in (("person.sex", {}), ("person.book", {"type": "string"})):
        found.append({"kind": "element", "code": code, "name": "示例数据元" + code, "value": value, "sensitivity": "personal"})
    found.append({"kind": "region", "code": "330106", "name": "西湖区"})
    return {each["code"]: each for each in found}


def read(found: Mapping[str, dict[str, Any]]) -> dict[str, Definition]:
    """The documents as definitions."""
    made: dict[str, Definition] = {}
    for code, document in found.items():
        definition = read_definition(document)
        assert isinstance(definition, Definition), definition
        made[code] = definition
    return made
