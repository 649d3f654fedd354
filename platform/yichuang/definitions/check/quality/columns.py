"""Columns that another column makes necessary (domain reference 1.2, 1.3, 1.6): F01 to F04."""
from __future__ import annotations

from collections.abc import Iterator

from yichuang.definitions.matter import Matter
from yichuang.definitions.place import Department
from yichuang.forms.pointers import join

from .limits import LICENCE_LIMIT, words
from .rule import Example, Hit, Resolver, Rule
from .sample import BASIS, LICENCE
from .visits import NOTHING

HEARING = {"name": "听证", "limit": {"days": 20}, "stops_clock": True,
           "basis": [{"law": "《中华人民共和国行政许可法》", "article": "第四十五条"}]}


def longer_than_a_licence(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """More than twenty working days need a law that says so."""
    statutory = matter.statutory_limit
    if (matter.task_type == "01" and statutory is not None and statutory.exceeds(LICENCE_LIMIT)
            and (matter.statutory_explanation or "").strip() in NOTHING):
        yield Hit("/statutory_explanation", {"limit": words(statutory)})


def clock_stopped_without_law(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """Time is left uncounted only where a law says so."""
    for index, procedure in enumerate(matter.special_procedures):
        if procedure.stops_clock and not procedure.basis:
            yield Hit(join(("special_procedures", index, "basis")), {"name": procedure.name})


def charged_without_law(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """A special procedure that costs money says on what basis."""
    for index, procedure in enumerate(matter.special_procedures):
        if procedure.charged and (procedure.charge_basis or "").strip() in NOTHING:
            yield Hit(join(("special_procedures", index, "charge_basis")), {"name": procedure.name})


def entrusted_by_nobody(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """An entrusted organ (受委托组织) acts in the name of another, which a matter's guide must be able to tell."""
    department = resolve(matter.department)
    if isinstance(department, Department) and department.dept_type == "3" and department.entrusted_by is None:
        yield Hit("/department", {"name": department.name})


RULES = (
    Rule(
        id="F01", group="F", source="行政许可法第四十二条", title="行政许可超过20个工作日的，写明哪部法律另有规定",
        severity="warning", applies_to=("matter",), looks_at="法定办结时限、法定时限说明", find=longer_than_a_licence,
        meaning="行政许可的法定时限是20个工作日；法律、法规另有规定的依照其规定，要写明是哪一部、哪一条。",
        message="行政许可的法定时限是{limit}，没有写明依据哪部法律。",
        fix="在 statutory_explanation 中写明法律名称和条款。",
        passing=Example("30个工作日，写明依据", LICENCE | {
            "/statutory_limit": {"days": 30}, "/statutory_explanation": "《示例管理条例》第九条规定30个工作日。"}),
        failing=Example("30个工作日，没有说明", LICENCE | {"/statutory_limit": {"days": 30}}, "/statutory_explanation"),
    ),
    Rule(
        id="F02", group="F", source="行政许可法第四十五条", title="不计入时限的特别程序有法定依据", severity="error",
        applies_to=("matter",), looks_at="特别程序、是否计算在法定办结时限内、法定依据", find=clock_stopped_without_law,
        meaning="听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审依法不计入时限；其他程序要有依据才能停表。",
        message="特别程序“{name}”不计入办结时限，却没有法定依据。",
        fix="补上依据；没有依据的，计入办结时限（stops_clock 改为 false）。",
        passing=Example("听证，行政许可法第四十五条", {"/special_procedures": [HEARING]}),
        failing=Example("现场核查不计入时限，没有依据", {
            "/special_procedures": [{"name": "现场核查", "limit": {"days": 5}, "stops_clock": True}]},
            "/special_procedures/0/basis"),
    ),
    Rule(
        id="F03", group="F", source="P", title="收费的特别程序有收费依据", severity="error", applies_to=("matter",),
        looks_at="特别程序、是否收费、收费依据", find=charged_without_law,
        meaning="检验、检测、鉴定等收费的，写明收费依据。",
        message="特别程序“{name}”收费，却没有收费依据。", fix="写明收费依据；不收费的，charged 改为 false。",
        passing=Example("检测收费，写明依据", {"/special_procedures": [
            {"name": "检测", "limit": {"days": 5}, "charged": True, "basis": BASIS,
             "charge_basis": "《示例收费管理办法》第三条"}]}),
        failing=Example("检测收费，没有依据", {"/special_procedures": [
            {"name": "检测", "limit": {"days": 5}, "charged": True, "basis": BASIS}]}, "/special_procedures/0/charge_basis"),
    ),
    Rule(
        id="F04", group="F", source="GB/T 39046—2020 A.3", title="受委托组织写明委托部门", severity="error", applies_to=("matter",),
        looks_at="实施主体性质、委托部门", find=entrusted_by_nobody,
        meaning="实施主体是受委托组织的，写明受谁委托；指南和决定书要写委托部门。",
        message="实施主体“{name}”是受委托组织，却没有写受谁委托。", fix="在部门的定义里补上委托部门（entrusted_by）。",
        passing=Example("法定机关", {}),
        failing=Example("受委托组织，没有委托部门", {"/department": "sample-entrusted"}, "/department"),
    ),
)
