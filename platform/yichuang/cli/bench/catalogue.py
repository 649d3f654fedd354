"""A catalogue of matters made up from parts, as large as a province's, to measure search on."""
from __future__ import annotations

from collections.abc import Iterator
from random import Random

from yichuang.search import Entry

# Invented from parts: who, about what, which part of it, what is done; and the kind of office.
PARTS = """
个人 企业 事业单位 社会组织 个体工商户 农民专业合作社 外商投资企业 残疾人 老年人 退役军人 未成年人
港澳居民 台湾居民 外国人 新生儿 学生 职工 灵活就业人员 农村居民 城镇居民

食品 药品 医疗器械 特种设备 建筑工程 房屋 土地 林木 水土保持 取水 排污 危险化学品 烟花爆竹 旅馆
娱乐场所 网络文化 出版物 广播电视 道路运输 船舶 机动车 驾驶人 养老机构 社会团体 民办学校 教师资格
职业培训 劳务派遣 人力资源 社会保险 医疗保险 生育 失业 工伤 住房公积金 不动产 宅基地 集体土地
矿产资源 测绘 地图 消防 人防 燃气 供水 供电 市政 公路 户外广告 招牌 烟草 酒类 种子 农药 兽药
饲料 渔业 野生动物 植物检疫 出入境 户口 居民身份证 居住证 护照

经营许可证 生产许可证 资质证书 登记证书 使用权证 设施 场所 项目 从业人员 负责人 名称 地址
法定代表人 注册资本 经营范围 期限 合同 档案 信息 业务

新办 变更 延续 注销 补证 换证 备案 登记 审批 核准 认定 年检 迁移 转移 抵押 查询 申领
资格认定 许可 撤销 报告 验收 缴费 补贴 救助 鉴定

公安局 民政局 人力资源和社会保障局 市场监督管理局 住房和城乡建设局 自然资源和规划局 卫生健康局
医疗保障局 交通运输局 农业农村局 水务局 生态环境局 应急管理局 教育局 文化和旅游局
"""
WHO, THING, PART, ACT, ORGAN = (group.split() for group in PARTS.strip().split("\n\n"))
# A third of the matters carries the name of a place or a trade that few others have.
COMMON, LAST = 0x4E00, 0x9FA5


def catalogue(count: int, seed: int = 20261125) -> Iterator[Entry]:
    """So many matters, the same for the same seed: title, department, scope and materials."""
    pick = Random(seed)  # noqa: S311 - nothing secret
    for number in range(count):
        organ = f"示例{pick.choice('东南西北')}区{pick.choice(ORGAN)}"
        words = (organ, f"适用于{pick.choice(WHO)}申请{pick.choice(THING)}", f"{pick.choice(PART)}申请表",
                 f"{pick.choice(THING)}证明", "居民身份证")
        yield Entry("matter", f"m{number:06}", _title(pick), organ, (), words)


def _title(pick: Random) -> str:
    title = pick.choice(WHO) + pick.choice(THING) + pick.choice(PART) + pick.choice(ACT)
    if pick.random() < 0.3:
        title += f"（{pick.choice(WHO)}{pick.choice(ACT)}）"
    return _rare(pick) + title if pick.random() < 0.3 else title


def _rare(pick: Random) -> str:
    return "".join(chr(pick.randrange(COMMON, LAST)) for _ in range(2))
