"""One sound matter, bundle and what they use, all invented; tests break one thing at a time."""

from __future__ import annotations

import copy
from typing import Any

from yichuang.definitions.check import check
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import read_definition
from yichuang.definitions.library import Entry, Library
from yichuang.errors import Problem

PHONES = {"consult_phone": "0571-88001001", "complaint_phone": "12345"}
IS_YES = {"properties": {"agent": {"const": "yes"}}, "required": ["agent"]}
AGENT = {
    "code": "agent",
    "title": "是否委托他人办理",
    "options": [{"value": "yes", "title": "是"}, {"value": "no", "title": "否"}],
}


def matter(code: str = "matter-a") -> dict[str, Any]:
    """A promised matter of five working days with one field, one material and one question."""
    steps = [
        {"stage": "收件与受理", "name": "受理", "limit": {"days": 1}, "role": "收件岗", "result": "凭证"},
        {"stage": "审查与决定", "name": "决定", "limit": {"days": 4}, "role": "审查岗", "result": "决定"},
    ]
    name = {"type": "string", "title": "姓名", "maxLength": 20, "x-element": "person.name", "x-role": "holder"}
    return {
        "kind": "matter",
        "code": code,
        "name": f"事项{code}（示例）",
        "task_type": "07",
        "use_levels": ["4"],
        "department": "dept",
        "audiences": ["1"],
        "person_topics": ["示例主题"],
        "scope": "示例。",
        "project_type": "promised",
        "review_type": "reviewed",
        "basis": [{"law": "《示例条例》", "article": "第一条"}],
        "conditions": ["年满18周岁。"],
        "statutory_limit": {"days": 20},
        "promised_limit": {"days": 5},
        "steps": steps,
        "visits": {"number": 1, "reason": "到场核对身份。"},
        "locations": [],
        **PHONES,
        "result": {"name": "示例决定书", "type": "document", "sample": "示例样式。"},
        "questions": [copy.deepcopy(AGENT)],
        "materials": [
            {
                "material": "doc-a",
                "role": "holder",
                "when": copy.deepcopy(IS_YES),
                "condition": "委托他人办理的，另提交授权委托书1份。",
                "necessity": "conditional",
                "originals": 1,
            }
        ],
        "form": {"schema": {"type": "object", "properties": {"xm": name}, "required": ["xm"]}},
        "outputs": [{"element": "cert.no", "role": "holder", "name": "证书编号"}],
    }


def bundle() -> dict[str, Any]:
    """Two matters, the second after the first."""
    return {
        "kind": "bundle",
        "code": "bundle-a",
        "name": "示例一件事",
        "lead": "dept",
        "region": "330106",
        "audiences": ["1"],
        "summary": "示例。",
        "roles": [{"code": "person", "title": "本人"}, {"code": "child", "title": "孩子"}],
        "rows": [{"role": "child", "title": "孩子"}],
        "questions": [copy.deepcopy(AGENT)],
        "members": [
            {"matter": "matter-a", "roles": {"holder": "person"}},
            {"matter": "matter-b", "roles": {"holder": "person"}, "depends_on": [{"matter": "matter-a"}]},
        ],
        "promise": {"limit": {"days": 10}},
        **PHONES,
    }


def around() -> list[dict[str, Any]]:
    """What the matters and the bundle use."""
    return [
        {"kind": "region", "code": "330106", "name": "西湖区（示例）"},
        {
            "kind": "department",
            "code": "dept",
            "name": "示例局",
            "region": "330106",
            "phone": "0571-88001001",
            "complaint_phone": "12345",
            "address": "示例路1号（示例）",
        },
        {"kind": "element", "code": "person.name", "name": "姓名", "value": {"type": "string", "maxLength": 60}},
        {"kind": "element", "code": "cert.no", "name": "证书编号", "value": {"type": "string", "maxLength": 20}},
        {"kind": "material", "code": "doc-a", "name": "授权委托书", "source": "10"},
    ]


def sound() -> dict[str, dict[str, Any]]:
    """All documents by code; `check` has nothing to say about them."""
    return {document["code"]: document for document in (*around(), matter(), matter("matter-b"), bundle())}


def library_of(documents: dict[str, dict[str, Any]]) -> Library:
    """The documents as a library; every one must be readable."""
    library = Library()
    for document in documents.values():
        definition = read_definition(document)
        assert isinstance(definition, Definition), definition
        assert library.add(Entry(definition, document)) is None
    return library


def problems(documents: dict[str, dict[str, Any]]) -> list[Problem]:
    """What `check` says."""
    return list(check(library_of(documents)))
