"""How a guide is worded (domain reference 2.4): laws, limits, counts, scenarios, and nothing left blank (G01 to G07)."""
from __future__ import annotations

import re
from collections.abc import Iterator

from yichuang.definitions.common import Definition, LegalBasis
from yichuang.definitions.material import Material, RequiredMaterial
from yichuang.definitions.matter import Matter
from yichuang.forms.pointers import join

from .rule import Example, Hit, Resolver, Rule
from .sample import APPLICATION, BASIS
from .sentences import without_laws
from .told import Place, told

FULL_TITLE = re.compile(r"《[^《》]+》(?:（[^（）]+）)?")
LOOSE_LIMIT = (r"(?<!\d)\d{1,5}\s{0,3}(?:天|周(?!岁|年|期|边|末|内)|个?(?:星期|礼拜))|(?<!\d)\d{1,5}周内"
               r"|半(?:天|日|个?月|年)(?=内|以内|后)")
CHINESE_COUNT = (r"(?<![第式之分一二两三四五六七八九十百])[一二两三四五六七八九十百]{1,6}"
                 r"(?:份(?!子|额|量)|个(?:工作日|自然日)|工作日|日内)")
BLANK = frozenset({"", "-", "—", "——", "/", "\\", "*", "null", "NULL", "None", "空"})
SCENARIO_FIRST = re.compile(r"(?!另?(?:提交|提供|出示|出具|递交|携带|交验))[^，,。；]{2,60}[，,].")
ALL_THREE = ("matter", "bundle", "guide")


def bases(matter: Matter) -> Iterator[tuple[Place, LegalBasis]]:
    """Every basis of the matter, of its materials and of its special procedures."""
    groups = [(("basis",), matter.basis)]
    groups += [(("materials", index, "basis"), each.basis) for index, each in enumerate(matter.materials)]  # type: ignore[misc]
    groups += [(("special_procedures", index, "basis"), each.basis)  # type: ignore[misc]
               for index, each in enumerate(matter.special_procedures)]
    yield from (((*steps, index), basis) for steps, found in groups for index, basis in enumerate(found))


def title_not_in_full(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """《全称》, with the year of its amendment in brackets where there is one."""
    for steps, basis in bases(matter):
        if not FULL_TITLE.fullmatch(basis.law.strip()):
            yield Hit(join((*steps, "law")), {"law": basis.law})


def without_article(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """Neither an article nor a document number: nobody can look it up."""
    for steps, basis in bases(matter):
        if not (basis.article or "").strip() and not (basis.document_no or "").strip():
            yield Hit(join((*steps, "article")), {"law": basis.law})


def _hits(definition: Definition, pattern: str) -> Iterator[Hit]:
    for steps, text in told(definition):
        if found := re.search(pattern, without_laws(text)):
            yield Hit(join(steps), {"text": found[0]})


def loose_limit(definition: Definition, resolve: Resolver) -> Iterator[Hit]:
    """天 may be working days or not."""
    return _hits(definition, LOOSE_LIMIT)


def chinese_count(definition: Definition, resolve: Resolver) -> Iterator[Hit]:
    """一份; 一式两份 and 第一次 are left alone."""
    return _hits(definition, CHINESE_COUNT)


def copies_untold(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """How many, and of what, for every material that is to be brought."""
    for index, required in enumerate(matter.materials):
        material = resolve(required.material)
        if isinstance(material, Material) and (wrong := _copies(required, material)):
            yield Hit(join(("materials", index, wrong[0])), {"name": material.name, "said": wrong[1]})


def _copies(required: RequiredMaterial, material: Material) -> tuple[str, str] | None:
    count = required.originals + required.copies
    if count == 0:
        untold = required.exemption.mode == "none" and material.format != "electronic"
        return ("originals", "没有写明原件、复印件各几份") if untold else None
    if required.copy_type == "original" and required.originals == 0:
        return "copy_type", f"写的是收原件，份数却是复印件{required.copies}份"
    if required.copy_type == "copy" and required.copies == 0:
        return "copy_type", f"写的是收复印件，份数却是原件{required.originals}份"
    return None


def scenario_untold(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """A material that is asked for only sometimes says when, in its first words and as a condition."""
    for index, required in enumerate(matter.materials):
        words = (required.condition or "").strip()
        if required.necessity == "conditional" and required.when is None:
            yield Hit(join(("materials", index, "when")), {"said": "按情形提交，却没有写适用情形（when）"})
        elif required.when is not None and not words:
            yield Hit(join(("materials", index, "condition")), {"said": "有适用情形，却没有用文字写明"})
        elif words and not SCENARIO_FIRST.match(words):
            yield Hit(join(("materials", index, "condition")), {"said": f"没有先写情形：“{words[:30]}”"})


def left_blank(definition: Definition, resolve: Resolver) -> Iterator[Hit]:
    """A dash where a word should stand."""
    for steps, text in told(definition):
        words = text.strip()
        if words in BLANK:
            yield Hit(join(steps), {"said": f"写的是“{words}”" if words else "只有空格"})


def _rule(number: int, title: str, **rest: object) -> Rule:
    """Wording is told to the editor, who may have a reason; it stops no release."""
    common = {"group": "G", "source": "2.4", "severity": "warning"}
    return Rule(id=f"G{number:02}", title=title, **(common | rest))  # type: ignore[arg-type]


RULES = (
    _rule(
        1, "法律名称写《全称》", applies_to=("matter",), looks_at="事项、材料、特别程序的依据", find=title_not_in_full,
        meaning="依据写法律、法规、文件的全称，加书名号；修正年可写在其后的括号里。",
        message="依据“{law}”没有写成《全称》。", fix="写成《全称》，如《中华人民共和国行政许可法》。",
        passing=Example("《全称》", {}),
        failing=Example("没有书名号", {"/basis/0/law": "示例管理条例"}, "/basis/0/law"),
    ),
    _rule(
        2, "依据写到条款或文号", applies_to=("matter",), looks_at="事项、材料、特别程序的依据", find=without_article,
        meaning="依据写明第几条，或文件的文号，申请人才查得到。",
        message="依据“{law}”没有写条款，也没有写文号。", fix="补上条款（article）或文号（document_no）。",
        passing=Example("写明文号", {"/basis": [{"law": "《示例通知》", "document_no": "示例办〔2026〕1号"}]}),
        failing=Example("只有名称", {"/basis": [{"law": "《示例管理条例》"}]}, "/basis/0/article"),
    ),
    _rule(
        3, "时限写“数字+单位”", applies_to=ALL_THREE, looks_at="事项、一件事、指南的说明文字", find=loose_limit,
        meaning="时限写成“5个工作日”“15个自然日”；“天”“周”说不清是否含节假日。",
        message="“{text}”说不清是工作日还是自然日。", fix="改为“N个工作日”或“N个自然日”。",
        passing=Example("5个工作日", {"/delivery": "办结后5个工作日内寄出。"}),
        failing=Example("5天", {"/delivery": "办结后5天内寄出。"}, "/delivery"),
    ),
    _rule(
        4, "份数、天数用阿拉伯数字", applies_to=ALL_THREE, looks_at="事项、一件事、指南的说明文字", find=chinese_count,
        meaning="份数、工作日数用阿拉伯数字；“一式两份”“第一次”照旧。",
        message="“{text}”用了汉字数字。", fix="改为阿拉伯数字，如“1份”“5个工作日”。",
        passing=Example("1份", {"/materials/0/filling_notes": "打印1份，签名。"}),
        failing=Example("一份", {"/materials/0/filling_notes": "打印一份，签名。"}, "/materials/0/filling_notes"),
    ),
    _rule(
        5, "每份材料写明原件、复印件和份数", applies_to=("matter",), looks_at="申请材料的类型、份数、免提交方式，材料形式",
        find=copies_untold,
        meaning="要申请人提交的材料写明原件几份、复印件几份；免提交的可以不写，只收电子的不写。",
        message="“{name}”{said}。", fix="改正 copy_type、originals、copies，使三者一致。",
        passing=Example("电子照片，不写纸质份数", {"/materials/-": {"material": "sample-photo", "basis": BASIS}}),
        failing=Example("申请表没有份数", {"/materials/0": {**APPLICATION, "originals": 0}}, "/materials/0/originals"),
    ),
    _rule(
        6, "按情形提交的材料先写情形", applies_to=("matter",), looks_at="申请材料的必要性、适用情形", find=scenario_untold,
        meaning="非必要的材料写明什么情形提交，文字以情形开头：“委托他人办理的，另提交…”。",
        message="材料{said}。", fix="补上 when 和 condition，写成“……的，提交……”。",
        passing=Example("委托他人办理的，另提交授权委托书", {}),
        failing=Example("没有先写情形", {"/materials/1/condition": "提交授权委托书1份。"}, "/materials/1/condition"),
    ),
    _rule(
        7, "没有的写“无”，不留空", applies_to=ALL_THREE, looks_at="事项、一件事、指南的说明文字", find=left_blank,
        meaning="没有内容的写“无”“不收费”“无数量限制”，不写短横或空格。",
        message="这里{said}，读者不知道是没有还是漏填。", fix="写“无”，或写明内容。",
        passing=Example("禁止性要求：无", {"/prohibitions": ["无"]}),
        failing=Example("禁止性要求：—", {"/prohibitions": ["—"]}, "/prohibitions/0"),
    ),
)
