"""Numbers of persons: identity, telephones, bank cards and accounts, passport, birth record, postcode."""

from __future__ import annotations

import re
from datetime import date

from yichuang.standards.identifiers.checksums import id_check, luhn_holds
from yichuang.standards.identifiers.result import Fact, Identified, accept, clean, refuse

# The first identity cards were issued in 1984; nobody who got one was born before.
EARLIEST_BIRTH = date(1880, 1, 1)
HOTLINES = frozenset(
    {
        "110", "119", "120", "122", "12301", "12305", "12313", "12315", "12319", "12320",
        "12328", "12329", "12333", "12338", "12345", "12348", "12350", "12355", "12360", "12366",
        "12367", "12369", "12385", "12388", "12389", "12393", "12398", "95598",
    }
)  # fmt: skip

_ID = re.compile(r"[1-9][0-9]{16}[0-9X]")
_OLD_ID = re.compile(r"[1-9][0-9]{14}")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))-?([0-9]{7,8})(?:-([0-9]{1,6}))?")
_TOLL_FREE = re.compile(r"[48]00-?[0-9]{3}-?[0-9]{4}")
_COUNTRY = re.compile(r"^(?:\+86|0086)-?(?=[0-9])")
_BRACKETED_AREA = re.compile(r"^\((0[0-9]{2,3})\)-?")
_DASHES = re.compile("[‐‑‒–—―−]+")
_CARD = re.compile(r"[1-9][0-9]{12,18}")
_ACCOUNT = re.compile(r"[0-9]{8,32}")
_PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{5,12}")
_CHINESE_PASSPORT = re.compile(r"[A-Z]{1,2}[0-9]{7,8}")


def _date_of(digits: str) -> date | None:
    """The date written YYYYMMDD; None when there is no such day."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _old_id_number(number: str) -> Identified:
    """A 15-digit number: no longer valid, with the 18-digit one it became as a proposal."""
    body = number[:6] + "19" + number[6:]
    if _date_of(body[6:14]) is None:
        return refuse(number, "这是已停用的15位旧号码，且其中的出生日期不存在。请按现用身份证填写18位号码。")
    advice = "升位后的号码见建议值，与身份证核对无误方可采用。"
    return refuse(number, f"15位旧号码自2013年起停用，应填18位。{advice}", proposal=body + id_check(body))


def _document(number: str) -> str:
    """Which card carries the number: the same algorithm serves residents, 港澳台居民 and foreigners."""
    if number.startswith(("810000", "820000", "830000")):
        return "港澳台居民居住证"
    return "外国人永久居留身份证" if number.startswith("9") else "居民身份证"


def _birth_problem(birth: date | None, today: date | None) -> str | None:
    """What is wrong with the date of birth; the future is judged only when `today` is given."""
    if birth is None:
        return "身份号码第7至14位不是真实存在的日期。请对照证件核对出生年月日。"
    if today is not None and birth > today:
        return "身份号码中的出生日期晚于今天。请对照证件核对第7至14位。"
    if birth < EARLIEST_BIRTH:
        return "身份号码中的出生日期过早，不可能是现有证件。请对照证件核对第7至14位。"
    return None


def _told_by_id(number: str) -> dict[str, Fact]:
    """What a valid ID number says about its holder."""
    return {
        "birth_date": f"{number[6:10]}-{number[10:12]}-{number[12:14]}",
        "sex": "1" if int(number[16]) % 2 else "2",
        "region": number[:6],
        "document": _document(number),
    }


def id_number(value: str, today: date | None = None) -> Identified:
    """公民身份号码 (GB 11643—1999), residence cards too; facts: birth_date, sex "1"/"2", region, document.

    The region prefix is not checked: codes are abolished, the numbers given under them stay.
    """
    number = clean(value).upper()
    if not number:
        return refuse(number, "没有填写身份号码。请按证件填写18位号码。")
    if _OLD_ID.fullmatch(number):
        return _old_id_number(number)
    if len(number) != 18:
        return refuse(number, f"身份号码应为18位，现在是{len(number)}位。请对照证件逐位核对。")
    if not _ID.fullmatch(number):
        return refuse(number, "身份号码前17位应为数字（首位不为0），末位为数字或X。请对照证件逐位核对。")
    if found := _birth_problem(_date_of(number[6:14]), today):
        return refuse(number, found)
    if number[17] != id_check(number[:17]):
        return refuse(number, "身份号码末位校验码与前17位不符，可能填错或颠倒了数字。请对照证件逐位核对。")
    return accept(number, **_told_by_id(number))


def _dialled(value: str) -> str:
    """A telephone number without country code, with plain hyphens and an unbracketed area code."""
    digits = _COUNTRY.sub("", _DASHES.sub("-", clean(value)))
    return _BRACKETED_AREA.sub(r"\1-", digits)


def mobile(value: str) -> Identified:
    """手机号码 of the mainland, +86 and 0086 removed."""
    number = _dialled(value)
    if not number:
        return refuse(number, "没有填写手机号码。请填写11位手机号码。")
    if len(number) != 11 or not number.isascii() or not number.isdigit():
        return refuse(number, "手机号码应为11位数字。请核对是否多填、漏填或夹有其他字符。")
    if not _MOBILE.fullmatch(number):
        return refuse(number, "手机号码应以13至19开头。请核对前两位。")
    return accept(number, type="mobile", prefix=number[:3])


def phone(value: str) -> Identified:
    """Any telephone to be called: landline with area code, mobile, 400/800 number, or a known hotline."""
    number = _dialled(value)
    if not number:
        return refuse(number, "没有填写电话号码。请填写带区号的固定电话或手机号码。")
    if _MOBILE.fullmatch(number):
        return accept(number, type="mobile", prefix=number[:3])
    if number in HOTLINES:
        return accept(number, type="hotline")
    if _TOLL_FREE.fullmatch(number):
        return accept(number, type="toll-free")
    if found := _LANDLINE.fullmatch(number):
        return accept(number, type="landline", area_code=found[1], extension=found[3] or "")
    if re.fullmatch(r"[2-9][0-9]{6,7}", number):
        return refuse(number, "固定电话缺少区号，外地无法拨打。请加上区号，如0577-61880000。")
    return refuse(number, "电话号码无法识别。请填写“区号-号码”、11位手机号码或政务服务热线。")


def bank_card(value: str) -> Identified:
    """个人银行卡号: 13 to 19 digits ending in a Luhn digit; corporate accounts are `bank_account`."""
    number = clean(value)
    if not number:
        return refuse(number, "没有填写银行卡号。请按卡面填写。")
    if not _CARD.fullmatch(number):
        return refuse(number, "个人银行卡号应为13至19位数字。请按卡面逐位核对；单位账户请填入对公账户栏。")
    if not luhn_holds(number):
        return refuse(number, "银行卡号末位校验码不符，可能有一位填错或两位颠倒。请按卡面逐位核对。")
    return accept(number, issuer_prefix=number[:6], last_four=number[-4:])


def bank_account(value: str) -> Identified:
    """对公账户 or an old passbook: 8 to 32 digits without a check digit."""
    number = clean(value)
    if not _ACCOUNT.fullmatch(number):
        return refuse(number, "银行账号应为8至32位数字。请按开户资料填写。")
    return accept(number, last_four=number[-4:])


def passport(value: str) -> Identified:
    """护照号码: letters and digits as on the data page; the Chinese pattern is told as a fact."""
    number = clean(value).upper()
    if not _PASSPORT.fullmatch(number):
        return refuse(number, "护照号码应为5至12位字母和数字。请按护照资料页填写，不带空格和符号。")
    return accept(number, chinese_pattern=bool(_CHINESE_PASSPORT.fullmatch(number)))


def birth_certificate(value: str) -> Identified:
    """出生医学证明编号: one letter and nine digits."""
    number = clean(value).upper()
    if not re.fullmatch(r"[A-Z][0-9]{9}", number):
        return refuse(number, "出生医学证明编号应为1位字母加9位数字。请按证明右上角的编号填写。")
    return accept(number, type="出生医学证明")


def postcode(value: str) -> Identified:
    """邮政编码: six digits."""
    number = clean(value)
    if not re.fullmatch(r"[0-9]{6}", number):
        return refuse(number, "邮政编码应为6位数字。请核对位数。")
    return accept(number)
