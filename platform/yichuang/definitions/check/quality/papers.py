"""Conditions and materials: what a condition demands is on the list, and is only there (L04, L05, L07)."""
from __future__ import annotations

import re
from collections.abc import Iterator

from yichuang.definitions.material import Material
from yichuang.definitions.matter import Matter
from yichuang.definitions.place import Department
from yichuang.forms.pointers import join

from .documents import demanded, listed, named
from .rule import Example, Hit, Resolver, Rule
from .sample import APPLICATION

ORGAN = re.compile(r"(?:主管|登记|管理)?(?:机关|部门|局|分局|委员会|办公室|厅)$")
ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)|\s")
ONE_ORGAN = re.compile(r"、|或者|以及|[和或及与]")
GOVERNMENT = "20"


def materials_of(matter: Matter, resolve: Resolver) -> list[Material]:
    """The materials on the list, as far as they are known, each once."""
    codes = dict.fromkeys(required.material for required in matter.materials)
    return [material for code in codes if isinstance(material := resolve(code), Material)]


def names_of(matter: Matter, resolve: Resolver) -> list[str]:
    """Names and synonyms of the materials on the list."""
    return [name for material in materials_of(matter, resolve) for name in (material.name, *material.synonyms)]


def not_on_the_list(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """Documents that a condition demands and the list does not hold, by name or synonym."""
    names = names_of(matter, resolve)
    for index, condition in enumerate(matter.conditions):
        for document in demanded(condition):
            if not listed(document, names):
                yield Hit(join(("conditions", index)), {"document": document})


def in_a_condition(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """Names of papers where only conditions belong."""
    names = names_of(matter, resolve)
    for index, condition in enumerate(matter.conditions):
        if papers := named(condition, names):
            yield Hit(join(("conditions", index)), {"papers": "、".join(papers)})


def issued_here(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """Official papers of the matter's own department that the applicant is still to bring."""
    department = resolve(matter.department)
    if not isinstance(department, Department):
        return
    own = [ASIDE.sub("", name) for name in (department.name, department.short_name) if name]
    for index, required in enumerate(matter.materials):
        material = resolve(required.material)
        if (isinstance(material, Material) and required.exemption.mode == "none" and material.source == GOVERNMENT
                and material.issuer and any(same_organ(material.issuer, name) for name in own)):
            yield Hit(join(("materials", index, "material")), {"material": material.name, "issuer": material.issuer})


def same_organ(issuer: str, name: str) -> bool:
    """公安机关, 公安派出所 and 西湖区公安分局示例派出所 are all 西湖区公安分局, or below it: the name less 机关, 局 … tells."""
    organ = ORGAN.sub("", name)
    for part in ONE_ORGAN.split(ASIDE.sub("", issuer)):
        stem = ORGAN.sub("", part)
        if part == name or (stem != part and len(stem) > 1 and stem in name) or (len(organ) > 1 and organ in part):
            return True
    return False


RULES = (
    Rule(
        id="L04", group="L", source="INSP", title="条件要求的证明列入材料清单", severity="error", applies_to=("matter",),
        looks_at="受理条件、申请材料的名称和别名", find=not_on_the_list,
        meaning="条件要求提交、出示、持有、取得的证明，材料清单里要有（按名称和别名）；“无需提交”的和法律名称不算。",
        message="条件要求“{document}”，材料清单里没有。",
        fix="把“{document}”列入材料；不需要的，从条件中删去；叫法不同的，补上别名。",
        passing=Example("没有要求证明", {"/conditions": ["从业人员身体健康。", "无需提供健康证明。"]}),
        failing=Example("条件要求健康证明，清单里没有", {"/conditions": ["从业人员取得有效的健康证明。"]}, "/conditions/0"),
    ),
    Rule(
        id="L05", group="L", source="INSP", title="受理条件只写条件，不写材料", severity="error", applies_to=("matter",),
        looks_at="受理条件、申请材料的名称和别名", find=in_a_condition,
        meaning="条件说的是谁能办、什么情况能办；申请表、身份证复印件、营业执照这样的材料写到材料清单里。",
        message="受理条件里写了材料：{papers}。", fix="改写为要满足的条件（如“已办理市场主体登记”），材料写到材料清单。",
        passing=Example("只写条件", {"/conditions": ["已办理市场主体登记。"]}),
        failing=Example("条件里写了申请表", {"/conditions": ["如实填写示例登记申请表。"]}, "/conditions/0"),
    ),
    Rule(
        id="L07", group="L", source="S4", title="本部门出具过的材料，不再要申请人提交", severity="warning", applies_to=("matter",),
        looks_at="申请材料的来源渠道、出具单位、免提交方式，实施主体", find=issued_here,
        meaning="来源是政府部门核发、出具单位就是本部门（含所属单位）的，按材料清理 R4 改为内部核查。",
        message="“{material}”由{issuer}出具，就是本部门，仍要申请人提交（材料清理 R4）。",
        fix="免提交方式改为内部核查（internal），并写明调用失败时怎么办；确需提交的，在清理台账写明保留理由。",
        passing=Example("本部门出具的许可证，内部核查", {"/materials/-": {
            **APPLICATION, "material": "sample-own-permit", "exemption": {"mode": "internal", "fallback": "upload"}}}),
        failing=Example("本部门出具的许可证，仍要提交", {
            "/materials/-": {**APPLICATION, "material": "sample-own-permit"}}, "/materials/2/material"),
    ),
)
