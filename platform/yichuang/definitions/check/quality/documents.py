"""Names of documents in sentences: which papers a condition demands, and whether a list of materials holds them."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from .sentences import denied, without_laws

DEMAND = (r"(?:提供|提交|出具|出示|递交|交验|携带|附送|附具|附有|随附|持有|持|凭|取得|领取|领有|具有|具备|办有"
          r"|(?:须|需|应|应当|必须|要)有)(?P<rest>[^，。；：！？,;:\n]{1,60})")
ENDING = (r"(?:证明书?|(?<![保验公论认查举求见印例旁质辩佐签])证(?:书|件|照)?|签证|公证书|执照|报告书?|意见书|鉴定书"
          r"|批准书|批准文件|批复文件|批文|批复"
          r"|承诺书|委托书|担保书|保证书|介绍信|推荐信|合同|协议书?|判决书|裁定书|调解书|通知书|任职文件|户口簿|户口本|护照|清册)")
NAME = re.compile(rf"(?P<name>[一-龥A-Za-z0-9（）()·“”]*?{ENDING})(?:原件|复印件|扫描件|正本|副本)*"
                  r"(?=$|的|等|后|且|或|和|及|与|、|各?\d|办理|申请|申办|到|前往)")
PARTS = re.compile(r"、|以及|或者|并且|[和及或与并]")
BEFORE = re.compile(r"^.*(?:的|出具|核发|颁发|签发|开具)(?=.)"
                    r"|^(?:有效期内|有效|合法|真实|完整|本人|其|该|双方|申请人|经营者|过|[一二两三\d]份?)+")
BARE = re.compile(r"(?:(?:相关|有关|其他|其它|必要|所需|各类|上述|前述|以上|下列){0,2}"
                  r"(?:证明书?|证书|证件|证照|证|执照|报告书?|意见书|文件|批准文件|批复文件|批文|批复|合同|协议书?|通知书))$")
"""Names that say nothing; wording rules look after them."""
STEM = re.compile(r"(?:证明书|证明|证书|许可证|证件|证照|证|书|表|件|簿|本)$")
MARKS = re.compile(r"[\s“”（）()《》·]|原件|复印件|扫描件|正本|副本")
PAPER_NAME = re.compile(r"(?:表|书|证|证明|证件|照|簿|户口本|卡|单|合同|协议|报告|清单|图|照片|记录|说明|声明|意见|批复|文件|票据"
                        r"|译本|页)$")
COMMON = (r"[一-龥]{0,8}(?:申请表|申报表|登记表|审批表|备案表|申请书)|[一-龥]{0,6}(?:复印件|扫描件)|原件"
          r"|居?民?身份证(?!号|明)件?|户口簿|户口本|营业执照|授权委托书|委托书|介绍信|承诺书"
          r"|免冠照片|[一二两\d]寸照片|照片(?!要求|墙|档)")
"""Papers that everybody knows by name, whether this matter lists them or not."""
VERB = re.compile(r"^.*(?:填写|填报|提交|提供|出示|出具|携带|持有|取得|领取|具有|的)(?=.)")
SHORTEST = 3


@lru_cache(maxsize=8192)
def demanded(condition: str) -> tuple[str, ...]:
    """The documents that a condition asks the applicant to have or bring, each by its bare name."""
    text = without_laws(condition)
    demands = (found for found in re.finditer(DEMAND, text) if not denied(text, found.start(), found.start("rest")))
    return tuple(dict.fromkeys(name for found in demands for name in _names(found["rest"])))


def _names(rest: str) -> Iterator[str]:
    """`医疗机构出具的健康证明和培训证明` → 健康证明, 培训证明."""
    for part in PARTS.split(rest):
        if found := NAME.match(part):
            name = BEFORE.sub("", found["name"])
            if not BARE.fullmatch(name):
                yield name


def plain(name: str) -> str:
    """A name as it is compared: without marks and without what copy of it is meant."""
    return MARKS.sub("", name)


def listed(name: str, names: Iterable[str]) -> bool:
    """Whether one of the names means the same document: one holds the other, or one's stem (健康证 in 健康证明)."""
    wanted = plain(name)
    stem = STEM.sub("", wanted)
    for each in map(plain, names):
        if wanted in each or (len(each) >= SHORTEST and each in wanted) or (len(stem) > 1 and stem in each):
            return True
    return False


def is_paper(name: str) -> bool:
    """Whether a material's name can only mean a paper; 消防安全制度 may as well mean that there is one."""
    return len(plain(name)) >= SHORTEST and bool(PAPER_NAME.search(plain(name)))


def named(condition: str, names: Iterable[str]) -> list[str]:
    """Papers that a condition calls by name: well-known ones, and those of these names; not those it denies."""
    text = without_laws(condition)
    own = sorted({plain(name) for name in names if is_paper(name)}, key=len, reverse=True)
    listed_ones = f"(?:{'|'.join(map(re.escape, own))})(?:原件|复印件|扫描件)?|" if own else ""
    pattern = listed_ones + COMMON
    papers = ((VERB.sub("", found[0]), found.end()) for found in re.finditer(pattern, text))
    return list(dict.fromkeys(paper for paper, end in papers if not denied(text, end - len(paper), end)))
