"""Numbers of organisations: credit code, organisation code, registration and licence numbers."""

from __future__ import annotations

import re
from types import MappingProxyType

from yichuang.standards.identifiers.checksums import (
    CREDIT_ALPHABET,
    credit_check,
    licence_check,
    org_check,
)
from yichuang.standards.identifiers.persons import birth_certificate
from yichuang.standards.identifiers.result import Identified, accept, clean, refuse

# GB 32100—2015: first character 登记管理部门, second 机构类别; prefixes not told here are valid all the same.
CATEGORIES = MappingProxyType(
    {
        "11": "机关", "12": "事业单位", "13": "群众团体", "19": "机构编制部门登记的其他组织",
        "51": "社会团体", "52": "民办非企业单位", "53": "基金会", "59": "民政部门登记的其他组织",
        "81": "工会", "91": "企业", "92": "个体工商户", "93": "农民专业合作社",
        "N1": "农村集体经济组织", "N2": "农村集体经济组织", "N3": "农村集体经济组织", "Y1": "其他",
    }
)  # fmt: skip
FOOD_BUSINESS = MappingProxyType({"1": "食品销售经营者", "2": "餐饮服务经营者", "3": "单位食堂"})

_CREDIT = re.compile(f"[{CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{CREDIT_ALPHABET}]{{10}}")
_ORG = re.compile(r"[0-9A-Z]{8}-?[0-9X]")
_FOOD = re.compile(r"JY([123])[0-9]{13}")


def _credit_problem(code: str) -> str | None:
    """What is wrong with a cleaned credit code; both check characters are checked."""
    if not code:
        return "没有填写统一社会信用代码。请按营业执照或登记证书填写18位代码。"
    if re.fullmatch(r"[0-9]{15}", code):
        return "这是15位营业执照注册号，不是统一社会信用代码。请按换发后的营业执照填写18位代码。"
    if len(code) != 18:
        return f"统一社会信用代码应为18位，现在是{len(code)}位。请对照证照逐位核对。"
    if not _CREDIT.fullmatch(code):
        return "统一社会信用代码只用数字和大写字母，不用I、O、S、V、Z，第3至8位为数字。请对照证照逐位核对。"
    if code[16] != org_check(code[8:16]):
        return "统一社会信用代码第9至17位（主体标识码）的校验码不符。请对照证照核对这一段。"
    if code[17] != credit_check(code[:17]):
        return "统一社会信用代码末位校验码与前17位不符，可能有一位填错或两位颠倒。请对照证照逐位核对。"
    return None


def credit_code(value: str) -> Identified:
    """统一社会信用代码 (GB 32100—2015); facts: category, prefix, region of registration, org_code."""
    code = clean(value).upper()
    if found := _credit_problem(code):
        return refuse(code, found)
    prefix = code[:2]
    category = CATEGORIES.get(prefix, "未列明的机构类别")
    return accept(code, prefix=prefix, category=category, region=code[2:8], org_code=code[8:17])


def org_code(value: str) -> Identified:
    """组织机构代码 (GB 11714): eight characters and a check, stored without the hyphen."""
    code = clean(value).upper()
    if not _ORG.fullmatch(code):
        return refuse(code, "组织机构代码应为8位数字或大写字母加1位校验码。请按代码证填写。")
    code = code.replace("-", "")
    if code[8] != org_check(code[:8]):
        return refuse(code, "组织机构代码末位校验码不符。请对照代码证逐位核对。")
    return accept(code, printed=f"{code[:8]}-{code[8]}")


def _registration(number: str) -> Identified:
    """营业执照注册号: 15 digits with a MOD 11,10 check digit (legacy, GS 15—2006)."""
    if number[14] != licence_check(number[:14]):
        return refuse(number, "营业执照注册号末位校验码与前14位不符。请对照营业执照逐位核对。")
    return accept(number, type="营业执照注册号", region=number[:6])


def licence_number(value: str) -> Identified:
    """证照编号, by its shape a 注册号, 信用代码, 食品经营许可证 or 出生医学证明 (fact `type`)."""
    number = clean(value).upper()
    if not number:
        return refuse(number, "没有填写证照编号。请按证照填写。")
    if re.fullmatch(r"[0-9]{15}", number):
        return _registration(number)
    if found := _FOOD.fullmatch(number):
        return accept(number, type="食品经营许可证", business=FOOD_BUSINESS[found[1]])
    if re.fullmatch(r"[A-Z][0-9]{9}", number):
        return birth_certificate(number)
    if len(number) == 18 and not number.startswith("JY"):
        told = credit_code(number)
        return accept(told.normalised, type="统一社会信用代码", **told.facts) if told.valid else told
    return refuse(
        number,
        "证照编号无法识别。可填15位营业执照注册号、18位统一社会信用代码、"
        "JY加14位数字的食品经营许可证编号或1位字母加9位数字的出生医学证明编号，请对照证照核对。",
    )
