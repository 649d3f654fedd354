"""Facts of every kind of notice, as cases and filings issue them; persons and numbers are invented."""

from __future__ import annotations

from typing import Any

Facts = dict[str, Any]

HEAD: Facts = {
    "organ": "西湖区公安分局示例一派出所（示例）",
    "organ_phone": "0571-88001011",
    "complaint_phone": "0571-88091007",
    "seal": "业务专用章",
    "case_number": "33010601261123800042-03",
    "query_code": "402917",
    "track_url": "https://example.invalid/track?number=33010601261123800042",
    "matter": "出生登记（新生儿落户）",
    "matter_code": "其他-33010600-A3",
    "row_label": "林小满",
    "applicant": "林远（示例）",
    "applicant_phone": "13812340000",
    "agent": "",
    "hall": "示例市政务服务中心（示例）",
    "clerk": "张三（示例）",
    "date": "2026-11-23",
    "date_words": "2026年11月23日",
    "received_on": "2026-11-23",
    "number": "示受字〔2026〕第000001号",
}
HERE: Facts = {"name": "食品经营许可（新办）", "row_label": "", "department": "西湖区市场监督管理局（示例）",
               "waiting": False, "promise_due": "2026-11-30", "notice_due": "2026-11-30"}  # fmt: skip
LATER: Facts = {"name": "社会保障卡申领", "row_label": "林小满", "department": "西湖区人力社保局（示例）",
                "waiting": True, "promise_due": "", "notice_due": ""}  # fmt: skip

SAMPLES: dict[str, Facts] = {
    "receipt": {
        "title": "收件凭证",
        "filing_number": "33010601261123800042",
        "subject": "新生儿出生一件事",
        "window": "03",
        "promise_explanation": "自材料齐全之日起计算",
        "matters": [HERE, LATER],
        "deferred": [],
        "materials": [
            {"name": "居民户口簿（户主）", "originals": 1, "copies": 2, "how": "纸质"},
            {"name": "居民身份证（母亲）", "originals": 0, "copies": 0, "how": "电子证照（免提交）"},
        ],
    },
    "acceptance": {
        "title": "受理通知书",
        "accepted_on": "2026-11-23",
        "materials": [{"name": "居民户口簿", "originals": 1, "copies": 1}],
        "promised": "5个工作日",
        "statutory": "",
        "promise_due_words": "2026年11月30日",
        "statutory_due_words": "",
        "specials": [{"name": "现场核查", "limit": "2个工作日", "counted": False}],
        "result": "居民户口簿",
        "delivery": "窗口领取",
        "charged": False,
    },
    "correction": {
        "title": "材料补正一次性告知书",
        "items": [
            {
                "item": "a",
                "name": "居民户口簿",
                "problem": "缺少本人页",
                "fix": "补交本人页复印件1份",
                "standard": "清晰",
            },
            {"item": "b", "name": "结婚证", "problem": "姓名与申报内容不一致", "fix": "核对后更正"},
        ],
        "deadline": "2026-12-07",
        "method": "当场告知",
        "again": False,
    },
    "not_needed": {"title": "不受理告知书", "reason": "该事项已经取消"},
    "refusal": {
        "title": "不予受理决定书",
        "ground": "不属于本机关职权范围",
        "reason": "落户地址不在辖区",
        "basis": "《中华人民共和国行政许可法》第三十二条",
        "apply_to": "示例二派出所（示例）",
        "review_organ": "西湖区人民政府（示例）",
        "court": "示例市人民法院（示例）",
    },
    "deferral": {
        "title": "容缺受理承诺书",
        "deferred": [{"material": "健康证明", "due": "2026-12-07"}],
        "consequence": "补交之前不能作出准予决定。",
    },
    "special": {
        "title": "特别程序告知书",
        "name": "现场核查",
        "reason": "核实经营场所",
        "starts_on": "2026-11-24",
        "ends_on": "",
        "limit": "2个工作日",
        "basis": "《中华人民共和国行政许可法》第四十五条",
        "charged": False,
        "counted": False,
    },
    "extension": {
        "title": "延期告知书",
        "original": "10个工作日",
        "days": 5,
        "reason": "需要补充核查",
        "approved_by": "李四（示例）",
        "promise_due_words": "2026年12月14日",
    },
    "grant": {
        "title": "准予决定书",
        "decided_on": "2026-11-23",
        "basis": "《中华人民共和国户口登记条例》第七条",
        "result": "居民户口簿",
        "outputs": [{"name": "户号", "value": "330106001"}],
    },
    "denial": {
        "title": "不予办理决定书",
        "decided_on": "2026-11-23",
        "reason": "已在其他地方登记",
        "review": "可以申请行政复议",
        "litigation": "可以提起行政诉讼",
    },
    "closing": {
        "title": "办结通知书",
        "result": "居民户口簿",
        "outcome": "准予",
        "outputs": [],
        "delivery": "窗口领取",
    },
    "delivery": {
        "title": "送达回证",
        "method": "邮寄",
        "tracking_number": "EX000000000（示例）",
        "place": "",
        "receiver": "林远（示例）",
        "relation": "本人",
        "documents": ["居民户口簿"],
        "delivered_on": "2026-11-24",
    },
    "termination": {"title": "终止办理告知书", "reason": "前序事项未办成"},
}


def facts(kind: str, **changed: Any) -> Facts:
    """The facts of a kind, some of them changed."""
    return {**HEAD, "kind": kind, **SAMPLES[kind], **changed}
