"""Small bundles for one test each: matters with documents, limits and outputs, laid together as members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from yichuang.definitions.bundle import Bundle
from yichuang.definitions.common import Definition
from yichuang.definitions.kinds import KINDS
from yichuang.filing.compose import compose
from yichuang.filing.composition import Composition, Wanted

PHONES = {"consult_phone": "0571-88001001", "complaint_phone": "12345"}
YES = {"properties": {"agent": {"const": "yes"}}, "required": ["agent"]}
NO = {"properties": {"agent": {"const": "no"}}, "required": ["agent"]}
AGENT = {
    "code": "agent",
    "title": "是否委托他人",
    "options": [{"value": "yes", "title": "委托"}, {"value": "no", "title": "本人"}],
    "default": "no",
}


def demand(code: str, **more: Any) -> dict[str, Any]:
    """A document that a matter asks for."""
    return {"material": code, "originals": 1, **more}


def field(role: str, element: str, **more: Any) -> dict[str, Any]:
    """A field of a form."""
    return {"type": "string", "title": element, "maxLength": 20, "x-role": role, "x-element": element, **more}


def matter(code: str, *materials: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A matter of five working days and one visit; `fields` are its form."""
    fields = more.pop("fields", {"name": field("owner", "person.name")})
    schema = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {
        "kind": "matter",
        "code": code,
        "name": f"事项{code}（示例）",
        "task_type": "20",
        "use_levels": ["4"],
        "department": f"bureau-{code}",
        "audiences": ["1"],
        "scope": "示例。",
        "project_type": "promised",
        "review_type": "reviewed",
        "basis": [],
        "conditions": [],
        "promised_limit": {"days": 5},
        "steps": [],
        "visits": {"number": 1},
        "locations": [],
        **PHONES,
        "result": {"name": "决定书", "type": "document"},
        "materials": list(materials),
        "form": {"schema": schema},
        "questions": [AGENT],
        **more,
    }


def material(code: str, **more: Any) -> dict[str, Any]:
    """A document."""
    return {"kind": "material", "code": code, "name": f"材料{code}（示例）", "source": "10", **more}


def bundle(*members: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A bundle of these members that promises ten working days and one visit."""
    return {
        "kind": "bundle",
        "code": "bundle",
        "name": "示例一件事",
        "lead": "bureau-a",
        "region": "330106",
        "audiences": ["1"],
        "summary": "示例。",
        "roles": [{"code": "owner", "title": "业主"}, {"code": "child", "title": "孩子"}],
        "members": list(members),
        "promise": {"limit": {"days": 10}},
        "questions": [AGENT],
        **PHONES,
        **more,
    }


def known(*documents: Mapping[str, Any]) -> dict[str, Definition]:
    """The documents as definitions, by code."""
    return {each["code"]: KINDS[each["kind"]].model_validate(each) for each in documents}


def composed(
    *documents: Mapping[str, Any], answers: Mapping[str, Any] | None = None, done: Sequence[str] = ()
) -> Composition:
    """The bundle among these documents, composed with the others."""
    uses = known(*documents)
    whole = next(each for each in uses.values() if isinstance(each, Bundle))
    return compose(whole, uses, answers, done)


def by_key(composition: Composition) -> dict[str, Wanted]:
    """The merged set of materials."""
    return {each.key: each for each in composition.materials}
