"""One small matter, bundle and guide that break no rule; the examples of the rules are laid over them. All invented."""
from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from yichuang.forms.pointers import split

AGENT_IS_YES = {"properties": {"agent": {"const": "yes"}}, "required": ["agent"]}
BASIS = [{"law": "《示例管理条例》", "article": "第八条"}]
AGENT_PAPER = {
    "material": "sample-authority", "role": "agent", "when": AGENT_IS_YES, "necessity": "conditional",
    "condition": "委托他人办理的，另提交授权委托书1份。", "copy_type": "original", "originals": 1, "basis": BASIS,
}
APPLICATION = {"material": "sample-application", "role": "applicant", "copy_type": "original", "originals": 1, "basis": BASIS}


def _step(stage: str, name: str, days: int, role: str, result: str) -> dict[str, Any]:
    return {"stage": stage, "name": name, "limit": {"days": days}, "role": role, "result": result}


STEPS = [
    _step("收件与受理", "受理", 1, "收件岗", "收件凭证"),
    _step("审查与决定", "审查", 2, "审查岗", "审查意见"),
    _step("审查与决定", "决定", 1, "决定岗", "办理决定"),
    _step("制证与送达", "办结", 1, "制证岗", "示例登记证"),
    _step("制证与送达", "送达", 0, "出件岗", "送达回证"),
]
LICENCE = {
    "/task_type": "01", "/statutory_limit": {"days": 20}, "/faq": [{"question": "要多久？", "answer": "5个工作日。"}],
}
"""What makes the sample an administrative licence."""
AT_ONCE = {
    "/project_type": "immediate", "/review_type": "immediate", "/promised_limit": {"days": 0, "unit": "immediate"},
    **{f"/steps/{index}/limit/days": 0 for index in range(len(STEPS) - 1)},
}
"""What makes the sample one that is done on the spot."""

MATTER: dict[str, Any] = {
    "kind": "matter", "code": "sample-matter", "name": "示例登记（示例）", "task_type": "07", "use_levels": ["4"],
    "department": "sample-bureau", "audiences": ["1"], "person_topics": ["示例主题"], "scope": "本区居民申请示例登记。",
    "project_type": "promised", "review_type": "reviewed", "basis": BASIS,
    "conditions": ["居住在本区。"], "prohibitions": ["无"],
    "statutory_limit": {"days": 20}, "promised_limit": {"days": 5}, "steps": STEPS,
    "visits": {"number": 1, "reason": "到场核对身份并签名。"}, "channels": ["1", "2"], "online_depth": ["1", "2", "3"],
    "locations": [{"hall": "示例大厅（示例）", "address": "示例路1号（示例）", "hours": "工作日9:00至17:00",
                   "phone": "0571-88001001"}],
    "consult_phone": "0571-88001001", "complaint_phone": "0571-88091001",
    "result": {"name": "示例登记证", "type": "certificate", "sample": "示例样式见窗口公示。"},
    "questions": [{"code": "agent", "title": "是否委托他人办理", "type": "single",
                   "options": [{"value": "yes", "title": "委托他人办理"}, {"value": "no", "title": "自己办理"}]}],
    "materials": [APPLICATION, AGENT_PAPER],
    "form": {"schema": {"type": "object", "required": ["name"], "properties": {
        "name": {"type": "string", "title": "姓名", "maxLength": 40, "x-element": "sample.name", "x-role": "applicant"}}}},
}
BUNDLE: dict[str, Any] = {
    "kind": "bundle", "code": "sample-bundle", "name": "示例一件事（示例）", "lead": "sample-bureau", "region": "330106",
    "audiences": ["1"], "summary": "示例事项一次办。", "consult_phone": "0571-88001001", "complaint_phone": "0571-88091001",
    "roles": [{"code": "applicant", "title": "申请人"}, {"code": "agent", "title": "代理人"}],
    "questions": MATTER["questions"], "members": [{"matter": "sample-matter"}],
    "promise": {"limit": {"days": 30}}, "visits": 1, "visit_reason": "到场核对身份并签名。",
}
GUIDE: dict[str, Any] = {
    "kind": "guide", "code": "sample-guide", "name": "示例登记办事指南（示例）", "subject": "sample-matter",
    "chapters": [{"source": "scope", "title": "一、适用范围"},
                 {"source": "limits", "title": "二、办理时限", "text": "时限自受理之日起计算。"}],
    "brief": ["scope", "limits"],
}
AROUND: tuple[dict[str, Any], ...] = (
    {"kind": "region", "code": "330106", "name": "西湖区（示例）"},
    {"kind": "department", "code": "sample-bureau", "name": "西湖区示例登记局（示例）", "short_name": "示例登记局",
     "region": "330106", "phone": "0571-88001001", "complaint_phone": "0571-88091001", "address": "示例路1号（示例）"},
    {"kind": "department", "code": "sample-entrusted", "name": "示例受托中心（示例）", "dept_type": "3",
     "region": "330106", "phone": "0571-88001002", "complaint_phone": "0571-88091002", "address": "示例路2号（示例）"},
    {"kind": "element", "code": "sample.name", "name": "姓名", "value": {"type": "string", "maxLength": 60}},
    {"kind": "material", "code": "sample-application", "name": "示例登记申请表", "source": "10"},
    {"kind": "material", "code": "sample-authority", "name": "授权委托书", "source": "10"},
    {"kind": "material", "code": "sample-health", "name": "从业人员健康证明", "source": "30", "issuer": "示例医院（示例）",
     "synonyms": ["健康证"]},
    {"kind": "material", "code": "sample-own-permit", "name": "示例许可证", "source": "20", "issuer": "西湖区示例登记局（示例）"},
    {"kind": "material", "code": "sample-photo", "name": "电子照片", "source": "10", "format": "electronic"},
)
SUBJECTS: Mapping[str, dict[str, Any]] = {document["kind"]: document for document in (MATTER, BUNDLE, GUIDE)}


def laid_over(kind: str, change: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All documents of the sample, with the change made in its matter, bundle or guide. A value at `/list/-` is added."""
    # By way of its text, so that no two places share a value.
    documents: list[dict[str, Any]] = json.loads(json.dumps([*AROUND, *SUBJECTS.values()]))
    subject = next(document for document in documents if document["kind"] == kind)
    for pointer, value in change.items():
        *above, last = split(pointer)
        here: Any = subject
        for step in above:
            here = here[int(step)] if isinstance(here, list) else here[step]
        if not isinstance(here, list):
            here[last] = copy.deepcopy(value)
        elif last == "-":
            here.append(copy.deepcopy(value))
        else:
            here[int(last)] = copy.deepcopy(value)
    return documents
