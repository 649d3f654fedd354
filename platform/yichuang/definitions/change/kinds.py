"""The kinds of change, each with its effect: the one table from which differences are told apart.

"Incompatible" is what could refuse data that was accepted, ask an applicant for more, keep them waiting longer, take a
service away, or give a department or a reader something else under the same name. What cannot be decided is incompatible
and says so. The page `docs/changes.md` is this table.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """One kind: its code, whether what was filed before is unharmed, and what it means."""

    code: str
    compatible: bool
    words: str


_COMPATIBLE = {
    "name-changed": "名称改了；编码不变，所有引用照旧",
    "text-changed": "说明、提示一类的文字改了",
    "fact-changed": "不影响申报内容的登记项改了",
    "order-changed": "先后次序变了，内容没有变",
    "spelling-changed": "只改了写法，意思没有变",
    "resumed": "恢复在用",
    "limit-shorter": "时限缩短",
    "limit-set": "原来没有时限，现在有了",
    "visits-fewer": "到场次数减少",
    "charge-removed": "不再收费，或者少一个收费项目",
    "choice-added": "可选的范围扩大：服务对象、办理形式、地点、适用区县等增加",
    "service-added": "多一项便利，例如可以网上支付、可以邮寄",
    "demand-removed": "少一条受理条件、限制或者禁止",
    "demand-easier": "要求放宽",
    "procedure-removed": "少一个特别程序",
    "step-changed": "内部办理步骤变了，总时限另计",
    "output-added": "多一项产出",
    "question-added-optional": "多一个可以不答的情形问题",
    "option-added": "情形问题多一个选项，或者回答范围放宽",
    "stop-removed": "少一种不能办的情形",
    "stop-narrowed": "不能办的情形变窄（已证明）",
    "material-removed": "少一份材料",
    "material-easier": "材料要求放宽",
    "material-condition-narrower": "材料只在更少的情形下需要（已证明）",
    "role-added": "多一个角色",
    "rows-widened": "逐个填写的行数范围放宽",
    "receiver-added": "属地对照多一处",
    "field-added": "表单多一个可以不填的字段",
    "required-removed": "必填改为可以不填",
    "type-widened": "字段接受更多类型",
    "values-added": "字段多了可选值",
    "length-extended": "字段的字数、项数、数值范围放宽",
    "pattern-removed": "不再核对格式",
    "condition-widened": "表单的条件放宽（已证明）",
    "schema-widened": "字段的其他要求放宽（已证明）",
    "annotation-changed": "字段的标题、提示一类的文字改了",
    "section-changed": "表单的分区和排列变了",
    "uses-compatible": "所用的定义换了新版本，其中没有不兼容的变化",
}
_INCOMPATIBLE = {
    "kind-changed": "定义的类别或者编码变了",
    "rule-changed": "文字是判断的依据，是否收窄无法判定，按不兼容处理",
    "identifier-changed": "其他系统据以识别的编码、类型变了",
    "unknown-changed": "没有约定的内容，影响无法判定，按不兼容处理",
    "suspended": "暂停或者取消",
    "department-changed": "实施机构、牵头部门、配合部门或者所在区划变了",
    "limit-longer": "时限变长",
    "limit-removed": "原来有时限，现在没有了",
    "visits-more": "到场次数增加",
    "charge-added": "开始收费，或者多一个收费项目、标准有变",
    "choice-removed": "可选的范围缩小：服务对象、办理形式、地点、适用区县等减少",
    "service-removed": "少一项便利",
    "demand-added": "多一条受理条件、限制或者禁止",
    "demand-stricter": "要求变严",
    "procedure-added": "多一个特别程序，或者它变长、开始停止计时",
    "output-removed": "少一项产出",
    "output-changed": "产出的含义变了",
    "result-changed": "审批结果变了",
    "question-added": "多一个必须回答的情形问题",
    "question-removed": "少一个情形问题，已有的回答不再认识",
    "question-changed": "情形问题的类型、条件或者必答变了",
    "option-removed": "情形问题少一个选项，或者回答范围收窄",
    "stop-added": "多一种不能办的情形",
    "stop-changed": "不能办的情形变宽，或者无法判定",
    "material-added": "多一份材料",
    "material-stricter": "材料要求变严",
    "material-condition-wider": "材料在更多的情形下需要，或者无法判定",
    "member-added": "一件事多一个成员事项",
    "member-removed": "一件事少一个成员事项",
    "member-changed": "成员事项的条件、先后、角色或者受理方式变了",
    "receiver-changed": "受理部门变了，或者属地对照少一处",
    "role-removed": "少一个角色",
    "role-changed": "角色的性质变了",
    "rows-narrowed": "逐个填写的行数范围收窄",
    "rows-changed": "逐个填写的角色有增减，或者识别依据变了",
    "decision-changed": "对部门差异的决定变了：有的字段合为一项、分开填写，或者换算不同",
    "answered-changed": "由情形带出的字段变了：有的不再填，有的改为要填",
    "field-added-required": "表单多一个必填字段",
    "field-removed": "表单少一个字段",
    "field-renamed": "字段在部门表单里换了位置或名称，含义不变",
    "field-identity-changed": "字段换了角色或者数据元，原来填的不会带过来",
    "required-added": "可以不填改为必填",
    "type-narrowed": "字段接受的类型变了或变少",
    "values-removed": "字段少了可选值",
    "length-shortened": "字段的字数、项数、数值范围收窄",
    "pattern-changed": "字段的格式要求变了，原来的填写是否符合无法判定，按不兼容处理",
    "condition-changed": "表单的条件变了，原来的填写是否符合无法判定，按不兼容处理",
    "schema-narrowed": "字段的其他要求变了，能否接受原来的填写无法判定，按不兼容处理",
    "acceptance-undecided": "合起来能否接受原来的填写无法判定，按不兼容处理",
    "uses-incompatible": "所用的定义换了新版本，其中有不兼容的变化",
}

CHANGE_KINDS: Mapping[str, ChangeKind] = MappingProxyType({
    **{code: ChangeKind(code, True, words) for code, words in _COMPATIBLE.items()},
    **{code: ChangeKind(code, False, words) for code, words in _INCOMPATIBLE.items()},
})
