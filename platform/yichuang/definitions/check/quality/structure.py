"""Rows of the manual for what `check` finds while it reads and links: files, documents, references, forms, bundles."""
from __future__ import annotations

from collections.abc import Iterator

from .rule import Row, Severity

Line = tuple[str, str, str, str]
"""Rule, what it asks for, what a finding means, how to mend it. `?` before the rule: it only warns."""

FILES: tuple[Line, ...] = (
    ("file", "文件打得开", "不是文件或文件夹，或没有读取权限。", "核对路径和权限。"),
    ("size", "大小在限度内", "文件、文件夹、压缩包（解开后）或表单过大，没有读取。", "拆成几个。"),
    ("zip", "压缩包完整", "压缩包损坏、加密或格式不支持。", "重新导出后再试。"),
    ("path", "文件不指向外面", "压缩包或清单里有指向外面的路径或链接，不予导入。", "核对来处，重新导出。"),
    ("duplicate-name", "压缩包里文件不重名", "同名的文件不知道以哪个为准。", "删去多余的。"),
    ("encoding", "文件用 UTF-8", "文件不是 UTF-8 编码，汉字会读错。", "另存为 UTF-8。"),
    ("json", "内容是完整的 JSON", "引号、逗号、括号有误，或含有 NaN、半个字符，或嵌套过深。", "按指出的行列改正。"),
    ("manifest", "导出清单完整", "导出清单读不懂，不知道里面有什么。", "重新导出；清单不要手工修改。"),
    ("newer", "导出不比这里新", "导出由更新的版本做成，这里读不全。", "先升级到同样或更新的版本。"),
    ("missing", "清单里的文件都在", "导出清单列了文件，导出里却没有。", "重新导出。"),
    ("unlisted", "发布版本都在清单里", "清单没有列的发布版本无从核对。", "重新导出。"),
    ("duplicate-release", "一个版本只有一份", "同一编码、同一版本有两份。", "重新导出。"),
    ("pins", "发布版本写明所用的版本", "没有写明所用的定义是哪一版。", "重新导出。"),
    ("release", "发布版本读得懂", "发布版本的文件不是 UTF-8 的 JSON。", "重新导出。"),
    ("digest", "摘要与内容一致", "发布版本的内容与它的摘要不一致：被改过或损坏。", "重新导出，不要手工修改发布版本。"),
    ("pins-cycle", "发布版本不互相引用", "发布版本互相引用成圈，不可能是这样发布的。", "重新导出。"),
)
DOCUMENTS: tuple[Line, ...] = (
    ("shape", "定义是一个 JSON 对象", "不是对象，或与类别不符。", "用花括号写出 kind、code、name。"),
    ("kind", "写明类别", "没有 kind，或没有这一类定义。", "改为手册列出的类别。"),
    ("required", "必填项齐全", "缺少必填的键。", "补上所缺的键。"),
    ("unknown-keyword", "不写不认识的键", "不认识的键一定是写错：写错的键不能当作没写。", "按提示改正拼写，或删去。"),
    ("type", "内容的类型正确", "应为文字、整数、日期、列表而不是，或为空、过长、超出范围。", "按提示修改。"),
    ("choice", "取值在允许范围内", "代码不在列表里。", "改为允许的取值。"),
    ("pattern", "写法符合规定", "编码、角色或正则表达式的写法不符合规定。", "按提示的写法改正。"),
    ("duplicate-code", "编码不重复", "编码在全部类别中只能用一次；一个事项里的问题编码也不重复。", "换一个编码。"),
)
REFERENCES: tuple[Line, ...] = (
    ("dangling-reference", "引用的编码存在", "没有这个编码的部门、材料、数据元、事项或代码集。", "改正编码，或补上定义。"),
    ("wrong-kind", "引用的类别正确", "编码存在，却是另一类定义。", "改成正确的编码。"),
    ("code", "编码、电话合乎规则", "统一社会信用代码、事项编码、区划代码、电话的位数、校验码或层级不对。", "核对后改正。"),
    ("unknown-fact", "文书只用有的内容", "文书提到了收件凭证里没有的内容。", "改为提示中可用的内容。"),
)
FORMS: tuple[Line, ...] = (
    ("schema", "表单是正确的 JSON Schema", "表单的写法不符合 JSON Schema 2020-12。", "按提示改正。"),
    ("draft", "按 2020-12 书写", "表单声明了别的版本。", "改 $schema 为 2020-12 并核对写法。"),
    ("depth", "嵌套不过深", "表单嵌套太深，界面排不下。", "减少嵌套，或用 $ref。"),
    ("ref", "$ref 写法正确", "$ref 不是文字，或含未编码的汉字。", "写成 #/$defs/名称。"),
    ("remote-ref", "表单自成一体", "$ref 指向文档之外，表单不能引用外部地址。", "把所引用的内容放进 $defs。"),
    ("dangling-ref", "$ref 所指存在", "$ref 所指的内容不在表单里。", "改正引用，或补上 $defs。"),
    ("cyclic-ref", "$ref 不绕回自身", "引用循环，没有内容。", "去掉循环引用。"),
    ("look-around", "正则表达式不用环视", "环视和反向引用不能保证很快算完。", "改用不含环视的写法。"),
    ("unknown-format", "格式名称约定过", "没有这个格式，写了也不会核对。", "删去，或改用约定的格式。"),
    ("empty-form", "表单有字段", "表单里没有一个字段。", "在 properties 中声明字段。"),
    ("title", "字段有标题", "办事群众看到的是标题，没有标题就不知道填什么。", "补上 title。"),
    ("role", "角色写明且对应", "字段没有写是谁的，角色写法不对，或一件事没有这个角色。", "补上 x-role；在 roles 中写明对应。"),
    ("?max-length", "文字字段限定长度", "没有限定长度，纸质表格可能放不下。", "补上 maxLength。"),
    ("element", "字段与数据元一致", "字段的类型、代码与所写数据元的要求不能同时满足。", "改成与数据元一致，或换数据元。"),
    ("dangling-field", "布局里的字段存在", "布局提到了表单里没有的字段。", "改成字段名。"),
)
CONDITIONS: tuple[Line, ...] = (
    ("unrequired", "条件所提的都要求必填", "条件提到了回答却不要求它有：没有回答时条件也算成立。", "在同一处加上 required。"),
    ("dangling-answer", "条件所提的问题存在", "条件提到了这里没有的问题。", "改成已有问题的编码。"),
    ("?no-such-answer", "条件所提的回答选得到", "条件提到的值不是这个问题的选项，条件碰不到。", "改成已有的选项。"),
    ("options", "选择题有选项", "单选、多选题至少两个选项。", "补上选项，或改成是否题。"),
    ("cycle", "不互相等待", "问题取决于后面的问题或自己，或一件事的成员互相等待。", "调整顺序，去掉其中一个依赖。"),
)
LIMITS: tuple[Line, ...] = (
    ("statutory", "没有法定时限的说明原因", "法定时限留空，就要说明法律、法规没有规定，或当场办结。", "写明“无法定时限”及依据。"),
    ("promise", "承诺前后一致", "即时办结的天数不是0；一件事的承诺短于最长一串事项，或成员的长于自己的。", "按提示改正承诺。"),
    ("steps-sum", "步骤合计等于承诺", "计入承诺的各步骤时限合计与承诺时限不一致（INSP）。", "调整步骤时限，或改正“是否计入承诺”。"),
    ("joint-limit", "联合办理不超过45日", "含行政许可的统一、联合、集中办理最长45日（行政许可法第四十二条第二款）。", "缩短承诺。"),
)
BUNDLES: tuple[Line, ...] = (
    ("duplicate-member", "成员不重复", "同一事项在一件事里列了两次。", "删去重复的成员。"),
    ("dangling-member", "等待的是成员", "所依赖的事项不在这件事里。", "改成成员的编码，或把它加进来。"),
    ("receiver", "受理部门写一种", "部门和属地对照只能写一个。", "保留其中一个。"),
    ("rows", "逐行的角色逐行办", "逐行办理的角色、行数或列表没有对上。", "写上 for_each，或改正 rows。"),
    ("transform", "换算写得对", "成员的换算指到没有的字段，或写法不对、不能逆算。", "按提示改正 transforms。"),
    ("answers", "事项的问题有着落", "事项的问题没有由一件事的问题回答，或选项对不上。", "在 answers 中写明对应，或给出固定值。"),
)
SHARES: tuple[Line, ...] = (
    ("share-empty", "共享写明内容", "没有写明共享哪些材料或数据元。", "在 materials 或 elements 中至少列一个编码。"),
    ("share-licence", "电子证照写明类型", "没有证照类型，调用时无法对应。", "补上 licence_type。"),
    ("share-request", "提出需求写明日期", "已提出需求，却没有日期。", "补上 requested_on。"),
    ("share-refusal", "不共享写明谁、为什么", "不共享的单位、理由、日期不全，或与状态矛盾。", "补上 refusal，或改正 state。"),
    ("?share-fallback", "未共享的写明怎么办", "数据还没有共享，没有写明申请人怎么办。", "在 fallback 中选一种。"),
)
WAIVERS: tuple[Line, ...] = (
    ("waiver-rule", "只豁免可以豁免的规则", "结构问题不能豁免，豁免了也不管用。", "改正问题，删去豁免。"),
    ("?unused-waiver", "豁免有对应的问题", "豁免没有对应的问题：已改好，或规则编号、位置写错。", "删去豁免，或核对编号和位置。"),
)
WORDINGS: tuple[Line, ...] = (
    ("reserved-code", "地方规则不用 WZ- 编号", "与事项质量规则的编号混淆。", "换用本地的字母，如 HZ-01。"),
    ("?empty-rules", "用语规则有内容", "没有一条规则，也没有一个例外词语。", "补上，或删去这份定义。"),
)
ANALYSIS: tuple[Line, ...] = (
    ("condition", "条件能够分析", "条件写得不对，分析时当作成立。", "先按检查结果改正它。"),
    ("dangling", "成员都在", "成员事项不存在，分析时没有算它。", "改正编码，或补上这个事项。"),
    ("unanswerable", "问题有可能的回答", "没有可选的回答，问到它就办不下去。", "补上选项，或改正最小值、最大值。"),
    ("?default", "默认回答在选项里", "默认回答不在可选范围内。", "改成一个选项的值。"),
    ("?unreachable", "问题问得到", "任何情形下都不会问到。", "改正它的条件，或删去这个问题。"),
    ("?always-true", "条件有真有假", "条件总是成立，写不写都一样。", "删去条件，或改正它。"),
    ("?only-stopped", "问题问在能办的情形", "问到它的情形都不能继续办理。", "改正它的条件，或删去这个问题。"),
    ("?no-consequence", "问题有后果", "怎么回答都一样：事项、材料、表单、能否办理都不变。", "删去问题，或写上由它决定的事。"),
    ("?never-true", "停办的条件有可能", "停办的条件不可能成立。", "改正条件，或删去这一条。"),
    ("?shadowed", "停办的说明显示得到", "前面的停办条件已经包括了它。", "调换先后，或删去这一条。"),
    ("always-stopped", "有办得成的情形", "怎么回答都不能继续办理。", "改正停办的条件。"),
    ("?never-selected", "成员选得到", "成员事项在任何回答下都不会办理。", "改正条件，或去掉它。"),
    ("applies-and-stopped", "适用的办得成", "事项适用的情形，同时又写明不能办理。", "改正它的条件，或改正停办的条件。"),
    ("dead-end", "每种回答都有下文", "既不停办，也没有一个事项可办。", "补上停办的说明，或让一个事项适用。"),
    ("?never-needed", "材料用得到", "材料在任何回答下都不需要。", "改正条件或对应的问题。"),
    ("answer-out-of-options", "得到的回答在选项里", "一件事的回答不在事项的选项里。", "统一选项，或让该事项这时不适用。"),
    ("?answer-missing", "事项的问题都有回答", "事项的问题没有回答，由它决定的材料不会列出。", "让问题也问到，或写上固定回答。"),
    ("opposite-answers", "同一问题回答一致", "同一个问题，两个事项按相反的回答办。", "统一回答，或让其中一个不适用。"),
    ("dependency-absent", "要等的事项也在办", "办理它的情形里，它要等的事项不办。", "让两者的条件一致，或写明由申请人提供。"),
    ("?unused-answer", "带出的回答有用处", "没有一个事项的表单用到。", "删去这一条，或改正角色和数据元。"),
    ("?two-answers", "一个值一个来源", "同一个值由两个问题带出，后一个覆盖前一个。", "只留一个来源。"),
    ("two-sources", "产出和回答不重复", "同一个值既由事项产出，又由问题带出。", "只留一个来源。"),
    ("receiver-unknown", "受理部门找得到", "属地对照所用的值表单上不填，找不到受理部门。", "让表单填写它，或直接写部门。"),
    ("value-refused", "带出的值合乎表单", "问题带出的值，事项的表单不接受。", "统一选项和表单。"),
    ("value-missing", "必填的值带得出", "必填的值由问题带出，这种情形却没有回答。", "让问题问到，或让表单填写。"),
    ("?form-never", "表单的每一段填得到", "表单的一段在这件事里永远不会填。", "改正条件；确实用不到的，可以不改。"),
)
SOURCED = {"joint-limit": "行政许可法第四十二条第二款", "steps-sum": "INSP"}
EVERY = ("every kind",)
GROUPS: tuple[tuple[str, tuple[str, ...], tuple[Line, ...]], ...] = (
    ("files", EVERY, FILES), ("documents", EVERY, DOCUMENTS), ("references", EVERY, REFERENCES),
    ("forms", ("matter", "element"), FORMS), ("conditions", ("matter", "bundle", "paper"), CONDITIONS),
    ("limits", ("matter", "bundle"), LIMITS), ("bundles", ("bundle",), BUNDLES), ("shares", ("data-share",), SHARES),
    ("analysis", ("matter", "bundle"), ANALYSIS),
    ("waivers", EVERY, WAIVERS), ("wording-rules", ("wording-rules",), WORDINGS),
)


def structural_rows() -> Iterator[Row]:
    """The lines above as rows; their examples are the tests of `check`."""
    for group, kinds, lines in GROUPS:
        for code, title, meaning, fix in lines:
            severity: Severity = "warning" if code.startswith("?") else "error"
            yield Row(id=code.removeprefix("?"), group=group, source=SOURCED.get(code, "yichuang"), title=title, severity=severity,
                      applies_to=kinds, meaning=meaning, fix=fix)
