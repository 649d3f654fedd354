"""The sheets of what matters are made of: 材料, 数据元, 代码集, 部门, 窗口分类, 区划."""
from __future__ import annotations

from typing import Any

from . import words
from .codecs import Choice, CodeText, Day, Phone, Reference, Whole
from .columns import Column, Sheet
from .lists import Choices, Tags
from .matters import MATTERS, REQUIRED


def _code(title: str, example: str) -> Column:
    return Column(title, ("code",), CodeText(), True, ("编码", "代码"), "系统内的编码，不能改", example)


NOTE = Column("备注", ("note",))

MATERIALS = Sheet("材料", "material", (
    _code("材料编码", "doc-signboard-form"),
    Column("材料名称", ("name",), needed=True, aliases=("名称",), example="招牌设置登记表（示例）", width=30),
    Column("来源渠道", ("source",), Choice(words.SOURCES), True, ("来源",), example="申请人自备"),
    Column("出具单位", ("issuer",), aliases=("核发单位",), width=24),
    Column("来源说明", ("source_explanation",), aliases=("来源渠道说明",), width=28),
    Column("材料形式", ("format",), Choice(words.FORMATS), aliases=("形式",), example="纸质或电子"),
    Column("纸质规格", ("page_format",), aliases=("幅面",)),
    Column("电子证照类型", ("licence_type",), aliases=("关联电子证照类型",)),
    Column("有效期（月）", ("validity_months",), Whole()),
    Column("受理标准", ("accept_standard",), width=36),
    Column("敏感程度", ("sensitivity",), Choice(words.SENSITIVITIES)),
    Column("同义词", ("synonyms",), Tags(), aliases=("别名",)),
    NOTE,
), ("材料编码",), ("材料清单", "材料目录", "材料表"))

ELEMENTS = Sheet("数据元", "element", (
    _code("数据元编码", "person.example"),
    Column("数据元名称", ("name",), needed=True, aliases=("名称",), example="示例数据元"),
    Column("数据类型", ("value", "type"), Choice(words.VALUE_TYPES), True, ("类型",), example="文本"),
    Column("格式", ("value", "format"), Choice(words.VALUE_FORMATS)),
    Column("最短", ("value", "minLength"), Whole(), aliases=("最小长度",)),
    Column("最长", ("value", "maxLength"), Whole(), aliases=("最大长度", "长度"), example="100"),
    Column("代码集", ("code_list",), CodeText(), aliases=("代码表",)),
    Column("敏感程度", ("sensitivity",), Choice(words.SENSITIVITIES), example="个人信息"),
    Column("自动填写", ("autofill",), Choices(words.AUTOFILL), help="可多选，用“；”隔开"),
    Column("标准号", ("standard",), aliases=("引用标准", "标准")),
    Column("解释", ("explanation",), aliases=("数据元说明",), width=32),
    Column("同义词", ("synonyms",), Tags(), aliases=("别名",)),
    NOTE,
), ("数据元编码",), ("数据元目录", "数据元清单"))

CODES = Sheet("代码集", "element", (
    Column("数据元编码", (), CodeText(), True, ("数据元代码",), "数据元表中的编码", "person.example"),
    Column("数据元名称", shown=True, aliases=("数据元",)),
    Column("代码", ("const",), CodeText(), True, ("代码值", "取值"), example="1"),
    Column("代码名称", ("title",), needed=True, aliases=("名称", "含义"), example="示例取值", width=28),
), ("数据元编码", "代码"), ("代码表", "代码清单"))

DEPARTMENTS = Sheet("部门", "department", (
    _code("部门编码", "urban-management"),
    Column("部门名称", ("name",), needed=True, aliases=("名称", "机构名称", "单位名称"),
           example="示例区城市管理局（示例）", width=30),
    Column("简称", ("short_name",), aliases=("部门简称",)),
    Column("统一社会信用代码", ("uscc",), CodeText((18,), upper=True), aliases=("信用代码",), width=22),
    Column("机构性质", ("dept_type",), Choice(words.DEPT_TYPES), aliases=("实施主体性质",)),
    Column("委托机关", ("entrusted_by",), Reference("department"), aliases=("委托部门",)),
    Column("编号代码", ("number_code",), CodeText((2,)), help="申报编号中的两位"),
    Column("所在区划", ("region",), Reference("region"), True, ("区划", "区划代码"), "区划的代码或名称", "330106"),
    Column("上级部门", ("parent",), Reference("department"), aliases=("上级",)),
    Column("电话", ("phone",), Phone(), True, ("联系电话", "办公电话"), example="0571-88000001"),
    Column("投诉电话", ("complaint_phone",), Phone(), True, ("监督电话",), example="0571-88000002"),
    Column("地址", ("address",), needed=True, aliases=("办公地址",), example="示例路1号（示例）", width=28),
    Column("机关代字", ("document_word",), aliases=("代字",)),
    Column("复议机关", ("review_organ",)),
    Column("管辖法院", ("court",)),
    NOTE,
), ("部门编码",), ("部门清单", "机构", "实施机构"))

WINDOWS = Sheet("窗口分类", "window-class", (
    _code("窗口分类编码", "wc-example"),
    Column("窗口分类名称", ("name",), needed=True, aliases=("名称", "窗口分类"), example="示例综合窗口", width=24),
    Column("分类说明", ("description",), aliases=("说明",), width=40),
    NOTE,
), ("窗口分类编码",), ("窗口", "综合窗口分类"))

REGIONS = Sheet("区划", "region", (
    Column("区划代码", ("code",), CodeText((6, 9, 12)), True, ("编码", "代码"), "6、9 或 12 位", "330106"),
    Column("区划名称", ("name",), needed=True, aliases=("名称",), example="示例区（示例）", width=24),
    Column("类别", ("area",), Choice(words.REGION_AREAS), aliases=("区域类别",)),
    Column("上级区划", ("parent",), Reference("region"), aliases=("上级",), example="330100"),
    Column("生效日期", ("valid_from",), Day()),
    Column("失效日期", ("valid_to",), Day()),
    Column("继承区划", ("succeeded_by",), Reference("region"), aliases=("继承者",)),
    NOTE,
), ("区划代码",), ("行政区划", "区划清单"))

SHEETS: tuple[Sheet, ...] = (MATTERS, MATERIALS, REQUIRED, ELEMENTS, CODES, DEPARTMENTS, WINDOWS, REGIONS)
"""As they stand in a workbook."""
READING_ORDER: tuple[Sheet, ...] = (REGIONS, DEPARTMENTS, WINDOWS, ELEMENTS, CODES, MATERIALS, MATTERS, REQUIRED)
"""What others name is read first."""
PARTS: dict[str, Any] = {REQUIRED.title: ("materials",), CODES.title: ("value", "oneOf")}
"""Sheets whose rows are parts of a document: where the list of them is."""
