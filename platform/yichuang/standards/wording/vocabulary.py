"""The words that the wording rules are made of, as pieces of regular expressions.

Our own rules may look around, which `re` allows; every repetition is bounded and no two of them can share a text in
more than a few ways, so that reading stays linear (a test holds it on hostile text).
"""

from __future__ import annotations

OTHER = "其[他它]"
DOCUMENT = "(?:材料|资料|文件|文书|证件|证照|证书|证明|手续|凭证|要件|附件|佐证)"
DOCUMENT_OR_COPY = f"(?:{DOCUMENT}|单据|票据|凭据|票证|复印件|扫描件|原件|图纸|图件|文本)"
KIND_OF_DOCUMENT = (
    "(?:申请|申报|证明|佐证|支撑|辅助|补充|审批|批准|身份|权属|资质|资格|学历|学位|户籍|婚姻|财产|收入|产权|登记|许可"
    "|法律|检验|检测|技术|工程|财务|税务|纳税|书面|电子|纸质|原始|影像|政策|报批|审查|备案|文字|有效|说明)"
)
# What makes one of several documents of any of these: 材料费, 证件号码, 文件夹 and 手续费 are none.
NOT_A_WORD_OF_ITS_OWN = "(?!费|夹|柜|商|学|员|号|类型|种类|名称|编号|人(?!员)|力|标准)"

NUMBER = r"(?:(?<!\d)\d{1,5}|(?<![一二两三四五六七八九十百])[一二两三四五六七八九十百]{1,7})"
DASH = r"\s{0,3}(?:[-—－–~～〜―]{1,2}|至|到)\s{0,3}"
WORKDAYS = "(?:工作日|自然日|日历日|天)"
# Long periods are also ages and dates, and count only where something must be done within them.
PERIOD = "(?:日|个?月|周(?![岁年])|个?星期|个?小时|分钟)"
WITHIN = r"(?=\s{0,3}(?:之内|以?内|左右|上下|办结|完成|出证|出具|答复|送达|领取))"

# 等 after these is the end of a word (高等, 同等, 一等), unless they themselves end one (合同, 高中, 附件一).
_ENDS_OF_WORDS = "高平同均相优劣上中下初特头次一二三四五六七八九十甲乙丙丁对不何此稍"
_WORDS_BEFORE = (
    "合同|共同|会同|协同|陪同|胡同|雷同|初中|高中|其中|途中|手中|家中|空中|水中|集中|以上|线上|网上|掌上|水上|海上|路上|船上|车上"
    "|以下|线下|名下|地下|水下|井下|水平|生平|公平|太平|身高|标高|层高|限高|平均|人均|核对|比对|校对|针对|应对|照相|真相|互相"
    "|最初|年初|月初|独特|码头|镜头|街头|抬头|人头|接头|口头|择优|班次|批次|档次|车次|人次|场次|统一|唯一|因此|在此|合一"
)
_NUMBERED = "".join(f"|(?<=[件表图卡款条章项则]{digit})" for digit in "一二三四五六七八九十")
ETC = f"(?:(?<![{_ENDS_OF_WORDS}])|" + "|".join(f"(?<={word})" for word in _WORDS_BEFORE.split("|")) + f"{_NUMBERED})等"

AFTER_A_DOCUMENT = "(?:(?<=[证书簿表单卡件照本议据折票函图])|(?<=合同)|(?<=证明)|(?<=材料))"
AGREEMENT = "(?:(?:合同|协议|票据|单据|凭据|批文|批件|图纸|原件|复印件)(?!当事|金额|约定|纠纷|条款|相对|关系|各?方))"
COUNTED = f"(?:上述|以上|前述|全部)?{NUMBER}[份项种类张件个样套]"

# People, organs and places are no documents: 其他共有人, 其他组织, 其他家庭成员.
_PARTY = (
    "组织|单位|部门|机构|机关|成员|股东|亲属|业主|投资|出资|企业|公司|法人|子女|配偶|住户|居民|员工|职工|学生|主体|区县?|市|县"
    "|地区|国家|学校|医院|银行|方式|方面|途径|渠道|用途|经营者|权利人|人(?![事社防力民才口体工身])"
)
NO_PARTY = f"(?!(?!能|可以|证明|需|应|须|必|所|有|相|法律|法规|依|按|经)[一-龥]{{0,4}}?(?:{_PARTY}))"

# Nothing is asked where it says that nothing is to be asked.
NOT_ASKED = (
    "(?:无需|无须|毋需|不需要?|不须|不用(?!于)|不必|免予|免于|免交|免提交|免收"
    "|(?:不再|不得|不应|不能|严禁|禁止)[^，。；;]{0,8}(?:要求|收取|索要|索取|增加|提供|提交|出具|需要|查验|核验|提出))"
    "[^，。；;⟦]{0,18}⟦"
)
QUESTION = r"⟧[^。；;，,\n]{0,14}[？?]"
SECTOR = (
    "(?:教育|卫生健康|卫生|医疗保障|民政|公安|住房和?城乡建设|住建|建设|自然资源|国土|规划|生态环境|环境保护|环保|市场监督管理|市场监管"
    "|交通运输|交通|农业农村|农业|林业|草原|水行政|水利|文化和?旅游|文化|旅游|体育|人力资源和?社会保障|人社|社会保障|劳动保障|财政|税务"
    "|商务|科技|科学技术|应急管理|应急|安全生产监督管理|消防救援|消防|宗教事务|宗教|广播电视|新闻出版|药品监督管理|药品监管|海关"
    "|金融|城市管理|城管|烟草专卖|邮政|气象|地震|通信|电信|网信|电力|能源|粮食|盐业|畜牧兽医|畜牧|兽医|渔业|档案|民族|外事|司法|审计"
    "|统计|工业和信息化|经济和信息化|发展改革|房产|不动产|园林|市政|文物|知识产权|退役军人|人防|人民防空|密码|国防|煤炭|矿产资源)"
)
