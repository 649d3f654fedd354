"""Words by which a title names one thing and not another: 户籍地址 is no 居住地址, 认缴资本 is not 实缴资本.

Departments call the same thing by many names, so that a difference in words alone tells nothing. These words do: each
group holds answers to one question about things of one sort, and a thing has only one of them.
"""
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

SORTS: tuple[tuple[str, str], ...] = (
    ("电话", r"电话|手机|座机|传真|联系方式"), ("邮箱", r"邮箱|电子邮件|e-?mail"),
    ("日期", r"日期|时间|年月|生日|[止始]日$"), ("地址", r"地址|住址|住所|所在地|通讯处|门牌"),
    ("面积", r"面积"), ("金额", r"金额|资本|资金|价款|[总单造]价|费用|税额|租金"), ("人数", r"人数|员工数|职工数"),
    ("证件号码", r"身份证|证件号|证号|护照号|信用代码|注册号"), ("账号", r"账号|帐号|卡号"), ("名称", r"姓名|名称|字号"),
    ("性别", r"性别"), ("民族", r"民族"), ("范围", r"范围"), ("学历", r"学历|文化程度"), ("邮编", r"邮编|邮政编码"),
)
"""A sort of thing, and how titles of that sort sound; the first that is heard counts."""

Group = Sequence[tuple[str, str]]
CONTRASTS: Mapping[str, tuple[Group, ...]] = {
    "地址": ((("户籍", r"户籍|户口"), ("居住", r"居住|现住|常住|现居|家庭"), ("通讯", r"通讯|通信|邮寄|收件|寄送|送达"),
              ("注册", r"注册|登记"), ("经营", r"经营|营业|生产"), ("出生", r"出生"), ("工作", r"工作|办公")),),
    "日期": ((("出生", r"出生|生日"), ("死亡", r"死亡|身故"), ("签发", r"签发|发证|颁发"), ("届满", r"届满|到期|截止|失效|止日"),
              ("起始", r"起始|开始|生效|起日"), ("签订", r"签订|签约"), ("成立", r"成立|设立"), ("申请", r"申请|填表"),
              ("结婚", r"结婚"), ("离婚", r"离婚"), ("入职", r"入职|聘用"), ("交付", r"交付|交房")),),
    "金额": ((("认缴", r"认缴"), ("实缴", r"实缴|实收")), (("含税", r"(?<!不)含税"), ("不含税", r"不含税")),
             (("成交", r"成交|买卖|合同"), ("评估", r"评估|估价"), ("计税", r"计税|核税"))),
    "面积": ((("建筑", r"建筑|建面"), ("套内", r"套内"), ("使用", r"使用"), ("占地", r"占地|用地|土地|宗地"),
              ("分摊", r"分摊|公摊")),),
    "电话": ((("固定", r"固定|座机|办公"), ("手机", r"手机|移动"), ("传真", r"传真")),),
    "证件号码": ((("身份证", r"身份证|居民身份|公民身份"), ("护照", r"护照"), ("统一社会信用代码", r"信用代码"),
                  ("注册号", r"注册号"), ("居住证", r"居住证|居留"), ("不动产权证", r"产权证|房产证")),),
    "人数": ((("从业", r"从业|员工|职工|用工"), ("股东", r"股东"), ("参保", r"参保")),),
}


def contrast(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, str] | None:
    """What the two are, where they cannot be the same. Each is what a department calls and explains one thing by, the
    title first; explanations count only where the titles do not tell."""
    first, second = _sort(one[:1]), _sort(other[:1])
    if first and second and first != second:
        return first, second
    for group in CONTRASTS.get(first or second or _sort(one) or _sort(other) or "", ()):
        mine, theirs = _told(group, one), _told(group, other)
        if mine and theirs and mine != theirs:
            return mine, theirs
    return None


@lru_cache(maxsize=4096)
def _sort(texts: tuple[str, ...]) -> str | None:
    for text in texts:
        for sort, sounds in SORTS:
            if re.search(sounds, text, re.IGNORECASE):
                return sort
    return None


def _told(group: Group, texts: Sequence[str]) -> str | None:
    """The one word of the group that the first telling text has; a text that has several tells nothing."""
    for text in texts:
        found = [word for word, sounds in group if re.search(sounds, text)]
        if found:
            return found[0] if len(found) == 1 else None
    return None
