"""The words of codes that are not lists of the field: what stands in cells for the values of declared documents."""
from __future__ import annotations

from collections.abc import Mapping

from yichuang.standards.codelists import LISTS

TASK_TYPES = {code: words for code, words in LISTS["task_type"].entries
              if code in {"01", "05", "07", "08", "09", "10", "20"}}
LEVELS = dict(LISTS["use_level"].entries)
AUDIENCES = dict(LISTS["server_type"].entries)
CHANNELS = dict(LISTS["handle_type"].entries)
DEPTHS = dict(LISTS["online_handle_depth"].entries)
DEPT_TYPES = dict(LISTS["dept_type"].entries)
STATES = {"in-use": "在用", "suspended": "暂停", "cancelled": "取消"}
PROJECT_TYPES = {"immediate": "即办件", "promised": "承诺件"}
REVIEW_TYPES = {"immediate": "即审即办", "reviewed": "前审后批"}
CLOCKS = {"licence-32": "行政许可法第三十二条", "real-estate-17": "不动产登记暂行条例第十七条", "none": "无默示规定"}
UNITS = {"workday": "工作日", "natural-day": "自然日", "hour": "小时", "month": "月", "year": "年", "immediate": "即时"}
RESULTS = {"certificate": "出证办结", "document": "出文办结", "approval": "审批办结", "other": "其他"}
AREAS = {"national": "全国", "province": "全省", "city": "全市", "county": "全县", "town": "全镇（乡、街道）",
         "village": "跨村（社区）"}
SCHEMES = {"GB39554": "国家编码", "local": "地方编码"}
RETENTIONS = {"永久": "永久", "30年": "30年", "10年": "10年"}
SYSTEM_LEVELS = {"国家级": "国家级", "省级": "省级", "市级": "市级", "县级": "县级"}
SOURCES = {"10": "申请人自备", "20": "政府部门核发", "30": "中介机构出具", "99": "其他"}
FORMATS = {"paper": "纸质", "electronic": "电子", "either": "纸质或电子"}
SENSITIVITIES = {"public": "公开", "personal": "个人信息", "sensitive": "敏感个人信息"}
NECESSITIES = {"required": "必要", "conditional": "按情形", "deferrable": "可容缺"}
COPY_TYPES = {"original": "原件", "copy": "复印件", "either": "原件或复印件"}
EXEMPTIONS = {"none": "须提交", "register": "数据共享", "e-cert": "电子证照", "promise": "告知承诺", "internal": "部门核查",
              "upstream": "前序产生", "generated": "表单生成"}
FALLBACKS = {"upload": "上传", "promise": "告知承诺", "defer": "容缺后补"}
AUTOFILL = {"upstream": "前序事项", "e-cert": "电子证照", "register": "数据共享", "profile": "以往申报", "scan": "扫描识别",
            "applicant": "申请人填写"}
VALUE_TYPES = {"string": "文本", "integer": "整数", "number": "小数", "boolean": "是否", "array": "列表", "object": "一组"}
VALUE_FORMATS: Mapping[str, str] = {
    "date": "日期", "date-time": "日期时间", "time": "时间", "email": "电子邮箱", "uri": "网址",
    "cn-id-number": "公民身份号码", "cn-credit-code": "统一社会信用代码", "cn-mobile": "手机号码", "cn-phone": "电话号码",
    "cn-bank-card": "银行卡号", "cn-region": "区划代码", "cn-real-estate-certificate": "不动产权证号",
    "cn-real-estate-unit": "不动产单元号",
}
REGION_AREAS = {"admin": "行政区划", "functional": "功能区"}
