"""Going there: why, how often, and how papers arrive when nobody goes (WZ-4, WZ-5, WZ-6)."""
from __future__ import annotations

from collections.abc import Iterator

from yichuang.definitions.matter import Matter

from .rule import Example, Hit, Resolver, Rule
from .sample import MATTER

NOTHING = frozenset({"", "无", "—", "-", "/"})
ONLINE = frozenset({"2", "3"})
POST = "4"
WHOLLY = frozenset({"Ⅳ", "Ⅳ级", "IV", "IV级", "四级", "全程网办"})
"""The older scale, still found in synchronised matters."""
HOME = {"/visits": {"number": 0}}


def with_or_without_reason(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """A reason where there are visits, and none where there are not."""
    reason = (matter.visits.reason or "").strip()
    if matter.visits.number and reason in NOTHING:
        yield Hit("/visits/reason", {"number": matter.visits.number, "state": "没有写"})
    elif not matter.visits.number and reason not in NOTHING:
        yield Hit("/visits/reason", {"number": 0, "state": "写了"})


def online(matter: Matter) -> bool:
    """Whether it can be applied for on a computer or telephone."""
    return bool(ONLINE & set(matter.channels))


def no_way_for_papers(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """Neither going there, nor online, nor by post."""
    if matter.visits.number == 0 and not online(matter) and POST not in matter.channels and not matter.mail_materials:
        yield Hit("/mail_materials")


def wholly_online(matter: Matter) -> bool:
    """Ⅳ级: accepted (4), handled (5) and told or certified (6, 7) online, or so called on the older scale."""
    depth = {each.strip() for each in matter.online_depth}
    return bool(depth & WHOLLY) or ({"4", "5"} <= depth and bool(depth & {"6", "7"}))


def visits_though_online(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """Wholly online means that nobody goes anywhere."""
    if matter.visits.number and wholly_online(matter):
        yield Hit("/visits/number", {"number": matter.visits.number})


RULES = (
    Rule(
        id="WZ-4", group="WZ", source="WZ", title="到现场的写明原因，不到现场的不写", severity="error", applies_to=("matter",),
        looks_at="到办事现场次数、必须现场办理原因", find=with_or_without_reason,
        meaning="到现场次数大于0的，写明必须现场办理的原因；等于0的，原因留空或写“无”。",
        message="到现场次数是 {number} 次，却{state}必须现场办理的原因。",
        fix="到现场的，写明到场做什么、为什么不能免；0 次的，删去原因。",
        passing=Example("到现场1次，写明原因", {}),
        failing=Example("到现场1次，没有原因", {"/visits": {"number": 1}}, "/visits/reason"),
    ),
    Rule(
        id="WZ-5", group="WZ", source="WZ", title="不到现场又不能网办的，应能邮寄申请", severity="error", applies_to=("matter",),
        looks_at="到办事现场次数、办理形式、材料邮寄", find=no_way_for_papers,
        meaning="到现场次数为0且不支持网上办理的，必须支持邮寄申请，否则材料交不上来。",
        message="到现场次数是 0 次，不支持网上办理，也不支持邮寄申请。",
        fix="支持邮寄材料（mail_materials），或支持网上办理（channels），或改正到现场次数。",
        passing=Example("不到现场，窗口办理，可以邮寄材料", HOME | {"/channels": ["1"], "/mail_materials": True}),
        failing=Example("不到现场，只有窗口办理", HOME | {"/channels": ["1"]}, "/mail_materials"),
    ),
    Rule(
        id="WZ-6", group="WZ", source="WZ", title="全程网办的，到现场次数为0", severity="error", applies_to=("matter",),
        looks_at="网上办理深度、到办事现场次数", find=visits_though_online,
        meaning="受理、办理、结果反馈都在网上的（Ⅳ级），不用到现场。",
        message="网上办理深度是全程网办（Ⅳ级），到现场次数却是 {number} 次。",
        fix="到现场次数改为 0；确需到场的，改正网上办理深度。",
        passing=Example("全程网办，不到现场", HOME | {"/online_depth": ["1", "2", "3", "4", "5", "6", "7"]}),
        failing=Example("全程网办，到现场1次", {
            "/online_depth": ["1", "2", "3", "4", "5", "6", "7"], "/visits": MATTER["visits"]}, "/visits/number"),
    ),
)
