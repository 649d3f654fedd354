"""Stamps: whose a text wants on a document, and whether other words speak of one."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

CLAUSE = re.compile(r"[。；;，,：:\n]")
STAMP = re.compile(r"盖章|签章|加盖|盖有|公章|印章|专用章|业务章|签署意见|签注意见")
EITHER = re.compile(r"签名或者?盖章|签字或者?盖章|盖章或者?签[名字]")
"""A signature will do, so that no stamp is demanded."""
ORGAN = re.compile(
    r"(?:居民委员会|村民委员会|居委会|村委会|街道办事处|派出所|用人单位|工作单位|所在单位|施工单位|设计单位|监理单位|检测单位|建设单位"
    r"|主管部门|主管单位|上级单位|物业公司|业主委员会|开户银行|银行|学校|医院|协会|商会|工会|公证处|人民政府|[乡镇]政府|总部|街道|社区|(?<=[经由])单位"
    r"|[一-龥]{2,10}?(?:部门|机关|机构|单位|委员会|管理局|分局|局|中心|公司|研究院|事务所))")
OWN = ("申请人", "申报人", "申请单位", "申报单位", "本单位", "本人", "经营者", "法定代表人", "负责人", "委托人", "承诺人",
       "承租人", "出租人", "产权人", "使用人", "申请企业", "经营主体")
LEADING = re.compile(r"^(?:须|需|应当?|还|并|另|由|经|请|到|在|加盖|盖有|有|的|均|已|或者|或|和|及|与|所在地?|户籍地|居住地|当地)+")


def foreign_stamps(text: str, own: Iterable[str]) -> list[str]:
    """The organs whose stamp a text demands, those of the document's own people left out, in reading order."""
    mine = [word for word in (*own, *OWN) if word]
    return list(dict.fromkeys(organ for clause in CLAUSE.split(text) for organ in _stampers(clause)
                              if not _is_own(organ, mine)))


def _stampers(clause: str) -> Iterator[str]:
    if STAMP.search(clause) and not EITHER.search(clause):
        for found in ORGAN.finditer(clause):
            organ = LEADING.sub("", found[0])
            yield "所在单位" if organ == "单位" else organ


def _is_own(organ: str, mine: Iterable[str]) -> bool:
    return len(organ) < 2 or any(organ in word or word in organ for word in mine)


def speaks_of_stamps(texts: Iterable[str]) -> bool:
    """Whether any of these texts speaks of a stamp."""
    return any(STAMP.search(text) for text in texts)
