"""Codes of matters: 基本编码, 实施编码 and 业务办理项编码, each under the scheme its region uses.

Source: published codes and GB/T 39554.1—2020 as practised (12, 31 and 33 characters). GB/T 39046—2020 still
prints older lengths, and some provinces have their own, so the scheme is a parameter.
"""

from __future__ import annotations

import re

from yichuang.standards.codelists import label
from yichuang.standards.identifiers.organisations import credit_code
from yichuang.standards.identifiers.result import Identified, accept, clean, refuse
from yichuang.standards.regions import PROVINCES

SCHEMES = ("GB39554", "local")
NAMES = {"catalog-code": "基本编码", "task-code": "实施编码", "item-code": "业务办理项编码"}

_CATALOG = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{3})([0-9]{3})")
_TASK = re.compile(r"([0-9A-HJ-NP-RTUW-Y]{18})([1-7])([0-9]{12})")
_LOCAL = re.compile(r"[0-9A-Za-z一-龥._-]{1,50}")


def _catalog(code: str) -> Identified:
    """12 digits: area, type of matter, department, main item, sub-item."""
    found = _CATALOG.fullmatch(code)
    if found is None:
        return refuse(code, "基本编码应为12位数字。请按事项目录填写。")
    area, kind, department, main, sub = found.groups()
    if area != "00" and area not in PROVINCES:
        return refuse(code, "基本编码前2位应为00（国家）或省级区划代码。请按事项目录核对。")
    name = label("task_type", kind) or ""
    if not name and not ("11" <= kind <= "19" or "21" <= kind <= "99"):
        return refuse(code, "基本编码第3至4位不是事项类型代码。请按事项目录核对。")
    facts = {"area": area, "task_type": kind, "department": department, "main_item": main, "sub_item": sub}
    return accept(code, **facts, task_type_name=name)


def _task(code: str) -> Identified:
    """31 characters: credit code of the organ, level, catalogue code; each part by its own rule."""
    found = _TASK.fullmatch(code)
    if found is None:
        shape = "18位统一社会信用代码、1位行使层级（1至7）、12位基本编码"
        return refuse(code, f"实施编码应为31位：{shape}。请按事项库填写。")
    organ, catalog = credit_code(found[1]), _catalog(found[3])
    if not organ.valid:
        return refuse(code, f"实施编码前18位有误：{organ.problem}")
    if not catalog.valid:
        return refuse(code, f"实施编码后12位有误：{catalog.problem}")
    level_name = label("use_level", found[2]) or ""
    return accept(code, organ=found[1], use_level=found[2], use_level_name=level_name, catalog_code=found[3])


def _item(code: str) -> Identified:
    """33 characters: a task code and the number of the handling item."""
    if len(code) != 33 or not re.fullmatch(r"[0-9]{2}", code[31:]):
        return refuse(code, "业务办理项编码应为33位：31位实施编码加2位序号。请按事项库填写。")
    task = _task(code[:31])
    if not task.valid:
        return refuse(code, task.problem or "")
    return accept(code, **task.facts, task_code=code[:31], item=code[31:])


_GB39554 = {"catalog-code": _catalog, "task-code": _task, "item-code": _item}


def check_code(kind: str, value: str, scheme: str = "GB39554") -> Identified:
    """Checks a matter's code: kind catalog-code, task-code or item-code; KeyError for other kinds or schemes.

    Scheme `local` is the free format of regional libraries, up to 50 characters.
    """
    name = NAMES[kind]
    code = clean(value)
    if not code:
        return refuse(code, f"没有填写{name}。请按事项库填写。")
    if scheme == "GB39554":
        return _GB39554[kind](code.upper())
    if scheme not in SCHEMES:
        raise KeyError(scheme)
    if not _LOCAL.fullmatch(code):
        return refuse(code, f"地方{name}应为50位以内的字母、数字、汉字和“-”“_”“.”。请按本地事项库填写。")
    return accept(code, scheme=scheme)
