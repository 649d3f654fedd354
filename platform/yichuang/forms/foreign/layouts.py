"""Layouts written for other form libraries, read as ours: JSON Forms' UI schemas and the uiSchema of RJSF.

A layout only arranges: what these say about when a field shows is named, never taken over, because conditions belong to
the schema. Sources: JSON Forms 3 (jsonforms.io/docs/uischema), react-jsonschema-form 5 (uiSchema reference).
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yichuang.errors import Problem

from ..keywords import MAX_DEPTH, OBJECT
from ..pointers import Steps, join, split

SECTIONS = ("Group", "Category")
CONTAINERS = ("VerticalLayout", "HorizontalLayout", "Categorization", *SECTIONS)
ELEMENTS = (*CONTAINERS, "Control", "Label", "ListWithDetail")
WIDTHS = {2: "half", 3: "third"}
UI = "ui:"
WIDGETS = {"textarea": "textarea", "radio": "radio", "select": "select", "password": "password"}
ARRANGED = frozenset({"ui:order", "ui:widget", "ui:title", "ui:options", "ui:rootFieldId", "ui:submitButtonOptions"})
Layout = dict[str, Any]


@dataclass(frozen=True)
class Understood:
    """A layout as ours, and what of it says more than a layout may."""

    layout: Any
    remarks: tuple[Problem, ...] = ()


def understood(layout: Any) -> Understood:
    """The layout in our words; one that is ours already, or no known library's, stays as it is."""
    if not isinstance(layout, OBJECT) or "sections" in layout:
        return Understood(layout)
    if layout.get("type") in ELEMENTS:
        read = _JsonForms()
        read.element(layout, (), len(SECTIONS))
        return Understood({"sections": read.sections()}, tuple(read.remarks))
    if any(key.startswith(UI) or _speaks_rjsf(value) for key, value in layout.items()):
        return Understood({"sections": [{"code": "1", "title": "", "fields": list(_arranged(layout))}]}, tuple(_beyond(layout, ())))
    return Understood(layout)


@dataclass
class _Part:
    """A section in the making."""

    title: str = ""
    fields: list[Layout] = field(default_factory=list)
    help: list[str] = field(default_factory=list)


class _JsonForms:
    """Walks the elements of a UI schema and gathers its controls into sections."""

    def __init__(self) -> None:
        self.parts: list[_Part] = [_Part()]
        self.placed: set[str] = set()
        self.remarks: list[Problem] = []

    def sections(self) -> list[Layout]:
        """The sections that hold something, numbered."""
        full = [part for part in self.parts if part.fields]
        return [{"code": str(number), "title": part.title, "fields": part.fields, "help": " ".join(part.help)}
                for number, part in enumerate(full, 1)]

    def element(self, here: Any, at: Steps, across: int) -> None:
        """One element; `across` is how many stand side by side with it."""
        if not isinstance(here, OBJECT) or len(at) > MAX_DEPTH:
            return
        kind = here.get("type")
        if "rule" in here:
            message = "布局里的显示规则没有采用：条件写在表单里才对每个部门都算数。"
            self._note((*at, "rule"), message, "把规则改写成 schema 的 if/then。")
        if kind in ("Control", "ListWithDetail"):
            self._control(here, at, across)
        elif kind == "Label":
            self.parts[-1].help.append(str(here.get("text") or here.get("label") or ""))
        elif kind in CONTAINERS:
            self._container(here, at)
        else:
            self._note((*at, "type"), f"布局不认识“{kind}”这种元素，里面的字段排在最后。", "改用 Control、Group 或 Category。")

    def _container(self, here: Mapping[str, Any], at: Steps) -> None:
        elements = here.get("elements")
        inner: Sequence[Any] = elements if isinstance(elements, list) else ()
        if here.get("type") in SECTIONS:
            self.parts.append(_Part(_label(here)))
        side_by_side = len(inner) if here.get("type") == "HorizontalLayout" else 1
        for number, element in enumerate(inner):
            self.element(element, (*at, "elements", str(number)), side_by_side)
        if here.get("type") in SECTIONS:
            # What follows a group belongs to no group.
            self.parts.append(_Part())

    def _control(self, here: Mapping[str, Any], at: Steps, across: int) -> None:
        key, whole = _scope(here.get("scope"))
        if key is None:
            self._note((*at, "scope"), "布局没有说清是哪个字段，已略过。", "写成 #/properties/字段名。")
            return
        if not whole:
            self._note((*at, "scope"), f"布局只能安排最外层的字段，“{key}”里面的按表单的顺序排。", "把里面的顺序写在 schema 里。")
        if key not in self.placed:
            self.placed.add(key)
            said = {"field": key, "width": WIDTHS.get(across, ""), "title": _label(here) if whole else "", "widget": _widget(here)}
            self.parts[-1].fields.append({name: value for name, value in said.items() if value})

    def _note(self, at: Steps, message: str, fix: str) -> None:
        self.remarks.append(Problem(join(at), "layout", message, "warning", fix))


def _label(here: Mapping[str, Any]) -> str:
    label = here.get("label")
    if isinstance(label, OBJECT):
        label = label.get("text") if label.get("show", True) else ""
    return label if isinstance(label, str) else ""


def _widget(here: Mapping[str, Any]) -> str:
    options = here.get("options")
    said: Mapping[str, Any] = options if isinstance(options, OBJECT) else {}
    return "textarea" if said.get("multi") is True else WIDGETS.get(str(said.get("format")), "")


def _scope(scope: Any) -> tuple[str | None, bool]:
    """The top-level field that a scope is about, and whether it is about all of it."""
    try:
        steps = split(scope.removeprefix("#")) if isinstance(scope, str) else ()
    except ValueError:
        steps = ()
    return (steps[1], len(steps) == 2) if len(steps) > 1 and steps[0] == "properties" else (None, False)


def _speaks_rjsf(value: Any) -> bool:
    return isinstance(value, OBJECT) and any(key.startswith(UI) or _speaks_rjsf(inner) for key, inner in value.items())


def _arranged(layout: Mapping[str, Any]) -> Iterator[Layout]:
    """Fields in the order asked for; `*` stands for all that are not named, which come last here."""
    named = [key for key in layout if not key.startswith(UI)]
    order = layout.get("ui:order")
    first = [key for key in order if isinstance(key, str) and key != "*"] if isinstance(order, list) else []
    for key in dict.fromkeys([*first, *named]):
        said = layout.get(key)
        said = said if isinstance(said, OBJECT) else {}
        options = said.get("ui:options")
        flat = {**{UI + name: value for name, value in (options if isinstance(options, OBJECT) else {}).items()}, **said}
        found = {"field": key, "widget": WIDGETS.get(str(flat.get("ui:widget")), ""), "title": flat.get("ui:title")}
        yield {name: value for name, value in found.items() if isinstance(value, str) and value}


def _beyond(layout: Mapping[str, Any], at: Steps) -> Iterator[Problem]:
    for key, value in layout.items():
        if key.startswith(UI) and key not in ARRANGED:
            message = f"布局里的“{key}”没有采用。"
            yield Problem(join((*at, key)), "layout", message, "warning", "帮助、示例和只读写在表单的 schema 里。")
        elif not key.startswith(UI) and isinstance(value, OBJECT) and len(at) < MAX_DEPTH:
            yield from _beyond(value, (*at, key))
