"""Numbers of real estate: 不动产权证号, 不动产登记证明号 and 不动产单元号."""

from __future__ import annotations

import re

from yichuang.standards import regions
from yichuang.standards.identifiers.result import Identified, accept, clean, refuse

FEATURES = {"F": "房屋等建筑物、构筑物", "L": "林木", "Q": "其他定着物", "W": "无定着物"}

_NUMBER = re.compile(
    r"([京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新])（([0-9]{4})）"
    r"([一-龥]{2,20})不动产(权|证明)第([0-9]{7})号"
)
_UNIT = re.compile(
    r"(?P<county>[0-9]{6})(?P<district>[0-9]{3})(?P<subdistrict>[0-9]{3})(?P<land_feature>[GJZ][A-Z])"
    r"(?P<parcel>[0-9]{5})(?P<fixture>[FLQW])(?P<unit>[0-9]{8})"
)


def _brackets(value: str) -> str:
    """Cleaned text with the full-width brackets that certificates print."""
    return clean(value).replace("(", "（").replace(")", "）")


def _certified(number: str, kind: str) -> Identified:
    """A certificate or a proof, as the wanted kind (权 or 证明)."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        example = f"浙（2026）示例市不动产{kind}第0012345号"
        return refuse(number, f"编号与证书样式不符。请按证书完整填写，如“{example}”，编号为7位数字。")
    if found[4] != kind:
        actual = "不动产登记证明号" if found[4] == "证明" else "不动产权证号"
        return refuse(number, f"这是{actual}，与本栏要求的证书不同。请核对证书名称后填写。")
    return accept(number, province=found[1], year=found[2], place=found[3], number=found[5])


def certificate(value: str) -> Identified:
    """不动产权证号, brackets stored full-width; facts: province, year, place, number."""
    number = _brackets(value)
    if not number:
        return refuse(number, "没有填写不动产权证号。请按不动产权证书填写。")
    return _certified(number, "权")


def proof(value: str) -> Identified:
    """不动产登记证明号 (mortgages, advance notices), written like a certificate's."""
    return _certified(_brackets(value), "证明")


def _unit_problem(code: str) -> str | None:
    """What is wrong with a cleaned unit number."""
    if not code:
        return "没有填写不动产单元号。请按不动产权证书填写28位单元号。"
    if len(code) != 28:
        return f"不动产单元号应为28位，现在是{len(code)}位。请对照证书逐位核对。"
    found = _UNIT.fullmatch(code)
    if found is None:
        return (
            "不动产单元号各段不符：前12位为数字，第13至14位为宗地特征码（如GB），"
            "其后5位数字、1位定着物特征码（F、L、Q或W）和8位数字。请对照证书逐段核对。"
        )
    if regions.problem(found["county"]):
        return "不动产单元号前6位不是区划代码。请对照证书核对前6位。"
    if found["fixture"] == "W" and found["unit"] != "0" * 8:
        return "定着物特征码为W（无定着物）时，末8位应全为0。请对照证书核对末9位。"
    return None


def unit(value: str) -> Identified:
    """不动产单元号 of 28 characters; facts are its parts, `fixture_name` says what stands on the land."""
    code = clean(value).upper()
    found = _UNIT.fullmatch(code)
    if problem := _unit_problem(code):
        return refuse(code, problem)
    parts = found.groupdict() if found else {}
    return accept(code, **parts, fixture_name=FEATURES[parts["fixture"]])
