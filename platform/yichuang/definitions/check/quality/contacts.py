"""Telephones, and whom a matter is for (WZ-8, WZ-9, WZ-10)."""
from __future__ import annotations

import re
from collections.abc import Iterator

from yichuang.definitions.matter import Matter
from yichuang.forms.pointers import join
from yichuang.standards.identifiers import phone

from .rule import Example, Hit, Resolver, Rule

NAMES = {"consult_phone": "咨询电话", "complaint_phone": "投诉电话"}
HOTLINE = re.compile(r"(?:(?:010|02\d|0[3-9]\d{2})-?)?\d{5}")
"""Five digits, after an area code or none: 010 and 02X have three digits, all others four."""
PERSON = "1"
LEGAL_PERSONS = frozenset({"2", "3", "4"})
OTHERS = frozenset({"5", "6"})
"""Administrative organs and other organisations: topics of legal persons may be written for them, but need not."""


def callable_from_afar(number: str) -> bool:
    """A landline with its area code, or a hotline of five digits; several, divided by commas, must all be."""
    return all(_one(each) for each in re.split(r"[、,，;；]", number))


def _one(number: str) -> bool:
    told = phone(number)
    return bool(HOTLINE.fullmatch(told.normalised)) or (told.valid and told.facts.get("type") == "landline")


def same(one: str, other: str) -> bool:
    """Whether both lead to the same telephone, however they are written; what is missing is no telephone."""
    digits = re.sub(r"\D", "", phone(one).normalised)
    return bool(digits) and digits == re.sub(r"\D", "", phone(other).normalised)


def wrong_phones(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """Both given, callable from elsewhere, and not the same."""
    for key, name in NAMES.items():
        number = getattr(matter, key).strip()
        if not number:
            yield Hit(f"/{key}", {"said": f"没有{name}。"})
        elif not callable_from_afar(number):
            yield Hit(f"/{key}", {"said": f"{name}“{number}”没有区号，也不是5位热线。"})
    if same(matter.consult_phone, matter.complaint_phone):
        yield Hit("/complaint_phone", {"said": f"咨询电话和投诉电话是同一个：{matter.consult_phone}。"})


def complaints_to_the_handler(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """The telephone of the contact or of a counter is not where one complains about them."""
    own = [(("contact", "phone"), matter.contact.phone)] if matter.contact else []
    own += [(("locations", index, "phone"), place.phone) for index, place in enumerate(matter.locations)]  # type: ignore[misc]
    for steps, number in own:
        if same(number, matter.complaint_phone):
            yield Hit(join(steps), {"number": number})


def audience_and_topics(matter: Matter, resolve: Resolver) -> Iterator[Hit]:
    """Persons with topics for persons, legal persons with topics for them; and the other way round."""
    audiences = set(matter.audiences)
    if (PERSON in audiences) != bool(matter.person_topics):
        yield Hit("/person_topics", _facts("自然人", PERSON in audiences))
    if LEGAL_PERSONS & audiences and not matter.legal_person_topics:
        yield Hit("/legal_person_topics", _facts("法人", True))
    elif matter.legal_person_topics and not (LEGAL_PERSONS | OTHERS) & audiences:
        yield Hit("/legal_person_topics", _facts("法人", False))


def _facts(who: str, meant: bool) -> dict[str, str]:
    return {"said": f"服务对象含{who}，却没有{who}主题" if meant else f"有{who}主题，服务对象却不含{who}"}


RULES = (
    Rule(
        id="WZ-8", group="WZ", source="WZ", title="咨询、投诉电话齐全、不同、能打通", severity="error", applies_to=("matter",),
        looks_at="咨询电话、监督投诉电话", find=wrong_phones,
        meaning="两个电话都要有，不能是同一个，写明区号；5位热线（如12345）不用区号。",
        message="{said}", fix="写成“区号-号码”或5位热线，两个电话不同。",
        passing=Example("带区号的咨询电话，12345投诉", {"/complaint_phone": "12345"}),
        failing=Example("咨询电话写成手机，没有区号", {"/consult_phone": "13812340000"}, "/consult_phone"),
    ),
    Rule(
        id="WZ-9", group="WZ", source="WZ", title="联系电话不同于投诉电话", severity="error", applies_to=("matter",),
        looks_at="联系人电话、办理地点电话、监督投诉电话", find=complaints_to_the_handler,
        meaning="投诉不能投到经办人自己那里。",
        message="联系电话“{number}”也是投诉电话。", fix="投诉电话改为不经办此事项的监督电话或12345。",
        passing=Example("联系人另有电话", {"/contact": {"name": "张三（示例）", "phone": "0571-88001003"}}),
        failing=Example("联系人的电话也是投诉电话", {"/contact": {"name": "张三（示例）", "phone": "0571-88091001"}},
                        "/contact/phone"),
    ),
    Rule(
        id="WZ-10", group="WZ", source="WZ", title="服务对象与主题一致", severity="error", applies_to=("matter",),
        looks_at="服务对象、自然人主题、法人主题", find=audience_and_topics,
        meaning="服务对象含自然人的有自然人主题，含法人（企业、事业、社会组织）的有法人主题；反过来也一样。",
        message="{said}。", fix="补上或删去主题，或改正服务对象。",
        passing=Example("自然人和企业法人，两种主题都有", {"/audiences": ["1", "2"], "/legal_person_topics": ["示例主题"]}),
        failing=Example("企业法人，没有法人主题", {"/audiences": ["1", "2"]}, "/legal_person_topics"),
    ),
)
