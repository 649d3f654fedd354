"""Codes with a prescribed form: matter codes, credit codes, telephones, region codes, code lists."""
from __future__ import annotations

from collections.abc import Callable, Iterator

from yichuang.definitions.common import Definition
from yichuang.definitions.element import Element
from yichuang.definitions.matter import Matter
from yichuang.definitions.place import Department, Region
from yichuang.errors import Problem
from yichuang.standards.codelists import LISTS
from yichuang.standards.identifiers import check, check_code

PHONES = {"phone", "consult_phone", "complaint_phone"}


def code_rules(definition: Definition, resolve: Callable[[str], Definition | None]) -> Iterator[Problem]:
    """Codes that are given must be right; which ones must be given is for other rules."""
    if isinstance(definition, Department):
        yield from _identifier("uscc", "credit-code", definition.uscc)
    if isinstance(definition, Region):
        yield from _identifier("code", "region", definition.code)
    if isinstance(definition, Matter):
        yield from _matter_codes(definition)
    if isinstance(definition, Element) and definition.code_list and definition.code_list not in LISTS:
        yield Problem("/code_list", "dangling-reference", f"没有“{definition.code_list}”这个代码集。",
                      fix=f"可用：{'、'.join(LISTS)}。")
    for key in sorted(PHONES & set(type(definition).model_fields)):
        yield from _identifier(key, "phone", getattr(definition, key))


def _identifier(key: str, kind: str, value: str | None) -> Iterator[Problem]:
    if value is None:
        return
    told = check(kind, value)
    if not told.valid:
        yield Problem(f"/{key}", "code", told.problem or "编码不正确。", fix="核对后改正。")
    elif told.normalised != value and kind != "region":
        yield Problem(f"/{key}", "code", f"应写成“{told.normalised}”。", "warning", "按规范写法改写。")


def _matter_codes(matter: Matter) -> Iterator[Problem]:
    for key, kind in (("catalog_code", "catalog-code"), ("task_code", "task-code"), ("item_code", "item-code")):
        value = getattr(matter, key)
        if value is not None and not (told := check_code(kind, value, matter.code_scheme)).valid:
            yield Problem(f"/{key}", "code", told.problem or "编码不正确。", fix="按编码规则核对。")
    if matter.catalog_code and matter.task_code and not matter.task_code.endswith(matter.catalog_code):
        yield Problem("/task_code", "code", "实施编码与基本编码不一致：末12位应为基本编码。", fix="核对两个编码。")
    if matter.task_code and matter.item_code and not matter.item_code.startswith(matter.task_code):
        yield Problem("/item_code", "code", "业务办理项编码应以实施编码开头。", fix="核对两个编码。")
