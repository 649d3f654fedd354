"""Whether anything in a matter speaks of a document: its form, its steps, its conditions."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yichuang.definitions.matter import Matter
from yichuang.forms.dialect import walk

HAN = re.compile(r"[一-龥]+")
FORMS = re.compile(r"(?:申请表|申请书|申报表|申报书|登记表|备案表|承诺书|声明|声明书|委托书)$")
"""A form or a statement is what the applicant says; it is the filing itself and needs no other use."""
COMPARED = re.compile(r"与(?:填报|申报|申请|登记|表单|本人)[一-龥]{0,4}一致")
"""A standard that compares the document with what is filled in makes use of it."""
COMMON = frozenset((
    "申请", "请人", "申报", "登记", "办理", "提交", "提供", "出具", "材料", "资料", "文件", "文书", "证明", "证书",
    "证件", "凭证", "复印", "印件", "原件", "扫描", "描件", "电子", "纸质", "书面", "说明", "信息", "本人", "人员",
    "内容", "情况", "有关", "相关", "其他", "意见", "记录", "清单", "合同", "协议", "单位", "部门", "机关", "机构",
    "工作", "使用", "管理", "签名", "盖章", "有效", "生效", "规定", "依法", "审查", "审核", "核对", "受理", "决定",
    "办结", "送达", "名称", "日期", "编号", "号码", "姓名", "关系",
))
"""Words that papers of every kind share; they do not show that this one is used."""


def texts_of(matter: Matter) -> str:
    """What the form, the steps and the conditions say, one text a line."""
    return "\n".join(_texts(matter))


def _texts(matter: Matter) -> Iterator[str]:
    yield from (*matter.conditions, *matter.denials, *matter.prohibitions)
    for step in matter.steps:
        yield from filter(None, (step.name, step.result, step.standard))
    yield from (each.name for each in matter.special_procedures)
    for _, here in walk(matter.form.schema_):
        if isinstance(here, Mapping):
            yield from (here[key] for key in ("title", "x-help", "x-mistakes") if isinstance(here.get(key), str))


def is_used(names: tuple[str, ...], standards: str, texts: str) -> bool:
    """Whether a document of these names is used: it is a form, it is compared with the form, or one of the words that
    make up its name stands in the texts."""
    if any(FORMS.search(name) for name in names) or COMPARED.search(standards):
        return True
    return any(word in texts for name in names for word in telling(name))


def telling(name: str) -> set[str]:
    """The pairs of characters of a name that other papers do not share; the name itself when it has none."""
    pairs = {run[i:i + 2] for run in HAN.findall(name) for i in range(len(run) - 1)} - COMMON
    return pairs or {name}
