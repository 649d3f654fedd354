"""A matter's form: the schema is sound, and its fields agree with the elements they name."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from yichuang.definitions.common import Definition
from yichuang.definitions.element import Element
from yichuang.definitions.matter import Matter
from yichuang.errors import Problem
from yichuang.forms.compiled import compiled
from yichuang.forms.dialect import schema_problems
from yichuang.forms.fields import Field, fields_of
from yichuang.forms.meet import Incompatible, meet
from yichuang.forms.pointers import join
from yichuang.forms.shape import Kind

ROLE = re.compile(r"[a-z][a-z0-9_]{0,31}")
COMPARED = ("type", "enum", "const", "oneOf")
BASE = "/form/schema"


def form_rules(definition: Definition, resolve: Callable[[str], Definition | None]) -> Iterator[Problem]:
    """The dialect first; what the fields mean only once the schema can be read."""
    if isinstance(definition, Element):
        yield from (replace(problem, pointer="/value" + problem.pointer) for problem in schema_problems(definition.value))
    if not isinstance(definition, Matter):
        return
    broken = schema_problems(definition.form.schema_)
    yield from (replace(problem, pointer=BASE + problem.pointer) for problem in broken)
    if any(problem.severity == "error" for problem in broken):
        return
    fields = fields_of(compiled(definition.form.schema_))
    if not fields:
        yield Problem(BASE, "empty-form", "表单里没有一个字段。", fix="在 properties 中声明字段。")
    for field in fields:
        yield from _field(field, resolve)
    yield from _layout(definition, fields)


def _field(field: Field, resolve: Callable[[str], Definition | None]) -> Iterator[Problem]:
    at = join(field.steps, BASE + "/…") if len(field.steps) > 1 else join(("properties", *field.steps), BASE)
    if field.items:
        for item in field.items:
            yield from _field(replace(item, steps=(*field.steps, *item.steps)), resolve)
        return
    if field.role is not None and not ROLE.fullmatch(field.role):
        yield Problem(at, "role", f"角色“{field.role}”应为小写字母开头的字母、数字或下划线。", fix="如 mother、applicant。")
    if field.element and not field.role:
        yield Problem(at, "role", f"字段“{field.shape.title or field.steps[-1]}”写了数据元却没有写是谁的（x-role）。",
                      fix="补上 x-role，如 applicant；相同角色的相同数据元才会合并。")
    if not field.shape.title:
        yield Problem(at, "title", f"字段“{field.steps[-1]}”没有标题。", fix="补上 title，办事群众看到的是它。")
    if field.shape.kind is Kind.TEXT and "maxLength" not in field.shape.keywords and "format" not in field.shape.keywords:
        yield Problem(at, "max-length", f"文字字段“{field.shape.title or field.steps[-1]}”没有限定长度。", "warning",
                      "补上 maxLength，纸质表格才放得下。")
    element = resolve(field.element) if field.element else None
    if isinstance(element, Element):
        yield from _against(at, field, element)


def _against(at: str, field: Field, element: Element) -> Iterator[Problem]:
    declared: Mapping[str, Any] = field.shape.keywords
    # A field that names a code list of its own is bridged by a transform of the bundle's member; merging finds it without one.
    own_list = declared.get("x-code-list") not in (None, element.code_list)
    compared = () if own_list else COMPARED
    try:
        meet({key: declared[key] for key in compared if key in declared},
             {key: element.value[key] for key in compared if key in element.value})
    except Incompatible as refused:
        yield Problem(at, "element", f"字段“{field.shape.title or field.steps[-1]}”与数据元“{element.name}”不符：{refused.message}",
                      fix="改成与数据元一致，或改用别的数据元。")


def _layout(matter: Matter, fields: tuple[Field, ...]) -> Iterator[Problem]:
    known = {field.steps[0] for field in fields}
    for i, section in enumerate((matter.form.layout or {}).get("sections", ())):
        for j, entry in enumerate(section.get("fields", ()) if isinstance(section, Mapping) else ()):
            name = entry.get("field") if isinstance(entry, Mapping) else entry
            if name not in known:
                yield Problem(join(("form", "layout", "sections", i, "fields", j)), "dangling-field",
                              f"布局提到的“{name}”不是表单的字段。", fix="改成字段名。")
