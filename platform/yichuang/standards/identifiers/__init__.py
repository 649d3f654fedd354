"""Numbers of the field by kind: whether a value is one, how it is stored, and what it tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType

from yichuang.standards import regions
from yichuang.standards.identifiers.estates import certificate, proof, unit
from yichuang.standards.identifiers.item_codes import NAMES, SCHEMES, check_code
from yichuang.standards.identifiers.organisations import credit_code, licence_number, org_code
from yichuang.standards.identifiers.persons import (
    bank_account,
    bank_card,
    birth_certificate,
    id_number,
    mobile,
    passport,
    phone,
    postcode,
)
from yichuang.standards.identifiers.result import Fact, Identified, accept, clean, refuse

__all__ = [
    "KINDS", "SCHEMES", "Identified", "Kind", "bank_account", "bank_card", "birth_certificate", "certificate",
    "check", "check_code", "clean", "credit_code", "id_number", "licence_number", "mobile", "org_code",
    "passport", "phone", "postcode", "proof", "region", "unit",
]  # fmt: skip


def region(value: str) -> Identified:
    """区划代码 of 6, 9 or 12 digits; facts: level, level_name, parent, padded, province, virtual."""
    code = clean(value)
    if not code:
        return refuse(code, "没有填写区划代码。请填写6位、9位或12位代码。")
    if found := regions.problem(code):
        return refuse(code, found)
    level = regions.level(code)
    facts: dict[str, Fact] = {
        "level": level,
        "level_name": regions.LEVEL_NAMES[level],
        "parent": regions.parent(code) or "",
        "padded": regions.pad(code),
        "province": regions.PROVINCES[code[:2]],
        "virtual": regions.is_virtual(code),
    }
    kind = regions.town_kind(code) if level == "town" else ""
    return accept(code, **facts, **({"town_kind": kind} if kind else {}))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of identifier: its Chinese name and the check; `dated` checks also take today's date."""

    name: str
    check: Callable[..., Identified]
    dated: bool = False


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "id-number": Kind("公民身份号码", id_number, dated=True),
        "credit-code": Kind("统一社会信用代码", credit_code),
        "mobile": Kind("手机号码", mobile),
        "phone": Kind("电话号码", phone),
        "bank-card": Kind("个人银行卡号", bank_card),
        "real-estate-certificate": Kind("不动产权证号", certificate),
        "real-estate-unit": Kind("不动产单元号", unit),
        "region": Kind("行政区划代码", region),
        "licence-number": Kind("证照编号", licence_number),
        "real-estate-proof": Kind("不动产登记证明号", proof),
        "bank-account": Kind("对公账户", bank_account),
        "birth-certificate": Kind("出生医学证明编号", birth_certificate),
        "org-code": Kind("组织机构代码", org_code),
        "passport": Kind("护照号码", passport),
        "postcode": Kind("邮政编码", postcode),
        **{kind: Kind(name, partial(check_code, kind)) for kind, name in NAMES.items()},
    }
)


def check(kind: str, value: str, today: date | None = None) -> Identified:
    """Checks a value of a kind in KINDS (KeyError for others); without `today` no date is called future."""
    found = KINDS[kind]
    return found.check(value, today) if found.dated else found.check(value)
