"""The words by which several documents in one row are told from one long title."""
from __future__ import annotations

import re

NUMERALS = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2, "壹": 1, "贰": 2, "叁": 3}
NUMBER = r"(?:\d{1,2}|[一二两三四五六七八九十壹贰叁])"

# The name ends like a document; endings that only look so are taken out.
DOCUMENT = re.compile(
    r"(?:(?<![公认论保验见])证|证书|证明|证件|执照|护照|证照|簿|户口本|存折|卡|(?<!秘)书|(?<!代)表|单|(?<![意企])图|图纸|照片|合同|协议|章程"
    r"|决议|纪要|批复|批文|批件|通知|公告|函|报告|名册|目录|凭证|票据|发票|收据|流水|账单|明细|记录|档案|病历|预案|方案|制度|说明|声明|承诺"
    r"|材料|资料|文件|文书|副本|正本|样本|译本|意见书|介绍信|证明信|推荐信|小结|修正案|图片|底片|账号)$")
PAGES = re.compile(r"(?:户口簿|户口本|护照|房产证|不动产权证书|不动产权证|存折|身份证)"
                   r"(?:首页|户主页|本人页|索引页|资料页|内页|页)$")
BARE = re.compile(r"^(?:[一-龥]{0,10}?)(?:居民身份证|身份证|户口簿|户口本|结婚证|离婚证|营业执照|护照|驾驶证|行驶证|毕业证"
                  r"|学位证|居住证|房产证|不动产权证|许可证|银行卡|社保卡|社会保障卡|出生医学证明)")
"""A document that everybody knows by one word, as the beginning of a longer name."""
AFTER_BARE = re.compile(r"^(?:明|书|件|照|等)")
"""What makes another document of the beginning: 居住证 + 明."""

BRACKETS = re.compile(r"《[^《》]*》|“[^“”]*”|（[^（）]*）|\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]")
TOGETHER = re.compile(r"原件(?:及其|及|和|与|、|或者|或)复印件|复印件(?:及|和|与|、|或者|或)原件"
                      r"|正(?:、|和|及)?副本|正本(?:、|和|及|或者|或)副本|正(?:、|和)?反面")
"""Says how one document is given, although a separator stands in it."""
SEPARATOR = re.compile(r"以及|并附|及其|[、，,；;\n ]|及|和|与|[＋+]")
NUMBERING = re.compile(r"(?:^|(?<=[；;。，,、\s）)：:]))\s*"
                       r"(?:\d{1,2}\s*[.、．)）](?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]"
                       r"|[一二三四五六七八九十]{1,2}、)\s*|[①-⑳]\s*")
GENERIC = re.compile(r"^(?:其他|其它|相关|有关)?(?:材料|资料|文件|证件|证明|文书|凭证|手续)$")
"""A word for papers as such; beside another it names no document of its own."""
WEAK = re.compile(r"(?:制度|方案|预案|说明|材料|资料|文件|记录|声明|承诺|图)$")
COLLECTIVE = re.compile(r"(?:目录|清单|名册|汇总表|一览表|登记表|备案表)$")
"""“规章制度和操作规程目录清单”: a list of things, not things and a list."""
ONE_OF = re.compile(r"任选其一|任意一[种项份]|之一|其中一[种项份]|[二三]选一|均可|择一")
OR = re.compile(r"或者|或|／|/")
"""Alternatives: one document is asked for, whichever the applicant has."""
LIKE = re.compile(r"等(?P<rest>[一-龥]*)$")
VAGUE_REST = re.compile(r"^(?:相关|有关|其他|必要)?(?:的)?(?:证明)?(?:材料|资料|文件|证件|证照|证明)?$")

ASK = (r"(?:(?:还|另外|另|并|则|同时|应当|应|必须|须|需要|需|请|可|再|一并)*"
       r"(?:提供|提交|出具|出示|携带|附送|附|递交|补充|交验|查验))")
CONDITION = (
    re.compile(rf"^(?P<condition>[^。；;]{{2,80}}?(?:的|时|情形下|情况下))[，,：:]?\s*{ASK}(?!的)(?P<rest>.+)$", re.DOTALL),
    re.compile(r"^(?P<condition>[^。；;：:]{2,60}?(?:的|时|情形下|情况下))[，,：:]\s*(?P<rest>.+)$", re.DOTALL),
    re.compile(rf"^(?P<condition>(?:如果|如|若|凡|对于|属于|属)[^，,。；;]{{2,50}})[，,]\s*{ASK}?(?P<rest>.+)$", re.DOTALL),
    re.compile(rf"^(?P<condition>[^。；;，,：:]{{2,40}})[，,]\s*{ASK}(?!的)(?P<rest>.+)$", re.DOTALL),
    re.compile(r"^(?P<rest>[^（(]+)[（(](?P<condition>(?:如|若|委托|代办|已婚|离异|离婚|丧偶|未成年)?[^（）()]{2,40}?(?:的|时))"
               r"[，,]?(?:还|另|需|须|应)*(?:提供|提交|出具)[）)]$"),
    re.compile(r"^(?P<rest>[^（(]+)[（(](?P<condition>(?:如|若|委托|代办|已婚|离异|离婚|丧偶|未成年)[^（）()]{0,40}?(?:的|时))[）)]$"),
)
LEAD = re.compile(rf"^(?:(?:{ASK}(?!的)|(?:以下|下列)?[一-龥]{{0,8}}(?:材料|资料|证件|文件)[：:]|[：:])\s*)+")
COPIES = re.compile(r"(?P<both>原件(?:及其|及|和|与|、)复印件|复印件(?:及|和|与|、)原件)"
                    r"|(?P<either>原件(?:或者|或)复印件|复印件(?:或者|或)原件)|(?P<original>原件)|(?P<copy>复印件|影印件|复印|扫描件)")
COUNT = re.compile(rf"(?:一式)?(?P<number>{NUMBER})(?:份|张|套)")
VERIFY = re.compile(r"(?:核对|核验|查验|验看|验)原件|原件(?:核对|核验|查验|备查|核查)|验原收复")
EACH = re.compile(r"各|均|都")
_SAID = re.sub(r"\?P<\w+>", "?:", COPIES.pattern)
TAIL = re.compile(rf"[，,、\s]*(?:(?:均|都|各)?(?:需|须|应)?(?:提供|提交|为)?(?:{_SAID})"
                  rf"|(?:各|均|共)?(?:一式)?{NUMBER}(?:份|张|套)|正[、和]?反面)(?:各|均|共)?$")
SPEC_BRACKET = re.compile(r"[（(](?P<inside>[^（）()]*(?:原件|复印件|影印件|扫描件|份|张|套)[^（）()]*)[)）]$")

RELATIONS = frozenset({"婚姻", "亲属", "直系亲属", "监护", "收养", "劳动", "父子", "母子"})
QUALITIES = RELATIONS | frozenset({
    "收入", "居住", "户籍", "身份", "学历", "学位", "职称", "工作", "住房", "财产", "资产", "纳税", "社保", "社保缴纳",
    "就业", "出生", "死亡", "无犯罪记录", "贫困",
})
SHARED_HEAD = re.compile(r"^(?P<quality>[一-龥]{2,6}?)(?P<head>关系证明|证明材料|证明|证书|凭证)$")
"""“婚姻、直系亲属关系证明”: what is proved is listed, the word for the paper stands once."""
