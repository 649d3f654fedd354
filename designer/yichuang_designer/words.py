"""In which sections a document is read; what codes mean is said in `yichuang.definitions.labels`, where words are added."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.definitions.codewords import MATERIAL_SOURCES, UNITS, WORDS

__all__ = ["MATERIAL_SOURCES", "SECTIONS", "UNITS", "WORDS"]

# Section: (title, keys). What no section names comes last.
SECTIONS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "matter": (
        (
            "基本信息",
            (
                "name",
                "scenario",
                "note",
                "catalog_code",
                "task_code",
                "item_code",
                "local_code",
                "code_scheme",
                "state",
                "task_type",
                "use_levels",
                "department",
                "joint_departments",
                "audiences",
                "person_topics",
                "legal_person_topics",
                "scope",
                "project_type",
                "review_type",
                "quantity_limit",
            ),
        ),
        ("依据和条件", ("basis", "conditions", "denials", "prohibitions")),
        (
            "时限和步骤",
            (
                "promised_limit",
                "promise_explanation",
                "statutory_limit",
                "statutory_explanation",
                "clock",
                "steps",
                "special_procedures",
            ),
        ),
        ("情形", ("questions", "stops")),
        ("材料", ("materials",)),
        ("表单", ("form", "outputs")),
        ("收费和结果", ("charged", "fees", "pay_online", "result", "delivery")),
        (
            "办理地点和方式",
            (
                "channels",
                "visits",
                "online_depth",
                "mail_materials",
                "mail_result",
                "window_class",
                "locations",
                "consult_phone",
                "complaint_phone",
                "handle_area",
                "min_identity_level",
                "business_system",
            ),
        ),
        ("权利和问答", ("rights", "duties", "remedy", "faq", "mistakes")),
        ("本地填写和省库", ("annual_volume", "contact", "applicable_scope", "districts", "retention", "origin", "extra")),
    ),
    "bundle": (
        (
            "基本信息",
            ("name", "alias", "note", "summary", "lead", "partners", "region", "list_batch", "audiences", "life_stage"),
        ),
        ("成员事项", ("members",)),
        ("情形", ("questions", "stops")),
        ("角色和表单", ("roles", "rows", "answered", "sections", "applicant")),
        ("承诺和到场", ("promise", "visits", "visit_reason", "channels", "window_class")),
        ("办理地点和流程", ("locations", "consult_phone", "complaint_phone", "online_flow", "offline_flow", "faq")),
    ),
}
