"""Fees: told in full where there are any, and nothing left over where there are none (WZ-7, L08)."""
from __future__ import annotations

from collections.abc import Iterator

from yichuang.definitions.matter import FeeItem, Matter
from yichuang.forms.pointers import join

from .rule import Example, Hit, Resolver, Rule
from .visits import NOTHING

COLUMNS = {"name": "项目名称", "standard": "收费标准", "basis": "收费依据"}
FEE = {"name": "示例证工本费", "standard": "每证10元（示例）", "basis": "《示例收费管理办法》第三条（示例）"}
CHARGED = {"/charged": True, "/fees": [FEE]}


def not_told(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """What a fee must say, and that nothing can be paid where there is none."""
    if not matter.charged:
        if matter.pay_online:
            yield Hit("/pay_online", {"said": "不收费，却写着支持网上支付。"})
        return
    if not matter.fees:
        yield Hit("/fees", {"said": "收费，却没有收费项目、标准和依据。"})
    for index, fee in enumerate(matter.fees):
        yield from _columns(index, fee)


def _columns(index: int, fee: FeeItem) -> Iterator[Hit]:
    for key, name in COLUMNS.items():
        if getattr(fee, key).strip() in NOTHING:
            yield Hit(join(("fees", index, key)), {"said": f"第 {index + 1} 项收费没有{name}。"})
    if fee.reducible and (fee.reduction or "").strip() in NOTHING:
        yield Hit(join(("fees", index, "reduction")), {"said": f"“{fee.name}”可以减免，却没有写减免的情形和依据。"})


def left_over(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """Fee items of a matter that is free."""
    if not matter.charged and matter.fees:
        yield Hit("/fees", {"names": "、".join(fee.name for fee in matter.fees)})


RULES = (
    Rule(
        id="WZ-7", group="WZ", source="WZ", title="收费的写全，不收费的不能网上支付", severity="error", applies_to=("matter",),
        looks_at="是否收费、收费项目、标准、依据、减免、网上支付", find=not_told,
        meaning="收费的，每一项写明名称、标准、依据，可减免的写明减免依据；不收费的，不能写支持网上支付。",
        message="{said}", fix="补全收费项目、标准、依据和减免依据；不收费的，去掉网上支付。",
        passing=Example("收费，写明项目、标准、依据", CHARGED | {"/pay_online": True}),
        failing=Example("收费，没有收费项目", {"/charged": True}, "/fees"),
    ),
    Rule(
        id="L08", group="L", source="GK", title="不收费的，没有收费项目", severity="error", applies_to=("matter",),
        looks_at="是否收费、收费项目", find=left_over,
        meaning="写着不收费，收费项目就应为空。",
        message="写着不收费，却列了收费项目：{names}。", fix="删去收费项目；确需收费的，把 charged 改为 true。",
        passing=Example("收费，列出收费项目", CHARGED),
        failing=Example("不收费，列出收费项目", {"/fees": [FEE]}, "/fees"),
    ),
)
