"""For each clean-up rule a document that it passes and one that it reports: their documentation, and tested as such."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from yichuang.definitions.kinds import KINDS
from yichuang.definitions.matter import Matter

from .demand import Around, Demand

Part = Mapping[str, Any]
LAW = {"law": "《中华人民共和国行政许可法》", "level": "law"}


@dataclass(frozen=True)
class Example:
    """A demand in few words: what differs from an ordinary one, and the definitions around it."""

    says: str
    required: Part = field(default_factory=dict)
    material: Part = field(default_factory=dict)
    matter: Part = field(default_factory=dict)
    around: tuple[Part, ...] = ()

    def demand(self) -> Demand:
        """The demand that the rule looks at."""
        required = {"material": "doc", "basis": [LAW], **self.required}
        material = {"kind": "material", "code": "doc", "name": "经营场所平面图", "source": "10", **self.material}
        matter = {**_matter("later"), "materials": [required], **self.matter}
        documents = (material, matter, *_PLACES, *self.around)
        known = {each["code"]: KINDS[each["kind"]].model_validate(each) for each in documents}
        return next(Around.of(known.values(), known.get).demands(Matter.model_validate(matter)))


def _matter(code: str) -> dict[str, Any]:
    step = {"stage": "审查与决定", "name": "审查", "limit": {"days": 5}, "role": "审查岗", "result": "意见",
            "standard": "核对经营场所与平面图、营业执照一致。"}
    return {
        "kind": "matter", "code": code, "name": f"事项{code}（示例）", "task_type": "01", "use_levels": ["4"],
        "department": "bureau", "audiences": ["2"], "scope": "示例。", "project_type": "promised",
        "review_type": "reviewed", "basis": [LAW], "conditions": ["有固定的经营场所。"], "promised_limit": {"days": 5},
        "steps": [step], "visits": {"number": 0}, "locations": [], "consult_phone": "0571-88001001",
        "complaint_phone": "12345", "result": {"name": "示例决定书", "type": "document"}, "materials": [],
        "form": {"schema": {"type": "object", "properties": {}}},
    }


def _department(code: str, name: str, **more: Any) -> dict[str, Any]:
    return {"kind": "department", "code": code, "name": name, "region": "330106", "phone": "0571-88001001",
            "complaint_phone": "12345", "address": "示例路1号（示例）", **more}


_PLACES: tuple[Part, ...] = (
    {"kind": "region", "code": "330000", "name": "浙江省"},
    {"kind": "region", "code": "330106", "name": "西湖区（示例）", "parent": "330000"},
    {"kind": "region", "code": "440000", "name": "广东省"},
    _department("bureau", "西湖区示例局"), _department("station", "示例所", parent="bureau"),
    _department("other", "西湖区另一局"),
)
_BUNDLE: Part = {
    "kind": "bundle", "code": "bundle", "name": "示例一件事", "lead": "bureau", "region": "330106", "audiences": ["2"],
    "summary": "示例。", "roles": [{"code": "firm", "title": "企业", "person": False}],
    "members": [{"matter": "earlier"}, {"matter": "later", "depends_on": [{"matter": "earlier"}]}],
    "promise": {"limit": {"days": 5}}, "consult_phone": "0571-88001001", "complaint_phone": "12345",
}


def _share(**more: Any) -> Part:
    return {"kind": "data-share", "code": "share", "name": "营业执照共享接口（示例）", "provider": "other",
            "materials": ["doc"], **more}


LICENCE: Part = {"name": "营业执照", "source": "20", "issuer": "市场监督管理部门"}
EXAMPLES: Mapping[str, tuple[Example, Example]] = MappingProxyType({
    "R1": (Example("依据写到法律的，留着。"), Example("依据只有通知的，取消。", required={
        "basis": [{"law": "《关于规范经营场所的通知》", "level": "normative"}]})),
    "R2": (Example("审查标准写明核对它的，留着。"), Example("哪里都没有用到的，复核。", material={"name": "毕业照片"})),
    "R3": (Example("前序事项没有的，留着。", around=(_matter("earlier"), _BUNDLE)),
           Example("前序事项已经收取的，不再收。", around=(
               {**_matter("earlier"), "materials": [{"material": "doc", "basis": [LAW]}]}, _BUNDLE))),
    "R4": (Example("别的部门出具的，不归这一条管。", material={**LICENCE, "issuer_department": "other"}),
           Example("下属单位出具的，本部门自己查。", material={**LICENCE, "issuer_department": "station"})),
    "R5": (Example("只在别的省共享的，查不到。", material=LICENCE, around=(_share(regions=["440000"]),)),
           Example("本省已经共享的，不再收。", material=LICENCE, around=(_share(regions=["330000"]),))),
    "R6": (Example("没有人认为可以事后查的，留着。"),
           Example("审核人写明事后怎么查的，改为承诺。", required={"supervised": "双随机检查时看现场。"})),
    "R7": (Example("签名或者盖章都可以的，不是盖章要求。", required={"accept_standard": "由产权人签名或者盖章。"}),
           Example("要第三方盖章而没有法律规定的，复核。", required={"accept_standard": "由所在社区盖章。"})),
    "R8": (Example("居住证是证件，不是证明。", material={"name": "居住证"}),
           Example("要人证明自己健在的，复核。", material={"name": "老人健在证明"}, matter={"conditions": ["老人健在。"]})),
})
