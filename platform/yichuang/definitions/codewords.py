"""What the values of declared documents are called: the words for codes, sources and units."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.standards.codelists import LISTS

WORDS: Mapping[str, Mapping[str, str]] = {
    "task_type": dict(LISTS["task_type"].entries),
    "use_levels": dict(LISTS["use_level"].entries),
    "audiences": dict(LISTS["server_type"].entries),
    "channels": dict(LISTS["handle_type"].entries),
    "online_depth": dict(LISTS["online_handle_depth"].entries),
    "dept_type": dict(LISTS["dept_type"].entries),
    "state": {
        "in-use": "在用", "suspended": "暂停", "cancelled": "取消",
        "available": "已共享", "requested": "已提出需求", "refused": "不共享",
    },
    "project_type": {"immediate": "即办件", "promised": "承诺件"},
    "review_type": {"immediate": "即审即办", "reviewed": "前审后批"},
    "clock": {
        "licence-32": "行政许可法第三十二条",
        "real-estate-17": "不动产登记暂行条例第十七条",
        "none": "无默示规定",
    },
    "necessity": {"required": "必要", "conditional": "按情形", "deferrable": "可容缺"},
    "copy_type": {"original": "原件", "copy": "复印件", "either": "原件或复印件"},
    "mode": {
        "none": "须提交",
        "register": "数据共享",
        "e-cert": "电子证照",
        "promise": "告知承诺",
        "internal": "部门核查",
        "upstream": "前序产生",
        "generated": "表单生成",
    },
    "fallback": {"upload": "上传", "promise": "告知承诺", "defer": "容缺后补"},
    "accepts": {"window": "窗口", "department": "部门"},
    "on_fail": {"block": "终止等待它的事项", "skip": "跳过", "continue": "其余照办"},
    "sensitivity": {"public": "公开", "personal": "个人信息", "sensitive": "敏感个人信息"},
    "autofill": {
        "upstream": "前序事项",
        "e-cert": "电子证照",
        "register": "数据共享",
        "profile": "以往申报",
        "scan": "扫描识别",
        "applicant": "申请人填写",
    },
    "format": {"paper": "纸质", "electronic": "电子", "either": "纸质或电子"},
    "area": {"admin": "行政区划", "functional": "功能区"},
    "document": {
        "receipt": "收件凭证",
        "acceptance": "受理通知书",
        "correction": "一次性告知书",
        "refusal": "不予受理决定书",
        "decision": "决定书",
        "delivery": "送达回证",
    },
    "level": {
        "law": "法律",
        "regulation": "行政法规",
        "state-council": "国务院文件",
        "rule": "规章",
        "normative": "规范性文件",
        "local": "地方性法规",
    },
    "take": {"apart": "分开填写", "together": "合为一项", "map": "换算", "rename": "改名区分", "split": "拆分组合"},
    "status": {"pending": "待定", "oral": "口头", "signed": "签字"},
    "severity": {"error": "错误", "warning": "提醒"},
    "scope": {"any": "全部文字", "general": "材料名称以外的文字", "material-name": "材料名称"},
    "handle_area": {
        "national": "全国",
        "province": "全省",
        "city": "全市",
        "county": "全县",
        "town": "全镇",
        "village": "跨村",
    },
}
MATERIAL_SOURCES = {"10": "申请人自备", "20": "政府部门核发", "30": "中介机构出具", "99": "其他"}

UNITS = {"workday": "个工作日", "natural-day": "个自然日", "hour": "小时", "month": "个月", "year": "年"}
